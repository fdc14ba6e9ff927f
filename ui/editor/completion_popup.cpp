// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/editor/completion_popup.h"

#include "ui/theme/colour.h"

#include <QItemSelectionModel>
#include <QListView>
#include <QPainter>
#include <QStyledItemDelegate>
#include <QTextLayout>
#include <QVBoxLayout>

#include <algorithm>

namespace gatewright {

namespace {

constexpr int mostRows = 10;
constexpr int leastWidth = 260;
constexpr int mostWidth = 520;
constexpr int padding = 6;
constexpr int kindWidth = 22;
constexpr double quietShare = 0.65;

} // namespace

// Paints a row: kind, label with what was typed in bold, detail at the right edge.
class CompletionDelegate final : public QStyledItemDelegate
{
public:
    CompletionDelegate(const CompletionRows &rows, QObject *parent)
        : QStyledItemDelegate(parent)
        , m_rows(rows)
    {
    }

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        const CompletionRow &row = m_rows.row(index.row());
        const bool selected = option.state.testFlag(QStyle::State_Selected);
        // The list never has the focus, yet what is chosen is what Enter takes.
        const QColor back =
            option.palette.color(QPalette::Active, selected ? QPalette::Highlight : QPalette::Base);
        const QColor text =
            option.palette.color(QPalette::Active, selected ? QPalette::HighlightedText : QPalette::Text);
        painter->fillRect(option.rect, back);
        const QRect area = option.rect.adjusted(padding, 0, -padding, 0);
        const QColor quiet = mixed(back, text, quietShare);
        painter->setFont(option.font);
        painter->setPen(quiet);
        painter->drawText(QRect(area.left(), area.top(), kindWidth - padding, area.height()), Qt::AlignCenter,
                          row.kind);
        const int labelLeft = area.left() + kindWidth;
        const int used =
            paintLabel(painter, option, row,
                       QRect(labelLeft, area.top(), area.right() - labelLeft, area.height()), text);
        const int detailLeft = labelLeft + used + 2 * padding;
        if (detailLeft >= area.right())
            return;
        const QRect detail(detailLeft, area.top(), area.right() - detailLeft, area.height());
        painter->setPen(quiet);
        painter->drawText(detail, Qt::AlignRight | Qt::AlignVCenter,
                          option.fontMetrics.elidedText(row.detail, Qt::ElideRight, detail.width()));
    }

    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &) const override
    {
        return {leastWidth, option.fontMetrics.height() + padding};
    }

private:
    static int paintLabel(QPainter *painter, const QStyleOptionViewItem &option, const CompletionRow &row,
                          const QRect &area, const QColor &colour)
    {
        QFont font = option.font;
        font.setStrikeOut(row.isDeprecated);
        QTextLayout layout(row.label, font);
        QList<QTextLayout::FormatRange> formats;
        for (const int place : row.matched) {
            QTextCharFormat bold;
            bold.setFontWeight(QFont::Bold);
            formats.append({place, 1, bold});
        }
        layout.setFormats(formats);
        layout.beginLayout();
        QTextLine line = layout.createLine();
        line.setLineWidth(1e6);
        layout.endLayout();
        painter->save();
        painter->setClipRect(area);
        painter->setPen(colour);
        layout.draw(painter, QPointF(area.left(), area.top() + (area.height() - line.height()) / 2));
        painter->restore();
        return static_cast<int>(line.naturalTextWidth());
    }

    const CompletionRows &m_rows;
};

void CompletionRows::set(std::vector<CompletionRow> rows)
{
    beginResetModel();
    m_rows = std::move(rows);
    endResetModel();
}

int CompletionRows::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

QVariant CompletionRows::data(const QModelIndex &index, int role) const
{
    const CompletionRow &found = row(index.row());
    switch (role) {
    case Qt::DisplayRole:
        return found.label;
    case Qt::AccessibleTextRole:
        return QStringLiteral("%1, %2 %3").arg(found.label, found.kindName, found.detail);
    default:
        return {};
    }
}

