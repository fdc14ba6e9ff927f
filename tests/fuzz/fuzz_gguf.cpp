// SPDX-License-Identifier: Apache-2.0
// Any bytes at all, read as a model file: the reader answers with a file or an error, and what it calls a
// file can be walked over from end to end.
#include "core/tensors/dequantise.h"
#include "core/tensors/gguf_file.h"

#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <vector>

using namespace gatewright::tensors;

namespace {

void walkMetadata(const GgufMetadata &metadata)
{
    for (const GgufEntry &entry : metadata.entries()) {
        if (metadata.find(entry.key) == nullptr)
            std::abort();
        static_cast<void>(metadata.unsignedInteger(entry.key));
        static_cast<void>(metadata.real(entry.key));
        static_cast<void>(metadata.boolean(entry.key));
        static_cast<void>(metadata.text(entry.key));
        static_cast<void>(metadata.integers(entry.key));
        static_cast<void>(metadata.reals(entry.key));
        // Whatever passed the reader's check must decode.
        const auto *array = std::get_if<GgufArray>(&entry.value);
        if (array != nullptr && array->elementType == GgufValueType::String && !metadata.texts(entry.key))
            std::abort();
    }
}

void walkTensors(const GgufFile &file)
{
    for (const TensorInfo &tensor : file.tensors()) {
        if (file.find(tensor.name) != &tensor)
            std::abort();
        if (!canDequantise(tensor.type))
            continue;
        std::vector<float> values(tensor.elementCount());
        if (!dequantise(tensor.type, tensor.data, values))
            std::abort();
    }
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    // A copy of exactly this size, so that a sanitizer sees the first byte read too far.
    std::vector<std::byte> bytes(size);
    if (size > 0)
        std::memcpy(bytes.data(), data, size);
    if (const auto file = GgufFile::parse(bytes, QStringLiteral("fuzz"))) {
        walkMetadata((*file)->metadata());
        walkTensors(**file);
    }
    return 0;
}
