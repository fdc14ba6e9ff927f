// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/compare_view.h"

#include "ui/bridge/document_manager.h"
#include "ui/diff/diff_view.h"
#include "ui/shell/appearance.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QShortcut>
#include <QToolButton>
#include <QVBoxLayout>

namespace gatewright {

CompareView::CompareView(const WindowContext &context, QWidget *parent)
    : QWidget(parent)
    , m_title(new QLabel(this))
    , m_count(new QLabel(this))
    , m_view(new DiffView(context.syntax, context.appearance.theme(), this))
{
    setObjectName(QStringLiteral("compareView"));
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(buildHeader(context));
    column->addWidget(m_view, 1);
    connect(&context.appearance, &Appearance::changed, this,
            [this, &appearance = context.appearance] { m_view->setTheme(appearance.theme()); });
    connect(m_view, &DiffView::compared, this, &CompareView::updateCount);
    connect(m_view, &DiffView::currentChangeChanged, this, &CompareView::updateCount);
    auto *escape = new QShortcut(Qt::Key_Escape, this);
    escape->setContext(Qt::WidgetWithChildrenShortcut);
    connect(escape, &QShortcut::activated, this, &CompareView::closed);
    setFocusProxy(m_view);
}

QWidget *CompareView::buildHeader(const WindowContext &context)
{
    auto *header = new QWidget(this);
    m_title->setTextFormat(Qt::PlainText);
    m_title->setObjectName(QStringLiteral("compareTitle"));
    m_count->setForegroundRole(QPalette::PlaceholderText);
    auto *row = new QHBoxLayout(header);
    row->setContentsMargins(8, 4, 8, 4);
    row->setSpacing(8);
    row->addWidget(m_title);
    row->addWidget(m_count, 1);
    const auto addButton = [&](const QString &text, const auto &run) {
        auto *button = new QPushButton(text, header);
        connect(button, &QPushButton::clicked, this, run);
        row->addWidget(button);
    };
    addButton(tr("Previous Change"), [this] { m_view->previousChange(); });
    addButton(tr("Next Change"), [this] { m_view->nextChange(); });
    auto *close = new QToolButton(header);
    close->setAutoRaise(true);
    close->setIcon(context.appearance.icons().icon(Symbol::Close));
    close->setToolTip(tr("Back to the editor (Esc)"));
    close->setAccessibleName(tr("Back to the editor"));
    connect(close, &QToolButton::clicked, this, &CompareView::closed);
    row->addWidget(close);
    return header;
}

void CompareView::show(const ComparedTexts &texts, const QFont &font)
{
    m_title->setText(tr("Comparing %1").arg(texts.title));
    m_count->clear();
    setAccessibleName(m_title->text());
    m_view->setTextFont(font);
    m_view->setTexts({texts.leftName, texts.path, texts.left.toStdString()},
                     {texts.rightName, texts.path, texts.right.toStdString()});
}

void CompareView::updateCount()
{
    const int count = static_cast<int>(m_view->changes().size());
    const int current = m_view->currentChange();
    if (count == 0)
        m_count->setText(tr("No differences"));
    else if (current < 0)
        m_count->setText(tr("%n change(s)", nullptr, count));
    else
        m_count->setText(tr("Change %1 of %2").arg(current + 1).arg(count));
}

} // namespace gatewright
