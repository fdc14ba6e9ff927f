// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"
#include "core/tensors/gguf_metadata.h"
#include "core/tensors/mapped_file.h"
#include "core/tensors/tensor_type.h"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace gatewright::tensors {

// A tensor in its file. shape[0] is the contiguous axis: a weight matrix that maps `in` numbers to `out` has
// the shape {in, out}, out rows of in elements each.
struct TensorInfo
{
    std::string name;
    TensorType type = TensorType::F32;
    std::vector<std::uint64_t> shape;
    std::span<const std::byte> data;

    [[nodiscard]] std::uint64_t elementCount() const;
};

// A GGUF file, version 2 or 3, mapped and checked: its tensors lie inside the file, aligned, without overlap.
//
// The file is mapped, not read: opening costs a walk over the metadata, and weights come in as they are
// touched. Texts and data point into the mapping and die with this object. Read-only and immutable: any
// thread may use it. Whoever overwrites the file in place while it is open pulls the rug from under every
// reader; replace models by renaming.
class GgufFile
{
public:
    static constexpr std::uint64_t kMaximumTensors = 65'536;
    static constexpr std::size_t kMaximumNameLength = 64;
    static constexpr std::uint32_t kMaximumDimensions = 4;

    // Errors: NotFound, Io, Corrupt (with the offset), Unsupported (version 1, big-endian, unknown weight
    // types).
    [[nodiscard]] static Result<std::unique_ptr<GgufFile>> open(const QString &path);
    // The same from bytes that outlive the object and begin at an address that suits their weights (16 is
    // enough); `name` stands for the file in errors.
    [[nodiscard]] static Result<std::unique_ptr<GgufFile>> parse(std::span<const std::byte> bytes,
                                                                 const QString &name);

    GgufFile(const GgufFile &) = delete;
    GgufFile &operator=(const GgufFile &) = delete;

    [[nodiscard]] const QString &name() const { return m_name; }
    [[nodiscard]] std::uint32_t version() const { return m_version; }
    [[nodiscard]] std::uint64_t alignment() const { return m_alignment; }
    [[nodiscard]] std::span<const std::byte> bytes() const { return m_bytes; }
    [[nodiscard]] const GgufMetadata &metadata() const { return m_metadata; }

    // In file order.
    [[nodiscard]] std::span<const TensorInfo> tensors() const { return m_tensors; }
    [[nodiscard]] const TensorInfo *find(std::string_view name) const;
    // find() for tensors that must be there: Corrupt, naming the tensor, when it is not.
    [[nodiscard]] Result<const TensorInfo *> require(std::string_view name) const;

private:
    GgufFile() = default;

    Result<void> readAll();
    Result<void> readTensorInfos(ByteReader &reader, std::uint64_t count);
    Result<void> placeTensors(const ByteReader &reader);
    Result<void> checkOverlaps() const;

    QString m_name;
    MappedFile m_file;
    std::span<const std::byte> m_bytes;
    std::uint32_t m_version = 0;
    std::uint64_t m_alignment = 32;
    GgufMetadata m_metadata;
    std::vector<TensorInfo> m_tensors;
    std::vector<std::uint64_t> m_offsets; // relative to the data section, one a tensor
    std::unordered_map<std::string_view, std::size_t> m_byName;
};

} // namespace gatewright::tensors
