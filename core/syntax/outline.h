// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

extern "C" {
struct TSTree;
}

namespace gatewright {

// One named thing of a file, with what it holds.
struct OutlineItem
{
    enum class Kind { Namespace, Class, Structure, Enumeration, Function };

    Kind kind = Kind::Function;
    std::string name;      // as written: "fir", "Fifo::push", "operator+"
    std::size_t begin = 0; // bytes: the whole thing, decorators and template line included
    std::size_t end = 0;
    std::size_t nameBegin = 0; // where the name stands
    std::vector<OutlineItem> children;

    friend bool operator==(const OutlineItem &, const OutlineItem &) = default;
};

namespace detail {

// In the order of the text.
[[nodiscard]] std::vector<OutlineItem> outlineOf(const TSTree *tree, std::string_view source);

} // namespace detail

} // namespace gatewright
