// SPDX-License-Identifier: Apache-2.0
#include "core/git/branches.h"

#include "core/git/diff_options.h"
#include "core/git/git_error.h"
#include "core/git/git_handles.h"
#include "core/git/tree_switch.h"

#include <algorithm>

namespace gatewright::git {

namespace {

const QString localPrefix = QStringLiteral("refs/heads/");

Result<ReferenceHandle> lookUp(const Repository &repository, const QString &name, git_branch_t kind)
{
    ReferenceHandle branch;
    GW_CHECK(checked(git_branch_lookup(branch.out(), repository.handle(), name.toUtf8().constData(), kind),
                     QStringLiteral("There is no such branch."), name));
    return branch;
}

Result<TreeHandle> treeOf(const Repository &repository, const CommitId &id)
{
    TreeHandle tree;
    if (id.isEmpty())
        return tree;
    GW_TRY(commit, lookUpCommit(repository, id));
    GW_CHECK(
        checked(git_commit_tree(tree.out(), commit.get()), QStringLiteral("The commit cannot be read.")));
    return tree;
}

Result<void> goTo(const Repository &repository, const CommitId &commit, const std::stop_token &stop)
{
    if (repository.unfinished() != Unfinished::Nothing && repository.unfinished() != Unfinished::Bisect)
        return makeError(ErrorCode::InvalidInput,
                         QStringLiteral("A merge or rebase is under way. End it first."));
    GW_TRY(head, repository.head());
    GW_TRY(from, treeOf(repository, head.commit));
    GW_TRY(to, treeOf(repository, commit));
    return switchTree(repository, from.get(), to.get(), stop);
}

Branch describe(const Repository &repository, git_reference *reference, git_branch_t kind)
{
    Branch branch;
    branch.name = QString::fromUtf8(git_reference_shorthand(reference));
    branch.kind = kind == GIT_BRANCH_LOCAL ? Branch::Kind::Local : Branch::Kind::Remote;
    branch.isCurrent = kind == GIT_BRANCH_LOCAL && git_branch_is_head(reference) == 1;
    ReferenceHandle upstream;
    if (kind == GIT_BRANCH_LOCAL && git_branch_upstream(upstream.out(), reference) == 0)
        branch.upstream = QString::fromUtf8(git_reference_shorthand(upstream.get()));
    git_object *object = nullptr;
    if (git_reference_peel(&object, reference, GIT_OBJECT_COMMIT) == 0) {
        const CommitHandle commit(reinterpret_cast<git_commit *>(object)); // NOLINT: the library's own way
        branch.commit = git_oid_tostr_s(git_commit_id(commit.get()));
        branch.subject = QString::fromUtf8(git_commit_summary(commit.get()));
        branch.time = QDateTime::fromSecsSinceEpoch(git_commit_time(commit.get()));
    }
    Q_UNUSED(repository)
    return branch;
}

// Whether what is in it is also in HEAD or in its upstream, as `git branch -d` asks.
bool isMerged(const Repository &repository, git_reference *branch)
{
    const git_oid *tip = git_reference_target(branch);
    const auto holds = [&](const git_oid *other) {
        return tip && other &&
               (git_oid_equal(tip, other) != 0 ||
                git_graph_descendant_of(repository.handle(), other, tip) == 1);
    };
    ReferenceHandle upstream;
    if (git_branch_upstream(upstream.out(), branch) == 0)
        return holds(git_reference_target(upstream.get()));
    ReferenceHandle head;
    return git_repository_head(head.out(), repository.handle()) == 0 &&
           holds(git_reference_target(head.get()));
}

} // namespace

Result<std::vector<Branch>> listBranches(const Repository &repository)
{
    BranchIteratorHandle iterator;
    const QString failed = QStringLiteral("The branches cannot be listed.");
    GW_CHECK(checked(git_branch_iterator_new(iterator.out(), repository.handle(), GIT_BRANCH_ALL), failed));
    std::vector<Branch> branches;
    while (true) {
        git_reference *pointer = nullptr;
        git_branch_t kind = GIT_BRANCH_LOCAL;
        const int code = git_branch_next(&pointer, &kind, iterator.get());
        const ReferenceHandle reference(pointer);
        if (code == GIT_ITEROVER)
            break;
        GW_CHECK(checked(code, failed));
        // "origin/HEAD" names another one of them.
        if (git_reference_type(reference.get()) == GIT_REFERENCE_SYMBOLIC && kind == GIT_BRANCH_REMOTE)
            continue;
        branches.push_back(describe(repository, reference.get(), kind));
    }
    std::stable_sort(branches.begin(), branches.end(), [](const Branch &one, const Branch &other) {
        if (one.kind != other.kind)
            return one.kind == Branch::Kind::Local;
        return one.time != other.time ? one.time > other.time : one.name < other.name;
    });
    return branches;
}

QString branchNameProblem(const Repository &repository, const QString &name)
{
    ensureLibrary();
    int valid = 0;
    if (name.startsWith(QLatin1Char('-')) || name == QLatin1String("HEAD") ||
        git_branch_name_is_valid(&valid, name.toUtf8().constData()) != 0 || valid == 0)
        return QStringLiteral("A branch cannot be called like this: no blanks, no “..”, none of ~^:?*[\\, no "
                              "“/” or “.lock” at its end.");
    ReferenceHandle existing;
    if (git_branch_lookup(existing.out(), repository.handle(), name.toUtf8().constData(), GIT_BRANCH_LOCAL) ==
        0)
        return QStringLiteral("There is a branch of this name already.");
    return {};
}

Result<void> createBranch(const Repository &repository, const QString &name, const CommitId &start)
{
    if (const QString problem = branchNameProblem(repository, name); !problem.isEmpty())
        return makeError(ErrorCode::InvalidInput, problem, {}, name);
    const QString failed = QStringLiteral("The branch could not be made.");
    GW_TRY(head, repository.head());
    const CommitId at = start.isEmpty() ? head.commit : start;
    if (at.isEmpty())
        return checked(
            git_repository_set_head(repository.handle(), (localPrefix + name).toUtf8().constData()), failed,
            name);
    GW_TRY(commit, lookUpCommit(repository, at));
    ReferenceHandle made;
    return checked(
        git_branch_create(made.out(), repository.handle(), name.toUtf8().constData(), commit.get(), 0),
        failed, name);
}

Result<void> switchBranch(const Repository &repository, const QString &name, const std::stop_token &stop)
{
    QString local = name;
    ReferenceHandle branch;
    if (git_branch_lookup(branch.out(), repository.handle(), name.toUtf8().constData(), GIT_BRANCH_LOCAL) !=
        0) {
        GW_TRY(remote, lookUp(repository, name, GIT_BRANCH_REMOTE));
        local = name.section(QLatin1Char('/'), 1);
        // One that follows it may exist; it is meant then.
        if (git_branch_lookup(branch.out(), repository.handle(), local.toUtf8().constData(),
                              GIT_BRANCH_LOCAL) != 0) {
            const CommitId tip = git_oid_tostr_s(git_reference_target(remote.get()));
            GW_CHECK(createBranch(repository, local, tip));
            GW_TRY(created, lookUp(repository, local, GIT_BRANCH_LOCAL));
            GW_CHECK(checked(git_branch_set_upstream(created.get(), name.toUtf8().constData()),
                             QStringLiteral("The branch could not be tied to its upstream."), name));
            branch = std::move(created);
        }
    }
    if (git_branch_is_head(branch.get()) == 1)
        return {};
    if (git_branch_is_checked_out(branch.get()) == 1)
        return makeError(ErrorCode::InvalidInput,
                         QStringLiteral("This branch is in use in another work folder of the repository."),
                         {}, local);
    GW_CHECK(goTo(repository, git_oid_tostr_s(git_reference_target(branch.get())), stop));
    return checked(git_repository_set_head(repository.handle(), (localPrefix + local).toUtf8().constData()),
                   QStringLiteral("The branch could not be switched."), local);
}

Result<void> switchToCommit(const Repository &repository, const CommitId &id, const std::stop_token &stop)
{
    GW_TRY(commit, lookUpCommit(repository, id));
    GW_CHECK(goTo(repository, id, stop));
    return checked(git_repository_set_head_detached(repository.handle(), git_commit_id(commit.get())),
                   QStringLiteral("The commit could not be switched to."), QString::fromLatin1(id));
}

Result<void> renameBranch(const Repository &repository, const QString &name, const QString &newName)
{
    if (name == newName)
        return {};
    if (const QString problem = branchNameProblem(repository, newName); !problem.isEmpty())
        return makeError(ErrorCode::InvalidInput, problem, {}, newName);
    GW_TRY(branch, lookUp(repository, name, GIT_BRANCH_LOCAL));
    ReferenceHandle renamed;
    return checked(git_branch_move(renamed.out(), branch.get(), newName.toUtf8().constData(), 0),
                   QStringLiteral("The branch could not be renamed."), name);
}

Result<CommitId> deleteBranch(const Repository &repository, const QString &name, Unmerged unmerged)
{
    GW_TRY(branch, lookUp(repository, name, GIT_BRANCH_LOCAL));
    if (git_branch_is_head(branch.get()) == 1 || git_branch_is_checked_out(branch.get()) == 1)
        return makeError(ErrorCode::InvalidInput,
                         QStringLiteral("This branch is in use. Switch to another one first."), {}, name);
    if (unmerged == Unmerged::Refuse && !isMerged(repository, branch.get()))
        return makeError(ErrorCode::InvalidInput,
                         QStringLiteral("This branch has commits that are in no other one."), {}, name);
    const CommitId at = git_oid_tostr_s(git_reference_target(branch.get()));
    GW_CHECK(
        checked(git_branch_delete(branch.get()), QStringLiteral("The branch could not be deleted."), name));
    return at;
}

} // namespace gatewright::git
