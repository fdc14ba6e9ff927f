// SPDX-License-Identifier: Apache-2.0
#include "core/git/blame.h"

#include "core/git/diff_options.h"
#include "core/git/file_trace.h"
#include "core/git/file_versions.h"
#include "core/git/git_error.h"
#include "core/git/text_diff.h"

#include <QTimeZone>

#include <algorithm>
#include <map>
#include <tuple>
#include <utility>

namespace gatewright::git {

namespace {

const QString failed = QStringLiteral("The history of the file cannot be read.");

// A line whose writer is looked for: where it is in the version at hand, and in the text that was asked
// about.
struct Line
{
    int here = 0;
    int asked = 0;
};

std::string_view view(const QByteArray &bytes)
{
    return {bytes.constData(), static_cast<std::size_t>(bytes.size())};
}

// Those that stand in `before` as well, at their places there; `lines` keeps the others.
std::vector<Line> takeUnchanged(std::vector<Line> &lines, const std::vector<LineChange> &changes)
{
    std::vector<Line> passed;
    std::vector<Line> kept;
    std::size_t at = 0;
    int shift = 0; // from the version at hand to the one before, in front of changes[at]
    for (const Line &line : lines) {
        while (at < changes.size() && line.here >= changes[at].newEnd()) {
            shift = changes[at].oldEnd() - changes[at].newEnd();
            ++at;
        }
        if (at < changes.size() && line.here >= changes[at].newStart)
            kept.push_back(line);
        else
            passed.push_back({line.here + shift, line.asked});
    }
    lines = std::move(kept);
    return passed;
}

class Search
{
public:
    Search(const Repository &repository, std::size_t lines, const std::stop_token &stop)
        : m_repository(repository)
        , m_stop(stop)
    {
        m_blame.lines.assign(lines, -1);
    }

    // Lines that stand in `start` at these places.
    Result<void> begin(const FileAt &start, std::vector<Line> lines) { return give(start, std::move(lines)); }

    Result<Blame> run()
    {
        while (!m_suspects.empty()) {
            if (m_stop.stop_requested())
                return makeError(ErrorCode::Cancelled, QStringLiteral("Reading the history was cancelled."));
            auto first = m_suspects.extract(m_suspects.begin());
            GW_CHECK(look(std::move(first.mapped())));
        }
        return std::move(m_blame);
    }

private:
    struct Suspect
    {
        FileAt file;
        std::vector<Line> lines;
    };
    // The latest first, so that a commit is looked at when all its children have passed on their lines.
    struct Key
    {
        git_time_t time = 0;
        CommitId commit;
        GitPath path;

        friend bool operator<(const Key &one, const Key &other)
        {
            if (one.time != other.time)
                return one.time > other.time;
            return std::tie(one.commit, one.path) < std::tie(other.commit, other.path);
        }
    };

    Result<void> give(const FileAt &file, std::vector<Line> lines)
    {
        if (lines.empty())
            return {};
        CommitHandle commit;
        GW_CHECK(checked(git_commit_lookup(commit.out(), m_repository.handle(), &file.commit), failed));
        Suspect &suspect =
            m_suspects[{git_commit_time(commit.get()), CommitId(git_oid_tostr_s(&file.commit)), file.path}];
        suspect.file = file;
        suspect.lines.insert(suspect.lines.end(), lines.begin(), lines.end());
        std::sort(suspect.lines.begin(), suspect.lines.end(),
                  [](const Line &one, const Line &other) { return one.here < other.here; });
        return {};
    }

    Result<void> look(Suspect suspect)
    {
        CommitHandle commit;
        GW_CHECK(
            checked(git_commit_lookup(commit.out(), m_repository.handle(), &suspect.file.commit), failed));
        const unsigned parents = git_commit_parentcount(commit.get());
        std::vector<std::optional<FileAt>> before;
        for (unsigned parent = 0; parent < parents; ++parent) {
            GW_TRY(old, fileInParent(m_repository, commit.get(), suspect.file, parent, m_stop));
            // The same file: nothing of it is this commit's.
            if (old && git_oid_equal(&old->blob, &suspect.file.blob) != 0)
                return give(*old, std::move(suspect.lines));
            before.push_back(std::move(old));
        }
        for (const std::optional<FileAt> &old : before) {
            if (!old || suspect.lines.empty())
                continue;
            GW_TRY(oldText, textOf(old->blob));
            GW_TRY(newText, textOf(suspect.file.blob));
            GW_TRY(changes, diffLines(view(oldText), view(newText)));
            GW_CHECK(give(*old, takeUnchanged(suspect.lines, changes)));
        }
        if (!suspect.lines.empty())
            blame(commit.get(), suspect);
        return {};
    }

