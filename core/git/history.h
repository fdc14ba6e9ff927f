// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/git/repository.h"

#include <QDateTime>

#include <stop_token>
#include <vector>

namespace gatewright::git {

struct CommitSummary
{
    CommitId id;
    std::vector<CommitId> parents;
    QString subject;
    QString author;
    QString address;
    QDateTime time;    // of the author, in the author's time zone
    QStringList names; // of branches and tags that are here: "HEAD", "main", "origin/main", "tag: v1"
    GitPath path;      // of a file's history: what the file was called then

    friend bool operator==(const CommitSummary &, const CommitSummary &) = default;
};

struct History
{
    std::vector<CommitSummary> commits; // children before their parents, the latest first
    bool complete = true;               // there are no more than these
};

struct HistoryQuery
{
    enum class From { Head, AllBranches };
    From from = From::Head;
    GitPath path; // of one file, which is followed through renames; empty: everything
    std::size_t limit = 500;
};

// The commits of `git log`, or of `git log --follow PATH`. Nothing in a repository without commits.
[[nodiscard]] Result<History> readHistory(const Repository &repository, const HistoryQuery &query,
                                          const std::stop_token &stop = {});

// One commit in full.
struct CommitDetails
{
    CommitSummary summary;
    QString message;
    QString committer;
    QDateTime committed;
};
[[nodiscard]] Result<CommitDetails> readCommit(const Repository &repository, const CommitId &id);

// --- the graph beside the list ---

// How a row of the list is drawn: its dot stands in `lane`; lines go from lanes of its upper edge to lanes of
// its lower one.
struct GraphRow
{
    struct Line
    {
        int from = 0;   // lane at the upper edge; -1: begins at the dot
        int to = 0;     // lane at the lower edge; -1: ends at the dot
        int colour = 0; // the same along a line of commits

        friend bool operator==(const Line &, const Line &) = default;
    };
    int lane = 0;
    int colour = 0;
    int width = 1; // lanes in use
    std::vector<Line> lines;
};

// Pure: from the order and the parents alone.
[[nodiscard]] std::vector<GraphRow> graphOf(const std::vector<CommitSummary> &commits);

} // namespace gatewright::git
