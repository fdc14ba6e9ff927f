// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/completion/protocol/draft_report.h"
#include "ui/theme/theme.h"

#include <QWidget>

#include <vector>

namespace gatewright {

// Whose drafts stood: one bar in parts, and below it a legend in the same order.
class SharesBar : public QWidget
{
    Q_OBJECT

public:
    explicit SharesBar(const Theme &theme, QWidget *parent = nullptr);

    void setTheme(const Theme &theme);
    // Those without a share are left out, the largest come first.
    void setShares(const std::vector<completion::DraftReport::Share> &shares);
    [[nodiscard]] int partCount() const { return static_cast<int>(m_parts.size()); }
    [[nodiscard]] bool hasHeightForWidth() const override { return true; }
    [[nodiscard]] int heightForWidth(int width) const override;
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;
    bool event(QEvent *event) override;

private:
    struct Part
    {
        QString drafter;
        QString text; // "Project 41 %"
        double share = 0.0;
    };

    [[nodiscard]] QColor colourOf(const QString &drafter) const;
    // Where the legend's entries stand; the last bottom is the height.
    [[nodiscard]] std::vector<QRect> legend(int width) const;

    Theme m_theme;
    std::vector<completion::DraftReport::Share> m_shares; // as shown
    std::vector<Part> m_parts;
    double m_sum = 1.0;
};

} // namespace gatewright
