// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/diff/comparison.h"
#include "ui/theme/theme.h"

#include <QWidget>

#include <stop_token>

class QLabel;
class QStackedWidget;

namespace gatewright {

class DiffOverview;
class DiffPane;

// One side of what is compared.
struct DiffSide
{
    QString title;    // "HEAD", "On Disk", "Recovered, 12:04": stands above the text
    QString path;     // names the language; may be empty. Nothing is read from it.
    std::string text; // UTF-8; other bytes are shown as replacement characters
};

// Two texts side by side: lines and words that changed are marked, both sides scroll together, and the
// changes are gone through one by one. Compares on another thread. GUI thread.
//
//   auto *view = new DiffView(library, theme, parent);
//   view->setTexts({tr("On Disk"), path, disk}, {tr("In the Editor"), path, buffer});
class DiffView : public QWidget
{
    Q_OBJECT

public:
    // `library` outlives the view.
    DiffView(const SyntaxLibrary &library, const Theme &theme, QWidget *parent = nullptr);
    ~DiffView() override;

    // The view stays with the same change when both texts are those of the same titles as before.
    void setTexts(DiffSide left, DiffSide right);
    // Instead of texts: that a file is binary, or could not be read.
    void showMessage(const QString &text);
    void setTheme(const Theme &theme);
    void setTextFont(const QFont &font);

    [[nodiscard]] const DiffSide &left() const { return m_left; }
    [[nodiscard]] const DiffSide &right() const { return m_right; }
    // Empty until compared() was emitted.
    [[nodiscard]] const std::vector<DiffChange> &changes() const { return m_changes; }
    [[nodiscard]] bool isComparing() const { return m_comparing; }
    // The change that is looked at, -1 for none.
    [[nodiscard]] int currentChange() const { return m_current; }
    // Scrolls there; -1 unmarks. Out of range: nothing.
    void goToChange(int change);
    // False when there is none in that direction.
    bool nextChange() { return step(1); }
    bool previousChange() { return step(-1); }
    // The lines of the text on the right that are selected there, [begin, end), 0-based; empty (0, 0) when
    // nothing is.
    struct Lines
    {
        int begin = 0;
        int end = 0;
        [[nodiscard]] bool isEmpty() const { return begin >= end; }
    };
    [[nodiscard]] Lines selectedLines() const;
    [[nodiscard]] DiffPane &leftPane() const { return *m_leftPane; }
    [[nodiscard]] DiffPane &rightPane() const { return *m_rightPane; }

Q_SIGNALS:
    // The texts are shown, and changes() says how they differ.
    void compared();
    void currentChangeChanged(int change);

private:
    void buildLayout();
    void scrollTogether(DiffPane *one, DiffPane *other);
    void showComparison(TextComparison comparison);
    void showPage(QWidget *page);
    bool step(int direction);
    void takeRow(int row);
    [[nodiscard]] int changeAt(int row) const;
    void updateTitles();

    DiffSide m_left;
    DiffSide m_right;
    std::vector<DiffChange> m_changes;
    int m_current = -1;
    bool m_comparing = false;
    bool m_lineEndsDiffer = false;
    int m_stamp = 0; // counts the texts: a comparison of older ones is dropped
    std::stop_source m_stop;
    QStackedWidget *m_stack;
    QWidget *m_texts;
    QLabel *m_message;
    QLabel *m_leftTitle;
    QLabel *m_rightTitle;
    DiffPane *m_leftPane;
    DiffPane *m_rightPane;
    DiffOverview *m_overview;
};

} // namespace gatewright
