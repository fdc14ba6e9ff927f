// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/search/hits_delegate.h"

#include "ui/panels/search/hits_model.h"

#include <QApplication>
#include <QPainter>
#include <QTextLayout>

namespace gatewright {

namespace {

constexpr int gap = 8;
constexpr int padding = 4;

QColor mixed(const QColor &text, const QColor &background)
{
    return QColor::fromRgbF(static_cast<float>(text.redF() * 0.65 + background.redF() * 0.35),
                            static_cast<float>(text.greenF() * 0.65 + background.greenF() * 0.35),
                            static_cast<float>(text.blueF() * 0.65 + background.blueF() * 0.35));
}

struct Colours
{
    QColor text;
    QColor quiet;
    bool selected = false;
};

Colours coloursOf(const QStyleOptionViewItem &option)
{
    const bool selected = option.state.testFlag(QStyle::State_Selected);
    const QPalette::ColorGroup group =
        option.state.testFlag(QStyle::State_Active) ? QPalette::Active : QPalette::Inactive;
    const QColor text = option.palette.color(group, selected ? QPalette::HighlightedText : QPalette::Text);
    return {text, mixed(text, option.palette.color(group, selected ? QPalette::Highlight : QPalette::Base)),
            selected};
}

// One line of parts, cut at the right edge.
void drawParts(QPainter &painter, const QRect &area, const QFont &font, const QString &text,
               const QList<QTextLayout::FormatRange> &formats, const QColor &colour)
{
    QTextLayout layout(text, font);
    layout.setFormats(formats);
    layout.beginLayout();
    QTextLine line = layout.createLine();
    line.setLineWidth(1e6);
    layout.endLayout();
    painter.save();
    painter.setClipRect(area);
    painter.setPen(colour);
    layout.draw(&painter, QPointF(area.left(), area.top() + (area.height() - line.height()) / 2));
    painter.restore();
}

QString onOneLine(QString text)
{
    return text.replace(QLatin1Char('\n'), QChar(0x21B5)).replace(QLatin1Char('\t'), QLatin1Char(' '));
}

qsizetype indentationOf(const QString &text)
{
    qsizetype count = 0;
    while (count < text.size() && text[count].isSpace())
        ++count;
    return count;
}

} // namespace

HitsDelegate::HitsDelegate(const Theme &theme, QObject *parent)
    : QStyledItemDelegate(parent)
    , m_theme(theme)
{
}

QSize HitsDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    qsizetype lines = 1;
    if (m_showsContext && !index.data(HitsModel::IsFileRole).toBool())
        lines += index.data(HitsModel::ContextBeforeRole).toStringList().size() +
                 index.data(HitsModel::ContextAfterRole).toStringList().size();
    return {0, static_cast<int>(lines) * option.fontMetrics.height() + padding};
}

void HitsDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option,
                         const QModelIndex &index) const
{
    QStyleOptionViewItem row = option;
    initStyleOption(&row, index);
    row.text.clear();
    const QStyle *style = option.widget ? option.widget->style() : QApplication::style();
    style->drawControl(QStyle::CE_ItemViewItem, &row, painter, option.widget);
    QRect area = style->subElementRect(QStyle::SE_ItemViewItemText, &row, option.widget);
    area.setRight(option.rect.right() - gap);
    area.setTop(option.rect.top());
    area.setBottom(option.rect.bottom());
    if (index.data(HitsModel::IsFileRole).toBool())
        paintFile(*painter, option, area, index);
    else
        paintHit(*painter, option, area, index);
}

void HitsDelegate::paintFile(QPainter &painter, const QStyleOptionViewItem &option, QRect area,
                             const QModelIndex &index) const
{
    const Colours colours = coloursOf(option);
    const QString count = QString::number(index.data(HitsModel::HitCountRole).toInt());
    const int width = option.fontMetrics.horizontalAdvance(count);
    drawParts(painter, QRect(area.right() - width, area.top(), width + 1, area.height()), option.font, count,
              {}, colours.quiet);
    area.setRight(area.right() - width - gap);
    QFont bold = option.font;
    bold.setBold(true);
    const QString name = index.data(Qt::DisplayRole).toString();
    drawParts(painter, area, bold, name, {}, colours.text);
    area.setLeft(area.left() + QFontMetrics(bold).horizontalAdvance(name) + gap);
    const QString folder = index.data(HitsModel::FolderRole).toString();
    if (area.width() > 4 * gap && !folder.isEmpty())
        drawParts(painter, area, option.font,
                  option.fontMetrics.elidedText(folder, Qt::ElideMiddle, area.width()), {}, colours.quiet);
}

void HitsDelegate::paintHit(QPainter &painter, const QStyleOptionViewItem &option, QRect area,
                            const QModelIndex &index) const
{
    const Colours colours = coloursOf(option);
    const int height = option.fontMetrics.height();
    const int numberWidth = option.fontMetrics.horizontalAdvance(QStringLiteral("00000"));
    const QString number = QString::number(index.data(HitsModel::LineRole).toInt());
    const QString before = index.data(HitsModel::BeforeRole).toString();
    const QString matched = onOneLine(index.data(HitsModel::MatchedRole).toString());
    const QString after = index.data(HitsModel::AfterRole).toString();
    const QVariant replacement = index.data(HitsModel::ReplacementRole);
    // The indentation goes, so that narrow panels show what matters; around a match it stays.
    const qsizetype cut = m_showsContext ? 0 : indentationOf(before);

    QRect line(area.left(), area.top() + padding / 2, area.width(), height);
    const auto context = [&](const QStringList &lines) {
        for (const QString &text : lines) {
            drawParts(painter, line.adjusted(numberWidth + gap, 0, 0, 0), option.font, onOneLine(text), {},
                      colours.quiet);
            line.translate(0, height);
        }
    };
    if (m_showsContext)
        context(index.data(HitsModel::ContextBeforeRole).toStringList());

    const int width = option.fontMetrics.horizontalAdvance(number);
    drawParts(painter,
              QRect(line.left() + std::max(0, numberWidth - width), line.top(), width + 1, line.height()),
              option.font, number, {}, colours.quiet);
    const QRect textArea = line.adjusted(numberWidth + gap, 0, 0, 0);
    // Of a long beginning as much as leaves the match in sight.
    const int room = std::max(0, textArea.width() - option.fontMetrics.horizontalAdvance(matched));
    QString text = option.fontMetrics.elidedText(onOneLine(before.mid(cut)), Qt::ElideLeft,
                                                 std::max(room / 2, textArea.width() / 3));
    QTextCharFormat found;
    found.setBackground(m_theme.editor().searchMatch);
    found.setForeground(m_theme.editor().text);
    QList<QTextLayout::FormatRange> formats;
    if (replacement.isValid()) {
        QTextCharFormat old;
        old.setFontStrikeOut(true);
        old.setForeground(colours.quiet);
        formats.append({static_cast<int>(text.size()), static_cast<int>(matched.size()), old});
        text += matched;
        const QString fresh = onOneLine(replacement.toString());
        formats.append({static_cast<int>(text.size()), static_cast<int>(fresh.size()), found});
        text += fresh;
    } else {
        formats.append({static_cast<int>(text.size()), static_cast<int>(matched.size()), found});
        text += matched;
    }
    drawParts(painter, textArea, option.font, text + onOneLine(after), formats, colours.text);
    line.translate(0, height);
    if (m_showsContext)
        context(index.data(HitsModel::ContextAfterRole).toStringList());
}

} // namespace gatewright
