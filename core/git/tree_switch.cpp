// SPDX-License-Identifier: Apache-2.0
#include "core/git/tree_switch.h"

#include "core/git/diff_options.h"
#include "core/git/file_versions.h"
#include "core/git/git_error.h"
#include "core/git/status.h"
#include "core/git/work_writer.h"

#include <QFileInfo>
#include <QSet>
#include <QStringList>

namespace gatewright::git {

namespace {

struct Step
{
    GitPath path;
    bool goes = false; // there is no such file afterwards
    git_oid id{};
    unsigned mode = 0;
};

Result<std::vector<Step>> stepsBetween(const Repository &repository, git_tree *from, git_tree *to,
                                       const std::stop_token &stop)
{
    DiffOptions options(stop);
    options.value.flags |= GIT_DIFF_SKIP_BINARY_CHECK;
    DiffHandle diff;
    GW_CHECK(checked(git_diff_tree_to_tree(diff.out(), repository.handle(), from, to, &options.value),
                     QStringLiteral("The commits could not be compared.")));
    std::vector<Step> steps;
    for (std::size_t i = 0; i < git_diff_num_deltas(diff.get()); ++i) {
        const git_diff_delta &delta = *git_diff_get_delta(diff.get(), i);
        Step step;
        step.goes = delta.status == GIT_DELTA_DELETED;
        const git_diff_file &file = step.goes ? delta.old_file : delta.new_file;
        step.path = file.path;
        step.id = file.id;
        step.mode = file.mode;
        steps.push_back(std::move(step));
    }
    return steps;
}

// What the user would lose: files with changes, staged or not, and unknown files in the way.
Result<QStringList> filesInTheWay(const Repository &repository, const std::vector<Step> &steps,
                                  const std::stop_token &stop)
{
    StatusOptions options;
    options.folders = StatusOptions::UntrackedFolders::FileByFile;
    options.ignored = StatusOptions::Ignored::List;
    options.limit = 10'000'000;
    GW_TRY(status, readStatus(repository, options, stop));
    QSet<GitPath> changed;
    QStringList found;
    std::vector<GitPath> ignoredFolders;
    for (const StatusEntry &entry : status.entries) {
        // A submodule's own changes are not touched.
        if (entry.isSubmodule && entry.staged == FileChange::None)
            continue;
        if (entry.path.endsWith('/'))
            ignoredFolders.push_back(entry.path);
        changed.insert(entry.path);
        if (!entry.oldPath.isEmpty())
            changed.insert(entry.oldPath);
    }
    for (const Step &step : steps) {
        bool inTheWay = changed.contains(step.path);
        // A file where a folder must be.
        for (qsizetype slash = step.path.indexOf('/'); !step.goes && !inTheWay && slash > 0;
             slash = step.path.indexOf('/', slash + 1))
            inTheWay = changed.contains(step.path.left(slash));
        // A folder with files of the user's where a file must be.
        for (auto it = changed.cbegin(); !step.goes && !inTheWay && it != changed.cend(); ++it)
            inTheWay = it->startsWith(step.path + '/');
        for (const GitPath &folder : ignoredFolders)
            inTheWay = inTheWay || (!step.goes && step.path.startsWith(folder) &&
                                    QFileInfo::exists(repository.absolutePath(step.path)));
        if (inTheWay)
            found.append(displayPath(step.path));
    }
    return found;
}

Result<void> perform(const Repository &repository, git_index *index, const std::vector<Step> &steps)
{
    const WorkWriter writer(repository);
    const QString failed = QStringLiteral("The index could not be changed.");
    const auto finish = [&](Result<void> result) -> Result<void> {
        // Also after a failure: what was done is in the index, so that git knows it.
        const Result<void> written = checked(git_index_write(index), failed);
        return result ? written : result;
    };
    // First what goes: a file may become a folder.
    for (const Step &step : steps) {
        if (!step.goes)
            continue;
        if (step.mode != GIT_FILEMODE_COMMIT) {
            if (Result<void> removed = writer.remove(step.path); !removed)
                return finish(std::move(removed));
        }
        git_index_remove(index, step.path.constData(), 0);
    }
    for (const Step &step : steps) {
        if (step.goes)
            continue;
        if (Result<void> written = writer.writeStored(step.path, step.id, step.mode); !written)
            return finish(std::move(written));
        const git_index_entry entry = indexEntry(repository, step.path, step.id, step.mode);
        if (Result<void> added = checked(git_index_add(index, &entry), failed, displayPath(step.path));
            !added)
            return finish(std::move(added));
    }
    return finish({});
}

} // namespace

Result<void> switchTree(const Repository &repository, git_tree *from, git_tree *to,
                        const std::stop_token &stop)
{
    GW_TRY(steps, stepsBetween(repository, from, to, stop));
    GW_TRY(index, openIndex(repository));
    if (git_index_has_conflicts(index.get()))
        return makeError(ErrorCode::InvalidInput,
                         QStringLiteral("Some files have conflicts. Settle them first."));
    for (const Step &step : steps) {
        if (const QString filter = foreignFilter(repository, step.path); !filter.isEmpty())
            return makeError(
                ErrorCode::Unsupported,
                QStringLiteral("The attributes send a file through a program of the user's (%1), "
                               "which only the git program runs. Use it for this step.")
                    .arg(filter),
                {}, displayPath(step.path));
    }
    GW_TRY(inTheWay, filesInTheWay(repository, steps, stop));
    if (!inTheWay.isEmpty()) {
        constexpr qsizetype named = 5;
        QString names = inTheWay.mid(0, named).join(QStringLiteral(", "));
        if (inTheWay.size() > named)
            names += QStringLiteral(" …");
        return makeError(ErrorCode::InvalidInput,
                         QStringLiteral("Changes would be lost. Commit or stash them first: %1").arg(names),
                         inTheWay.join(QLatin1Char('\n')));
    }
    return perform(repository, index.get(), steps);
}

Result<void> resetPaths(const Repository &repository, git_tree *to, const std::vector<GitPath> &paths)
{
    GW_TRY(index, openIndex(repository));
    std::vector<Step> steps;
    for (const GitPath &path : paths) {
        Step step;
        step.path = path;
        TreeEntryHandle entry;
        step.goes = !to || git_tree_entry_bypath(entry.out(), to, path.constData()) != 0;
        if (!step.goes) {
            step.id = *git_tree_entry_id(entry.get());
            step.mode = git_tree_entry_filemode(entry.get());
        }
        git_index_conflict_remove(index.get(), path.constData());
        steps.push_back(std::move(step));
    }
    return perform(repository, index.get(), steps);
}

} // namespace gatewright::git
