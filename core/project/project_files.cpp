// SPDX-License-Identifier: Apache-2.0
#include "core/project/project_files.h"

#include "core/base/log.h"
#include "core/task/start_task.h"

#include <QFileSystemWatcher>

#include <algorithm>
#include <unordered_set>

namespace gatewright {

namespace {

using namespace std::chrono_literals;

constexpr auto quiet = 300ms;
// A folder that changes all the time may take a tenth of one processor.
constexpr int restShare = 9;
constexpr qsizetype watchedAtATime = 100;

} // namespace

ProjectFiles::ProjectFiles(QObject *parent)
    : QObject(parent)
{
    m_later.setSingleShot(true);
    m_watchStep.setSingleShot(true);
    connect(&m_later, &QTimer::timeout, this, &ProjectFiles::read);
    connect(&m_watchStep, &QTimer::timeout, this, &ProjectFiles::watchMore);
}

ProjectFiles::~ProjectFiles() = default;

void ProjectFiles::setFolder(const QString &folder)
{
    if (folder == m_folder)
        return;
    m_stop.request_stop();
    m_folder = folder;
    m_index = std::make_shared<const FileIndex>();
    m_reading = false;
    m_again = false;
    m_cost = 0ms;
    m_toWatch.clear();
    m_watcher = std::make_unique<QFileSystemWatcher>();
    connect(m_watcher.get(), &QFileSystemWatcher::directoryChanged, this, &ProjectFiles::refresh);
    Q_EMIT changed();
    if (!m_folder.isEmpty())
        read();
}

void ProjectFiles::refresh()
{
    if (m_folder.isEmpty())
        return;
    if (m_reading)
        m_again = true;
    else if (!m_later.isActive())
        m_later.start(std::max<std::chrono::milliseconds>(quiet, m_cost * restShare));
}

void ProjectFiles::read()
{
    m_later.stop();
    m_reading = true;
    m_again = false;
    m_clock.start();
    m_stop = startTask<std::shared_ptr<const FileIndex>>(
        this,
        [folder = m_folder](std::stop_token stop) { return indexFiles(folder, 500'000, std::move(stop)); },
        [this, folder = m_folder](Result<std::shared_ptr<const FileIndex>> index) {
            if (folder == m_folder)
                take(std::move(index));
        });
}

void ProjectFiles::take(Result<std::shared_ptr<const FileIndex>> index)
{
    if (!index && index.error().code == ErrorCode::Cancelled)
        return; // of this folder, before it was closed and opened again
    m_reading = false;
    m_cost = std::chrono::milliseconds(m_clock.elapsed());
    if (!index) {
        qCWarning(logProject) << index.error().toString();
        m_index = std::make_shared<const FileIndex>();
    } else if ((*index)->files == m_index->files && (*index)->folders == m_index->folders) {
        index = m_index;
    } else {
        const std::shared_ptr<const FileIndex> before = std::exchange(m_index, std::move(*index));
        watchNew(*before);
    }
    Q_EMIT changed();
    if (m_again)
        refresh();
}

// Those that went are forgotten by the system.
void ProjectFiles::watchNew(const FileIndex &before)
{
    std::unordered_set<std::string_view> known;
    for (std::size_t folder = 0; folder < before.folders.size(); ++folder)
        known.insert(before.folders[folder]);
    for (std::size_t folder = 0; folder < m_index->folders.size(); ++folder) {
        const std::string_view path = m_index->folders[folder];
        if (!known.contains(path))
            m_toWatch.append(path.empty() ? m_index->root
                                          : m_index->root + QLatin1Char('/') + m_index->folders.text(folder));
    }
    if (!m_toWatch.isEmpty())
        m_watchStep.start(0);
}

void ProjectFiles::watchMore()
{
    const qsizetype room = mostWatched - m_watcher->directories().size();
    const QStringList next = m_toWatch.mid(0, std::min(room, watchedAtATime));
    m_toWatch.remove(0, next.size());
    const QStringList refused = next.isEmpty() ? next : m_watcher->addPaths(next);
    // One that is gone by now is refused too; the system's limit refuses all.
    if (next.isEmpty() || refused.size() == next.size()) {
        if (!m_toWatch.isEmpty())
            qCInfo(logProject)
                << m_toWatch.size()
                << "folders are not watched; they are looked at when the window becomes active";
        m_toWatch.clear();
    } else if (!m_toWatch.isEmpty()) {
        m_watchStep.start(0);
    }
}

} // namespace gatewright
