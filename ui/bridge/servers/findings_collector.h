// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/check/client/checker_client.h"
#include "core/servers/language_servers.h"

#include <QObject>

namespace gatewright {

class DocumentChecker;
class DocumentManager;

// Brings what servers find wrong to the checker of documents, which shows it beside its own. While the
// product's checker runs, clangd and ruff are not asked for this: it compiles and lints with the same tools,
// and knows HLS.
class FindingsCollector : public QObject
{
    Q_OBJECT

public:
    // All of them outlive it.
    FindingsCollector(servers::LanguageServers &servers, const checker::CheckerClient &checker,
                      DocumentManager &documents, DocumentChecker &shown, QObject *parent = nullptr);

private:
    void take(const servers::ServerFindings &findings);

    const checker::CheckerClient &m_checker;
    DocumentManager &m_documents;
    DocumentChecker &m_shown;
};

} // namespace gatewright
