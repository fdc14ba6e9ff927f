// SPDX-License-Identifier: Apache-2.0
#include "core/completion/local/model_import.h"

#include "core/base/whole_file.h"
#include "core/model/model_source.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QStringList>
#include <QTemporaryDir>

#include <utility>

namespace gatewright::completion {

namespace {

constexpr std::uint64_t inspectedContext = 2048; // tokens; only the reported memory depends on it
constexpr qint64 copyChunk = 4 * 1024 * 1024;

// Of all the files that are copied.
struct CopyProgress
{
    const ProgressSink &sink;
    qint64 all = 0;
    qint64 done = 0;

    void add(qint64 bytes)
    {
        done += bytes;
        if (sink)
            sink({all > 0 ? static_cast<double>(done) / static_cast<double>(all) : 1.0, {}});
    }
};

Result<void> copyWhole(const QString &source, const QString &target, CopyProgress &progress,
                       const std::stop_token &stop)
{
    QFile from(source);
    if (!from.open(QIODevice::ReadOnly))
        return makeError(ErrorCode::Io, QStringLiteral("The model file cannot be read."), from.errorString(),
                         source);
    WholeFile to(target);
    if (const Result<void> opened = to.open(); !opened)
        return makeError(ErrorCode::Io, QStringLiteral("The model folder cannot be written."),
                         opened.error().detail, target);
    const auto full = [&target](const QString &reason) {
        return makeError(ErrorCode::Io, QStringLiteral("The model could not be copied; is the disk full?"),
                         reason, target);
    };
    while (!from.atEnd()) {
        if (stop.stop_requested())
            return makeError(ErrorCode::Cancelled, QStringLiteral("The import was cancelled."));
        const QByteArray part = from.read(copyChunk);
        if (part.isEmpty())
            return full(from.errorString());
        if (const Result<void> written = to.write(part); !written)
            return full(written.error().detail);
        progress.add(part.size());
    }
    if (const Result<void> whole = to.commit(); !whole)
        return full(whole.error().detail);
    return {};
}

// The files of a folder, side by side in a new one, which has its name only when all are there.
Result<void> copyFolder(const QStringList &files, const QString &target, CopyProgress &progress,
                        const std::stop_token &stop)
{
    QTemporaryDir begun(QFileInfo(target).dir().filePath(QStringLiteral(".importing-XXXXXX")));
    if (!begun.isValid())
        return makeError(ErrorCode::Io, QStringLiteral("The model folder cannot be written."),
                         begun.errorString(), target);
    for (const QString &file : files)
        GW_CHECK(copyWhole(file, begun.filePath(QFileInfo(file).fileName()), progress, stop));
    if (!QDir().rename(begun.path(), target))
        return makeError(ErrorCode::Io, QStringLiteral("The model could not be given its name."), {}, target);
    begun.setAutoRemove(false);
    return {};
}

Result<void> refuseWhatIsNoUse(const model::ModelInspection &inspection)
{
    if (inspection.problem)
        return tl::unexpected(*inspection.problem);
    if (inspection.hash == model::HashState::Wrong)
        return makeError(
            ErrorCode::Corrupt,
            QStringLiteral("This is not the file that was published under this name; get it anew."),
            inspection.sha256, inspection.path);
    return {};
}

} // namespace

Result<model::ModelInspection> importModel(const QString &source, const QString &folder, std::stop_token stop,
                                           const ProgressSink &progress)
{
    const QString path = QDir::cleanPath(QFileInfo(source).absoluteFilePath());
    GW_TRY(opened, model::ModelSource::open(path));
    GW_TRY(inspection, model::inspectModel(*opened, inspectedContext, stop));
    GW_CHECK(refuseWhatIsNoUse(inspection));
    const QString target = QDir(folder).filePath(QFileInfo(path).fileName());
    if (QFileInfo::exists(target)) {
        if (QFileInfo(target).canonicalFilePath() == QFileInfo(path).canonicalFilePath())
            return inspection;
        return makeError(
            ErrorCode::InvalidInput,
            QStringLiteral("There is a model of this name already; remove it or rename the new one."), {},
            target);
    }
    if (!QDir().mkpath(folder))
        return makeError(ErrorCode::Io, QStringLiteral("The model folder cannot be made."), {}, folder);
    const bool isFile = inspection.format == model::ModelSource::Format::Gguf;
    const QStringList files = isFile ? QStringList{path} : opened->files();
    CopyProgress copied{progress};
    for (const QString &file : files)
        copied.all += QFileInfo(file).size();
    if (isFile)
        GW_CHECK(copyWhole(path, target, copied, stop));
    else
        GW_CHECK(copyFolder(files, target, copied, stop));
    inspection.path = target;
    return inspection;
}

} // namespace gatewright::completion
