// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/text/language.h"

#include <memory>

namespace KSyntaxHighlighting {
class Definition;
class Repository;
class Theme;
} // namespace KSyntaxHighlighting

namespace gatewright {

enum class ColourScheme { Light, Dark, HighContrast };

// The syntax definitions and syntax themes: those of KSyntaxHighlighting and our own (HLS C++, Qiskit), which
// are compiled in. Loading takes some 10 ms, so the composition root makes one and passes it down; it must
// outlive every document and theme made from it. GUI thread only.
class SyntaxLibrary
{
public:
    SyntaxLibrary();
    ~SyntaxLibrary();
    SyntaxLibrary(const SyntaxLibrary &) = delete;
    SyntaxLibrary &operator=(const SyntaxLibrary &) = delete;

    // An invalid definition for plain text and for what KSyntaxHighlighting does not know.
    [[nodiscard]] KSyntaxHighlighting::Definition definition(Language language) const;
    // For files of other languages (Tcl, JSON, Markdown, ...), by file name.
    [[nodiscard]] KSyntaxHighlighting::Definition definitionForFile(const QString &path) const;
    [[nodiscard]] KSyntaxHighlighting::Theme theme(ColourScheme scheme) const;

private:
    std::unique_ptr<KSyntaxHighlighting::Repository> m_repository;
};

} // namespace gatewright
