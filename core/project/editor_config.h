// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"
#include "core/text/encoding.h"

#include <QString>

#include <optional>

namespace gatewright {

// What the .editorconfig files above a file say about it (https://spec.editorconfig.org); nothing where they
// say nothing.
struct EditorConfig
{
    std::optional<bool> indentWithTabs;
    std::optional<int> indentWidth;
    std::optional<int> tabWidth;
    std::optional<int> lineLength;
    std::optional<bool> trimTrailingSpace;
    std::optional<bool> finalNewline;
    std::optional<LineEnding> lineEnding;
    std::optional<Encoding> encoding;

    friend bool operator==(const EditorConfig &, const EditorConfig &) = default;
};

// Reads the files in the folders above `path` (absolute) up to one with root = true. Synchronous: call it
// from a task. Corrupt: a file breaks the format; its path is in `place`.
[[nodiscard]] Result<EditorConfig> readEditorConfig(const QString &path);

} // namespace gatewright
