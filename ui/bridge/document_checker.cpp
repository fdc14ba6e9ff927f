// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/bridge/document_checker.h"

#include "core/base/log.h"
#include "core/task/start_task.h"
#include "ui/bridge/diagnostics_model.h"
#include "ui/bridge/document_manager.h"

#include <QPointer>

#include <algorithm>
#include <chrono>

namespace gatewright {

namespace {

constexpr std::chrono::milliseconds typingPause{200};

MarkLevel levelOf(Severity severity)
{
    switch (severity) {
    case Severity::Error:
        return MarkLevel::Error;
    case Severity::Warning:
        return MarkLevel::Warning;
    case Severity::Info:
        return MarkLevel::Information;
    case Severity::Hint:
        break;
    }
    return MarkLevel::Hint;
}

Result<std::vector<Diagnostic>> runAll(const std::vector<const Check *> &checks, const TextDocument &text,
                                       const QString &path, const std::stop_token &stop)
{
    std::vector<Diagnostic> all;
    for (const Check *check : checks) {
        if (stop.stop_requested())
            return makeError(ErrorCode::Cancelled, QStringLiteral("Cancelled."));
        Result<std::vector<Diagnostic>> found = check->run({text, path}, stop);
        if (!found) {
            // One check that cannot be made must not hide what the others find.
            qCInfo(logCheck) << check->id() << found.error().toString();
            continue;
        }
        all.insert(all.end(), std::make_move_iterator(found->begin()), std::make_move_iterator(found->end()));
    }
    return all;
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
        m_entries.take(document->id()).running.request_stop();
        m_problems.removeDocument(document->id());
    });
}

bool DocumentChecker::isIdle() const
{
    return std::none_of(m_entries.begin(), m_entries.end(),
                        [](const Entry &entry) { return entry.busy || entry.delay->isActive(); });
}

void DocumentChecker::watch(Document &document)
{
    Entry &entry = m_entries[document.id()];
    entry.delay = new QTimer(&document);
    entry.delay->setSingleShot(true);
    DocumentBuffer &buffer = document.buffer();
    connect(entry.delay, &QTimer::timeout, this, [this, &document] { check(document); });
    const auto checkSoon = [delay = entry.delay] { delay->start(typingPause); };
    connect(&buffer, &DocumentBuffer::edited, entry.delay, checkSoon);
    connect(&buffer, &DocumentBuffer::reset, entry.delay, checkSoon);
    connect(&buffer, &DocumentBuffer::languageChanged, entry.delay, checkSoon);
    entry.delay->start(0);
}

void DocumentChecker::check(Document &document)
{
    Entry &entry = m_entries[document.id()];
    entry.running.request_stop();
    const DocumentBuffer &buffer = document.buffer();
    const Revision revision = buffer.revision();
    std::vector<const Check *> checks;
    if (!buffer.isLarge())
        checks = m_checks(buffer.language());
    if (checks.empty()) {
        finish(document, revision, {});
        return;
    }
    entry.busy = true;
    entry.running = startTask<std::vector<Diagnostic>>(
        this,
        [checks = std::move(checks), language = buffer.language(), text = std::string(buffer.text()),
         revision, path = buffer.path()](std::stop_token stop) mutable {
            const TextDocument snapshot(language, std::move(text), revision);
            return runAll(checks, snapshot, path, stop);
        },
        [this, target = QPointer<Document>(&document), revision](Result<std::vector<Diagnostic>> found) {
            if (target)
                finish(*target, revision, std::move(found));
        });
}

void DocumentChecker::finish(Document &document, Revision revision, Result<std::vector<Diagnostic>> found)
{
    // Older answers are dropped: a newer check runs or waits.
    if (!found || document.buffer().revision() != revision)
        return;
    const auto entry = m_entries.find(document.id());
    if (entry == m_entries.end())
        return;
    entry->busy = false;
    std::vector<TextMark> marks;
    marks.reserve(found->size());
    for (const Diagnostic &diagnostic : *found)
        marks.push_back({diagnostic.range, levelOf(diagnostic.severity), diagnostic.message});
    document.buffer().setMarks(std::move(marks));
    m_problems.setProblems(document.id(), document.title(), document.path(), *found);
    Q_EMIT checked(&document);
}

} // namespace gatewright
