// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme/text_colours.h"

// clang-format off
#include <KSyntaxHighlighting/Definition>
#include <KSyntaxHighlighting/SyntaxHighlighter>
#include <KSyntaxHighlighting/Theme>
// clang-format on

namespace gatewright {

std::unique_ptr<QSyntaxHighlighter> makeTextColours(QTextDocument &document, const SyntaxLibrary &library,
                                                    const Theme &theme, const QString &path)
{
    auto colours = std::make_unique<KSyntaxHighlighting::SyntaxHighlighter>(&document);
    colours->setTheme(theme.syntax());
    colours->setDefinition(library.definitionForFile(path));
    return colours;
}

} // namespace gatewright
