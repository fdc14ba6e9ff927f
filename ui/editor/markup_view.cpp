// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/editor/markup_view.h"

#include "core/text/language.h"
#include "ui/theme/colour.h"

// clang-format off
#include <KSyntaxHighlighting/AbstractHighlighter>
#include <KSyntaxHighlighting/Definition>
#include <KSyntaxHighlighting/Format>
#include <KSyntaxHighlighting/State>
#include <KSyntaxHighlighting/Theme>
// clang-format on

#include <QScrollBar>
#include <QTextBlock>
#include <QTextDocument>

#include <algorithm>
#include <cmath>
#include <memory>
#include <optional>
#include <utility>

namespace gatewright {

namespace {

// Gives the characters of a block the colours of their syntax.
class BlockColours final : public KSyntaxHighlighting::AbstractHighlighter
{
public:
    BlockColours(const KSyntaxHighlighting::Definition &definition, const Theme &theme,
                 const QColor &background)
        : m_theme(theme)
        , m_background(background)
    {
        setDefinition(definition);
    }
    KSyntaxHighlighting::State colour(const QTextBlock &block, const KSyntaxHighlighting::State &state)
    {
        m_block = block;
        return highlightLine(block.text(), state);
    }

protected:
    void applyFormat(int offset, int length, const KSyntaxHighlighting::Format &format) override
    {
        if (length == 0 || !format.hasTextColor(m_theme.syntax()))
            return;
        QTextCursor cursor(m_block);
        cursor.setPosition(m_block.position() + offset);
        cursor.setPosition(m_block.position() + offset + length, QTextCursor::KeepAnchor);
        QTextCharFormat character;
        constexpr double readable = 4.5;
        character.setForeground(
            readableOn(m_background, format.textColor(m_theme.syntax()), m_theme.editor().text, readable));
        if (format.isBold(m_theme.syntax()))
            character.setFontWeight(QFont::Bold);
        cursor.mergeCharFormat(character);
    }

private:
    const Theme &m_theme;
    QColor m_background;
    QTextBlock m_block;
};

bool isCode(const QTextBlock &block)
{
    return block.blockFormat().hasProperty(QTextFormat::BlockCodeFence) ||
           block.blockFormat().hasProperty(QTextFormat::BlockCodeLanguage);
}

} // namespace

MarkupView::MarkupView(const SyntaxLibrary &library, const Theme &theme, QWidget *parent)
    : QTextBrowser(parent)
    , m_library(library)
    , m_theme(theme)
{
    setFrameShape(QFrame::NoFrame);
    setOpenLinks(false);
    setOpenExternalLinks(false);
    setTextInteractionFlags(Qt::TextSelectableByMouse);
    setFocusPolicy(Qt::NoFocus);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    viewport()->setAutoFillBackground(false);
    document()->setDocumentMargin(8);
    setAccessibleName(tr("Documentation"));
}

void MarkupView::setTheme(const Theme &theme)
{
    m_theme = theme;
}

QVariant MarkupView::loadResource(int, const QUrl &)
{
    // Not null: for null Qt would look for a file of that name.
    return QByteArray("");
}

void MarkupView::setPlain(const QString &text)
{
    document()->setPlainText(text);
}

void MarkupView::setMarkdownText(const QString &text)
{
    QTextDocument::MarkdownFeatures features = QTextDocument::MarkdownDialectGitHub;
    features |= QTextDocument::MarkdownNoHTML;
    document()->setMarkdown(text, features);
    removePictures();
    dressCode();
}

void MarkupView::removePictures()
{
    for (QTextBlock block = document()->begin(); block.isValid(); block = block.next()) {
        QList<std::pair<int, int>> pictures;
        for (auto part = block.begin(); !part.atEnd(); ++part) {
            if (part.fragment().charFormat().isImageFormat())
                pictures.prepend({part.fragment().position(), part.fragment().length()});
        }
        for (const auto &[position, length] : pictures) { // from the back, so that none moves another
            QTextCursor cursor(document());
            cursor.setPosition(position);
            cursor.setPosition(position + length, QTextCursor::KeepAnchor);
            cursor.removeSelectedText();
        }
    }
}

void MarkupView::dressCode()
{
    const QColor background = mixed(palette().color(QPalette::Base), palette().color(QPalette::Text), 0.06);
    const QFont font = defaultEditorFont();
    std::optional<BlockColours> colours;
    KSyntaxHighlighting::State state;
    for (QTextBlock block = document()->begin(); block.isValid(); block = block.next()) {
        if (!isCode(block)) {
            colours.reset();
            continue;
        }
        QTextCursor cursor(block);
        cursor.movePosition(QTextCursor::EndOfBlock, QTextCursor::KeepAnchor);
        QTextCharFormat fixed;
        fixed.setFontFamilies({font.family()});
        fixed.setFontPointSize(font.pointSizeF());
        cursor.mergeCharFormat(fixed);
        QTextBlockFormat shape = block.blockFormat();
        shape.setBackground(background);
        shape.setNonBreakableLines(false);
        cursor.setBlockFormat(shape);
        if (!colours) {
            const QString name = shape.property(QTextFormat::BlockCodeLanguage).toString();
            colours.emplace(m_library.definition(languageFromId(name)), m_theme, background);
            state = {};
        }
        state = colours->colour(block, state);
    }
}

QSize MarkupView::sizeFor(int width, int mostHeight)
{
    // A copy: the document itself is laid out for the width that the widget happens to have.
    const std::unique_ptr<QTextDocument> measured(document()->clone());
    measured->setTextWidth(width);
    const int height = static_cast<int>(std::ceil(measured->size().height())) + 2;
    const int bar = height > mostHeight ? verticalScrollBar()->sizeHint().width() : 0;
    return {std::min(width, static_cast<int>(std::ceil(measured->idealWidth()))) + bar + 2,
            std::min(height, mostHeight)};
}

} // namespace gatewright
