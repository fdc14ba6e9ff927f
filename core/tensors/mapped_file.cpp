// SPDX-License-Identifier: Apache-2.0
#include "core/tensors/mapped_file.h"

#include <QFileInfo>

namespace gatewright::tensors {

Result<std::span<const std::byte>> MappedFile::open(const QString &path)
{
    const QFileInfo info(path);
    if (!info.exists())
        return makeError(ErrorCode::NotFound, QStringLiteral("There is no such model file."), {}, path);
    if (!info.isFile())
        return makeError(ErrorCode::InvalidInput, QStringLiteral("This is not a model file."), {}, path);
    m_file.setFileName(path);
    if (!m_file.open(QIODevice::ReadOnly))
        return makeError(ErrorCode::Io, QStringLiteral("The model file cannot be read."),
                         m_file.errorString(), path);
    const qint64 size = m_file.size();
    if (size == 0)
        return makeError(ErrorCode::Corrupt, QStringLiteral("The model file is empty; fetch it again."), {},
                         path);
    const uchar *mapped = m_file.map(0, size);
    if (!mapped)
        return makeError(ErrorCode::Io, QStringLiteral("The model file cannot be mapped into memory."),
                         m_file.errorString(), path);
    return std::as_bytes(std::span(mapped, static_cast<std::size_t>(size)));
}

} // namespace gatewright::tensors
