// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"
#include "core/tensors/tensor_type.h"

#include <QString>

#include <cstddef>
#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <vector>

namespace gatewright::tensors {

// A tensor to be written; the bytes outlive the call.
struct TensorToWrite
{
    std::string name;
    TensorType type = TensorType::F32; // F32, F16, BF16, F64, I8, I16, I32 or I64
    std::vector<std::uint64_t> shape;  // as TensorInfo has it: shape[0] is the contiguous axis
    std::span<const std::byte> data;
};

// Writes a safetensors file, tensor after tensor, beside its place and renames it when it is whole: whatever
// happens, the path holds the old file or the new one. InvalidInput for a tensor whose bytes are not its
// shape's, or whose type the format does not know; Io, with the path, when the disk refuses (it is full).
[[nodiscard]] Result<void> writeSafetensors(const QString &path, std::span<const TensorToWrite> tensors,
                                            const std::map<QString, QString> &metadata);

} // namespace gatewright::tensors
