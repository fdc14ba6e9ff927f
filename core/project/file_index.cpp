// SPDX-License-Identifier: Apache-2.0
#include "core/project/file_index.h"

#include "core/project/ignore_rules.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>

#include <dirent.h>
#include <sys/stat.h>

#include <algorithm>
#include <array>

namespace gatewright {

namespace {

constexpr std::array<std::string_view, 15> ignoredNames{
    ".git",          ".hg",          ".svn",        ".cache",      ".venv",
    "venv",          ".tox",         "__pycache__", ".mypy_cache", ".ruff_cache",
    ".pytest_cache", "node_modules", "build",       ".Xil",        ".autopilot"};
// A tree deeper than this is nobody's work; the paths would be longer than the system takes.
constexpr int deepest = 200;
constexpr qint64 largestRules = qint64(1) << 20;

bool isIgnoredName(std::string_view name)
{
    return std::ranges::find(ignoredNames, name) != ignoredNames.end();
}

tl::unexpected<Error> missing(const QString &root)
{
    return makeError(ErrorCode::NotFound, QStringLiteral("The folder does not exist."), {}, root);
}

tl::unexpected<Error> cancelled()
{
    return makeError(ErrorCode::Cancelled, QStringLiteral("Cancelled."));
}

IgnoreRules::Pointer readRules(const QString &path, std::string base, IgnoreRules::Pointer outer)
{
    QFile file(path);
    if (!QFileInfo(path).isFile() || !file.open(QIODevice::ReadOnly))
        return outer;
    const QByteArray text = file.read(largestRules);
    return IgnoreRules::parse({text.constData(), static_cast<std::size_t>(text.size())}, std::move(base),
                              std::move(outer));
}

// Walks a tree by the directory entries alone: a file costs no system call of its own.
class Walk
{
public:
    Walk(const QString &root, std::size_t limit, std::stop_token token)
        : m_root(QFile::encodeName(root).toStdString())
        , m_limit(limit)
        , m_token(std::move(token))
    {
    }

    // Without rules nothing but the names of tools is left out.
    void readRulesOfRepository(const QString &root)
    {
        m_useRules = true;
        // The folders above up to the one with .git: their rules hold here too.
        QStringList above;
        QDir folder(root);
        while (!QFileInfo::exists(folder.filePath(QStringLiteral(".git")))) {
            above.prepend(folder.dirName());
            if (!folder.cdUp())
                return; // no repository: the rules in the tree alone
        }
        IgnoreRules::Pointer rules =
            readRules(folder.filePath(QStringLiteral(".git/info/exclude")), {}, nullptr);
        QString place;
        for (const QString &name : std::as_const(above)) {
            rules = readRules(folder.filePath(place + QStringLiteral(".gitignore")),
                              QFile::encodeName(place).toStdString(), std::move(rules));
            place += name + QLatin1Char('/');
        }
        m_above = QFile::encodeName(place).toStdString();
        m_rules = std::move(rules);
    }

    // False when stopped.
    bool run(FileIndex &index) { return enter(index, {}, m_rules, 0); }

private:
    struct Entry
    {
        std::string name;
        bool isFolder = false;
    };

    [[nodiscard]] std::vector<Entry> entriesOf(const std::string &folder) const
    {
        std::vector<Entry> entries;
        DIR *const stream = opendir(folder.c_str());
        if (!stream)
            return entries; // not ours to read, or gone since
        while (const dirent *entry = readdir(stream)) {
            const std::string_view name(entry->d_name);
            if (name == "." || name == "..")
                continue;
            unsigned char type = entry->d_type;
            struct stat status{};
            // A link counts as what it leads to if that is a file; one that leads nowhere or to a folder as
            // nothing.
            const bool isLink = type == DT_LNK;
            if (isLink || type == DT_UNKNOWN) {
                const std::string path = folder + '/' + std::string(name);
                if ((isLink ? stat(path.c_str(), &status) : lstat(path.c_str(), &status)) != 0)
                    continue;
                type = S_ISDIR(status.st_mode) ? DT_DIR : S_ISREG(status.st_mode) ? DT_REG : DT_UNKNOWN;
                if (type == DT_DIR && isLink)
                    continue;
            }
            // Pipes and devices are not for reading.
            if (type == DT_DIR || type == DT_REG)
                entries.push_back({std::string(name), type == DT_DIR});
        }
        closedir(stream);
        std::ranges::sort(entries, {}, &Entry::name);
        return entries;
    }

    bool enter(FileIndex &index, const std::string &below, IgnoreRules::Pointer rules, int depth)
    {
        if (m_token.stop_requested())
            return false;
        const std::vector<Entry> entries = entriesOf(below.empty() ? m_root : m_root + '/' + below);
        const std::string prefix = below.empty() ? below : below + '/';
        const auto isRules = [](const Entry &entry) { return !entry.isFolder && entry.name == ".gitignore"; };
        if (m_useRules && std::ranges::any_of(entries, isRules))
            rules = readRules(QFile::decodeName((m_root + '/' + prefix + ".gitignore").c_str()),
                              m_above + prefix, std::move(rules));
        const auto isLeftOut = [&](const Entry &entry) {
            return (entry.isFolder && isIgnoredName(entry.name)) ||
                   (rules && rules->ignores(m_above + prefix + entry.name, entry.isFolder));
        };
        index.folders.append(below);
        // Files first: those near the root are the likelier ones when the limit cuts.
        for (const Entry &entry : entries) {
            if (entry.isFolder || isLeftOut(entry))
                continue;
            if (index.files.size() >= m_limit || !index.files.append(prefix + entry.name)) {
                index.truncated = true;
                return true;
            }
        }
        for (const Entry &entry : entries) {
            if (!entry.isFolder || isLeftOut(entry) || depth >= deepest)
                continue;
            if (!enter(index, prefix + entry.name, rules, depth + 1))
                return false;
            if (index.truncated)
                break;
        }
        return true;
    }

    std::string m_root;
    std::string m_above; // from the repository to the root, with a '/' at its end
    IgnoreRules::Pointer m_rules;
    bool m_useRules = false;
    std::size_t m_limit;
    std::stop_token m_token;
};

} // namespace

bool isIgnoredFolder(const QString &name)
{
    return isIgnoredName(name.toStdString());
}

Result<FileList> listFiles(const QString &root, qsizetype limit, std::stop_token token)
{
    if (!QFileInfo(root).isDir())
        return missing(root);
    FileIndex index;
    if (!Walk(root, static_cast<std::size_t>(limit), std::move(token)).run(index))
        return cancelled();
    FileList list;
    list.truncated = index.truncated;
    for (std::size_t file = 0; file < index.files.size(); ++file)
        list.files.append(index.files.text(file));
    list.files.sort();
    return list;
}

Result<std::shared_ptr<const FileIndex>> indexFiles(const QString &root, std::size_t limit,
                                                    std::stop_token token)
{
    if (!QFileInfo(root).isDir())
        return missing(root);
    auto index = std::make_shared<FileIndex>();
    index->root = QDir(root).absolutePath();
    Walk walk(index->root, limit, std::move(token));
    walk.readRulesOfRepository(index->root);
    if (!walk.run(*index))
        return cancelled();
    index->files.shrink();
    index->folders.shrink();
    return std::shared_ptr<const FileIndex>(std::move(index));
}

} // namespace gatewright
