// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/text/language.h"

#include <QString>

#include <cstddef>
#include <string_view>
#include <vector>

extern "C" {
struct TSTree;
}

namespace gatewright {

// One place that does not parse, as a person wants to hear of it.
struct SyntaxError
{
    enum class Kind {
        Missing,    // something is left out: "Missing ‘;’"
        Unexpected, // something is too much: "Unexpected ‘)’"
        Unclosed,   // a bracket is never closed
        Unopened,   // a closing bracket has no partner
    };

    Kind kind = Kind::Unexpected;
    std::size_t begin =
        0; // bytes, at most one line; empty for Missing: the place right behind the text in front of it
    std::size_t end = 0;
    QString message;

    friend bool operator==(const SyntaxError &, const SyntaxError &) = default;
};

namespace detail {

[[nodiscard]] std::vector<SyntaxError> describeErrors(const TSTree *tree, Language language,
                                                      std::string_view source, std::size_t limit);

} // namespace detail

} // namespace gatewright
