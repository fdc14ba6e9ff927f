// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/bridge/learning_view.h"

#include <QWidget>

class QLabel;

namespace gatewright {

// A number that is seen from afar, what it is, and a word about it.
class FigureView : public QWidget
{
    Q_OBJECT

public:
    explicit FigureView(const QString &title, QWidget *parent = nullptr);

    void setFigure(const QString &number, const QString &detail);
    [[nodiscard]] QString number() const;

protected:
    void changeEvent(QEvent *event) override;

private:
    void applyFont();

    QString m_title;
    QLabel *m_number;
    QLabel *m_detail;
};

// Tokens per pass, time saved today, tokens learned from.
class FiguresRow : public QWidget
{
    Q_OBJECT

public:
    explicit FiguresRow(QWidget *parent = nullptr);

    void setFigures(const LearningFigures &figures, const QDate &today);

private:
    FigureView *m_perPass;
    FigureView *m_saved;
    FigureView *m_learned;
};

} // namespace gatewright
