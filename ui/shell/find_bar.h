// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/editor/text_search.h"

#include <QPointer>
#include <QTimer>
#include <QWidget>

class QLabel;
class QLineEdit;
class QToolButton;

namespace gatewright {

class Appearance;
class CodeView;

// Find and replace in the current view, as a bar under the editors. Enter goes to the next match, Shift+Enter
// to the one before, Escape closes it and gives the focus back.
class FindBar : public QWidget
{
    Q_OBJECT

public:
    enum class Mode { Find, Replace };

    explicit FindBar(const Appearance &appearance, QWidget *parent = nullptr);

    // The view that is searched from now on; null: none.
    void setView(CodeView *view);
    // Shows the bar and takes the selected text, when it is one line, as the pattern.
    void open(Mode mode);
    void close();

    void findNext();
    void findPrevious();
    void replaceOne();
    void replaceAll();

    [[nodiscard]] bool hasPattern() const;
    [[nodiscard]] QString status() const;

protected:
    void keyPressEvent(QKeyEvent *event) override;

private:
    [[nodiscard]] SearchQuery query() const;
    QToolButton *addButton(const QString &text, const QString &name, const QString &toolTip, bool isToggle);
    void patternEdited();
    void goTo(const Result<std::optional<TextSpan>> &found);
    // Marks all matches and counts them; large documents are not searched as a whole at every key.
    void markMatches();
    void setStatus(const QString &text, bool isTrouble);

    const Appearance &m_appearance;
    QPointer<CodeView> m_view;
    QLineEdit *m_pattern;
    QLineEdit *m_replacement;
    QToolButton *m_caseSensitive;
    QToolButton *m_wholeWords;
    QToolButton *m_regularExpression;
    QToolButton *m_replace;
    QToolButton *m_replaceAll;
    QLabel *m_status;
    QList<QWidget *> m_replaceRow;
    QTimer m_marking;
    std::size_t m_origin = 0; // where searching while typing starts from
};

} // namespace gatewright
