// SPDX-License-Identifier: Apache-2.0
#include "core/git/diff_options.h"

#include "core/git/git_error.h"
#include "core/git/rename_score.h"
#include "core/git/repository.h"

namespace gatewright::git {

namespace {

int goOn(const git_diff *, const char *, const char *, void *payload)
{
    return static_cast<const std::stop_token *>(payload)->stop_requested() ? GIT_EUSER : 0;
}

} // namespace

DiffOptions::DiffOptions(const std::stop_token &stop)
{
    git_diff_options_init(&value, GIT_DIFF_OPTIONS_VERSION);
    value.flags = GIT_DIFF_INDENT_HEURISTIC | GIT_DIFF_INCLUDE_TYPECHANGE;
    value.progress_cb = goOn;
    value.payload = const_cast<std::stop_token *>(&stop); // only read
}

FileChange changeOf(git_delta_t delta)
{
    switch (delta) {
    case GIT_DELTA_ADDED:
        return FileChange::Added;
    case GIT_DELTA_DELETED:
        return FileChange::Deleted;
    case GIT_DELTA_MODIFIED:
        return FileChange::Modified;
    case GIT_DELTA_RENAMED:
    case GIT_DELTA_COPIED:
        return FileChange::Renamed;
    case GIT_DELTA_IGNORED:
        return FileChange::Ignored;
    case GIT_DELTA_UNTRACKED:
        return FileChange::Untracked;
    case GIT_DELTA_TYPECHANGE:
        return FileChange::TypeChanged;
    case GIT_DELTA_UNREADABLE:
        return FileChange::Unreadable;
    case GIT_DELTA_CONFLICTED:
        return FileChange::Conflicted;
    case GIT_DELTA_UNMODIFIED:
        break;
    }
    return FileChange::None;
}

Result<void> findRenames(const Repository &repository, git_diff *diff)
{
    ConfigHandle config;
    const char *renames = nullptr;
    std::int32_t limit = 1000;
    if (git_repository_config_snapshot(config.out(), repository.handle()) == 0) {
        int wanted = 1;
        if (git_config_get_string(&renames, config.get(), "diff.renames") == 0 &&
            git_config_parse_bool(&wanted, renames) == 0 && wanted == 0)
            return {};
        git_config_get_int32(&limit, config.get(), "diff.renameLimit");
    }
    git_diff_find_options options;
    git_diff_find_options_init(&options, GIT_DIFF_FIND_OPTIONS_VERSION);
    options.flags = GIT_DIFF_FIND_RENAMES;
    options.rename_limit = static_cast<std::size_t>(limit > 0 ? limit : 1000);
    options.metric = renameScore();
    return checked(git_diff_find_similar(diff, &options), QStringLiteral("Renames could not be found."),
                   repository.workFolder());
}

Result<TreeHandle> headTree(const Repository &repository)
{
    TreeHandle tree;
    git_object *object = nullptr;
    const int code = git_revparse_single(&object, repository.handle(), "HEAD^{tree}");
    if (code == GIT_ENOTFOUND && git_repository_head_unborn(repository.handle()) == 1)
        return tree;
    if (code < 0)
        return gitError(code, QStringLiteral("The last commit cannot be read."), repository.workFolder());
    tree.reset(reinterpret_cast<git_tree *>(object)); // NOLINT: the library's own way of casting
    return tree;
}

Result<IndexHandle> openIndex(const Repository &repository)
{
    IndexHandle index;
    const int code = git_repository_index(index.out(), repository.handle());
    if (code < 0)
        return gitError(code,
                        QStringLiteral("The index of this repository cannot be read; the git program "
                                       "makes a new one: git reset"),
                        repository.gitFolder());
    return index;
}

Result<CommitHandle> lookUpCommit(const Repository &repository, const QByteArray &id)
{
    git_oid oid;
    CommitHandle commit;
    const QString failed = QStringLiteral("There is no such commit.");
    GW_CHECK(checked(git_oid_fromstr(&oid, id.constData()), failed, QString::fromLatin1(id)));
    GW_CHECK(
        checked(git_commit_lookup(commit.out(), repository.handle(), &oid), failed, QString::fromLatin1(id)));
    return commit;
}

} // namespace gatewright::git
