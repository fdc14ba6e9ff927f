// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/outline/outline_panel.h"

#include "ui/bridge/servers/outline_model.h"
#include "ui/bridge/servers/server_texts.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPainter>
#include <QSortFilterProxyModel>
#include <QStackedWidget>
#include <QStyledItemDelegate>
#include <QTreeView>
#include <QVBoxLayout>

namespace gatewright {

namespace {

// The name, and behind it, quieter, its type or parameters.
class OutlineDelegate final : public QStyledItemDelegate
{
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        QStyledItemDelegate::paint(painter, option, index);
        const QString detail = index.data(OutlineModel::DetailRole).toString();
        const int used = option.fontMetrics.horizontalAdvance(index.data().toString()) + gap;
        const QRect area = option.rect.adjusted(used, 0, -4, 0);
        if (detail.isEmpty() || area.width() < 40)
            return;
        const bool selected = option.state.testFlag(QStyle::State_Selected);
        QColor colour =
            option.palette.color(selected ? QPalette::HighlightedText : QPalette::PlaceholderText);
        if (selected)
            colour.setAlphaF(0.75F);
        painter->save();
        painter->setPen(colour);
        painter->drawText(area, Qt::AlignLeft | Qt::AlignVCenter,
                          option.fontMetrics.elidedText(detail, Qt::ElideRight, area.width()));
        painter->restore();
    }

    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        return QStyledItemDelegate::sizeHint(option, index) + QSize(0, 4);
    }

private:
    static constexpr int gap = 12;
};

} // namespace

OutlinePanel::OutlinePanel(OutlineModel &model, const IconProvider &, QWidget *parent)
    : QWidget(parent)
    , m_model(model)
    , m_filter(new QSortFilterProxyModel(this))
    , m_words(new QLineEdit(this))
    , m_stack(new QStackedWidget(this))
    , m_tree(new QTreeView(m_stack))
    , m_empty(new QLabel(tr("The functions and classes of the file in front will stand here."), m_stack))
{
    m_filter->setSourceModel(&model);
    m_filter->setRecursiveFilteringEnabled(true);
    m_filter->setFilterCaseSensitivity(Qt::CaseInsensitive);
    m_words->setPlaceholderText(tr("Filter"));
    m_words->setAccessibleName(tr("Show what has these letters in its name"));
    m_words->setClearButtonEnabled(true);
    m_tree->setObjectName(QStringLiteral("outlineTree"));
    m_tree->setAccessibleName(tr("Outline"));
    m_tree->setModel(m_filter);
    m_tree->setHeaderHidden(true);
    m_tree->setFrameShape(QFrame::NoFrame);
    m_tree->setUniformRowHeights(true);
    m_tree->setIndentation(16);
    m_tree->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_tree->setItemDelegate(new OutlineDelegate(m_tree));
    m_empty->setAlignment(Qt::AlignCenter);
    m_empty->setWordWrap(true);
    m_empty->setForegroundRole(QPalette::PlaceholderText);
    m_empty->setMargin(16);
    m_stack->addWidget(m_tree);
    m_stack->addWidget(m_empty);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    auto *filterRow = new QHBoxLayout;
    filterRow->setContentsMargins(8, 4, 8, 4);
    filterRow->addWidget(m_words);
    column->addLayout(filterRow);
    column->addWidget(m_stack, 1);
    connect(m_words, &QLineEdit::textChanged, this, [this](const QString &words) {
        m_filter->setFilterFixedString(words);
        m_tree->expandAll();
    });
    connect(m_tree, &QTreeView::activated, this, &OutlinePanel::choose);
    connect(m_tree, &QTreeView::clicked, this, &OutlinePanel::choose);
    connect(&model, &QAbstractItemModel::modelReset, this, &OutlinePanel::modelReset);
    modelReset();
}

void OutlinePanel::modelReset()
{
    m_stack->setCurrentWidget(m_model.rowCount() > 0 ? static_cast<QWidget *>(m_tree) : m_empty);
    m_tree->expandToDepth(1);
    follow(m_place);
}

void OutlinePanel::follow(Position place)
{
    m_place = place;
    if (m_tree->hasFocus())
        return; // the user is looking through it
    const QModelIndex index = m_filter->mapFromSource(m_model.indexAt(place));
    if (index == m_tree->currentIndex())
        return;
    m_tree->setCurrentIndex(index);
    if (index.isValid())
        m_tree->scrollTo(index);
}

void OutlinePanel::takeFocus()
{
    m_tree->setFocus();
}

void OutlinePanel::choose(const QModelIndex &index)
{
    if (const QModelIndex source = m_filter->mapToSource(index); source.isValid())
        Q_EMIT placeChosen(m_model.placeOf(source));
}

} // namespace gatewright
