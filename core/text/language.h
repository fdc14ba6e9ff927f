// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>

namespace gatewright {

enum class Language {
    PlainText,
    HlsCpp, // C and C++, with or without HLS pragmas
    Qiskit, // Python, with or without Qiskit
};

// By the file name's suffix alone, in any case of letters: .c .cc .cpp .cxx .h .hh .hpp .hxx are HlsCpp, .py
// is Qiskit.
[[nodiscard]] Language languageForFile(const QString &path);

// For people: "HLS C++", "Qiskit", "Plain text".
[[nodiscard]] QString languageName(Language language);

// As LSP calls it in languageId: "cpp", "python", "plaintext". Reading accepts "c" too; what is unknown is
// PlainText.
[[nodiscard]] QString languageId(Language language);
[[nodiscard]] Language languageFromId(const QString &id);

} // namespace gatewright
