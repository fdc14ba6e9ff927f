// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/bridge/servers/signature_assistant.h"

#include <algorithm>
#include <utility>

namespace gatewright {

using servers::LanguageServer;
using servers::ServerFeature;

SignatureAssistant::SignatureAssistant(servers::LanguageServers &servers, const SyntaxLibrary &library,
                                       std::function<const Theme &()> theme, QObject *parent)
    : QObject(parent)
    , m_servers(servers)
    , m_card(library, std::move(theme), QStringLiteral("signatureCard"))
{
}

SignatureAssistant::~SignatureAssistant()
{
    setFront({});
}

void SignatureAssistant::setFront(const FrontView &front)
{
    if (m_front == front)
        return;
    close();
    if (m_front.view)
        disconnect(m_front.view, nullptr, this, nullptr);
    m_front = front;
    if (!front.isThere())
        return;
    connect(front.view, &CodeView::typed, this, &SignatureAssistant::typed);
    connect(front.view, &CodeView::caretMoved, this, [this] {
        if (isOpen())
            ask();
    });
    connect(front.view, &CodeView::scrolled, this, &SignatureAssistant::close);
}

bool SignatureAssistant::canRequest() const
{
    return m_front.isThere() && m_servers.serverFor(m_front.uri(), ServerFeature::Signature);
}

void SignatureAssistant::request()
{
    if (isOpen() && m_help.signatures.size() > 1)
        showSignature((m_shown + 1) % static_cast<int>(m_help.signatures.size()));
    else
        ask();
}

void SignatureAssistant::typed()
{
    const LanguageServer *server = m_servers.serverFor(m_front.uri(), ServerFeature::Signature);
    const std::size_t caret = m_front.view->caret();
    if (!server || caret == 0 || isOpen()) // an open one follows the caret
        return;
    const QString last(QLatin1Char(m_front.document->buffer().text()[caret - 1]));
    const QJsonObject provider =
        server->capabilities().value(QLatin1String("signatureHelpProvider")).toObject();
    if (provider.value(QLatin1String("triggerCharacters")).toArray().contains(QJsonValue(last)) &&
        (last == QLatin1String("(") || last == QLatin1String(",")))
        ask();
}

void SignatureAssistant::ask()
{
    LanguageServer *server =
        m_front.isThere() ? m_servers.serverFor(m_front.uri(), ServerFeature::Signature) : nullptr;
    if (!server)
        return;
    const Revision revision = m_front.document->buffer().revision();
    m_question.ask(*server, QLatin1String("textDocument/signatureHelp"), m_front.uri(),
                   servers::placeParams(m_front.uri(), m_front.view->caretPosition()), this,
                   lsp::signatureHelpFromJson,
                   [this, revision](const Result<std::optional<lsp::SignatureHelp>> &help) {
                       if (!m_front.isThere() || m_front.document->buffer().revision() != revision)
                           return; // the key that changed it has asked again
                       if (!help || !*help)
                           close();
                       else
                           show(**help);
                   });
}

void SignatureAssistant::show(const lsp::SignatureHelp &help)
{
    // Who looked through the others goes on with the same one.
    const bool isSame = isOpen() && m_help.signatures.size() == help.signatures.size();
    const int shown =
        isSame && help.activeSignature == m_help.activeSignature ? m_shown : help.activeSignature;
    m_help = help;
    showSignature(shown);
}

void SignatureAssistant::showSignature(int index)
{
    TextCard &card = m_card.over(*m_front.view);
    m_shown = index;
    const lsp::Signature &signature = m_help.signatures[static_cast<std::size_t>(index)];
    const int parameter = signature.activeParameter.value_or(m_help.activeParameter);
    lsp::SignatureParameter active;
    if (static_cast<std::size_t>(parameter) < signature.parameters.size())
        active = signature.parameters[static_cast<std::size_t>(parameter)];
    QString before;
    if (m_help.signatures.size() > 1)
        before = tr("%1 of %2: ").arg(index + 1).arg(m_help.signatures.size());
    const int shift = static_cast<int>(before.size());
    card.setHeadline(before + signature.label, active.begin + shift, active.end + shift);
    const lsp::Markup &text = active.documentation.isEmpty() ? signature.documentation : active.documentation;
    card.setMarkup(text.text, text.isMarkdown);
    const QRect caret = m_front.view->caretRectangle();
    card.showBeside(QRect(m_front.view->mapTo(m_front.view->window(), caret.topLeft()), caret.size()),
                    TextCard::Side::Above);
    m_front.view->addKeyFilter(*this);
    const QString said = card.plainText();
    if (std::exchange(m_said, said) != said)
        m_front.view->announce(said);
}

void SignatureAssistant::close()
{
    m_question.cancel();
    m_said.clear();
    m_card.hide();
    if (m_front.view)
        m_front.view->removeKeyFilter(*this);
}

bool SignatureAssistant::wantsKey(const QKeyEvent &event) const
{
    return isOpen() && event.key() == Qt::Key_Escape;
}

bool SignatureAssistant::handleKey(const QKeyEvent &event)
{
    if (!wantsKey(event))
        return false;
    close();
    return true;
}

} // namespace gatewright
