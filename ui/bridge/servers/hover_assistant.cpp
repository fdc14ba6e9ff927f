// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/bridge/servers/hover_assistant.h"

#include <QToolTip>

#include <utility>

namespace gatewright {

using servers::LanguageServer;
using servers::ServerFeature;

HoverAssistant::HoverAssistant(servers::LanguageServers &servers, const SyntaxLibrary &library,
                               std::function<const Theme &()> theme, QObject *parent)
    : QObject(parent)
    , m_servers(servers)
    , m_library(library)
    , m_theme(std::move(theme))
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
    return m_front.isThere() && m_servers.serverFor(m_front.uri(), ServerFeature::Hover);
}

void HoverAssistant::showAtCaret()
{
    if (canShow())
        ask(m_front.view->caret(), true);
}

void HoverAssistant::ask(std::size_t offset, bool byKey)
{
    LanguageServer *server =
        m_front.isThere() ? m_servers.serverFor(m_front.uri(), ServerFeature::Hover) : nullptr;
    if (!server)
        return;
    const DocumentBuffer &buffer = m_front.document->buffer();
    m_question.ask(
        *server, QLatin1String("textDocument/hover"), m_front.uri(),
        servers::placeParams(m_front.uri(), buffer.position(offset)), this, lsp::hoverFromJson,
        [this, offset, byKey, revision = buffer.revision()](const Result<std::optional<lsp::Hover>> &hover) {
            if (!m_front.isThere() || m_front.document->buffer().revision() != revision)
                return;
            if (hover && *hover)
                show(**hover, offset, byKey);
            else if (byKey)
                Q_EMIT nothingKnown();
        });
}

void HoverAssistant::show(const lsp::Hover &hover, std::size_t offset, bool byKey)
{
    CodeView &view = *m_front.view;
    QWidget *window = view.window();
    if (!m_card || m_card->parentWidget() != window) {
        delete m_card;
        m_card = new TextCard(m_library, m_theme(), window);
        m_card->setObjectName(QStringLiteral("hoverCard"));
    }
    m_card->setTheme(m_theme());
    m_card->setMessages(view.messagesAt(offset));
    m_card->setMarkup(hover.text.text, hover.text.isMarkdown);
    const DocumentBuffer &buffer = m_front.document->buffer();
    QRect word = view.rectangleAt(offset);
    if (hover.range && hover.range->start.line == hover.range->end.line)
        word = view.rectangleAt(buffer.offset(hover.range->start))
                   .united(view.rectangleAt(buffer.offset(hover.range->end)));
    QToolTip::hideText(); // what is wrong here stands in the card as well
    m_card->showBeside(QRect(view.mapTo(window, word.topLeft()), word.size()), TextCard::Side::Above);
    // Asked by key it stays wherever the mouse is; a key or a click ends it.
    m_card->hideWithMouse(byKey ? QRect(window->mapToGlobal(QPoint(0, 0)), window->size())
                                : QRect(view.mapToGlobal(word.topLeft()), word.size()));
    if (byKey)
        view.announce(m_card->plainText());
    Q_EMIT shown();
}

void HoverAssistant::close()
{
    m_question.cancel();
    if (m_card)
        m_card->hide();
}

} // namespace gatewright
