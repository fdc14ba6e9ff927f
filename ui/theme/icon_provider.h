// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QIcon>

#include <span>

namespace gatewright {

// The symbolic icons of resources/icons, by their files' names.
enum class Symbol {
    Add,
    ArrowDown,
    ArrowUp,
    Branch,
    Check,
    ChevronDown,
    ChevronRight,
    Circuit,
    Close,
    Command,
    Compare,
    DocumentNew,
    DocumentOpen,
    DocumentSave,
    DocumentSaveAll,
    EditCopy,
    EditFind,
    EditRedo,
    EditReplace,
    EditUndo,
    Error,
    File,
    FileKernel,
    Folder,
    Help,
    Hint,
    History,
    Information,
    Lock,
    Model,
    Offline,
    Outline,
    Problems,
    QuickFix,
    Refresh,
    Remove,
    Run,
    RunAgain,
    Settings,
    SplitDown,
    SplitRight,
    Stop,
    Warning,
};

// Icons that take their colour from the application's palette at the moment they are painted: after a change
// of theme the same QIcon is right without being set again.
class IconProvider
{
public:
    IconProvider();

    // In the colour of ordinary text.
    [[nodiscard]] QIcon icon(Symbol symbol) const;
    // In a colour of its own, for symbols that mean something (error, warning). The shape must say it as
    // well.
    [[nodiscard]] QIcon icon(Symbol symbol, const QColor &colour) const;

    // The name of the file without its suffix; for tests and accessible descriptions.
    [[nodiscard]] static QString fileName(Symbol symbol);
    [[nodiscard]] static std::span<const Symbol> all();
};

} // namespace gatewright
