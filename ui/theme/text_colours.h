// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/theme/theme.h"

#include <QSyntaxHighlighter>

#include <memory>

class QTextDocument;

namespace gatewright {

// Colours a text widget's document as the editor colours a file with this name, until the answer is
// destroyed. It goes through the whole text at once: for texts of some thousand lines. `library` outlives it.
[[nodiscard]] std::unique_ptr<QSyntaxHighlighter> makeTextColours(QTextDocument &document,
                                                                  const SyntaxLibrary &library,
                                                                  const Theme &theme, const QString &path);

} // namespace gatewright
