// SPDX-License-Identifier: Apache-2.0
// Any bytes at all, read as a safetensors file: the reader answers with a file or an error, and what it calls
// a file can be walked over from end to end.
#include "core/tensors/dequantise.h"
#include "core/tensors/safetensors_file.h"

#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <vector>

using namespace gatewright::tensors;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    // A copy of exactly this size, so that a sanitizer sees the first byte read too far.
    std::vector<std::byte> bytes(size);
    if (size > 0)
        std::memcpy(bytes.data(), data, size);
    const auto file = SafetensorsFile::parse(bytes, QStringLiteral("fuzz"));
    if (!file)
        return 0;
    std::size_t covered = 0;
    for (const TensorInfo &tensor : (*file)->tensors()) {
        if ((*file)->find(tensor.name) != &tensor)
            std::abort();
        covered += tensor.data.size();
        if (!canDequantise(tensor.type))
            continue;
        std::vector<float> values(tensor.elementCount());
        if (!dequantise(tensor.type, tensor.data, values))
            std::abort();
    }
    if (covered > size)
        std::abort(); // tensors overlap
    return 0;
}
