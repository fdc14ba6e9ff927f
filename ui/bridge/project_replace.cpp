// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/bridge/project_replace.h"

#include "core/task/start_task.h"
#include "core/text/encoding.h"
#include "ui/bridge/document_manager.h"
#include "ui/bridge/task_progress_model.h"

#include <algorithm>

namespace gatewright {

namespace {

std::string_view newLineOf(std::string_view text)
{
    switch (detectLineEnding(text)) {
    case LineEnding::CrLf:
        return "\r\n";
    case LineEnding::Cr:
        return "\r";
    default:
        return "\n";
    }
}

int chosenIn(const ReplacementPlan::File &file)
{
    return static_cast<int>(std::ranges::count(file.chosen, true));
}

Error about(Error error, const QString &path)
{
    if (error.place.isEmpty())
        error.place = path;
    return error;
}

// One undo step of the document; gives the text before.
Result<std::string> replaceIn(DocumentBuffer &buffer, const ReplacementPlan &plan,
                              const ReplacementPlan::File &file)
{
    std::string before(buffer.text());
    GW_TRY(edits, replacementEdits(plan.pattern, before, file.hits, file.chosen,
                                   plan.replacement.toStdString(), buffer.newLine()));
    GW_CHECK(buffer.apply(edits));
    return before;
}

Result<QByteArray> replacedBytes(const QByteArray &bytes, const ReplacementPlan &plan,
                                 const ReplacementPlan::File &file)
{
    const std::string_view all(bytes.constData(), static_cast<std::size_t>(bytes.size()));
    const FileFormat format = detectFormat(all);
    GW_TRY(text, decode(all, format.encoding));
    GW_TRY(edits, replacementEdits(plan.pattern, text, file.hits, file.chosen, plan.replacement.toStdString(),
                                   newLineOf(text)));
    GW_TRY(after, textAfter(text, edits));
    GW_TRY(encoded, encode(after, format.encoding));
    return QByteArray::fromStdString(encoded);
}

} // namespace

ProjectReplace::ProjectReplace(DocumentManager &documents, TaskProgressModel &tasks, QObject *parent)
    : QObject(parent)
    , m_documents(documents)
    , m_tasks(tasks)
{
}

ProjectReplace::~ProjectReplace() = default;

ProjectReplace::ChangedFile ProjectReplace::replaceIn(const ReplacementPlan &plan,
                                                      const ReplacementPlan::File &file)
{
    ChangedFile changed;
    changed.path = file.path;
    Result<LoadedFile> loaded = files::read(file.path);
    Result<QByteArray> bytes = loaded ? replacedBytes(loaded->bytes, plan, file)
                                      : Result<QByteArray>(tl::unexpected<Error>(loaded.error()));
    if (!bytes) {
        changed.outcome = tl::unexpected<Error>(about(bytes.error(), file.path));
        return changed;
    }
    const Result<files::WrittenFile> written = files::write(file.path, *bytes);
    if (!written) {
        changed.outcome = tl::unexpected<Error>(about(written.error(), file.path));
        return changed;
    }
    changed.before = std::move(loaded->bytes);
    changed.stamp = written->stamp;
    changed.hits = chosenIn(file);
    return changed;
}

void ProjectReplace::run(ReplacementPlan plan, Done done)
{
    Q_ASSERT(!m_running);
    m_running = true;
    m_texts.clear();
    m_files.clear();
    ReplacementReport report;
    std::erase_if(plan.files, [&](const ReplacementPlan::File &file) {
        if (chosenIn(file) == 0)
            return true;
        Document *document = m_documents.find(file.path);
        if (!document)
            return false;
        Result<std::string> before = gatewright::replaceIn(document->buffer(), plan, file);
        if (!before) {
            report.problems.push_back(about(before.error(), file.path));
            return true;
        }
        report.hits += chosenIn(file);
        ++report.files;
        ++report.unsaved;
        m_texts.push_back({document, document->buffer().revision(), std::move(*before)});
        return true;
    });
    if (plan.files.empty()) {
        finish(std::move(report), done);
        return;
    }
    using Changed = std::vector<ChangedFile>;
    const auto task =
        m_tasks.begin(tr("Replacing in %n file(s)", nullptr, static_cast<int>(plan.files.size())));
    startTask<Changed>(
        this,
        [plan = std::move(plan)](std::stop_token) -> Result<Changed> {
            // Not stopped half-way: what is on the disk would be a riddle.
            Changed changed;
            for (const ReplacementPlan::File &file : plan.files)
                changed.push_back(replaceIn(plan, file));
            return changed;
        },
        [this, task, report = std::move(report), done = std::move(done)](Result<Changed> changed) mutable {
            m_tasks.end(task);
            if (!changed)
                report.problems.push_back(changed.error());
            qsizetype remembered = 0;
            for (ChangedFile &file : changed ? *changed : Changed()) {
                if (!file.outcome) {
                    report.problems.push_back(file.outcome.error());
                    continue;
                }
                report.hits += file.hits;
                ++report.files;
                remembered += file.before.size();
                m_files.push_back(std::move(file));
            }
            if (remembered > mostRemembered)
                m_files.clear();
            finish(std::move(report), done);
        });
}

void ProjectReplace::undo(Done done)
{
    Q_ASSERT(canUndo());
    m_running = true;
    ReplacementReport report;
    const auto changedSince = [](const QString &name) {
        return Error{ErrorCode::InvalidInput,
                     QStringLiteral("The file was changed since; it is left as it is."),
                     {},
                     name};
    };
    for (const ChangedText &text : std::exchange(m_texts, {})) {
        if (!text.document)
            continue;
        DocumentBuffer &buffer = text.document->buffer();
        if (buffer.revision() != text.revision)
            report.problems.push_back(changedSince(text.document->title()));
        else if (const Result<void> back = buffer.replaceText(text.before); !back)
            report.problems.push_back(back.error());
        else
            ++report.files;
    }
    std::vector<ChangedFile> files = std::exchange(m_files, {});
    if (files.empty()) {
        finish(std::move(report), done);
        return;
    }
    startTask<ReplacementReport>(
        this,
        [files = std::move(files), report = std::move(report),
         changedSince](std::stop_token) mutable -> Result<ReplacementReport> {
            for (const ChangedFile &file : files) {
                if (files::stampOf(file.path) != file.stamp)
                    report.problems.push_back(changedSince(file.path));
                else if (const auto written = files::write(file.path, file.before); !written)
                    report.problems.push_back(written.error());
                else
                    ++report.files;
            }
            return report;
        },
        [this, done = std::move(done)](Result<ReplacementReport> after) {
            finish(after ? std::move(*after) : ReplacementReport{0, 0, 0, {after.error()}}, done);
        });
}

void ProjectReplace::finish(ReplacementReport report, const Done &done)
{
    m_running = false;
    // Files that are open elsewhere in the window notice it by themselves.
    m_documents.checkDisk();
    if (done)
        done(report);
}

} // namespace gatewright
