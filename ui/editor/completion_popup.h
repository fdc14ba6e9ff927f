// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/editor/text_card.h"

#include <QAbstractListModel>
#include <QFrame>
#include <QList>

#include <vector>

class QListView;

namespace gatewright {

// One line of the list.
struct CompletionRow
{
    QString label;
    QString detail;   // dimmed, at the right edge
    QString kind;     // one letter in front, for the eye
    QString kindName; // the same in words, for screen readers
    int colour = -1;  // a WordKind, or -1 for the colour of text
    bool isDeprecated = false;
    QList<int> matched; // characters of the label that the typed word took

    friend bool operator==(const CompletionRow &, const CompletionRow &) = default;
};

class CompletionRows : public QAbstractListModel
{
    Q_OBJECT

public:
    using QAbstractListModel::QAbstractListModel;

    void set(std::vector<CompletionRow> rows);
    [[nodiscard]] const CompletionRow &row(int index) const
    {
        return m_rows.at(static_cast<std::size_t>(index));
    }
    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;

private:
    std::vector<CompletionRow> m_rows;
};

// The list of completions below the word that is typed, with the documentation of the chosen one beside it. A
// child of the window that never takes the focus: keys stay the editor's, who opens it decides what they do.
class CompletionPopup : public QFrame
{
    Q_OBJECT

public:
    CompletionPopup(const SyntaxLibrary &library, const Theme &theme, QWidget *window);

    void setTheme(const Theme &theme);
    // Shows these below the word, a rectangle of the window, or moves there; the first one is chosen.
    void showRows(std::vector<CompletionRow> rows, const QRect &word);
    [[nodiscard]] const CompletionRows &rows() const { return *m_rows; }
    // -1: none.
    [[nodiscard]] int current() const;
    void step(int rows, bool round);
    [[nodiscard]] int rowsInAPage() const;
    // Beside the list; empty: none.
    void setDocumentation(const QString &text, bool isMarkdown);
    [[nodiscard]] const TextCard &documentation() const { return *m_card; }

Q_SIGNALS:
    void currentChanged(int row);
    // By the mouse.
    void chosen(int row);

protected:
    void hideEvent(QHideEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    void place(const QRect &word);

    CompletionRows *m_rows;
    QListView *m_list;
    TextCard *m_card;
};

} // namespace gatewright
