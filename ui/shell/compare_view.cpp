// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/compare_view.h"

#include "ui/bridge/document_manager.h"
#include "ui/bridge/plain_tool_tip.h"
#include "ui/shell/appearance.h"

#include <QAction>
#include <QHBoxLayout>
#include <QLabel>
#include <QShortcut>
#include <QStackedWidget>
#include <QToolButton>
#include <QVBoxLayout>

#include <utility>

namespace gatewright {

CompareView::CompareView(const WindowContext &context, QWidget *parent)
    : QWidget(parent)
    , m_context(context)
    , m_title(new QLabel(this))
    , m_position(new QLabel(this))
    , m_buttons(new QHBoxLayout)
    , m_previous(new QToolButton(this))
    , m_next(new QToolButton(this))
    , m_close(new QToolButton(this))
    , m_stack(new QStackedWidget(this))
    , m_view(new DiffView(context.syntax, context.appearance.theme(), m_stack))
    , m_threeWay(new ThreeWayView(context.syntax, context.appearance.theme(), m_stack))
{
    setObjectName(QStringLiteral("compareView"));
    QFont bold = m_title->font();
    bold.setBold(true);
    m_title->setFont(bold);
    m_title->setTextFormat(Qt::PlainText);
    m_title->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    m_position->setForegroundRole(QPalette::PlaceholderText);
    m_close->setIcon(context.appearance.icons().icon(Symbol::Close));
    m_close->setToolTip(tr("Close the comparison (Esc)"));
    m_close->setAccessibleName(tr("Close the comparison"));
    for (QToolButton *button : {m_previous, m_next, m_close})
        button->setAutoRaise(true);
    m_buttons->setSpacing(4);

    auto *row = new QHBoxLayout;
    row->setContentsMargins(8, 4, 4, 4);
    row->setSpacing(8);
    row->addWidget(m_title, 1);
    row->addLayout(m_buttons);
    row->addWidget(m_position);
    row->addWidget(m_previous);
    row->addWidget(m_next);
    row->addWidget(m_close);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addLayout(row);
    m_stack->addWidget(m_view);
    m_stack->addWidget(m_threeWay);
    column->addWidget(m_stack, 1);
    setFocusProxy(m_stack);
    auto *escape = new QShortcut(Qt::Key_Escape, this);
    escape->setContext(Qt::WidgetWithChildrenShortcut);
    connect(escape, &QShortcut::activated, this, &CompareView::leave);
    connect(m_close, &QToolButton::clicked, this, &CompareView::leave);
    connect(m_view, &DiffView::compared, this, &CompareView::updatePosition);
    connect(m_view, &DiffView::currentChangeChanged, this, &CompareView::updatePosition);
    connect(m_threeWay, &ThreeWayView::compared, this, [this] {
        if (m_form == Form::ThreeTexts)
            m_stack->setCurrentWidget(m_threeWay); // a message may have been there
        updatePosition();
    });
    connect(m_threeWay, &ThreeWayView::currentChangeChanged, this, &CompareView::updatePosition);
    connect(m_threeWay, &ThreeWayView::failed, this, &CompareView::showMessage);
    connect(&context.appearance, &Appearance::changed, this, [this] {
        m_view->setTheme(m_context.appearance.theme());
        m_threeWay->setTheme(m_context.appearance.theme());
    });
}

void CompareView::setSteps(QAction *previous, QAction *next)
{
    m_previous->setDefaultAction(previous);
    m_next->setDefaultAction(next);
}

void CompareView::show(const ComparedTexts &texts)
{
    m_view->setTexts({texts.leftName, texts.path, texts.left.toStdString()},
                     {texts.rightName, texts.path, texts.right.toStdString()});
    open(tr("Comparing %1").arg(texts.title));
}

void CompareView::open(const QString &title, const QList<QAction *> &buttons, Form form)
{
    if (m_isOpen)
        Q_EMIT left();
    m_title->setText(title);
    m_title->setToolTip(plainToolTip(title));
    setAccessibleName(title);
    while (QLayoutItem *item = m_buttons->takeAt(0)) {
        delete item->widget();
        delete item;
    }
    for (QAction *action : buttons) {
        auto *button = new QToolButton(this);
        button->setDefaultAction(action);
        button->setToolButtonStyle(Qt::ToolButtonTextOnly);
        m_buttons->addWidget(button);
    }
    m_isOpen = true;
    m_form = form;
    m_stack->setCurrentWidget(form == Form::TwoTexts ? static_cast<QWidget *>(m_view) : m_threeWay);
    m_stack->setFocusProxy(m_stack->currentWidget());
    updatePosition();
    Q_EMIT opened();
}

void CompareView::showMessage(const QString &text)
{
    m_view->showMessage(text);
    m_stack->setCurrentWidget(m_view);
}

bool CompareView::showsThree() const
{
    return m_stack->currentWidget() == m_threeWay;
}

void CompareView::leave()
{
    if (!std::exchange(m_isOpen, false))
        return;
    Q_EMIT left();
}

void CompareView::setTextFont(const QFont &font)
{
    const QFont used = font == QFont() ? defaultEditorFont() : font;
    m_view->setTextFont(used);
    m_threeWay->setTextFont(used);
}

int CompareView::changeCount() const
{
    return static_cast<int>(showsThree() ? m_threeWay->changes().size() : m_view->changes().size());
}

int CompareView::currentChange() const
{
    return showsThree() ? m_threeWay->currentChange() : m_view->currentChange();
}

void CompareView::nextChange()
{
    if (showsThree())
        m_threeWay->nextChange();
    else
        m_view->nextChange();
}

void CompareView::previousChange()
{
    if (showsThree())
        m_threeWay->previousChange();
    else
        m_view->previousChange();
}

void CompareView::updatePosition()
{
    const int count = changeCount();
    const int current = currentChange();
    m_position->setText(m_view->isComparing() ? QString()
                        : count == 0          ? tr("No differences")
                        : current < 0         ? tr("%n change(s)", nullptr, count)
                                              : tr("%1 of %2").arg(current + 1).arg(count));
}

} // namespace gatewright
