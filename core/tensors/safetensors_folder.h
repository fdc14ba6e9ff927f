// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/tensors/safetensors_file.h"

#include <memory>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace gatewright::tensors {

// The weights of a model folder: `model.safetensors`, or the files that `model.safetensors.index.json`
// distributes them over. Every tensor of the index is in the file that the index names, no tensor is in two
// files, and every tensor of the files is in the index.
//
// Immutable; any thread may use it. Lives as long as its tensors are used.
class SafetensorsFolder
{
public:
    static constexpr std::size_t kMaximumFiles = 1024;
    static constexpr qint64 kMaximumIndexBytes = 64'000'000;

    // Whether the folder has one of the two files.
    [[nodiscard]] static bool isIn(const QString &folder);

    // Errors: those of SafetensorsFile; NotFound when there are no weights; Corrupt when index and files
    // contradict each other or the index points out of the folder.
    [[nodiscard]] static Result<std::unique_ptr<SafetensorsFolder>> open(const QString &folder);

    // By the names of the files.
    [[nodiscard]] std::span<const std::unique_ptr<SafetensorsFile>> files() const { return m_files; }
    // File by file, in the order of their data.
    [[nodiscard]] std::span<const TensorInfo *const> tensors() const { return m_tensors; }
    [[nodiscard]] const TensorInfo *find(std::string_view name) const;
    // The path of the file that holds this tensor; that of the folder when none does.
    [[nodiscard]] QString fileOf(std::string_view name) const;

private:
    SafetensorsFolder() = default;

    Result<void> add(std::unique_ptr<SafetensorsFile> file);

    QString m_folder;
    std::vector<std::unique_ptr<SafetensorsFile>> m_files;
    std::vector<const TensorInfo *> m_tensors;
    std::unordered_map<std::string_view, std::size_t> m_fileOf; // the index in m_files
};

} // namespace gatewright::tensors
