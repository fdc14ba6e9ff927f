// SPDX-License-Identifier: Apache-2.0
#include "plugins/language-hls/core/simulation/project_mirror.h"

#include "core/base/path_inside.h"
#include "plugins/language-hls/core/simulation/simulation_plan.h"

#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QFileInfo>

#include <algorithm>
#include <deque>
#include <utility>

namespace gatewright::hls {

namespace {

// What is copied of the document's folder; the rest stays links, and cannot be written.
constexpr qint64 maximumFileBytes = qint64{8} * 1024 * 1024;
constexpr qint64 maximumBytes = qint64{32} * 1024 * 1024;
constexpr int maximumFiles = 500;
constexpr int maximumEntries = 5000; // in one folder
constexpr int maximumFolders = 2000; // that are made
constexpr int maximumLinks = 20'000; // in all of them

tl::unexpected<Error> cannotWrite(const QString &path, const QString &why)
{
    return makeError(ErrorCode::Io, QStringLiteral("The copy of the project could not be made."), why, path);
}

// At most one more than `maximumEntries`.
QFileInfoList entriesOf(const QString &folder)
{
    QFileInfoList entries;
    QDirIterator all(folder, QDir::AllEntries | QDir::NoDotAndDotDot);
    while (all.hasNext() && entries.size() <= maximumEntries) {
        all.next();
        entries << all.fileInfo();
    }
    std::ranges::sort(entries, {}, [](const QFileInfo &entry) { return entry.fileName(); });
    return entries;
}

QString joined(const QString &folder, const QString &name)
{
    return folder.isEmpty() ? name : folder + QLatin1Char('/') + name;
}

} // namespace

ProjectMirror::ProjectMirror(QString root, QString place)
    : m_root(std::move(root))
    , m_place(std::move(place))
{
}

QString ProjectMirror::toMirror(const QString &path) const
{
    return isInside(path, m_root) ? m_place + path.mid(m_root.size()) : path;
}

QString ProjectMirror::toProject(const QString &path) const
{
    return isInside(path, m_place) ? m_root + path.mid(m_place.size()) : path;
}

// A folder of the mirror with a link for each entry of the project's, and its parents the same. What was a
// link to the folder itself becomes one: nothing is ever written through a link.
Result<void> ProjectMirror::makeReal(const QString &relativeFolder)
{
    const QString target = joined(m_place, relativeFolder);
    if (!relativeFolder.isEmpty()) {
        const QString parent = QFileInfo(relativeFolder).path();
        GW_CHECK(makeReal(parent == QLatin1String(".") ? QString() : parent));
        if (QFileInfo(target).isDir() && !QFileInfo(target).isSymLink())
            return {};
        if (QFileInfo(target).isSymLink() && !QFile::remove(target))
            return cannotWrite(target, {});
        if (!QDir().mkdir(target))
            return cannotWrite(target, {});
    } else if (!QDir(target).isEmpty()) {
        return {};
    }
    ++m_folders;
    int count = 0;
    for (const QFileInfo &entry : entriesOf(joined(m_root, relativeFolder))) {
        if (++count > maximumEntries || m_links >= maximumLinks) {
            m_isComplete = false;
            break;
        }
        ++m_links;
        if (!QFile::link(entry.absoluteFilePath(), joined(target, entry.fileName())))
            return cannotWrite(target, entry.fileName());
    }
    return {};
}

Result<void> ProjectMirror::copyFolder(const QString &relativeFolder, const std::stop_token &token)
{
    std::deque<QString> folders{relativeFolder};
    qint64 bytes = 0;
    int files = 0;
    while (!folders.empty()) {
        const QString folder = folders.front();
        folders.pop_front();
        // What is not copied any more is still there as the link to its folder.
        if (files >= maximumFiles || bytes >= maximumBytes || m_folders >= maximumFolders ||
            m_links >= maximumLinks)
            return {};
        GW_CHECK(makeReal(folder));
        for (const QFileInfo &entry : entriesOf(joined(m_root, folder))) {
            if (token.stop_requested())
                return makeError(ErrorCode::Cancelled, QStringLiteral("The run was cancelled."));
            const QString relative = joined(folder, entry.fileName());
            if (entry.isSymLink())
                continue;
            if (entry.isDir()) {
                folders.push_back(relative);
                continue;
            }
            if (!entry.isFile() || entry.size() > maximumFileBytes || bytes + entry.size() > maximumBytes ||
                files >= maximumFiles)
                continue;
            bytes += entry.size();
            ++files;
            const QString target = joined(m_place, relative);
            QFile::remove(target);
            if (!QFile::copy(entry.absoluteFilePath(), target))
                return cannotWrite(target, {});
            QFile::setPermissions(target, QFile::permissions(target) | QFile::WriteOwner);
        }
    }
    return {};
}

Result<void> ProjectMirror::writeText(const QString &relativePath, std::string_view text)
{
    const QString folder = QFileInfo(relativePath).path();
    GW_CHECK(makeReal(folder == QLatin1String(".") ? QString() : folder));
    const QString target = joined(m_place, relativePath);
    if ((QFileInfo(target).isSymLink() || QFileInfo::exists(target)) && !QFile::remove(target))
        return cannotWrite(target, {});
    QFile file(target);
    if (!file.open(QIODevice::WriteOnly | QIODevice::NewOnly) ||
        file.write(text.data(), static_cast<qint64>(text.size())) != static_cast<qint64>(text.size()))
        return cannotWrite(target, file.errorString());
    return {};
}

Result<ProjectMirror> ProjectMirror::create(const SimulationPlan &plan, const SourceTexts &texts,
                                            const QString &place, const std::stop_token &token)
{
    ProjectMirror mirror(plan.root, place);
    const auto relative = [&plan](const QString &path) { return path.mid(plan.root.size() + 1); };
    if (QFileInfo(plan.root).isDir()) // else the document was never saved
        GW_CHECK(mirror.copyFolder(relative(plan.folder), token));
    for (const auto &[path, text] : texts.overrides()) {
        if (path != plan.root && isInside(path, plan.root))
            GW_CHECK(mirror.writeText(relative(path), text));
    }
    return mirror;
}

} // namespace gatewright::hls
