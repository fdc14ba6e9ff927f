// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/theme/theme.h"

#include <QWidget>

#include <map>
#include <vector>

namespace gatewright {

// How often each bit string was measured: a row each, the most frequent first, with its name, a bar, and its
// number. As high as its rows.
class CountsChart : public QWidget
{
    Q_OBJECT

public:
    explicit CountsChart(const Theme &theme, QWidget *parent = nullptr);

    void setTheme(const Theme &theme);
    // `name` of the circuit. Of very many bit strings the most frequent are shown, and how many more there
    // are.
    void setCounts(const QString &name, const std::map<QString, qint64> &counts);
    [[nodiscard]] int barCount() const { return static_cast<int>(m_bars.size()); }
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;
    bool event(QEvent *event) override;

private:
    struct Bar
    {
        QString bits;
        QString number; // "512 (50.0 %)"
        double share = 0;
    };

    [[nodiscard]] int rowHeight() const;
    [[nodiscard]] int labelWidth(int width) const;
    [[nodiscard]] int numberWidth() const;
    void paintBar(QPainter &painter, const Bar &bar, const QRect &row) const;

    Theme m_theme;
    QFont m_codeFont;
    std::vector<Bar> m_bars;
    QString m_rest; // "and 12 more"; empty: all are shown
    double m_largest = 1;
};

} // namespace gatewright
