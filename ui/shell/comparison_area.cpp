// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/comparison_area.h"

#include "ui/shell/appearance.h"

#include <QAction>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QStackedWidget>
#include <QToolButton>
#include <QVBoxLayout>

namespace gatewright {

ComparisonArea::ComparisonArea(const Appearance &appearance, QWidget &editors, QWidget *parent)
    : QWidget(parent)
    , m_appearance(appearance)
    , m_editors(editors)
    , m_title(new QLabel(this))
    , m_position(new QLabel(this))
    , m_buttons(new QHBoxLayout)
    , m_previous(new QToolButton(this))
    , m_next(new QToolButton(this))
    , m_close(new QToolButton(this))
    , m_stack(new QStackedWidget(this))
    , m_view(new DiffView(appearance.library(), appearance.theme(), m_stack))
    , m_threeWay(new ThreeWayView(appearance.library(), appearance.theme(), m_stack))
{
    setObjectName(QStringLiteral("comparisonArea"));
    QFont bold = m_title->font();
    bold.setBold(true);
    m_title->setFont(bold);
    m_title->setTextFormat(Qt::PlainText);
    m_title->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    m_position->setForegroundRole(QPalette::PlaceholderText);
    m_close->setIcon(appearance.icons().icon(Symbol::Close));
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
    hide();
    connect(m_close, &QToolButton::clicked, this, &ComparisonArea::close);
    connect(m_view, &DiffView::compared, this, &ComparisonArea::updatePosition);
    connect(m_view, &DiffView::currentChangeChanged, this, &ComparisonArea::updatePosition);
    connect(m_threeWay, &ThreeWayView::compared, this, &ComparisonArea::updatePosition);
    connect(m_threeWay, &ThreeWayView::currentChangeChanged, this, &ComparisonArea::updatePosition);
    connect(m_threeWay, &ThreeWayView::failed, this, [this](const QString &message) {
        m_view->showMessage(message);
        m_stack->setCurrentWidget(m_view);
    });
    connect(&appearance, &Appearance::changed, this, [this] {
        m_view->setTheme(m_appearance.theme());
        m_threeWay->setTheme(m_appearance.theme());
    });
}

void ComparisonArea::setSteps(QAction *previous, QAction *next)
{
    m_previous->setDefaultAction(previous);
    m_next->setDefaultAction(next);
}

void ComparisonArea::open(const QString &title, const QList<QAction *> &buttons, Form form)
{
    if (m_isOpen)
        Q_EMIT closed();
    m_title->setText(title);
    m_title->setToolTip(title);
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
    m_editors.hide();
    show();
    updatePosition();
}

void ComparisonArea::close()
{
    if (!m_isOpen)
        return;
    m_isOpen = false;
    const QWidget *focus = window()->focusWidget();
    const bool hadFocus = focus && isAncestorOf(focus);
    hide();
    m_editors.show();
    if (hadFocus)
        m_editors.setFocus();
    Q_EMIT closed();
}

int ComparisonArea::changeCount() const
{
    return static_cast<int>(m_form == Form::TwoTexts ? m_view->changes().size()
                                                     : m_threeWay->changes().size());
}

int ComparisonArea::currentChange() const
{
    return m_form == Form::TwoTexts ? m_view->currentChange() : m_threeWay->currentChange();
}

void ComparisonArea::nextChange()
{
    if (m_form == Form::TwoTexts)
        m_view->nextChange();
    else
        m_threeWay->nextChange();
}

void ComparisonArea::previousChange()
{
    if (m_form == Form::TwoTexts)
        m_view->previousChange();
    else
        m_threeWay->previousChange();
}

void ComparisonArea::updatePosition()
{
    const int count = changeCount();
    const int current = currentChange();
    m_position->setText(m_view->isComparing() ? QString()
                        : count == 0          ? tr("No differences")
                        : current < 0         ? tr("%n change(s)", nullptr, count)
                                              : tr("%1 of %2").arg(current + 1).arg(count));
}

void ComparisonArea::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape) {
        close();
        return;
    }
    QWidget::keyPressEvent(event);
}

} // namespace gatewright
