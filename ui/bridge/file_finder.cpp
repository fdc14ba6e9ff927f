// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/bridge/file_finder.h"

#include "ui/bridge/fuzzy_match.h"

#include <algorithm>
#include <numeric>

namespace gatewright {

namespace {

// How many of the cheaply found ones are scored in full.
constexpr std::size_t scoredInFull = 400;
// A name that fits by itself stands before a path of which only the folders fit.
constexpr int pathShare = 2;

constexpr int wholeName = 4'000;
constexpr int nameStart = 3'000;
constexpr int insideName = 2'000;
constexpr int acrossName = 1'000;
constexpr int insidePath = 500;
constexpr int longestCounted = 400; // less than the steps between the above
// Letters that stand together, and at the start, are what people type first; initials come behind.
constexpr int startBonus = 60;
constexpr int wholeBonus = 20;

char lowered(char byte)
{
    return byte >= 'A' && byte <= 'Z' ? static_cast<char>(byte + ('a' - 'A')) : byte;
}

// Each letter and digit has a bit, all others share the rest.
std::uint64_t bitOf(char byte)
{
    constexpr int letters = 26;
    constexpr int digits = 10;
    const char small = lowered(byte);
    if (small >= 'a' && small <= 'z')
        return std::uint64_t{1} << (small - 'a');
    if (small >= '0' && small <= '9')
        return std::uint64_t{1} << (letters + small - '0');
    return std::uint64_t{1} << (letters + digits + static_cast<unsigned char>(byte) % 28);
}

std::uint64_t bitsOf(std::string_view text)
{
    return std::accumulate(text.begin(), text.end(), std::uint64_t{0},
                           [](std::uint64_t bits, char byte) { return bits | bitOf(byte); });
}

bool hasInOrder(std::string_view text, std::string_view letters)
{
    std::size_t next = 0;
    for (const char byte : text) {
        if (lowered(byte) == letters[next] && ++next == letters.size())
            return true;
    }
    return false;
}

std::size_t findWhole(std::string_view text, std::string_view letters)
{
    const auto found = std::search(text.begin(), text.end(), letters.begin(), letters.end(),
                                   [](char a, char b) { return lowered(a) == b; });
    return found == text.end() ? std::string_view::npos : static_cast<std::size_t>(found - text.begin());
}

// How well the path fits, for choosing which to score in full. The letters occur in it in order.
int roughScore(std::string_view path, std::string_view letters)
{
    const std::size_t slash = path.rfind('/');
    const std::string_view name = path.substr(slash + 1);
    const int shortness = -static_cast<int>(std::min<std::size_t>(path.size(), longestCounted));
    const std::size_t place = findWhole(name, letters);
    if (place == 0)
        return (name.size() == letters.size() ? wholeName : nameStart) + shortness;
    if (place != std::string_view::npos)
        return insideName + shortness;
    if (hasInOrder(name, letters))
        return acrossName + shortness;
    return (findWhole(path, letters) != std::string_view::npos ? insidePath : 0) + shortness;
}

int bonusOf(int rough)
{
    if (rough >= nameStart - longestCounted)
        return startBonus;
    return rough >= insideName - longestCounted ? wholeBonus : 0;
}

std::string lettersOf(const QString &query)
{
    QString wanted = query;
    wanted.removeIf([](QChar character) { return character.isSpace(); });
    std::string letters = wanted.toStdString();
    std::ranges::transform(letters, letters.begin(), lowered);
    return letters;
}

} // namespace

std::optional<FoundFile> matchFile(const QString &query, const QString &path)
{
    const std::string letters = lettersOf(query);
    if (letters.empty())
        return FoundFile{};
    const QString name = path.mid(path.lastIndexOf(QLatin1Char('/')) + 1);
    if (std::optional<FuzzyMatch> match = fuzzyMatch(query, name)) {
        const int bonus = bonusOf(roughScore(name.toStdString(), letters));
        return FoundFile{0, match->score + bonus, std::move(match->positions)};
    }
    if (const std::optional<FuzzyMatch> match = fuzzyMatch(query, path))
        return FoundFile{0, match->score / pathShare, {}};
    return std::nullopt;
}

FileFinder::FileFinder(std::shared_ptr<const FileIndex> index)
    : m_index(std::move(index))
{
    m_letters.reserve(m_index->files.size());
    for (std::size_t file = 0; file < m_index->files.size(); ++file)
        m_letters.push_back(bitsOf(m_index->files[file]));
}

std::vector<FileFinder::Rough> FileFinder::roughly(std::string_view letters)
{
    std::vector<std::uint32_t> fitting;
    const std::uint64_t wanted = bitsOf(letters);
    const auto look = [&](std::uint32_t file) {
        if ((m_letters[file] & wanted) == wanted && hasInOrder(m_index->files[file], letters))
            fitting.push_back(file);
    };
    if (!m_lastLetters.empty() && letters.starts_with(m_lastLetters)) {
        for (const std::uint32_t file : m_lastFiles)
            look(file);
    } else {
        for (std::uint32_t file = 0; file < m_letters.size(); ++file)
            look(file);
    }
    std::vector<Rough> found;
    found.reserve(fitting.size());
    for (const std::uint32_t file : fitting)
        found.push_back({file, roughScore(m_index->files[file], letters)});
    m_lastLetters = letters;
    m_lastFiles = std::move(fitting);
    return found;
}

std::vector<FoundFile> FileFinder::find(const QString &query, std::size_t limit)
{
    std::vector<FoundFile> found;
    if (!m_index)
        return found;
    const std::string letters = lettersOf(query);
    if (letters.empty()) {
        for (std::size_t file = 0; file < std::min(limit, m_index->files.size()); ++file)
            found.push_back({file, 0, {}});
        return found;
    }
    std::vector<Rough> rough = roughly(letters);
    const auto better = [](const Rough &a, const Rough &b) {
        return a.score != b.score ? a.score > b.score : a.file < b.file;
    };
    const std::size_t count = std::min(rough.size(), std::max(limit, scoredInFull));
    std::partial_sort(rough.begin(), rough.begin() + static_cast<std::ptrdiff_t>(count), rough.end(), better);
    rough.resize(count);
    for (const Rough &candidate : rough) {
        if (std::optional<FoundFile> match = matchFile(query, m_index->files.text(candidate.file))) {
            match->file = candidate.file;
            found.push_back(std::move(*match));
        }
    }
    // The rough order decides between equals.
    std::ranges::stable_sort(found, std::ranges::greater(), &FoundFile::score);
    found.resize(std::min(found.size(), limit));
    return found;
}

} // namespace gatewright
