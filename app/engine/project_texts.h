// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/completion/server/engine_server.h"
#include "core/task/serial_executor.h"

#include <QObject>
#include <QSet>
#include <QString>
#include <QStringList>

#include <cstddef>
#include <functional>
#include <memory>
#include <stop_token>

namespace gatewright::engine {

struct ProjectTextLimits
{
    qint64 fileBytes = 256 * 1024;
    qint64 allBytes = qint64{8} * 1024 * 1024; // the files that were changed last
};

// Reads the project's sources for the server's drafts, on a thread of its own: the C++ and Python files of
// the folders, the newest last. Files that usually hold secrets are left out. Lives on the server's thread.
class ProjectTexts : public QObject
{
    Q_OBJECT

public:
    // The server outlives it.
    explicit ProjectTexts(completion::EngineServer &server, const ProjectTextLimits &limits = {});

    // Reads every folder anew; what was read before of other folders goes.
    void read();

private:
    struct File
    {
        QString path;
        QString text;
    };
    using Sink = std::function<void(const File &)>;

    static void readFolders(const QStringList &folders, const ProjectTextLimits &limits, const Sink &sink,
                            const std::stop_token &stop);
    void readFile(const QString &path);
    void read(const File &file);

    completion::EngineServer &m_server;
    const ProjectTextLimits m_limits;
    QSet<QString> m_paths; // that the server has
    std::stop_source m_reading;
    SerialExecutor m_executor; // last: ends before everything that its jobs use
};

} // namespace gatewright::engine
