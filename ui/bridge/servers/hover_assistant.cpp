// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/bridge/servers/hover_assistant.h"

#include <QToolTip>

#include <algorithm>
#include <utility>

namespace gatewright {

using servers::FeatureServer;
using servers::ServerFeature;

namespace {

QString markdown(const lsp::Markup &text)
{
    return text.isMarkdown ? text.text : QStringLiteral("```\n%1\n```").arg(text.text);
}

lsp::Hover joined(const lsp::Hover &one, const lsp::Hover &other)
{
    return {{markdown(one.text) + QStringLiteral("\n\n---\n\n") + markdown(other.text), true},
            one.range ? one.range : other.range};
}

} // namespace

HoverAssistant::HoverAssistant(servers::LanguageServers &servers, const SyntaxLibrary &library,
                               std::function<const Theme &()> theme, QObject *parent)
    : QObject(parent)
    , m_servers(servers)
    , m_card(library, std::move(theme), QStringLiteral("hoverCard"))
{
}

HoverAssistant::~HoverAssistant()
{
    setFront({});
}

void HoverAssistant::setFront(const FrontView &front)
{
    if (m_front == front)
        return;
    close();
    if (m_front.view)
        disconnect(m_front.view, nullptr, this, nullptr);
    m_front = front;
    if (!front.isThere())
        return;
    connect(front.view, &CodeView::hovered, this, [this](std::size_t offset) { ask(offset, false); });
    connect(front.view, &CodeView::typed, this, &HoverAssistant::close);
    connect(front.view, &CodeView::scrolled, this, &HoverAssistant::close);
}

bool HoverAssistant::canShow() const
{
    return m_front.isThere() && !m_servers.answerersFor(m_front.uri(), ServerFeature::Hover).empty();
}

void HoverAssistant::showAtCaret()
{
    if (canShow())
        ask(m_front.view->caret(), true);
}

void HoverAssistant::ask(std::size_t offset, bool byKey)
{
    m_parts.clear(); // with their questions
    if (!m_front.isThere())
        return;
    const DocumentBuffer &buffer = m_front.document->buffer();
    for (FeatureServer *server : m_servers.answerersFor(m_front.uri(), ServerFeature::Hover)) {
        Part &part = *m_parts.emplace_back(std::make_unique<Part>());
        part.question.ask(*server, QLatin1String("textDocument/hover"), m_front.uri(),
                          servers::placeParams(m_front.uri(), buffer.position(offset)), this,
                          lsp::hoverFromJson,
                          [this, &part, offset, byKey,
                           revision = buffer.revision()](const Result<std::optional<lsp::Hover>> &hover) {
                              if (!m_front.isThere() || m_front.document->buffer().revision() != revision)
                                  return;
                              part.hover = hover.value_or(std::nullopt);
                              answered(offset, byKey);
                          });
    }
}

void HoverAssistant::answered(std::size_t offset, bool byKey)
{
    std::optional<lsp::Hover> all;
    for (const auto &part : m_parts) {
        if (part->hover)
            all = all ? joined(*all, *part->hover) : *part->hover;
    }
    const bool isLast =
        std::ranges::none_of(m_parts, [](const auto &part) { return part->question.isPending(); });
    if (all)
        show(*all, offset, byKey);
    else if (byKey && isLast)
        Q_EMIT nothingKnown();
}

void HoverAssistant::show(const lsp::Hover &hover, std::size_t offset, bool byKey)
{
    CodeView &view = *m_front.view;
    QWidget *window = view.window();
    TextCard &card = m_card.over(view);
    card.setMessages(view.messagesAt(offset));
    card.setMarkup(hover.text.text, hover.text.isMarkdown);
    const DocumentBuffer &buffer = m_front.document->buffer();
    QRect word = view.rectangleAt(offset);
    if (hover.range && hover.range->start.line == hover.range->end.line)
        word = view.rectangleAt(buffer.offset(hover.range->start))
                   .united(view.rectangleAt(buffer.offset(hover.range->end)));
    QToolTip::hideText(); // what is wrong here stands in the card as well
    card.showBeside(QRect(view.mapTo(window, word.topLeft()), word.size()), TextCard::Side::Above);
    // Asked by key it stays wherever the mouse is; a key or a click ends it.
    card.hideWithMouse(byKey ? QRect(window->mapToGlobal(QPoint(0, 0)), window->size())
                             : QRect(view.mapToGlobal(word.topLeft()), word.size()));
    if (byKey)
        view.announce(card.plainText());
    Q_EMIT shown();
}

void HoverAssistant::close()
{
    m_parts.clear(); // with their questions
    m_card.hide();
}

} // namespace gatewright
