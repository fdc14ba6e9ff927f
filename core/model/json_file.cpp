// SPDX-License-Identifier: Apache-2.0
#include "core/model/json_file.h"

#include <QFile>
#include <QFileInfo>
#include <QJsonDocument>

namespace gatewright::model {

Result<QJsonObject> readJsonFile(const QString &path, qint64 maximumBytes)
{
    if (!QFileInfo(path).isFile())
        return makeError(ErrorCode::NotFound,
                         QStringLiteral("A file of the model is missing; fetch the whole folder."), {}, path);
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return makeError(ErrorCode::Io, QStringLiteral("A file of the model cannot be read."),
                         file.errorString(), path);
    if (file.size() > maximumBytes)
        return makeError(
            ErrorCode::LimitExceeded,
            QStringLiteral("A file of the model is larger than %1 MB, more than any model needs.")
                .arg(maximumBytes / 1'000'000),
            {}, path);
    QJsonParseError problem;
    const QJsonDocument document = QJsonDocument::fromJson(file.readAll(), &problem);
    if (!document.isObject())
        return makeError(
            ErrorCode::Corrupt, QStringLiteral("A file of the model is damaged; fetch it again."),
            document.isNull() ? QStringLiteral("%1 at byte %2").arg(problem.errorString()).arg(problem.offset)
                              : QStringLiteral("not an object"),
            path);
    return document.object();
}

} // namespace gatewright::model
