// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/notice_area.h"

#include "ui/shell/appearance.h"
#include "ui/theme/colour.h"

#include <QApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QPointer>
#include <QPushButton>
#include <QStyle>
#include <QToolButton>
#include <QVBoxLayout>

namespace gatewright {

namespace {

constexpr int stripe = 4;

Symbol symbolOf(Notice::Kind kind)
{
    switch (kind) {
    case Notice::Kind::Information:
        return Symbol::Information;
    case Notice::Kind::Warning:
        return Symbol::Warning;
    case Notice::Kind::Error:
        break;
    }
    return Symbol::Error;
}

MarkLevel levelOf(Notice::Kind kind)
{
    switch (kind) {
    case Notice::Kind::Information:
        return MarkLevel::Information;
    case Notice::Kind::Warning:
        return MarkLevel::Warning;
    case Notice::Kind::Error:
        break;
    }
    return MarkLevel::Error;
}

} // namespace

NoticeBar::NoticeBar(const Notice &notice, const Appearance &appearance, QWidget *parent)
    : QFrame(parent)
    , m_notice(notice)
    , m_appearance(appearance)
    , m_shape(new QLabel(this))
{
    setObjectName(QStringLiteral("noticeBar"));
    setAccessibleName(notice.text);
    setAutoFillBackground(true);
    auto *text = new QLabel(notice.text, this);
    text->setObjectName(QStringLiteral("noticeText"));
    text->setTextFormat(Qt::PlainText);
    text->setWordWrap(true);
    text->setTextInteractionFlags(Qt::TextSelectableByMouse);
    auto *detail = new QLabel(notice.detail, this);
    detail->setObjectName(QStringLiteral("noticeDetail"));
    detail->setTextFormat(Qt::PlainText);
    detail->setWordWrap(true);
    detail->setTextInteractionFlags(Qt::TextSelectableByMouse);
    detail->setForegroundRole(QPalette::PlaceholderText);
    detail->hide();

    auto *words = new QVBoxLayout;
    words->setSpacing(4);
    words->addWidget(text);
    words->addWidget(detail);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(stripe + 8, 4, 4, 4);
    row->setSpacing(8);
    row->addWidget(m_shape);
    row->addLayout(words, 1);

    if (!notice.detail.isEmpty()) {
        auto *more = new QPushButton(tr("Details"), this);
        more->setCheckable(true);
        connect(more, &QPushButton::toggled, detail, &QWidget::setVisible);
        row->addWidget(more);
    }
    for (const NoticeAction &action : notice.actions) {
        auto *button = new QPushButton(action.text, this);
        connect(button, &QPushButton::clicked, this, [this, run = action.run, after = action.after] {
            // The action may take the bar away itself.
            const QPointer<NoticeBar> self(this);
            if (run)
                run();
            if (self && after == NoticeAction::After::Goes)
                Q_EMIT self->finished();
        });
        row->addWidget(button);
    }
    auto *close = new QToolButton(this);
    close->setAutoRaise(true);
    close->setIcon(appearance.icons().icon(Symbol::Close));
    close->setAccessibleName(tr("Close this message"));
    close->setToolTip(tr("Close this message"));
    connect(close, &QToolButton::clicked, this, &NoticeBar::finished);
    row->addWidget(close, 0, Qt::AlignTop);

    applyTheme();
    connect(&appearance, &Appearance::changed, this, &NoticeBar::applyTheme);
}

void NoticeBar::applyTheme()
{
    const Theme &theme = m_appearance.theme();
    const QColor colour = theme.levelColour(levelOf(m_notice.kind));
    QPalette colours = theme.palette();
    colours.setColor(QPalette::Window, mixed(colours.color(QPalette::Window), colour, 0.14));
    setPalette(colours);
    const int side = style()->pixelMetric(QStyle::PM_SmallIconSize, nullptr, this);
    m_shape->setPixmap(m_appearance.icons().icon(symbolOf(m_notice.kind), colour).pixmap(side));
}

void NoticeBar::paintEvent(QPaintEvent *event)
{
    QFrame::paintEvent(event);
    QPainter painter(this);
    const int x = layoutDirection() == Qt::RightToLeft ? width() - stripe : 0;
    painter.fillRect(x, 0, stripe, height(), m_appearance.theme().levelColour(levelOf(m_notice.kind)));
}

NoticeArea::NoticeArea(NoticeHub &hub, int document, const Appearance &appearance, QWidget *parent)
    : QWidget(parent)
    , m_hub(hub)
    , m_document(document)
    , m_appearance(appearance)
    , m_layout(new QVBoxLayout(this))
{
    m_layout->setContentsMargins(0, 0, 0, 0);
    m_layout->setSpacing(1);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Maximum);
    for (const NoticeHub::Entry &entry : hub.entries())
        add(entry);
    connect(&hub, &NoticeHub::added, this, &NoticeArea::add);
    connect(&hub, &NoticeHub::removed, this, &NoticeArea::remove);
}

void NoticeArea::add(const NoticeHub::Entry &entry)
{
    if (entry.document != m_document)
        return;
    auto *bar = new NoticeBar(entry.notice, m_appearance, this);
    connect(bar, &NoticeBar::finished, this, [this, id = entry.id] { m_hub.remove(id); });
    m_bars.insert(entry.id, bar);
    m_layout->addWidget(bar);
}

void NoticeArea::remove(int id)
{
    if (NoticeBar *bar = m_bars.take(id)) {
        const QWidget *focus = QApplication::focusWidget();
        const bool hadFocus = focus && bar->isAncestorOf(focus);
        bar->hide();
        if (hadFocus)
            Q_EMIT focusFreed();
        // Later: it may be one of its own buttons that asks.
        bar->deleteLater();
    }
}

} // namespace gatewright
