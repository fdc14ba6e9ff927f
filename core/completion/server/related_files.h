// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/completion/serve/prompt_assembly.h"
#include "core/text/language.h"

#include <QString>

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace gatewright::completion {

// The text of a document that the editor has open, by its local path.
using OpenText = std::function<std::optional<std::string>(const QString &path)>;

// The files of the same folder that a text names at its top: #include "fir.h" in C++, `import qft` and `from
// qft import` in Python. At most three, in the order of the text, so that the prompt keeps its beginning.
// What the editor has open goes before what the disk holds; what cannot be read is left out.
[[nodiscard]] std::vector<ContextFile> relatedFiles(Language language, const QString &path,
                                                    std::string_view text, const OpenText &openText = {});

} // namespace gatewright::completion
