// SPDX-License-Identifier: Apache-2.0
#include "plugins/language-hls/core/process_folder.h"

#include "core/process/process_tree.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>
#include <QTemporaryDir>

#include <chrono>
#include <thread>
#include <utility>

namespace gatewright::hls {

namespace {

const QString leftPrefix = QStringLiteral("left-");

// Names are PID-XXXXXX, or begin with "left-".
void removeLeftBehind(const QDir &parent)
{
    for (const QString &name : parent.entryList(QDir::Dirs | QDir::NoDotAndDotDot)) {
        if (name.startsWith(leftPrefix)) {
            QDir(parent.filePath(name)).removeRecursively();
            continue;
        }
        bool isNumber = false;
        const qlonglong process = name.section(QLatin1Char('-'), 0, 0).toLongLong(&isNumber);
        if (!isNumber || process <= 0 || !name.contains(QLatin1Char('-')))
            continue;
        if (isProcessGone(process))
            QDir(parent.filePath(name)).removeRecursively();
    }
}

} // namespace

ProcessFolder::ProcessFolder(std::unique_ptr<QTemporaryDir> folder)
    : m_folder(std::move(folder))
{
}

ProcessFolder::ProcessFolder(ProcessFolder &&) noexcept = default;
ProcessFolder &ProcessFolder::operator=(ProcessFolder &&) noexcept = default;
ProcessFolder::~ProcessFolder()
{
    if (!m_folder)
        return;
    // After a cancel the compilers are killed behind our back: until then new files appear.
    const QString path = m_folder->path();
    m_folder->setAutoRemove(false);
    for (int attempt = 0; attempt < 40 && !QDir(path).removeRecursively(); ++attempt)
        std::this_thread::sleep_for(std::chrono::milliseconds(25));
    const QFileInfo left(path);
    if (left.isDir()) // who still writes there keeps it alive; the next one looks for this name
        QDir().rename(path, left.path() + QLatin1Char('/') + leftPrefix + left.fileName());
}

Result<ProcessFolder> ProcessFolder::create(const QString &parent)
{
    if (!QDir().mkpath(parent))
        return makeError(ErrorCode::Io, QStringLiteral("The cache folder cannot be made."), {}, parent);
    removeLeftBehind(QDir(parent));
    auto folder = std::make_unique<QTemporaryDir>(
        QStringLiteral("%1/%2-XXXXXX").arg(parent).arg(QCoreApplication::applicationPid()));
    if (!folder->isValid())
        return makeError(ErrorCode::Io, QStringLiteral("A folder in the cache cannot be made."),
                         folder->errorString(), parent);
    return ProcessFolder(std::move(folder));
}

QString ProcessFolder::path() const
{
    return m_folder->path();
}

} // namespace gatewright::hls
