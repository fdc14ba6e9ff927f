// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/project/file_index.h"

#include <QElapsedTimer>
#include <QObject>
#include <QTimer>

#include <chrono>
#include <memory>

class QFileSystemWatcher;

namespace gatewright {

// The index of the open folder, kept up to date: made off the thread that owns this, anew when folders
// change. One thread with an event loop.
class ProjectFiles : public QObject
{
    Q_OBJECT

public:
    // Folders beyond these are seen at the next refresh() only: the system watches a limited number.
    static constexpr qsizetype mostWatched = 8'192;

    explicit ProjectFiles(QObject *parent = nullptr);
    ~ProjectFiles() override;

    // Empty: none. What was known of the folder before goes at once.
    void setFolder(const QString &folder);
    [[nodiscard]] const QString &folder() const { return m_folder; }
    // Never null; empty before the first walk is done.
    [[nodiscard]] const std::shared_ptr<const FileIndex> &index() const { return m_index; }
    [[nodiscard]] bool isReading() const { return m_reading; }
    // Something may have changed (the window became active, a file was saved). Gathers such calls.
    void refresh();

Q_SIGNALS:
    void changed();

private:
    void read();
    void take(Result<std::shared_ptr<const FileIndex>> index);
    void watchNew(const FileIndex &before);
    void watchMore();

    QString m_folder;
    std::shared_ptr<const FileIndex> m_index = std::make_shared<const FileIndex>();
    std::unique_ptr<QFileSystemWatcher>
        m_watcher; // one for each folder: taking thousands of paths out is slow
    QStringList m_toWatch;
    QTimer m_later;     // gathers changes: a build makes thousands
    QTimer m_watchStep; // watching a folder costs system calls, so some at a time
    QElapsedTimer m_clock;
    std::chrono::milliseconds m_cost{0}; // of the last walk
    std::stop_source m_stop{std::nostopstate};
    bool m_reading = false;
    bool m_again = false; // changed while it was read
};

} // namespace gatewright
