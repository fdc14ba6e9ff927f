// SPDX-License-Identifier: Apache-2.0
#include "core/git/repository_guard.h"

#include <QByteArray>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QSet>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace gatewright::git {

namespace {

constexpr qint64 kibi = 1024;
constexpr qint64 mebi = kibi * kibi;
constexpr int mostIncludes = 32;

bool isFolder(const QString &path)
{
    struct stat found{};
    return ::stat(QFile::encodeName(path).constData(), &found) == 0 && S_ISDIR(found.st_mode);
}

bool isOrdinaryFile(const QString &path)
{
    struct stat found{};
    return ::stat(QFile::encodeName(path).constData(), &found) == 0 && S_ISREG(found.st_mode);
}

// What is not there is no trouble.
Result<void> checkFile(const QString &path, qint64 mostBytes)
{
    struct stat found{};
    if (::stat(QFile::encodeName(path).constData(), &found) != 0)
        return {};
    if (!S_ISREG(found.st_mode))
        return makeError(ErrorCode::Unsupported,
                         QStringLiteral("A file of this repository is no ordinary file; remove it, or do not "
                                        "open this repository."),
                         {}, path);
    if (found.st_size > mostBytes)
        return makeError(ErrorCode::Unsupported,
                         QStringLiteral("A file of this repository is too large to be what it should be."),
                         QStringLiteral("%1 bytes").arg(static_cast<qint64>(found.st_size)), path);
    return {};
}

QByteArray readSmallFile(const QString &path)
{
    const int descriptor = ::open(QFile::encodeName(path).constData(), O_RDONLY | O_NONBLOCK | O_CLOEXEC);
    QFile file;
    if (descriptor < 0 || !file.open(descriptor, QIODevice::ReadOnly, QFileDevice::AutoCloseHandle))
        return {};
    return file.read(mebi);
}

bool looksBare(const QString &folder)
{
    return isOrdinaryFile(folder + QLatin1String("/HEAD")) && isFolder(folder + QLatin1String("/objects")) &&
           isFolder(folder + QLatin1String("/refs"));
}

// ".git" as a file: "gitdir: PATH", of a submodule or a linked work tree.
QString linkedFolder(const QString &file)
{
    const QByteArray text = readSmallFile(file);
    if (!text.startsWith("gitdir:"))
        return {};
    const QString target = QFile::decodeName(text.mid(7).trimmed());
    return QDir::cleanPath(QFileInfo(file).absoluteDir().absoluteFilePath(target));
}

QString expanded(const QByteArray &value, const QString &folder)
{
    QByteArray name = value;
    if (name.size() >= 2 && name.startsWith('"') && name.endsWith('"'))
        name = name.mid(1, name.size() - 2);
    const QString path = QFile::decodeName(name);
    if (path.startsWith(QLatin1String("~/")))
        return QDir::homePath() + path.mid(1);
    return QDir::cleanPath(QDir(folder).absoluteFilePath(path));
}

// Goes through a configuration and what it includes, and looks at each file it names.
class ConfigurationCheck
{
public:
    Result<void> check(const QString &path)
    {
        if (m_seen.contains(path))
            return {};
        m_seen.insert(path);
        if (m_seen.size() > mostIncludes)
            return makeError(ErrorCode::Unsupported,
                             QStringLiteral("The configuration of this repository includes too many files."),
                             {}, path);
        GW_CHECK(checkFile(path, mebi));
        QByteArray section;
        const QList<QByteArray> lines = readSmallFile(path).split('\n');
        for (const QByteArray &raw : lines) {
            QByteArray line = raw.trimmed();
            if (line.startsWith('[')) {
                const qsizetype end = line.indexOf(']');
                section = line.mid(1, end - 1).toLower();
                line = end < 0 ? QByteArray() : line.mid(end + 1).trimmed();
            }
            GW_CHECK(checkLine(path, section, line));
        }
        return {};
    }

private:
    Result<void> checkLine(const QString &path, const QByteArray &section, const QByteArray &line)
    {
        const qsizetype equals = line.indexOf('=');
        if (equals < 0)
            return {};
        const QByteArray key = line.left(equals).trimmed().toLower();
        const QString target = expanded(line.mid(equals + 1).trimmed(), QFileInfo(path).absolutePath());
        const bool includes = key == "path" && (section == "include" || section.startsWith("includeif"));
        if (includes)
            return check(target);
        if (section == "core" && (key == "excludesfile" || key == "attributesfile"))
            return checkFile(target, mebi);
        return {};
    }

    QSet<QString> m_seen;
};

Result<void> checkGitFolder(const QString &folder)
{
    struct Known
    {
        const char *name;
        qint64 mostBytes;
    };
    static constexpr Known known[] = {
        {"HEAD", 4 * kibi},
        {"MERGE_HEAD", 64 * kibi},
        {"MERGE_MSG", mebi},
        {"commondir", 4 * kibi},
        {"gitdir", 4 * kibi},
        {"packed-refs", 512 * mebi},
        {"index", 1024 * mebi},
        {"info/exclude", mebi},
        {"info/attributes", mebi},
        {"info/grafts", 16 * mebi},
        {"objects/info/alternates", mebi},
        {"shallow", 64 * mebi},
    };
    for (const Known &file : known)
        GW_CHECK(checkFile(folder + QLatin1Char('/') + QLatin1String(file.name), file.mostBytes));
    ConfigurationCheck configuration;
    GW_CHECK(configuration.check(folder + QLatin1String("/config")));
    return configuration.check(folder + QLatin1String("/config.worktree"));
}

} // namespace

Result<RepositoryPlace> findRepository(const QString &folder)
{
    const auto device = [](const QString &path) {
        struct stat found{};
        return ::stat(QFile::encodeName(path).constData(), &found) == 0 ? found.st_dev : dev_t{};
    };
    QString at = QFileInfo(folder).canonicalFilePath();
    const dev_t start = device(at);
    while (!at.isEmpty()) {
        const QString git = (at == QLatin1String("/") ? QString() : at) + QLatin1String("/.git");
        if (isFolder(git))
            return RepositoryPlace{at, git};
        if (isOrdinaryFile(git)) {
            if (const QString linked = linkedFolder(git); !linked.isEmpty())
                return RepositoryPlace{at, linked};
        }
        if (looksBare(at))
            return RepositoryPlace{at, at};
        if (at == QLatin1String("/"))
            break;
        at = QFileInfo(at).absolutePath();
        if (device(at) != start)
            break;
    }
    return makeError(ErrorCode::NotFound, QStringLiteral("This folder is in no git repository."), {}, folder);
}

Result<void> checkRepositoryFiles(const RepositoryPlace &place)
{
    GW_CHECK(checkGitFolder(place.gitFolder));
    const QString common = place.gitFolder + QLatin1String("/commondir");
    if (isOrdinaryFile(common)) {
        const QString name = QFile::decodeName(readSmallFile(common).trimmed());
        GW_CHECK(checkGitFolder(QDir::cleanPath(QDir(place.gitFolder).absoluteFilePath(name))));
    }
    for (const char *name : {"/.gitignore", "/.gitattributes", "/.gitmodules"})
        GW_CHECK(checkFile(place.root + QLatin1String(name), 16 * mebi));
    return {};
}

} // namespace gatewright::git
