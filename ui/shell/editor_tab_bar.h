// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTabBar>

namespace gatewright {

class IconProvider;

// Tabs that can be dragged, closed with the middle button, and that give a new file on a double click behind
// the last.
class EditorTabBar : public QTabBar
{
    Q_OBJECT

public:
    explicit EditorTabBar(const IconProvider &icons, QWidget *parent = nullptr);

Q_SIGNALS:
    void emptyAreaDoubleClicked();

protected:
    void mouseReleaseEvent(QMouseEvent *event) override;
    void mouseDoubleClickEvent(QMouseEvent *event) override;
    void tabInserted(int index) override;
    [[nodiscard]] QSize minimumTabSizeHint(int index) const override;
    [[nodiscard]] QSize tabSizeHint(int index) const override;

private:
    const IconProvider &m_icons;
};

} // namespace gatewright
