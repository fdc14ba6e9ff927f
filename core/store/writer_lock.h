// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"

#include <QString>

#include <memory>

namespace gatewright::store {

// The right to write to the store of a profile: one process at a time. The kernel gives it back when the
// process ends, however it ends, so a lock is never left behind; the file stays.
class WriterLock
{
public:
    // Null when another process has it.
    [[nodiscard]] static Result<std::unique_ptr<WriterLock>> tryAcquire(const QString &path);
    ~WriterLock();
    WriterLock(const WriterLock &) = delete;
    WriterLock &operator=(const WriterLock &) = delete;

private:
    explicit WriterLock(int descriptor)
        : m_descriptor(descriptor)
    {
    }

    int m_descriptor;
};

} // namespace gatewright::store
