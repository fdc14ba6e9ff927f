// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace gatewright {

// What a word is, as only somebody who understands the program can say.
enum class WordKind { Namespace, Type, TypeParameter, Function, Macro, Parameter, Property, Constant };
inline constexpr int wordKinds = 8;

struct ColouredWord
{
    int line = 0;   // 0-based
    int column = 0; // UTF-16 units
    int length = 0;
    WordKind kind = WordKind::Type;

    friend bool operator==(const ColouredWord &, const ColouredWord &) = default;
};

} // namespace gatewright
