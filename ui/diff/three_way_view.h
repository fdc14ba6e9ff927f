// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/diff/diff_pane.h"
#include "ui/diff/diff_view.h"

namespace gatewright {

// What two made of one text, with it between them: for conflicts of a merge. Compares on another thread. GUI
// thread.
class ThreeWayView : public QWidget
{
    Q_OBJECT

public:
    // `library` outlives the view.
    ThreeWayView(const SyntaxLibrary &library, const Theme &theme, QWidget *parent = nullptr);
    ~ThreeWayView() override;

    void setTexts(DiffSide ours, DiffSide base, DiffSide theirs);
    void setTheme(const Theme &theme);
    void setTextFont(const QFont &font);

    // Empty until compared() was emitted.
    [[nodiscard]] const std::vector<ThreeWayChange> &changes() const { return m_changes; }
    [[nodiscard]] int currentChange() const { return m_current; }
    void goToChange(int change);
    bool nextChange() { return step(1); }
    bool previousChange() { return step(-1); }

Q_SIGNALS:
    void compared();
    void currentChangeChanged(int change);
    // The texts could not be compared.
    void failed(const QString &message);

private:
    struct Column
    {
        QLabel *title;
        DiffPane *pane;
    };

    [[nodiscard]] Column makeColumn(DiffPane::Side side, const SyntaxLibrary &library, const Theme &theme);
    void showComparison(ThreeWayComparison comparison);
    bool step(int direction);
    template <class Do>
    void eachPane(Do action) const;

    DiffSide m_ours;
    DiffSide m_base;
    DiffSide m_theirs;
    Column m_left;
    Column m_middle;
    Column m_right;
    std::vector<ThreeWayChange> m_changes;
    int m_current = -1;
    int m_stamp = 0;
    std::stop_source m_stop;
};

} // namespace gatewright
