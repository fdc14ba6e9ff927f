// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"

#include <QFile>
#include <QString>

#include <cstddef>
#include <span>

namespace gatewright::tensors {

// A model file as memory. Not copied and not moved: what was read of it points into the mapping.
class MappedFile
{
public:
    // Once. NotFound, InvalidInput for what is no file, Io, and Corrupt for an empty file, each with its
    // path.
    [[nodiscard]] Result<std::span<const std::byte>> open(const QString &path);

private:
    QFile m_file;
};

} // namespace gatewright::tensors
