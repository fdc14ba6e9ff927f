// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/diff/comparison.h"
#include "ui/theme/theme.h"

#include <QWidget>

namespace gatewright {

// The whole comparison at a glance: a strip as high as the view with a mark where each change stands. A click
// goes there.
class DiffOverview : public QWidget
{
    Q_OBJECT

public:
    explicit DiffOverview(const Theme &theme, QWidget *parent = nullptr);

    void setChanges(const std::vector<DiffChange> &changes, int rowCount);
    void setTheme(const Theme &theme);
    [[nodiscard]] QSize sizeHint() const override { return {12, 0}; }

Q_SIGNALS:
    void rowChosen(int row);

protected:
    void paintEvent(QPaintEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;

private:
    Theme m_theme;
    std::vector<DiffChange> m_changes;
    int m_rowCount = 0;
};

} // namespace gatewright
