// SPDX-License-Identifier: Apache-2.0
#include "core/completion/local/model_import.h"

#include "core/tensors/gguf_file.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QSaveFile>

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

} // namespace

Result<model::ModelInspection> importModel(const QString &source, const QString &folder, std::stop_token stop)
{
    if (QFileInfo(source).isDir())
        return makeError(
            ErrorCode::InvalidInput,
            QStringLiteral("Only a model file is copied. Use a model folder where it lies, by its "
                           "path, or move it into %1.")
                .arg(folder),
            {}, source);
    GW_TRY(file, tensors::GgufFile::open(source));
    GW_TRY(inspection, model::inspectModel(*file, inspectedContext, stop));
    if (inspection.problem)
        return tl::unexpected(*inspection.problem);
    if (inspection.hash == model::HashState::Wrong)
        return makeError(
            ErrorCode::Corrupt,
            QStringLiteral("This is not the file that was published under this name; get it anew."),
            inspection.sha256, source);
    const QString target = QDir(folder).filePath(QFileInfo(source).fileName());
    if (QFileInfo::exists(target)) {
        if (QFileInfo(target).canonicalFilePath() == QFileInfo(source).canonicalFilePath())
            return inspection;
        return makeError(
            ErrorCode::InvalidInput,
            QStringLiteral("There is a model of this name already; remove it or rename the new one."), {},
            target);
    }
    if (!QDir().mkpath(folder))
        return makeError(ErrorCode::Io, QStringLiteral("The model folder cannot be made."), {}, folder);
    GW_CHECK(copyWhole(source, target, stop));
    inspection.path = target;
    return inspection;
}

} // namespace gatewright::completion
