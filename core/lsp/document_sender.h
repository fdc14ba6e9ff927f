// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/lsp/document_follower.h"
#include "core/lsp/supervised_server.h"

namespace gatewright::lsp {

// Keeps a supervised server in step with the open documents. While the server is down changes are not kept:
// each run begins with openAll(). Files that the server died of three times are kept from it.
class DocumentSender final : public DocumentFollower
{
public:
    // `server` outlives this.
    DocumentSender(SupervisedServer &server, DocumentProvider provider);

    // A run has begun.
    void openAll();
    // Three crashes on this file: the server goes without it until allow().
    [[nodiscard]] bool isExcluded(const QString &uri) const { return m_server.process().excludes(uri); }
    void allow(const QString &uri);
    // Where to ask about this document, noted as what the server works on; null while it is down or goes
    // without the document.
    [[nodiscard]] ClientEndpoint *endpointFor(const QString &uri);

    void openDocument(const OpenDocument &document) override;
    void changeDocument(const QString &uri, Revision revision, const Range &range,
                        const QString &text) override;
    void resetDocument(const OpenDocument &document) override;
    void closeDocument(const QString &uri) override;

private:
    SupervisedServer &m_server;
    DocumentProvider m_provider;
};

} // namespace gatewright::lsp
