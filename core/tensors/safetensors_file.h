// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"
#include "core/tensors/gguf_file.h"
#include "core/tensors/mapped_file.h"

#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace gatewright::tensors {

// A safetensors file, mapped and checked: a length, a JSON header and the tensors' bytes, which the header
// covers without a hole or an overlap (https://github.com/huggingface/safetensors, "Format").
//
// Shapes are turned round, so that TensorInfo means the same as for a GGUF file: shape[0] is the contiguous
// axis, and a single number has the shape {1}. Data is not aligned to anything. Texts and data die with this
// object. Read-only and immutable: any thread may use it.
class SafetensorsFile
{
public:
    static constexpr std::uint64_t kMaximumHeader = 100'000'000; // bytes; the format's own limit
    static constexpr std::size_t kMaximumTensors = 65'536;
    static constexpr std::size_t kMaximumNameLength = 256;
    static constexpr qsizetype kMaximumDimensions = 8;

    // Errors: NotFound, Io, Corrupt (with the tensor), Unsupported (numbers of an unknown kind).
    [[nodiscard]] static Result<std::unique_ptr<SafetensorsFile>> open(const QString &path);
    // The same from bytes that outlive the object; `name` stands for the file in errors.
    [[nodiscard]] static Result<std::unique_ptr<SafetensorsFile>> parse(std::span<const std::byte> bytes,
                                                                        const QString &name);

    SafetensorsFile(const SafetensorsFile &) = delete;
    SafetensorsFile &operator=(const SafetensorsFile &) = delete;

    [[nodiscard]] const QString &name() const { return m_name; }
    [[nodiscard]] std::span<const std::byte> bytes() const { return m_bytes; }
    // The texts under "__metadata__".
    [[nodiscard]] const std::map<QString, QString> &metadata() const { return m_metadata; }

    // In the order of their data.
    [[nodiscard]] std::span<const TensorInfo> tensors() const { return m_tensors; }
    [[nodiscard]] const TensorInfo *find(std::string_view name) const;

private:
    SafetensorsFile() = default;

    Result<void> readAll();

    QString m_name;
    MappedFile m_file;
    std::span<const std::byte> m_bytes;
    std::map<QString, QString> m_metadata;
    std::vector<TensorInfo> m_tensors;
    std::unordered_map<std::string_view, std::size_t> m_byName;
};

} // namespace gatewright::tensors
