// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/diff/diff_pane.h"

#include "ui/theme/colour.h"
#include "ui/theme/text_colours.h"

#include <QMimeData>
#include <QMouseEvent>
#include <QPainter>
#include <QScrollBar>
#include <QTextBlock>
#include <QTextLayout>

#include <algorithm>

namespace gatewright {

namespace {

// Colouring goes through the whole text at once; a longer one stays plain.
constexpr std::size_t mostColouredRows = 20'000;
constexpr int padding = 6;

} // namespace

class DiffPane::Numbers : public QWidget
{
public:
    explicit Numbers(DiffPane &pane)
        : QWidget(&pane)
        , m_pane(pane)
    {
    }

protected:
    void paintEvent(QPaintEvent *event) override
    {
        QPainter painter(this);
        m_pane.paintNumbers(painter, event->rect());
    }

private:
    DiffPane &m_pane;
};

DiffPane::DiffPane(Side side, const SyntaxLibrary &library, const Theme &theme, QWidget *parent)
    : QPlainTextEdit(parent)
    , m_side(side)
    , m_library(library)
    , m_theme(theme)
    , m_numbers(new Numbers(*this))
{
    setReadOnly(true);
    setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    setLineWrapMode(NoWrap);
    setFrameShape(QFrame::NoFrame);
    setUndoRedoEnabled(false);
    setFont(defaultEditorFont());
    document()->setDocumentMargin(0);
    connect(this, &QPlainTextEdit::updateRequest, m_numbers, [this](const QRect &area, int moved) {
        if (moved)
            m_numbers->scroll(0, moved);
        else
            m_numbers->update(0, area.y(), m_numbers->width(), area.height());
    });
    setTheme(theme);
}

DiffPane::~DiffPane() = default;

void DiffPane::setContents(DiffPaneContents contents, const QString &path)
{
    m_colours.reset();
    m_contents = std::move(contents);
    m_path = path;
    m_currentFirst = -1;
    m_currentCount = 0;
    setPlainText(m_contents.text);
    m_contents.text.clear(); // the document has it
    updateNumberWidth();
    colourText();
    viewport()->update();
    m_numbers->update();
}

void DiffPane::setTheme(const Theme &theme)
{
    m_theme = theme;
    QPalette colours = palette();
    for (const auto group : {QPalette::Active, QPalette::Inactive}) {
        colours.setColor(group, QPalette::Base, theme.editor().background);
        colours.setColor(group, QPalette::Text, theme.editor().text);
        colours.setColor(group, QPalette::Highlight, theme.editor().selection);
        colours.setColor(group, QPalette::HighlightedText, theme.editor().text);
    }
    setPalette(colours);
    colourText();
    viewport()->update();
    m_numbers->update();
}

void DiffPane::colourText()
{
    m_colours.reset();
    if (!m_path.isEmpty() && m_contents.rows.size() <= mostColouredRows)
        m_colours = makeTextColours(*document(), m_library, m_theme, m_path);
}

void DiffPane::setCurrentChange(int first, int count)
{
    m_currentFirst = first;
    m_currentCount = count;
    m_numbers->update();
    viewport()->update();
}

int DiffPane::rowAt(int y) const
{
    return cursorForPosition(QPoint(0, y)).blockNumber();
}

QColor DiffPane::changeColour() const
{
    switch (m_side) {
    case Side::Left:
    case Side::Base:
        return m_theme.editor().removed;
    case Side::Ours:
        return m_theme.editor().changed;
    case Side::Right:
    case Side::Theirs:
        break;
    }
    return m_theme.editor().added;
}

template <class Paint>
void DiffPane::eachVisibleRow(Paint paint) const
{
    QTextBlock block = firstVisibleBlock();
    QRectF line = blockBoundingGeometry(block).translated(contentOffset());
    while (block.isValid() && line.top() <= viewport()->height()) {
        const auto row = static_cast<std::size_t>(block.blockNumber());
        if (row < m_contents.rows.size())
            paint(line, m_contents.rows[row], block);
        block = block.next();
        line = QRectF(line.left(), line.bottom(), line.width(), blockBoundingRect(block).height());
    }
}

void DiffPane::paintRow(QPainter &painter, const QRectF &line, const DiffRow &row,
                        const QTextBlock &block) const
{
    const QRectF whole(0, line.top(), viewport()->width(), line.height());
    const QColor background = m_theme.editor().background;
    if (row.kind == DiffRow::Kind::Filler) {
        painter.fillRect(whole, mixed(background, m_theme.editor().text, 0.03));
        painter.fillRect(whole, QBrush(mixed(background, m_theme.editor().text, 0.12), Qt::BDiagPattern));
        return;
    }
    if (row.kind != DiffRow::Kind::Changed)
        return;
    painter.fillRect(whole, mixed(background, changeColour(), 0.13));
    if (block.layout()->lineCount() == 0)
        return;
    const QTextLine text = block.layout()->lineAt(0);
    for (const DiffRow::Mark &mark : row.marks) {
        const qreal left = line.left() + text.cursorToX(mark.begin);
        const qreal right = line.left() + text.cursorToX(mark.end);
        painter.fillRect(QRectF(left, line.top(), right - left, line.height()),
                         mixed(background, changeColour(), 0.34));
    }
}

void DiffPane::paintEvent(QPaintEvent *event)
{
    {
        QPainter painter(viewport());
        painter.setClipRect(event->rect());
        eachVisibleRow([&](const QRectF &line, const DiffRow &row, const QTextBlock &block) {
            paintRow(painter, line, row, block);
        });
    }
    QPlainTextEdit::paintEvent(event);
}

void DiffPane::paintNumbers(QPainter &painter, const QRect &area)
{
    const EditorColours &colours = m_theme.editor();
    painter.fillRect(area, colours.gutter);
    painter.setFont(font());
    const int sign = fontMetrics().horizontalAdvance(QLatin1Char('+'));
    const int width = m_numbers->width();
    eachVisibleRow([&](const QRectF &line, const DiffRow &row, const QTextBlock &block) {
        const QRectF whole(0, line.top(), width, line.height());
        const bool current =
            block.blockNumber() >= m_currentFirst && block.blockNumber() < m_currentFirst + m_currentCount;
        if (row.kind == DiffRow::Kind::Changed)
            painter.fillRect(whole, mixed(colours.background, changeColour(), 0.13));
        if (current)
            painter.fillRect(QRectF(0, line.top(), 3, line.height()), m_theme.accent());
        if (row.line < 0)
            return;
        painter.setPen(current ? colours.currentLineNumber : colours.lineNumber);
        painter.drawText(whole.adjusted(0, 0, -2 * padding - sign, 0), Qt::AlignRight | Qt::AlignVCenter,
                         QString::number(row.line + 1));
        if (row.kind != DiffRow::Kind::Changed)
            return;
        // The sign says it to whoever does not see the colours.
        painter.setPen(changeColour());
        painter.drawText(whole.adjusted(0, 0, -padding, 0), Qt::AlignRight | Qt::AlignVCenter,
                         m_side == Side::Left || m_side == Side::Base ? QStringLiteral("−")
                                                                      : QStringLiteral("+"));
    });
}

void DiffPane::updateNumberWidth()
{
    constexpr int fewestDigits = 3;
    const auto digits = std::max<qsizetype>(fewestDigits, QString::number(m_contents.rows.size()).size());
    const int width = fontMetrics().horizontalAdvance(QString(digits + 1, QLatin1Char('9'))) + 3 * padding;
    setViewportMargins(width + 4, 0, 0, 0);
    placeNumbers();
}

void DiffPane::placeNumbers()
{
    const QRect area = contentsRect();
    m_numbers->setGeometry(area.left(), area.top(), viewportMargins().left() - 4, viewport()->height());
}

void DiffPane::resizeEvent(QResizeEvent *event)
{
    QPlainTextEdit::resizeEvent(event);
    placeNumbers();
}

void DiffPane::changeEvent(QEvent *event)
{
    QPlainTextEdit::changeEvent(event);
    if (event->type() == QEvent::FontChange)
        updateNumberWidth();
}

void DiffPane::mouseReleaseEvent(QMouseEvent *event)
{
    QPlainTextEdit::mouseReleaseEvent(event);
    if (event->button() == Qt::LeftButton && !textCursor().hasSelection())
        Q_EMIT rowClicked(rowAt(event->pos().y()));
}

QMimeData *DiffPane::createMimeDataFromSelection() const
{
    const QTextCursor cursor = textCursor();
    QTextBlock block = document()->findBlock(cursor.selectionStart());
    QStringList lines;
    for (; block.isValid() && block.position() <= cursor.selectionEnd(); block = block.next()) {
        const auto row = static_cast<std::size_t>(block.blockNumber());
        if (row < m_contents.rows.size() && m_contents.rows[row].kind == DiffRow::Kind::Filler)
            continue; // it is no part of the text
        const int begin = std::max(0, cursor.selectionStart() - block.position());
        const int end = std::min(block.length() - 1, cursor.selectionEnd() - block.position());
        lines.append(block.text().mid(begin, end - begin));
    }
    auto *mime = new QMimeData;
    mime->setText(lines.join(QLatin1Char('\n')));
    return mime;
}

} // namespace gatewright
