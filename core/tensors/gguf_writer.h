// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"
#include "core/base/whole_file.h"
#include "core/tensors/gguf_metadata.h"
#include "core/tensors/tensor_type.h"

#include <QByteArray>
#include <QString>

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace gatewright::tensors {

// Writes a GGUF file of version 3, tensor after tensor, beside its place and gives it its name when it is
// whole. Metadata and tensors are declared first, then begin(), then the data in the order of the
// declarations, in pieces of any size. Errors of writing are Io, with the path. For one thread.
class GgufWriter
{
public:
    explicit GgufWriter(const QString &path);

    // A key is given once; arrays in the order of their elements.
    void addText(std::string_view key, std::string_view value);
    void addUnsigned(std::string_view key, std::uint32_t value);
    void addReal(std::string_view key, float value);
    void addBoolean(std::string_view key, bool value);
    void addTexts(std::string_view key, std::span<const std::string> values);
    void addIntegers(std::string_view key, std::span<const std::int32_t> values);
    void addReals(std::string_view key, std::span<const float> values);
    // As it is in another file.
    void copy(const GgufEntry &entry);

    // `shape` as TensorInfo has it.
    void declare(std::string_view name, TensorType type, std::span<const std::uint64_t> shape);

    // What the file begins with, up to the data: without tensors, a file of its own.
    [[nodiscard]] QByteArray header() const;
    // Bytes of the whole file, once all is declared.
    [[nodiscard]] std::uint64_t fileBytes() const;

    [[nodiscard]] Result<void> begin();
    // Of the tensor that comes next, until it is complete.
    [[nodiscard]] Result<void> write(std::span<const std::byte> bytes);
    // InvalidInput when data is missing.
    [[nodiscard]] Result<void> commit();

private:
    struct Declared
    {
        std::string name;
        TensorType type = TensorType::F32;
        std::vector<std::uint64_t> shape;
        std::uint64_t bytes = 0;
    };

    void addKey(std::string_view key, GgufValueType type);
    void addArray(std::string_view key, GgufValueType elements, std::size_t count);
    [[nodiscard]] Result<void> writePadding(std::uint64_t behind);

    QString m_path;
    WholeFile m_file;
    QByteArray m_metadata;
    std::uint64_t m_entries = 0;
    std::vector<Declared> m_tensors;
    std::size_t m_next = 0;      // of m_tensors
    std::uint64_t m_written = 0; // bytes of it
};

} // namespace gatewright::tensors
