// SPDX-License-Identifier: Apache-2.0
#include "core/git/conflicts.h"

#include "core/git/diff_options.h"
#include "core/git/git_error.h"
#include "core/git/git_handles.h"
#include "core/git/staging.h"
#include "core/git/text_diff.h"
#include "core/git/tree_switch.h"
#include "core/git/work_writer.h"

#include <QSet>

namespace gatewright::git {

namespace {

struct Sides
{
    const git_index_entry *base = nullptr;
    const git_index_entry *ours = nullptr;
    const git_index_entry *theirs = nullptr;
};

Result<Sides> sidesOf(git_index *index, const GitPath &path)
{
    Sides sides;
    if (git_index_conflict_get(&sides.base, &sides.ours, &sides.theirs, index, path.constData()) != 0)
        return makeError(ErrorCode::NotFound, QStringLiteral("This file has no conflict any more."), {},
                         displayPath(path));
    return sides;
}

Result<FileVersion> versionOf(const Repository &repository, const git_index_entry *entry)
{
    FileVersion version;
    if (!entry)
        return version;
    version.id = git_oid_tostr_s(&entry->id);
    if (entry->mode == GIT_FILEMODE_COMMIT) {
        version.kind = FileVersion::Kind::Submodule;
        version.bytes = version.id;
        return version;
    }
    BlobHandle blob;
    GW_CHECK(checked(git_blob_lookup(blob.out(), repository.handle(), &entry->id),
                     QStringLiteral("A side of the conflict cannot be read."), displayPath(entry->path)));
    if (static_cast<qint64>(git_blob_rawsize(blob.get())) > largestVersion) {
        version.kind = FileVersion::Kind::TooLarge;
        return version;
    }
    version.bytes = QByteArray(static_cast<const char *>(git_blob_rawcontent(blob.get())),
                               static_cast<qsizetype>(git_blob_rawsize(blob.get())));
    version.kind = git_blob_is_binary(blob.get()) ? FileVersion::Kind::Binary : FileVersion::Kind::Text;
    return version;
}

bool isMarker(std::string_view line, char character)
{
    constexpr std::size_t length = 7;
    return line.size() >= length && line.find_first_not_of(character) >= length &&
           (line.size() == length || line[length] == ' ' || line[length] == '\n' || line[length] == '\r') &&
           line.substr(0, length) == std::string(length, character);
}

} // namespace

Result<std::vector<GitPath>> listConflicts(const Repository &repository)
{
    GW_TRY(index, openIndex(repository));
    ConflictIteratorHandle iterator;
    const QString failed = QStringLiteral("The conflicts cannot be listed.");
    GW_CHECK(checked(git_index_conflict_iterator_new(iterator.out(), index.get()), failed));
    std::vector<GitPath> paths;
    Sides sides;
    int code = 0;
    while ((code = git_index_conflict_next(&sides.base, &sides.ours, &sides.theirs, iterator.get())) == 0) {
        const git_index_entry *any = sides.ours ? sides.ours : sides.theirs ? sides.theirs : sides.base;
        paths.emplace_back(any->path);
    }
    if (code != GIT_ITEROVER)
        return gitError(code, failed);
    return paths;
}

Result<Conflict> readConflict(const Repository &repository, const GitPath &path)
{
    GW_TRY(index, openIndex(repository));
    GW_TRY(sides, sidesOf(index.get(), path));
    Conflict conflict;
    conflict.path = path;
    GW_TRY(base, versionOf(repository, sides.base));
    GW_TRY(ours, versionOf(repository, sides.ours));
    GW_TRY(theirs, versionOf(repository, sides.theirs));
    conflict.base = std::move(base);
    conflict.ours = std::move(ours);
    conflict.theirs = std::move(theirs);
    return conflict;
}

Result<QByteArray> takeSide(const Repository &repository, const GitPath &path, ConflictSide side)
{
    if (const QString filter = foreignFilter(repository, path); !filter.isEmpty())
        return makeError(ErrorCode::Unsupported,
                         QStringLiteral("The attributes send this file through a program of the user's (%1), "
                                        "which only the git program runs. Use it for this file.")
                             .arg(filter),
                         {}, displayPath(path));
    GW_TRY(index, openIndex(repository));
    GW_TRY(sides, sidesOf(index.get(), path));
    const git_index_entry *wanted = side == ConflictSide::Ours ? sides.ours : sides.theirs;
    GW_TRY(before, versionInWorkFolder(repository, path));
    QByteArray kept;
    if (before.kind == FileVersion::Kind::Text || before.kind == FileVersion::Kind::Binary) {
        git_oid id;
        GW_CHECK(checked(git_blob_create_from_buffer(&id, repository.handle(), before.bytes.constData(),
                                                     static_cast<std::size_t>(before.bytes.size())),
                         QStringLiteral("What stood in the file could not be kept."), displayPath(path)));
        kept = git_oid_tostr_s(&id);
    }
    const WorkWriter writer(repository);
    if (!wanted) {
        GW_CHECK(writer.remove(path));
        git_index_conflict_remove(index.get(), path.constData());
    } else {
        const git_oid id = wanted->id;
        const unsigned mode = wanted->mode;
        GW_CHECK(writer.writeStored(path, id, mode));
        const git_index_entry entry = indexEntry(repository, path, id, mode);
        git_index_conflict_remove(index.get(), path.constData());
        GW_CHECK(checked(git_index_add(index.get(), &entry), QStringLiteral("The side could not be staged."),
                         displayPath(path)));
    }
    GW_CHECK(checked(git_index_write(index.get()), QStringLiteral("The index could not be written.")));
    return kept;
}

Result<void> abortMerge(const Repository &repository, const std::stop_token &stop)
{
    const Unfinished state = repository.unfinished();
    GW_TRY(conflicts, listConflicts(repository));
    if (state == Unfinished::Rebase || state == Unfinished::Patches || state == Unfinished::Bisect)
        return makeError(ErrorCode::Unsupported,
                         QStringLiteral("A rebase is under way. End it in a terminal: git rebase --abort"));
    if (state == Unfinished::Nothing && conflicts.empty())
        return makeError(ErrorCode::InvalidInput, QStringLiteral("No merge is under way."));
    StatusOptions options;
    options.limit = 1'000'000;
    GW_TRY(status, readStatus(repository, options, stop));
    QSet<GitPath> paths;
    for (const StatusEntry &entry : status.entries) {
        if (entry.staged == FileChange::None && !entry.isConflicted())
            continue;
        paths.insert(entry.path);
        if (!entry.oldPath.isEmpty())
            paths.insert(entry.oldPath);
    }
    GW_TRY(tree, headTree(repository));
    GW_CHECK(resetPaths(repository, tree.get(), {paths.cbegin(), paths.cend()}));
    git_repository_state_cleanup(repository.handle());
    return {};
}

std::vector<ConflictBlock> findConflicts(std::string_view text)
{
    enum class In { Text, Ours, Base, Theirs };
    std::vector<ConflictBlock> blocks;
    const std::vector<std::size_t> starts = lineStarts(text);
    ConflictBlock block;
    In in = In::Text;
    for (std::size_t line = 0; line + 1 < starts.size(); ++line) {
        const std::size_t begin = starts[line];
        const std::size_t end = starts[line + 1];
        const std::string_view words = text.substr(begin, end - begin);
        if (isMarker(words, '<')) {
            block = {};
            block.begin = begin;
            block.oursBegin = end;
            in = In::Ours;
        } else if (isMarker(words, '|') && in == In::Ours) {
            block.oursEnd = begin;
            in = In::Base;
        } else if (isMarker(words, '=') && (in == In::Ours || in == In::Base)) {
            if (in == In::Ours)
                block.oursEnd = begin;
            block.theirsBegin = end;
            in = In::Theirs;
        } else if (isMarker(words, '>') && in == In::Theirs) {
            block.theirsEnd = begin;
            block.end = end;
            blocks.push_back(block);
            in = In::Text;
        }
    }
    return blocks;
}

std::string settled(std::string_view text, const ConflictBlock &block, ConflictChoice choice)
{
    const std::string ours(text.substr(block.oursBegin, block.oursEnd - block.oursBegin));
    const std::string theirs(text.substr(block.theirsBegin, block.theirsEnd - block.theirsBegin));
    switch (choice) {
    case ConflictChoice::Ours:
        return ours;
    case ConflictChoice::Theirs:
        return theirs;
    case ConflictChoice::Both:
        break;
    }
    return ours + theirs;
}

} // namespace gatewright::git
