// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"

#include <QCryptographicHash>
#include <QString>

#include <cstddef>
#include <memory>
#include <span>
#include <stop_token>
#include <vector>

namespace gatewright::model {

class ModelSource;

// SHA-256 of a model's weight files, one after the other, in parts: who is stopped goes on where it was, so
// that a hash that gives way to every request is known in the end. On one thread.
class WeightHash
{
public:
    // Errors: those of ModelSource::open().
    [[nodiscard]] static Result<WeightHash> open(const QString &path);
    // Of bytes that outlive it.
    explicit WeightHash(std::span<const std::span<const std::byte>> files);
    WeightHash(WeightHash &&) noexcept;
    WeightHash &operator=(WeightHash &&) noexcept;
    ~WeightHash();

    // Reads on, some milliseconds long; false once all is read.
    bool readPart();
    // Reads on to the end and says it, as lower-case hexadecimal digits: some seconds a gigabyte. Once only.
    // Errors: Cancelled, after which it may be called again.
    [[nodiscard]] Result<QString> finish(const std::stop_token &stop);

private:
    std::unique_ptr<ModelSource> m_source; // of the files; may be null
    std::vector<std::span<const std::byte>> m_files;
    std::size_t m_file = 0;  // that is read
    std::size_t m_begin = 0; // of the next part of it
    std::unique_ptr<QCryptographicHash> m_hash;
};

} // namespace gatewright::model
