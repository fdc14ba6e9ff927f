// SPDX-License-Identifier: Apache-2.0
#include "core/lsp/document_sender.h"

#include "core/lsp/document_store.h"

#include <utility>

namespace gatewright::lsp {

namespace {

TextDocument toTextDocument(const OpenDocument &document)
{
    return TextDocument(document.language, document.text, document.revision);
}

} // namespace

DocumentSender::DocumentSender(SupervisedServer &server, DocumentProvider provider)
    : m_server(server)
    , m_provider(std::move(provider))
{
}

void DocumentSender::openAll()
{
    if (!m_provider)
        return;
    for (const OpenDocument &document : m_provider())
        openDocument(document);
}

void DocumentSender::allow(const QString &uri)
{
    m_server.process().allowFile(uri);
    if (!m_provider)
        return;
    for (const OpenDocument &document : m_provider()) {
        if (document.uri == uri)
            openDocument(document);
    }
}

ClientEndpoint *DocumentSender::endpointFor(const QString &uri)
{
    ClientEndpoint *endpoint = isExcluded(uri) ? nullptr : m_server.endpoint();
    if (endpoint)
        m_server.process().setActiveFile(uri);
    return endpoint;
}

void DocumentSender::openDocument(const OpenDocument &document)
{
    if (ClientEndpoint *endpoint = endpointFor(document.uri))
        endpoint->notify(QStringLiteral("textDocument/didOpen"),
                         didOpenParams(document.uri, toTextDocument(document)));
}

void DocumentSender::changeDocument(const QString &uri, Revision revision, const Range &range,
                                    const QString &text)
{
    if (ClientEndpoint *endpoint = endpointFor(uri))
        endpoint->notify(QStringLiteral("textDocument/didChange"),
                         didChangeParams(uri, revision, range, text));
}

void DocumentSender::resetDocument(const OpenDocument &document)
{
    if (ClientEndpoint *endpoint = endpointFor(document.uri))
        endpoint->notify(QStringLiteral("textDocument/didChange"),
                         didChangeWholeParams(document.uri, toTextDocument(document)));
}

void DocumentSender::closeDocument(const QString &uri)
{
    if (ClientEndpoint *endpoint = endpointFor(uri))
        endpoint->notify(QStringLiteral("textDocument/didClose"), didCloseParams(uri));
}

} // namespace gatewright::lsp
