// SPDX-License-Identifier: Apache-2.0
#include "core/git/commit.h"

#include "core/git/diff_options.h"
#include "core/git/git_error.h"
#include "core/git/git_handles.h"

#include <QFile>
#include <QStringList>

namespace gatewright::git {

namespace {

constexpr int longestBodyLine = 100;
const QString failed = QStringLiteral("The commit could not be made.");

QString withoutTrailingSpace(QString line)
{
    while (!line.isEmpty() && line.back().isSpace())
        line.chop(1);
    return line;
}

int takeMergeHead(const git_oid *id, void *payload)
{
    static_cast<std::vector<git_oid> *>(payload)->push_back(*id);
    return 0;
}

Result<std::vector<CommitHandle>> parentsOf(const Repository &repository, const git_commit *last,
                                            CommitOptions::Amend amend)
{
    std::vector<git_oid> ids;
    if (last && amend == CommitOptions::Amend::Yes) {
        for (unsigned i = 0; i < git_commit_parentcount(last); ++i)
            ids.push_back(*git_commit_parent_id(last, i));
    } else if (last) {
        ids.push_back(*git_commit_id(last));
        if (repository.unfinished() == Unfinished::Merge)
            GW_CHECK(
                checked(git_repository_mergehead_foreach(repository.handle(), takeMergeHead, &ids), failed));
    }
    std::vector<CommitHandle> parents;
    for (const git_oid &id : ids) {
        CommitHandle parent;
        GW_CHECK(checked(git_commit_lookup(parent.out(), repository.handle(), &id), failed));
        parents.push_back(std::move(parent));
    }
    return parents;
}

// Who wrote what is cherry-picked stays its author.
SignatureHandle pickedAuthor(const Repository &repository)
{
    SignatureHandle author;
    git_object *object = nullptr;
    if (git_revparse_single(&object, repository.handle(), "CHERRY_PICK_HEAD^{commit}") != 0)
        return author;
    const CommitHandle picked(reinterpret_cast<git_commit *>(object)); // NOLINT: the library's own way
    git_signature_dup(author.out(), git_commit_author(picked.get()));
    return author;
}

Result<void> checkState(const Repository &repository, git_index *index)
{
    if (git_index_has_conflicts(index))
        return makeError(ErrorCode::InvalidInput,
                         QStringLiteral("Some files have conflicts. Settle them first."));
    const Unfinished state = repository.unfinished();
    if (state == Unfinished::Rebase || state == Unfinished::Patches)
        return makeError(ErrorCode::Unsupported,
                         QStringLiteral("A rebase is under way. Go on with it in a terminal: git rebase "
                                        "--continue"));
    return {};
}

} // namespace

std::vector<MessageIssue> checkMessage(const QString &message)
{
    using Kind = MessageIssue::Kind;
    std::vector<MessageIssue> issues;
    const QStringList lines = message.split(QLatin1Char('\n'));
    if (message.trimmed().isEmpty())
        return {{Kind::Empty, 0}};
    int first = 0;
    while (lines.at(first).trimmed().isEmpty())
        ++first;
    const QString subject = lines.at(first).trimmed();
    if (subject.size() > longestSubject)
        issues.push_back({Kind::SubjectLong, first});
    if (subject.endsWith(QLatin1Char('.')) && !subject.endsWith(QLatin1String("..")))
        issues.push_back({Kind::SubjectStop, first});
    if (first + 1 < lines.size() && !lines.at(first + 1).trimmed().isEmpty())
        issues.push_back({Kind::SecondLine, first + 1});
    for (int line = first; line < static_cast<int>(lines.size()); ++line) {
        const QString &text = lines.at(line);
        // An address cannot be broken into two lines.
        if (line > first && text.size() > longestBodyLine && text.trimmed().contains(QLatin1Char(' ')))
            issues.push_back({Kind::LineLong, line});
        if (text != withoutTrailingSpace(text))
            issues.push_back({Kind::TrailingSpace, line});
    }
    return issues;
}

QString tidyMessage(const QString &message)
{
    QStringList kept;
    const QStringList lines = message.split(QLatin1Char('\n'));
    for (const QString &raw : lines) {
        const QString line = withoutTrailingSpace(raw);
        if (!line.isEmpty() || (!kept.isEmpty() && !kept.last().isEmpty()))
            kept.append(line);
    }
    while (!kept.isEmpty() && kept.last().isEmpty())
        kept.removeLast();
    return kept.isEmpty() ? QString() : kept.join(QLatin1Char('\n')) + QLatin1Char('\n');
}

Result<CommitId> commit(const Repository &repository, const QString &rawMessage, const CommitOptions &options)
{
    const QString message = tidyMessage(rawMessage);
    if (message.isEmpty())
        return makeError(ErrorCode::InvalidInput, QStringLiteral("The commit has no message yet."));
    GW_TRY(identity, readIdentity(repository));
    GW_TRY(index, openIndex(repository));
    GW_CHECK(checkState(repository, index.get()));
    GW_TRY(head, repository.head());
    CommitHandle last;
    if (!head.isUnborn()) {
        GW_TRY(found, lookUpCommit(repository, head.commit));
        last = std::move(found);
    }
    const bool amends = options.amend == CommitOptions::Amend::Yes;
    if (amends && !last)
        return makeError(ErrorCode::InvalidInput, QStringLiteral("There is no commit yet to be amended."));
    if (amends && repository.unfinished() == Unfinished::Merge)
        return makeError(ErrorCode::InvalidInput,
                         QStringLiteral("End the merge with a commit of its own first."));

    git_oid treeId;
    TreeHandle tree;
    GW_CHECK(checked(git_index_write_tree(&treeId, index.get()), failed));
    GW_CHECK(checked(git_tree_lookup(tree.out(), repository.handle(), &treeId), failed));
    const bool merges = repository.unfinished() == Unfinished::Merge;
    const bool same = last ? git_oid_equal(git_commit_tree_id(last.get()), &treeId) != 0
                           : git_index_entrycount(index.get()) == 0;
    if (same && !amends && !merges && options.empty == CommitOptions::Empty::Refuse)
        return makeError(ErrorCode::InvalidInput,
                         QStringLiteral("Nothing is staged. Stage something first."));

    GW_TRY(parents, parentsOf(repository, last.get(), options.amend));
    std::vector<const git_commit *> pointers;
    for (const CommitHandle &parent : parents)
        pointers.push_back(parent.get());
    SignatureHandle committer;
    GW_CHECK(checked(git_signature_default(committer.out(), repository.handle()), failed));
    const SignatureHandle picked = pickedAuthor(repository);
    const git_signature *author = picked ? picked.get() : committer.get();
    const QByteArray bytes = message.toUtf8();
    git_oid made;
    if (amends) {
        GW_CHECK(checked(git_commit_amend(&made, last.get(), "HEAD", nullptr, committer.get(), nullptr,
                                          bytes.constData(), tree.get()),
                         failed));
    } else {
        GW_CHECK(
            checked(git_commit_create(&made, repository.handle(), "HEAD", author, committer.get(), nullptr,
                                      bytes.constData(), tree.get(), pointers.size(), pointers.data()),
                    failed));
    }
    git_repository_state_cleanup(repository.handle());
    return CommitId(git_oid_tostr_s(&made));
}

Result<QString> lastMessage(const Repository &repository)
{
    GW_TRY(head, repository.head());
    if (head.isUnborn())
        return QString();
    GW_TRY(last, lookUpCommit(repository, head.commit));
    return QString::fromUtf8(git_commit_message(last.get()));
}

} // namespace gatewright::git
