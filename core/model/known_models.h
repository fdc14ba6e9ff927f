// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"
#include "core/tensors/gguf_file.h"

#include <QLatin1String>
#include <QString>

#include <cstddef>
#include <span>
#include <stop_token>

namespace gatewright::model {

// A published file whose content is known.
struct KnownModel
{
    QLatin1String fileName;
    qint64 bytes = 0;
    QLatin1String sha256;
    QLatin1String licence;
};

// What the program uses when nobody chose a model.
[[nodiscard]] const KnownModel &defaultModel();

enum class HashState {
    Unknown, // not a file that this version knows by name
    Right,
    Wrong, // a known name over another content: damaged, or something else
};

// By name, size and hash. `sha256` is that of the whole file, as lower-case hexadecimal digits.
[[nodiscard]] HashState hashState(const QString &path, qint64 bytes, const QString &sha256);

// The hash of the file, read once from beginning to end: some seconds a gigabyte, and not at all in memory.
// Errors: Cancelled.
[[nodiscard]] Result<QString> sha256Of(const tensors::GgufFile &file, std::stop_token stop);
// The same of several files, one after the other.
[[nodiscard]] Result<QString> sha256Of(std::span<const std::span<const std::byte>> files,
                                       std::stop_token stop);

// Refuses, as Corrupt, a file that has the name of a known model and not its content; any other file is fine.
[[nodiscard]] Result<void> verifyKnownModel(const tensors::GgufFile &file, std::stop_token stop);

} // namespace gatewright::model
