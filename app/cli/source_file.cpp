// SPDX-License-Identifier: Apache-2.0
#include "app/cli/source_file.h"

#include "core/text/encoding.h"

#include <QFile>
#include <QFileInfo>

#include <string_view>

namespace gatewright::cli {

namespace {

// More than any design; above it a file is data.
constexpr qint64 maximumFileBytes = qint64{64} << 20;

} // namespace

Result<std::string> readSource(const QString &path)
{
    QFile file(path);
    if (!QFileInfo::exists(path))
        return makeError(ErrorCode::NotFound, QStringLiteral("There is no such file."));
    if (QFileInfo(path).isDir())
        return makeError(ErrorCode::InvalidInput, QStringLiteral("This is a folder; name its files."));
    if (!file.open(QIODevice::ReadOnly))
        return makeError(ErrorCode::Io, QStringLiteral("The file cannot be read."), file.errorString());
    const QByteArray bytes = file.read(maximumFileBytes + 1);
    if (bytes.size() > maximumFileBytes)
        return makeError(ErrorCode::LimitExceeded,
                         QStringLiteral("The file is larger than 64 MB; split it to have it checked."));
    const std::string_view view(bytes.constData(), static_cast<std::size_t>(bytes.size()));
    const FileFormat format = detectFormat(view);
    if (format.looksBinary)
        return makeError(ErrorCode::InvalidInput, QStringLiteral("The file is not text."));
    return decode(view, format.encoding);
}

} // namespace gatewright::cli
