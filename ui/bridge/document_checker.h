// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/check/check_runner.h"
#include "core/check/client/checker_client.h"

#include <QHash>
#include <QObject>
#include <QTimer>

#include <functional>
#include <vector>

namespace gatewright {

class DiagnosticsModel;
class Document;
class DocumentManager;

// What is wrong with the open documents, while they are edited: from the checker process as long as it runs,
// else from checks in this one, a moment after the last key and on another thread. It goes to the editor as
// marks and to the problems. A report on an older revision is dropped.
class DocumentChecker : public QObject
{
    Q_OBJECT

public:
    // The checks that look at a text of this language while it is typed. They must outlive this.
    using Checks = std::function<std::vector<const Check *>(Language)>;

    DocumentChecker(DocumentManager &documents, DiagnosticsModel &problems, Checks checks,
                    QObject *parent = nullptr);

    // From now on what the checker publishes counts, as long as it runs. It must outlive this.
    void setChecker(checker::CheckerClient &checker);

    // What somebody else (`source`: a language server) found in a document, shown beside the checks' own as
    // long as it is about the present text. What a check says already, in the same line and words, is left
    // out.
    void setFindings(Document &document, const QString &source, std::vector<Diagnostic> diagnostics,
                     Revision revision);
    // That somebody is gone.
    void forgetFindings(const QString &source);

Q_SIGNALS:
    // The marks of the document are those of its present text.
    void checked(gatewright::Document *document);

private:
    void watch(Document &document);
    void check(Document &document);
    void finish(const CheckReport &report);
    void showPublished(const checker::Published &published);
    // The checker process looks after this document.
    [[nodiscard]] bool isCheckedElsewhere(const Document &document) const;
    void show(Document &document, std::vector<Diagnostic> diagnostics);
    // The checks' own and the others', for the present text.
    void showAll(Document &document);

    struct Findings
    {
        std::vector<Diagnostic> diagnostics;
        Revision revision;
    };

    DiagnosticsModel &m_problems;
    Checks m_checks;
    checker::CheckerClient *m_checker = nullptr;
    QHash<QString, Document *> m_documents; // by the runner's id; taken out before they are destroyed
    QHash<int, Findings> m_own;             // by document
    QHash<int, QHash<QString, Findings>> m_findings; // by document and source
    CheckRunner m_runner;
};

} // namespace gatewright