    Result<QByteArray> textOf(const git_oid &id) const
    {
        BlobHandle blob;
        GW_CHECK(checked(git_blob_lookup(blob.out(), m_repository.handle(), &id), failed));
        return QByteArray(static_cast<const char *>(git_blob_rawcontent(blob.get())),
                          static_cast<qsizetype>(git_blob_rawsize(blob.get())));
    }

    void blame(git_commit *commit, const Suspect &suspect)
    {
        constexpr int secondsPerMinute = 60;
        const git_signature *author = git_commit_author(commit);
        const auto number = static_cast<int>(m_blame.commits.size());
        m_blame.commits.push_back(
            {CommitId(git_oid_tostr_s(git_commit_id(commit))), QString::fromUtf8(author->name),
             QDateTime::fromSecsSinceEpoch(author->when.time,
                                           QTimeZone(author->when.offset * secondsPerMinute)),
             QString::fromUtf8(git_commit_summary(commit)), suspect.file.path});
        for (const Line &line : suspect.lines)
            m_blame.lines[static_cast<std::size_t>(line.asked)] = number;
    }

    const Repository &m_repository;
    const std::stop_token &m_stop;
    Blame m_blame;
    std::map<Key, Suspect> m_suspects;
};

} // namespace

namespace {

int takeMergeHead(const git_oid *id, void *payload)
{
    static_cast<std::vector<CommitId> *>(payload)->emplace_back(git_oid_tostr_s(id));
    return 0;
}

// The last commit, and in a merge what is merged.
Result<std::vector<CommitId>> commitsOf(const Repository &repository, const CommitId &head)
{
    std::vector<CommitId> commits{head};
    if (repository.unfinished() == Unfinished::Merge)
        GW_CHECK(
            checked(git_repository_mergehead_foreach(repository.handle(), takeMergeHead, &commits), failed));
    return commits;
}

} // namespace

const BlameCommit *Blame::at(int line) const
{
    if (line < 0 || line >= static_cast<int>(lines.size()) || lines[static_cast<std::size_t>(line)] < 0)
        return nullptr;
    return &commits[static_cast<std::size_t>(lines[static_cast<std::size_t>(line)])];
}

Result<Blame> blameText(const Repository &repository, const GitPath &path, const QByteArray &text,
                        const std::stop_token &stop)
{
    GW_TRY(head, repository.head());
    GW_TRY(version, versionInHead(repository, path, TextForm::Stored));
    if (head.isUnborn() || version.kind == FileVersion::Kind::Missing)
        return makeError(ErrorCode::NotFound, QStringLiteral("This file is in no commit yet."), {},
                         displayPath(path));
    if (version.kind != FileVersion::Kind::Text)
        return makeError(ErrorCode::Unsupported, QStringLiteral("This file is no text."), {},
                         displayPath(path));
    // Compared as git stores them, so that line ends which git changes on the way are no difference.
    GW_TRY(stored, storedForm(repository, path, text));
    const auto count = lineStarts(view(stored)).size() - 1;
    std::vector<Line> lines;
    for (int line = 0; line < static_cast<int>(count); ++line)
        lines.push_back({line, line});
    Search search(repository, count, stop);
    // In a merge the other side's lines are committed too.
    GW_TRY(sources, commitsOf(repository, head.commit));
    for (const CommitId &id : sources) {
        GW_TRY(commit, lookUpCommit(repository, id));
        GW_TRY(file, fileAt(repository, commit.get(), path));
        GW_TRY(committed, versionInCommit(repository, id, path, TextForm::Stored));
        if (!file || committed.kind != FileVersion::Kind::Text)
            continue;
        GW_TRY(changes, diffLines(view(committed.bytes), view(stored)));
        GW_CHECK(search.begin(*file, takeUnchanged(lines, changes)));
    }
    return search.run();
}

} // namespace gatewright::git
