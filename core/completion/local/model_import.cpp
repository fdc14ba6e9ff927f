// SPDX-License-Identifier: Apache-2.0
#include "core/completion/local/model_import.h"

#include "core/model/model_source.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QSaveFile>
#include <QStringList>
#include <QTemporaryDir>

#include <utility>

namespace gatewright::completion {

namespace {

constexpr std::uint64_t inspectedContext = 2048; // tokens; only the reported memory depends on it
constexpr qint64 copyChunk = 4 * 1024 * 1024;

Result<void> copyWhole(const QString &source, const QString &target, const std::stop_token &stop)
{
    QFile from(source);
    if (!from.open(QIODevice::ReadOnly))
        return makeError(ErrorCode::Io, QStringLiteral("The model file cannot be read."), from.errorString(),
                         source);
    QSaveFile to(target);
    if (!to.open(QIODevice::WriteOnly))
        return makeError(ErrorCode::Io, QStringLiteral("The model folder cannot be written."),
                         to.errorString(), target);
    while (!from.atEnd()) {
        if (stop.stop_requested())
            return makeError(ErrorCode::Cancelled, QStringLiteral("The import was cancelled."));
        const QByteArray part = from.read(copyChunk);
        if (part.isEmpty() || to.write(part) != part.size())
            return makeError(ErrorCode::Io,
                             QStringLiteral("The model could not be copied; is the disk full?"),
                             part.isEmpty() ? from.errorString() : to.errorString(), target);
    }
    if (!to.flush() || !to.commit())
        return makeError(ErrorCode::Io, QStringLiteral("The model could not be copied; is the disk full?"),
                         to.errorString(), target);
    return {};
}

// The files of a folder, side by side in a new one, which has its name only when all are there.
Result<void> copyFolder(const QStringList &files, const QString &target, const std::stop_token &stop)
{
    QTemporaryDir begun(QFileInfo(target).dir().filePath(QStringLiteral(".importing-XXXXXX")));
    if (!begun.isValid())
        return makeError(ErrorCode::Io, QStringLiteral("The model folder cannot be written."),
                         begun.errorString(), target);
    for (const QString &file : files)
        GW_CHECK(copyWhole(file, begun.filePath(QFileInfo(file).fileName()), stop));
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

Result<model::ModelInspection> importModel(const QString &source, const QString &folder, std::stop_token stop)
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
    if (inspection.format == model::ModelSource::Format::Gguf)
        GW_CHECK(copyWhole(path, target, stop));
    else
        GW_CHECK(copyFolder(opened->files(), target, stop));
    inspection.path = target;
    return inspection;
}

} // namespace gatewright::completion
