// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/completion/protocol/learning_report.h"
#include "ui/theme/theme.h"

#include <QWidget>

#include <vector>

namespace gatewright {

// Tokens per pass, a bar for each day with passes, the latest on the right. The base line is 1: what plain
// decoding brings. The day under the mouse is told above; without one the chosen day, which the arrow keys,
// Home and End move.
class DayChart : public QWidget
{
    Q_OBJECT

public:
    explicit DayChart(const Theme &theme, QWidget *parent = nullptr);

    void setTheme(const Theme &theme);
    // Rising by day.
    void setDays(const std::vector<completion::LearningDay> &days, const QDate &today);
    [[nodiscard]] int dayCount() const { return static_cast<int>(m_days.size()); }
    // What is told above the bars; empty without days.
    [[nodiscard]] QString toldDay() const;
    // Of the bar of a day, in the widget; for tests and tool tips.
    [[nodiscard]] QRect barOf(int day) const;
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void leaveEvent(QEvent *event) override;

private:
    // Where bars stand.
    [[nodiscard]] QRect plot() const;
    [[nodiscard]] int heightOf(double tokensPerPass) const;
    [[nodiscard]] int dayAt(const QPoint &place) const; // -1: none
    void choose(int day);
    void hover(int day);
    void describe();
    void paintGrid(QPainter &painter) const;
    void paintBars(QPainter &painter) const;
    void paintWords(QPainter &painter) const;

    Theme m_theme;
    std::vector<completion::LearningDay> m_days;
    QDate m_today;
    double m_top = 2.0; // of the axis
    int m_chosen = -1;
    int m_hovered = -1;
};

} // namespace gatewright
