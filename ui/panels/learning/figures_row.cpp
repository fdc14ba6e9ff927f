// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/learning/figures_row.h"

#include "ui/panels/learning/learning_texts.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QVBoxLayout>

#include <algorithm>
#include <climits>

namespace gatewright {

namespace {

constexpr double numberSize = 1.9; // of the ordinary font

QLabel *plainLabel(QWidget *parent, QPalette::ColorRole role)
{
    auto *label = new QLabel(parent);
    label->setTextFormat(Qt::PlainText);
    label->setForegroundRole(role);
    return label;
}

} // namespace

FigureView::FigureView(const QString &title, QWidget *parent)
    : QWidget(parent)
    , m_title(title)
    , m_number(plainLabel(this, QPalette::Text))
    , m_detail(plainLabel(this, QPalette::PlaceholderText))
{
    QLabel *name = plainLabel(this, QPalette::Text);
    name->setText(title);
    name->setWordWrap(true);
    m_detail->setWordWrap(true);
    m_number->setObjectName(QStringLiteral("figureNumber"));
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_number);
    column->addWidget(name);
    column->addWidget(m_detail);
    column->addStretch();
    applyFont();
}

void FigureView::applyFont()
{
    QFont large = font();
    large.setPointSizeF(font().pointSizeF() * numberSize);
    large.setWeight(QFont::DemiBold);
    m_number->setFont(large);
}

void FigureView::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::FontChange)
        applyFont();
}

void FigureView::setFigure(const QString &number, const QString &detail)
{
    if (number == m_number->text() && detail == m_detail->text())
        return;
    m_number->setText(number);
    m_detail->setText(detail);
    m_detail->setVisible(!detail.isEmpty());
    setAccessibleName(tr("%1: %2").arg(m_title, number));
    setAccessibleDescription(detail);
}

QString FigureView::number() const
{
    return m_number->text();
}

FiguresRow::FiguresRow(QWidget *parent)
    : QWidget(parent)
    , m_perPass(new FigureView(tr("tokens per pass"), this))
    , m_saved(new FigureView(tr("saved today"), this))
    , m_learned(new FigureView(tr("tokens learned from"), this))
{
    m_perPass->setObjectName(QStringLiteral("learningPerPass"));
    m_saved->setObjectName(QStringLiteral("learningSaved"));
    m_learned->setObjectName(QStringLiteral("learningTokens"));
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(16);
    for (FigureView *figure : {m_perPass, m_saved, m_learned})
        row->addWidget(figure, 1);
}

void FiguresRow::setFigures(const LearningFigures &figures, const QDate &today)
{
    const QLocale locale;
    const QString passes =
        tr("%Ln pass(es)", nullptr, static_cast<int>(std::min<qint64>(figures.passes, INT_MAX)));
    if (!figures.tokensPerPass)
        m_perPass->setFigure(QStringLiteral("–"), tr("no pass yet; 1 is plain decoding"));
    else if (figures.day.isValid())
        m_perPass->setFigure(perPassText(*figures.tokensPerPass),
                             tr("%1, in %2").arg(dayName(figures.day, today), passes));
    else
        m_perPass->setFigure(perPassText(*figures.tokensPerPass),
                             tr("since the model was loaded, in %1").arg(passes));
    m_saved->setFigure(savedTimeText(figures.savedTodayMs),
                       figures.savedMs > figures.savedTodayMs
                           ? tr("%1 on all days shown").arg(savedTimeText(figures.savedMs))
                           : tr("against plain decoding"));
    m_learned->setFigure(
        locale.toString(figures.textTokens),
        tr("at once, from %Ln text(s)", nullptr, static_cast<int>(std::min<qint64>(figures.texts, INT_MAX))) +
            QLatin1Char('\n') + tr("%1 kept for the head").arg(locale.toString(figures.positions)));
}

} // namespace gatewright
