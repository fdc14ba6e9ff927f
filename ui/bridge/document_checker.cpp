// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/bridge/document_checker.h"

#include "core/base/log.h"
#include "ui/bridge/diagnostics_model.h"
#include "ui/bridge/document_manager.h"
#include "ui/bridge/mark_level.h"
#include "ui/bridge/server_documents.h"

#include <algorithm>
#include <chrono>
#include <utility>

namespace gatewright {

namespace {

constexpr std::chrono::milliseconds typingPause{400};

QString runnerId(const Document &document)
{
    return QString::number(document.id());
}

} // namespace

DocumentChecker::DocumentChecker(DocumentManager &documents, DiagnosticsModel &problems, Checks checks,
                                 QObject *parent)
    : QObject(parent)
    , m_problems(problems)
    , m_checks(std::move(checks))
{
    connect(&documents, &DocumentManager::opened, this, [this](Document *document) { watch(*document); });
    connect(&documents, &DocumentManager::aboutToClose, this, [this](Document *document) {
        m_runner.forget(runnerId(*document));
        m_documents.remove(runnerId(*document));
        m_own.remove(document->id());
        m_findings.remove(document->id());
        m_problems.removeDocument(document->id());
    });
    connect(&m_runner, &CheckRunner::finished, this, &DocumentChecker::finish);
}

void DocumentChecker::setChecker(checker::CheckerClient &checker)
{
    m_checker = &checker;
    connect(&checker, &checker::CheckerClient::published, this,
            [this](const checker::Published &published) { showPublished(published); });
    const auto checkHere = [this] {
        for (Document *document : std::as_const(m_documents))
            check(*document);
    };
    connect(&checker, &checker::CheckerClient::gone, this, checkHere);
    connect(&checker, &checker::CheckerClient::fileExcluded, this, checkHere);
}

bool DocumentChecker::isCheckedElsewhere(const Document &document) const
{
    return m_checker && m_checker->isReady() && !m_checker->isExcluded(documentUri(document));
}

void DocumentChecker::watch(Document &document)
{
    m_documents.insert(runnerId(document), &document);
    auto *delay = new QTimer(&document);
    delay->setSingleShot(true);
    connect(delay, &QTimer::timeout, this, [this, &document] { check(document); });
    const auto checkSoon = [delay] { delay->start(typingPause); };
    DocumentBuffer &buffer = document.buffer();
    connect(&buffer, &DocumentBuffer::edited, delay, checkSoon);
    connect(&buffer, &DocumentBuffer::reset, delay, checkSoon);
    connect(&buffer, &DocumentBuffer::languageChanged, delay, checkSoon);
    delay->start(0);
}

void DocumentChecker::check(Document &document)
{
    const DocumentBuffer &buffer = document.buffer();
    if (!buffer.isLarge() && isCheckedElsewhere(document)) {
        m_runner.forget(runnerId(document));
        return;
    }
    std::vector<const Check *> checks;
    if (!buffer.isLarge())
        checks = m_checks(buffer.language());
    if (checks.empty()) {
        m_runner.forget(runnerId(document));
        show(document, {});
        return;
    }
    m_runner.submit(
        runnerId(document),
        {TextDocument(buffer.language(), std::string(buffer.text()), buffer.revision()), buffer.path()},
        std::move(checks));
}

void DocumentChecker::finish(const CheckReport &report)
{
    Document *document = m_documents.value(report.documentId);
    if (!document || document->buffer().revision() != report.revision || isCheckedElsewhere(*document))
        return;
    if (report.problem)
        qCInfo(logCheck) << report.problem->toString();
    show(*document, report.diagnostics);
}

void DocumentChecker::showPublished(const checker::Published &published)
{
    for (Document *document : std::as_const(m_documents)) {
        if (documentUri(*document) != published.uri)
            continue;
        if (document->buffer().revision() == published.revision)
            show(*document, published.diagnostics);
        return;
    }
}

void DocumentChecker::show(Document &document, std::vector<Diagnostic> diagnostics)
{
    m_own.insert(document.id(), {std::move(diagnostics), document.buffer().revision()});
    showAll(document);
}

void DocumentChecker::setFindings(Document &document, const QString &source,
                                  std::vector<Diagnostic> diagnostics, Revision revision)
{
    if (revision != document.buffer().revision())
        return;
    m_findings[document.id()].insert(source, {std::move(diagnostics), revision});
    // Checks that are still at work on this text show both when they are done.
    if (const auto own = m_own.constFind(document.id()); own != m_own.constEnd() && own->revision == revision)
        showAll(document);
}

void DocumentChecker::forgetFindings(const QString &source)
{
    for (Document *document : std::as_const(m_documents)) {
        const bool had = m_findings[document->id()].remove(source) > 0;
        const auto own = m_own.constFind(document->id());
        if (had && own != m_own.constEnd() && own->revision == document->buffer().revision())
            showAll(*document);
    }
}

void DocumentChecker::showAll(Document &document)
{
    const Revision revision = document.buffer().revision();
    std::vector<Diagnostic> all = m_own.value(document.id()).diagnostics;
    const std::size_t own = all.size();
    const QHash<QString, Findings> findings = m_findings.value(document.id());
    for (const Findings &others : findings) {
        if (others.revision != revision)
            continue;
        for (const Diagnostic &found : others.diagnostics) {
            const auto isSame = [&found](const Diagnostic &known) {
                return known.range.start.line == found.range.start.line && known.message == found.message;
            };
            if (std::none_of(all.begin(), all.begin() + static_cast<std::ptrdiff_t>(own), isSame))
                all.push_back(found);
        }
    }
    std::vector<TextMark> marks;
    marks.reserve(all.size());
    for (const Diagnostic &diagnostic : all)
        marks.push_back({diagnostic.range, markLevel(diagnostic.severity), diagnostic.message});
    document.buffer().setMarks(std::move(marks));
    m_problems.setProblems(document.id(), document.title(), document.path(), all, revision);
    Q_EMIT checked(&document);
}

} // namespace gatewright
