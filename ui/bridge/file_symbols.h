// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/project/file_index.h"
#include "core/syntax/outline.h"
#include "core/text/language.h"
#include "core/text/position.h"

#include <QString>

#include <stop_token>
#include <vector>

namespace gatewright {

// A named thing and where its name stands.
struct FileSymbol
{
    OutlineItem::Kind kind = OutlineItem::Kind::Function;
    QString name;
    QString inside; // what holds it: "gatewright::Fifo"
    QString path;   // absolute; empty for the text that was asked about
    HumanPosition place;
};

// In the order of the text. Errors as SyntaxTree::parse.
[[nodiscard]] Result<std::vector<FileSymbol>> symbolsOf(Language language, std::string_view text,
                                                        std::stop_token stop = {});

// Those of the sources of a folder, as long as there are at most this many of some size together. Files that
// cannot be read or parsed are passed over. Synchronous: call it from a task. Cancelled.
inline constexpr std::size_t mostSymbolFiles = 3'000;
inline constexpr std::size_t mostSymbolBytes = 32U << 20U;
struct FolderSymbols
{
    std::vector<FileSymbol> symbols;
    bool complete = true; // false: there were more sources
};
[[nodiscard]] Result<FolderSymbols> symbolsOf(const FileIndex &index, std::stop_token stop);

// For people: "function", "class" …
[[nodiscard]] QString symbolKindName(OutlineItem::Kind kind);

} // namespace gatewright
