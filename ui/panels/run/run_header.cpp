// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/run/run_header.h"

#include "ui/bridge/plain_tool_tip.h"
#include "ui/theme/colour.h"

#include <QAction>
#include <QHBoxLayout>
#include <QPainter>
#include <QToolButton>

#include <algorithm>

namespace gatewright {

namespace {

constexpr int gap = 6;
constexpr double readable = 4.5;

} // namespace

BadgeLabel::BadgeLabel(const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
{
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Preferred);
}

void BadgeLabel::setBadge(TierBadge badge, const QString &word)
{
    m_badge = badge;
    m_word = word;
    setAccessibleName(word);
    setVisible(!word.isEmpty());
    updateGeometry();
    update();
}

void BadgeLabel::setTheme(const Theme &theme)
{
    m_theme = theme;
    update();
}

int BadgeLabel::side() const
{
    return m_badge == TierBadge::None ? 0 : fontMetrics().ascent();
}

QSize BadgeLabel::sizeHint() const
{
    const int text = fontMetrics().horizontalAdvance(m_word);
    return {text + (side() > 0 ? side() + gap : 0), fontMetrics().height()};
}

void BadgeLabel::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const QColor background = palette().color(QPalette::Window);
    const QColor text = palette().color(QPalette::WindowText);
    QColor colour = text;
    if (m_badge == TierBadge::Failed)
        colour = readableOn(background, m_theme.levelColour(MarkLevel::Error), text, readable);
    else if (m_badge != TierBadge::None)
        colour = readableOn(background, m_theme.levelColour(MarkLevel::Hint), text, readable);
    int left = 0;
    if (side() > 0) {
        paintTierBadge(painter, QRectF(0, (height() - side()) / 2.0, side(), side()), m_badge, colour);
        left = side() + gap;
    }
    painter.setPen(colour);
    painter.drawText(QRect(left, 0, width() - left, height()), Qt::AlignVCenter | Qt::TextSingleLine, m_word);
}

ElidedLabel::ElidedLabel(Qt::TextElideMode mode, QWidget *parent)
    : QWidget(parent)
    , m_mode(mode)
{
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Preferred);
}

void ElidedLabel::setText(const QString &text)
{
    const QString line = text.simplified();
    if (line == m_text)
        return;
    m_text = line;
    setAccessibleName(line);
    setVisible(!line.isEmpty());
    updateToolTip();
    updateGeometry();
    update();
}

QSize ElidedLabel::sizeHint() const
{
    return {fontMetrics().horizontalAdvance(m_text) + 1, fontMetrics().height()};
}

QSize ElidedLabel::minimumSizeHint() const
{
    return {std::min(sizeHint().width(), 6 * fontMetrics().averageCharWidth()), fontMetrics().height()};
}

void ElidedLabel::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setPen(palette().color(foregroundRole()));
    painter.drawText(rect(), Qt::AlignVCenter | Qt::TextSingleLine,
                     fontMetrics().elidedText(m_text, m_mode, width()));
}

void ElidedLabel::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    updateToolTip();
}

void ElidedLabel::updateToolTip()
{
    // Without the tags a text that looks like HTML would be shown as HTML.
    setToolTip(sizeHint().width() > width() ? plainToolTip(m_text) : QString());
}

RunHeader::RunHeader(const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_badge(new BadgeLabel(theme, this))
    , m_title(new ElidedLabel(Qt::ElideMiddle, this))
    , m_message(new ElidedLabel(Qt::ElideRight, this))
    , m_time(new ElidedLabel(Qt::ElideRight, this))
    , m_buttons(new QHBoxLayout)
{
    m_badge->setObjectName(QStringLiteral("runBadge"));
    m_title->setObjectName(QStringLiteral("runTitle"));
    m_message->setObjectName(QStringLiteral("runMessage"));
    m_time->setObjectName(QStringLiteral("runTime"));
    QFont bold = m_title->font();
    bold.setBold(true);
    m_title->setFont(bold);
    m_time->setForegroundRole(QPalette::PlaceholderText);
    m_buttons->setSpacing(4);

    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(8, 4, 8, 4);
    row->setSpacing(12);
    row->addWidget(m_badge);
    row->addWidget(m_title);
    row->addWidget(m_message, 1);
    row->addStretch();
    row->addWidget(m_time);
    row->addLayout(m_buttons);
    for (QWidget *label : std::initializer_list<QWidget *>{m_badge, m_title, m_message, m_time})
        label->hide();
}

void RunHeader::setActions(const QList<QAction *> &actions)
{
    for (QAction *action : actions) {
        auto *button = new QToolButton(this);
        button->setDefaultAction(action);
        button->setAutoRaise(true);
        button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
        button->setFocusPolicy(Qt::TabFocus);
        button->setAccessibleName(QString(action->text()).remove(u'&'));
        m_buttons->addWidget(button);
    }
}

void RunHeader::setTitle(const QString &title, const QString &path)
{
    m_title->setText(title);
    m_title->setAccessibleDescription(path);
}

} // namespace gatewright
