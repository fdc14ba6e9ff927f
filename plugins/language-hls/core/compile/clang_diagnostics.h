// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/check/diagnostic.h"
#include "plugins/language-hls/core/compile/visible_folders.h"

#include <QString>

#include <clang-c/Index.h>

#include <vector>

namespace gatewright {
class TextDocument;
}

namespace gatewright::hls {

// What libclang says about the main file of `unit`, whose text is `document`, in the order of its places.
//
// An error in a header stands at the place of the document that led there: the instantiation that a note
// names, or else the #include line. Warnings of headers are left out. When an #include led out of the visible
// folders nothing is told but that, so that no message carries what stands there.
[[nodiscard]] std::vector<Diagnostic> clangDiagnostics(CXTranslationUnit unit, const TextDocument &document,
                                                       const VisibleFolders &visible, std::size_t maximum);

} // namespace gatewright::hls
