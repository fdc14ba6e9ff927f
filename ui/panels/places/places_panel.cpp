// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/places/places_panel.h"

#include "ui/theme/theme.h"

#include <QDir>
#include <QLabel>
#include <QPainter>
#include <QStackedWidget>
#include <QStyledItemDelegate>
#include <QTextLayout>
#include <QTreeWidget>
#include <QVBoxLayout>

namespace gatewright {

namespace {

constexpr int indexRole = Qt::UserRole;
constexpr int beginRole = Qt::UserRole + 1;
constexpr int endRole = Qt::UserRole + 2;

// A line of code with the name in bold.
class PlaceDelegate final : public QStyledItemDelegate
{
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        if (!index.data(beginRole).isValid()) {
            QStyledItemDelegate::paint(painter, option, index);
            return;
        }
        QStyleOptionViewItem row = option;
        initStyleOption(&row, index);
        row.text.clear();
        option.widget->style()->drawControl(QStyle::CE_ItemViewItem, &row, painter, option.widget);
        QTextLayout layout(index.data().toString(), row.font);
        QTextCharFormat bold;
        bold.setFontWeight(QFont::Bold);
        const int begin = index.data(beginRole).toInt();
        layout.setFormats({{begin, index.data(endRole).toInt() - begin, bold}});
        layout.beginLayout();
        QTextLine line = layout.createLine();
        line.setLineWidth(1e6);
        layout.endLayout();
        const bool selected = option.state.testFlag(QStyle::State_Selected);
        painter->save();
        painter->setClipRect(option.rect);
        painter->setPen(option.palette.color(selected ? QPalette::HighlightedText : QPalette::Text));
        layout.draw(painter, QPointF(option.rect.left() + 3,
                                     option.rect.top() + (option.rect.height() - line.height()) / 2));
        painter->restore();
    }

    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        return QStyledItemDelegate::sizeHint(option, index) + QSize(0, 4);
    }
};

} // namespace

PlacesPanel::PlacesPanel(QWidget *parent)
    : QWidget(parent)
    , m_title(new QLabel(this))
    , m_stack(new QStackedWidget(this))
    , m_tree(new QTreeWidget(m_stack))
    , m_empty(new QLabel(
          tr("Where a name is used will stand here: put the caret on one and press Shift+F12."), m_stack))
{
    m_title->setMargin(6);
    m_title->hide();
    m_tree->setObjectName(QStringLiteral("placesTree"));
    m_tree->setAccessibleName(tr("Places"));
    m_tree->setColumnCount(2);
    m_tree->setHeaderHidden(true);
    m_tree->setFrameShape(QFrame::NoFrame);
    m_tree->setUniformRowHeights(true);
    m_tree->setItemDelegateForColumn(1, new PlaceDelegate(m_tree));
    m_empty->setAlignment(Qt::AlignCenter);
    m_empty->setWordWrap(true);
    m_empty->setForegroundRole(QPalette::PlaceholderText);
    m_empty->setMargin(16);
    m_stack->addWidget(m_empty);
    m_stack->addWidget(m_tree);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_title);
    column->addWidget(m_stack, 1);
    connect(m_tree, &QTreeWidget::itemActivated, this,
            [this](QTreeWidgetItem *item) { choose(item, false); });
    connect(m_tree, &QTreeWidget::currentItemChanged, this, [this](QTreeWidgetItem *item) {
        if (m_tree->hasFocus())
            choose(item, true);
    });
}

void PlacesPanel::setPlaces(const QString &title, const std::vector<Place> &places, const QString &root)
{
    m_tree->clear();
    m_places = places;
    m_title->setText(title);
    m_title->setVisible(!title.isEmpty());
    m_stack->setCurrentWidget(places.empty() ? static_cast<QWidget *>(m_empty) : m_tree);
    const QFont fixed = defaultEditorFont();
    QTreeWidgetItem *file = nullptr;
    QString path;
    for (std::size_t index = 0; index < places.size(); ++index) {
        const Place &place = places[index];
        if (!file || place.path != path) {
            path = place.path;
            const bool isInside = !root.isEmpty() && path.startsWith(root + QLatin1Char('/'));
            file = new QTreeWidgetItem(m_tree, {isInside ? QDir(root).relativeFilePath(path) : path});
            file->setFirstColumnSpanned(true);
            file->setFlags(Qt::ItemIsEnabled);
            file->setToolTip(0, path);
        }
        auto *row = new QTreeWidgetItem(file, {QString::number(place.range.start.line + 1), place.line});
        row->setTextAlignment(0, Qt::AlignRight | Qt::AlignVCenter);
        row->setFont(1, fixed);
        row->setData(0, indexRole, static_cast<int>(index));
        row->setData(1, beginRole, place.begin);
        row->setData(1, endRole, place.end);
        row->setData(1, Qt::AccessibleTextRole,
                     tr("Line %1: %2").arg(place.range.start.line + 1).arg(place.line));
    }
    m_tree->expandAll();
    m_tree->resizeColumnToContents(0);
    if (!places.empty())
        m_tree->setCurrentItem(m_tree->topLevelItem(0)->child(0));
}

void PlacesPanel::choose(QTreeWidgetItem *item, bool stay)
{
    const QVariant index = item ? item->data(0, indexRole) : QVariant();
    if (index.isValid())
        Q_EMIT placeChosen(m_places[static_cast<std::size_t>(index.toInt())], stay);
}

void PlacesPanel::step(int direction)
{
    if (m_places.empty())
        return;
    const QTreeWidgetItem *current = m_tree->currentItem();
    const int count = static_cast<int>(m_places.size());
    const int now = current ? current->data(0, indexRole).toInt() : -direction;
    const int wanted = (now + direction + count) % count;
    for (QTreeWidgetItemIterator item(m_tree); *item; ++item) {
        const QVariant index = (*item)->data(0, indexRole);
        if (!index.isValid() || index.toInt() != wanted)
            continue;
        m_tree->setCurrentItem(*item);
        choose(*item, false);
        return;
    }
}

void PlacesPanel::takeFocus()
{
    m_tree->setFocus();
}

} // namespace gatewright
