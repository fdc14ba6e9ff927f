// SPDX-License-Identifier: Apache-2.0
#include "core/git/history.h"

#include "core/git/diff_options.h"
#include "core/git/file_trace.h"
#include "core/git/git_error.h"
#include "core/git/git_handles.h"

#include <QHash>
#include <QTimeZone>

#include <algorithm>

namespace gatewright::git {

namespace {

const QString failed = QStringLiteral("The history cannot be read.");

QDateTime timeOf(const git_time &when)
{
    constexpr int secondsPerMinute = 60;
    return QDateTime::fromSecsSinceEpoch(when.time, QTimeZone(when.offset * secondsPerMinute));
}

using Names = QHash<CommitId, QStringList>;

// What every branch and tag says, by commit.
Names namesByCommit(git_repository *repository)
{
    Names names;
    git_reference_iterator *pointer = nullptr;
    if (git_reference_iterator_new(&pointer, repository) != 0)
        return names;
    const Handle<git_reference_iterator, git_reference_iterator_free> iterator(pointer);
    git_reference *next = nullptr;
    while (git_reference_next(&next, iterator.get()) == 0) {
        const ReferenceHandle reference(next);
        const QString full = QString::fromUtf8(git_reference_name(next));
        if (full.startsWith(QLatin1String("refs/stash")) || full.endsWith(QLatin1String("/HEAD")))
            continue;
        git_object *object = nullptr;
        if (git_reference_peel(&object, next, GIT_OBJECT_COMMIT) != 0)
            continue;
        const QString name = QString::fromUtf8(git_reference_shorthand(next));
        names[git_oid_tostr_s(git_object_id(object))].append(
            git_reference_is_tag(next) ? QStringLiteral("tag: %1").arg(name) : name);
        git_object_free(object);
    }
    return names;
}

CommitSummary summaryOf(const git_commit *commit, const Names &names)
{
    CommitSummary made;
    made.id = git_oid_tostr_s(git_commit_id(commit));
    for (unsigned i = 0; i < git_commit_parentcount(commit); ++i)
        made.parents.emplace_back(git_oid_tostr_s(git_commit_parent_id(commit, i)));
    made.subject = QString::fromUtf8(git_commit_summary(const_cast<git_commit *>(commit))); // caches in it
    const git_signature *author = git_commit_author(commit);
    made.author = QString::fromUtf8(author->name);
    made.address = QString::fromUtf8(author->email);
    made.time = timeOf(author->when);
    made.names = names.value(made.id);
    return made;
}

Result<RevisionWalkHandle> startWalk(const Repository &repository, const Head &head, HistoryQuery::From from)
{
    RevisionWalkHandle walk;
    GW_CHECK(checked(git_revwalk_new(walk.out(), repository.handle()), failed));
    git_revwalk_sorting(walk.get(), GIT_SORT_TOPOLOGICAL | GIT_SORT_TIME);
    if (!head.isUnborn())
        GW_CHECK(checked(git_revwalk_push_head(walk.get()), failed));
    if (from == HistoryQuery::From::AllBranches) {
        GW_CHECK(checked(git_revwalk_push_glob(walk.get(), "refs/heads/*"), failed));
        GW_CHECK(checked(git_revwalk_push_glob(walk.get(), "refs/remotes/*"), failed));
        GW_CHECK(checked(git_revwalk_push_glob(walk.get(), "refs/tags/*"), failed));
    }
    return walk;
}

Result<History> historyOfFile(const Repository &repository, const HistoryQuery &query, const Head &head,
                              const Names &names, const std::stop_token &stop)
{
    History history;
    if (head.isUnborn())
        return history;
    FileTrace trace(repository, head.commit, query.path);
    while (true) {
        GW_TRY(step, trace.next(stop));
        if (!step)
            return history;
        if (history.commits.size() == query.limit) {
            history.complete = false;
            return history;
        }
        GW_TRY(commit, lookUpCommit(repository, step->commit));
        CommitSummary summary = summaryOf(commit.get(), names);
        summary.path = step->path;
        history.commits.push_back(std::move(summary));
    }
}

} // namespace

Result<History> readHistory(const Repository &repository, const HistoryQuery &query,
                            const std::stop_token &stop)
{
    GW_TRY(head, repository.head());
    Names names = namesByCommit(repository.handle());
    if (!head.isUnborn())
        names[head.commit].prepend(QStringLiteral("HEAD"));
    if (!query.path.isEmpty())
        return historyOfFile(repository, query, head, names, stop);
    GW_TRY(walk, startWalk(repository, head, query.from));
    History history;
    git_oid id;
    for (int code = 0; (code = git_revwalk_next(&id, walk.get())) != GIT_ITEROVER;) {
        GW_CHECK(checked(code, failed));
        if (stop.stop_requested())
            return makeError(ErrorCode::Cancelled, QStringLiteral("Reading the history was cancelled."));
        if (history.commits.size() == query.limit) {
            history.complete = false;
            break;
        }
        CommitHandle commit;
        GW_CHECK(checked(git_commit_lookup(commit.out(), repository.handle(), &id), failed));
        history.commits.push_back(summaryOf(commit.get(), names));
    }
    return history;
}

Result<CommitDetails> readCommit(const Repository &repository, const CommitId &id)
{
    GW_TRY(commit, lookUpCommit(repository, id));
    CommitDetails details;
    Names names = namesByCommit(repository.handle());
    details.summary = summaryOf(commit.get(), names);
    details.message = QString::fromUtf8(git_commit_message(commit.get()));
    const git_signature *committer = git_commit_committer(commit.get());
    details.committer = QStringLiteral("%1 <%2>").arg(QString::fromUtf8(committer->name),
                                                      QString::fromUtf8(committer->email));
    details.committed = timeOf(committer->when);
    return details;
}

std::vector<GraphRow> graphOf(const std::vector<CommitSummary> &commits)
{
    struct Lane
    {
        CommitId wanted; // the commit this line leads to; empty: a free lane
        int colour = 0;
    };
    std::vector<Lane> lanes;
    int nextColour = 0;
    const auto freeLane = [&lanes] {
        const auto free =
            std::find_if(lanes.begin(), lanes.end(), [](const Lane &lane) { return lane.wanted.isEmpty(); });
        if (free != lanes.end())
            return static_cast<int>(free - lanes.begin());
        lanes.emplace_back();
        return static_cast<int>(lanes.size()) - 1;
    };
    std::vector<GraphRow> rows;
    rows.reserve(commits.size());
    for (const CommitSummary &commit : commits) {
        GraphRow row;
        row.lane = -1;
        const std::vector<Lane> above = lanes;
        for (std::size_t lane = 0; lane < lanes.size(); ++lane) {
            if (lanes[lane].wanted != commit.id)
                continue;
            if (row.lane < 0) {
                row.lane = static_cast<int>(lane);
                row.colour = lanes[lane].colour;
            }
            row.lines.push_back({static_cast<int>(lane), -1, lanes[lane].colour});
            lanes[lane].wanted.clear();
        }
        if (row.lane < 0) {
            row.lane = freeLane();
            row.colour = nextColour++;
        }
        for (std::size_t parent = 0; parent < commit.parents.size(); ++parent) {
            const CommitId &id = commit.parents[parent];
            const auto known = std::find_if(lanes.begin(), lanes.end(),
                                            [&id](const Lane &lane) { return lane.wanted == id; });
            int lane = static_cast<int>(known - lanes.begin());
            if (known == lanes.end()) {
                const bool straight = lanes[static_cast<std::size_t>(row.lane)].wanted.isEmpty();
                lane = straight ? row.lane : freeLane();
                lanes[static_cast<std::size_t>(lane)] = {id, parent == 0 ? row.colour : nextColour++};
            }
            row.lines.push_back({-1, lane, lanes[static_cast<std::size_t>(lane)].colour});
        }
        // What passes by.
        for (std::size_t lane = 0; lane < above.size(); ++lane) {
            if (!above[lane].wanted.isEmpty() && above[lane].wanted != commit.id)
                row.lines.push_back({static_cast<int>(lane), static_cast<int>(lane), above[lane].colour});
        }
        row.width = static_cast<int>(std::max(above.size(), lanes.size()));
        while (!lanes.empty() && lanes.back().wanted.isEmpty())
            lanes.pop_back();
        rows.push_back(std::move(row));
    }
    return rows;
}

} // namespace gatewright::git
