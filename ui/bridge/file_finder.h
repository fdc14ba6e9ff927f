// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/project/file_index.h"

#include <QList>
#include <QString>

#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

namespace gatewright {

struct FoundFile
{
    std::size_t file = 0; // in the index
    int score = 0;
    // Which characters of the file's name (UTF-16 units) the query took; empty when the folder was needed.
    QList<int> matched;
};

// How well one path fits, as FileFinder scores it; nothing when it does not.
[[nodiscard]] std::optional<FoundFile> matchFile(const QString &query, const QString &path);

// Finds files by letters of their names or paths in this order, whatever their case; the best first. Made
// for each key among a hundred thousand files: a first look at each path is cheap, and only the best of it
// are scored as fuzzyMatch() does. A query that goes on from the one before looks at what that left.
class FileFinder
{
public:
    FileFinder() = default;
    explicit FileFinder(std::shared_ptr<const FileIndex> index);

    [[nodiscard]] const std::shared_ptr<const FileIndex> &index() const { return m_index; }
    // An empty query finds the first files of the index.
    [[nodiscard]] std::vector<FoundFile> find(const QString &query, std::size_t limit);

private:
    struct Rough
    {
        std::uint32_t file = 0;
        int score = 0;
    };

    [[nodiscard]] std::vector<Rough> roughly(std::string_view letters);

    std::shared_ptr<const FileIndex> m_index;
    std::vector<std::uint64_t> m_letters; // of each file: which letters its path has
    std::string m_lastLetters;
    std::vector<std::uint32_t> m_lastFiles; // those whose paths have m_lastLetters in this order
};

} // namespace gatewright
