// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"

#include <QString>

#include <memory>

class QTemporaryDir;

namespace gatewright::hls {

// A folder below `parent` for files of this process alone. It goes when this goes, which may take up to a
// second where a child that is being killed still writes there; what is left then, and what processes that
// were killed left there, goes when the next one makes its own.
class ProcessFolder
{
public:
    // Io: the folder cannot be made.
    [[nodiscard]] static Result<ProcessFolder> create(const QString &parent);

    ProcessFolder(ProcessFolder &&) noexcept;
    ProcessFolder &operator=(ProcessFolder &&) noexcept;
    ~ProcessFolder();

    [[nodiscard]] QString path() const;

private:
    explicit ProcessFolder(std::unique_ptr<QTemporaryDir> folder);

    std::unique_ptr<QTemporaryDir> m_folder;
};

} // namespace gatewright::hls
