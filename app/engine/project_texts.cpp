// SPDX-License-Identifier: Apache-2.0
#include "app/engine/project_texts.h"

#include "core/project/file_index.h"
#include "core/text/language.h"
#include "core/text/secret_files.h"

#include <QDateTime>
#include <QFile>
#include <QFileInfo>

#include <algorithm>
#include <optional>
#include <utility>
#include <vector>

namespace gatewright::engine {

namespace {

constexpr qsizetype mostFiles = 20'000;

bool isSource(const QFileInfo &file, const ProjectTextLimits &limits)
{
    return languageForFile(file.fileName()) != Language::PlainText && file.size() <= limits.fileBytes &&
           !isSecretFile(file.filePath());
}

std::optional<QString> textOf(const QString &path, const ProjectTextLimits &limits)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return std::nullopt;
    const QByteArray bytes = file.read(limits.fileBytes + 1);
    if (bytes.size() > limits.fileBytes || bytes.contains('\0'))
        return std::nullopt;
    return QString::fromUtf8(bytes).remove(QLatin1Char('\r'));
}

} // namespace

ProjectTexts::ProjectTexts(completion::EngineServer &server, const ProjectTextLimits &limits)
    : m_server(server)
    , m_limits(limits)
{
    connect(&m_server, &completion::EngineServer::textsWanted, this, qOverload<>(&ProjectTexts::read));
    connect(&m_server, &completion::EngineServer::foldersChanged, this, qOverload<>(&ProjectTexts::read));
    connect(&m_server, &completion::EngineServer::fileClosed, this, &ProjectTexts::readFile);
}

void ProjectTexts::read()
{
    m_reading.request_stop();
    const QSet<QString> before = std::exchange(m_paths, {});
    for (const QString &path : before)
        m_server.removeText(completion::EngineServer::fileKey(path));
    const auto sink = [this](const File &file) {
        QMetaObject::invokeMethod(this, [this, file] { read(file); }, Qt::QueuedConnection);
    };
    m_reading =
        m_executor.post([folders = m_server.folders(), limits = m_limits, sink](const std::stop_token &stop) {
            readFolders(folders, limits, sink, stop);
        });
}

void ProjectTexts::readFolders(const QStringList &folders, const ProjectTextLimits &limits, const Sink &sink,
                               const std::stop_token &stop)
{
    std::vector<QFileInfo> files;
    for (const QString &folder : folders) {
        const auto list = listFiles(folder, mostFiles, stop);
        if (!list)
            continue; // gone, or stopped
        for (const QString &name : list->files) {
            if (languageForFile(name) == Language::PlainText)
                continue;
            const QFileInfo file(folder + QLatin1Char('/') + name);
            if (isSource(file, limits))
                files.push_back(file);
        }
    }
    std::ranges::stable_sort(files, std::ranges::greater(),
                             [](const QFileInfo &file) { return file.lastModified().toMSecsSinceEpoch(); });
    qint64 bytes = 0;
    const auto end = std::ranges::find_if(
        files, [&](const QFileInfo &file) { return (bytes += file.size()) > limits.allBytes; });
    files.erase(end, files.end());
    std::ranges::reverse(files);
    for (const QFileInfo &file : files) {
        if (stop.stop_requested())
            return;
        if (const auto text = textOf(file.filePath(), limits))
            sink({file.filePath(), *text});
    }
}

void ProjectTexts::readFile(const QString &path)
{
    const bool isInside = std::ranges::any_of(m_server.folders(), [&](const QString &folder) {
        return path.startsWith(folder + QLatin1Char('/'));
    });
    if (!isInside)
        return;
    m_executor.post([this, path, limits = m_limits](const std::stop_token &) {
        const auto text = isSource(QFileInfo(path), limits) ? textOf(path, limits) : std::nullopt;
        if (text)
            QMetaObject::invokeMethod(
                this, [this, file = File{path, *text}] { read(file); }, Qt::QueuedConnection);
    });
}

void ProjectTexts::read(const File &file)
{
    m_paths.insert(file.path);
    m_server.learnText(completion::EngineServer::fileKey(file.path), file.text);
}

} // namespace gatewright::engine