CompletionPopup::CompletionPopup(const SyntaxLibrary &library, const Theme &theme, QWidget *window)
    : QFrame(window)
    , m_rows(new CompletionRows(this))
    , m_list(new QListView(this))
    , m_card(new TextCard(library, theme, window))
{
    setObjectName(QStringLiteral("completionPopup"));
    setFocusPolicy(Qt::NoFocus);
    setFrameShape(QFrame::NoFrame);
    setAutoFillBackground(true);
    setBackgroundRole(QPalette::Base);
    m_list->setModel(m_rows);
    m_list->setItemDelegate(new CompletionDelegate(*m_rows, m_list));
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setFocusPolicy(Qt::NoFocus);
    m_list->setUniformItemSizes(true);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setAccessibleName(tr("Completions"));
    m_list->setFont(defaultEditorFont());
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(1, 1, 1, 1);
    column->addWidget(m_list);
    connect(m_list->selectionModel(), &QItemSelectionModel::currentChanged, this,
            [this](const QModelIndex &now) { Q_EMIT currentChanged(now.row()); });
    connect(m_list, &QListView::clicked, this, [this](const QModelIndex &row) { Q_EMIT chosen(row.row()); });
    hide();
}

void CompletionPopup::setTheme(const Theme &theme)
{
    m_card->setTheme(theme);
}

void CompletionPopup::showRows(std::vector<CompletionRow> rows, const QRect &word)
{
    m_card->hide();
    m_rows->set(std::move(rows));
    place(word);
    show();
    raise();
    m_list->setCurrentIndex(m_rows->index(0));
}

void CompletionPopup::place(const QRect &word)
{
    const QFontMetrics metrics(m_list->font());
    const int rowHeight = metrics.height() + padding;
    const int count = m_rows->rowCount();
    int width = leastWidth;
    for (int index = 0; index < std::min(count, 50); ++index) {
        const CompletionRow &row = m_rows->row(index);
        width = std::max(width, metrics.horizontalAdvance(row.label) +
                                    std::min(220, metrics.horizontalAdvance(row.detail)) + kindWidth +
                                    6 * padding);
    }
    const QSize size(std::min(width, mostWidth), std::min(count, mostRows) * rowHeight + 2);
    const QRect room = parentWidget()->rect();
    // The labels stand under the word.
    QPoint corner(word.left() - kindWidth - padding, word.bottom() + 2);
    if (corner.y() + size.height() > room.bottom() && word.top() - 2 - size.height() >= room.top())
        corner.setY(word.top() - 2 - size.height());
    corner.setX(std::clamp(corner.x(), room.left(), std::max(room.left(), room.right() - size.width())));
    setGeometry(QRect(corner, size));
}

int CompletionPopup::current() const
{
    return m_list->currentIndex().row();
}

int CompletionPopup::rowsInAPage() const
{
    return std::min(mostRows, m_rows->rowCount()) - 1;
}

void CompletionPopup::step(int rows, bool round)
{
    const int count = m_rows->rowCount();
    if (count == 0)
        return;
    int wanted = current() + rows;
    wanted = round ? (wanted + count) % count : std::clamp(wanted, 0, count - 1);
    m_list->setCurrentIndex(m_rows->index(wanted));
    m_list->scrollTo(m_list->currentIndex());
}

void CompletionPopup::setDocumentation(const QString &text, bool isMarkdown)
{
    if (text.trimmed().isEmpty() || !isVisible()) {
        m_card->hide();
        return;
    }
    m_card->setMarkup(text, isMarkdown);
    m_card->showBeside(geometry(), TextCard::Side::Right);
}

void CompletionPopup::hideEvent(QHideEvent *event)
{
    QFrame::hideEvent(event);
    m_card->hide();
}

void CompletionPopup::paintEvent(QPaintEvent *event)
{
    QFrame::paintEvent(event);
    QPainter painter(this);
    painter.setPen(palette().color(QPalette::Mid));
    painter.drawRect(rect().adjusted(0, 0, -1, -1));
}

} // namespace gatewright
