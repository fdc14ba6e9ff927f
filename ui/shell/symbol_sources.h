// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/bridge/bookmarks.h"
#include "ui/bridge/file_place.h"
#include "ui/bridge/file_symbols.h"
#include "ui/bridge/snippet_library.h"
#include "ui/shell/quick_pick.h"

#include <QCoreApplication>

namespace gatewright {

// "@": functions and types of the current file in its order; "#": those of the folder.
class SymbolSource : public QuickPickSource
{
    Q_DECLARE_TR_FUNCTIONS(SymbolSource)

public:
    enum class Scope { File, Folder };
    using Symbols = std::function<const std::vector<FileSymbol> &()>;
    using Go = std::function<void(const FileSymbol &symbol)>;

    SymbolSource(Scope scope, Symbols symbols, std::function<QString()> root, Go go)
        : m_scope(scope)
        , m_symbols(std::move(symbols))
        , m_root(std::move(root))
        , m_go(std::move(go))
    {
    }

    [[nodiscard]] QString prefix() const override
    {
        return m_scope == Scope::File ? QStringLiteral("@") : QStringLiteral("#");
    }
    [[nodiscard]] QString placeholder() const override
    {
        return m_scope == Scope::File ? tr("Type the name of a function or type of this file")
                                      : tr("Type the name of a function or type of the folder");
    }
    [[nodiscard]] QList<QuickPickItem> items(const QString &query) const override;

private:
    Scope m_scope;
    Symbols m_symbols;
    std::function<QString()> m_root;
    Go m_go;
};

// "+": pieces of code for the current file's language.
class SnippetSource : public QuickPickSource
{
    Q_DECLARE_TR_FUNCTIONS(SnippetSource)

public:
    using Snippets = std::function<const std::vector<SnippetEntry> &()>;
    using Insert = std::function<void(const Snippet &snippet)>;

    SnippetSource(Snippets snippets, Insert insert)
        : m_snippets(std::move(snippets))
        , m_insert(std::move(insert))
    {
    }

    [[nodiscard]] QString prefix() const override { return QStringLiteral("+"); }
    [[nodiscard]] QString placeholder() const override { return tr("Type words of a snippet"); }
    [[nodiscard]] QList<QuickPickItem> items(const QString &query) const override;

private:
    Snippets m_snippets;
    Insert m_insert;
};

// "=": the bookmarks, with what stands in their lines.
class BookmarkSource : public QuickPickSource
{
    Q_DECLARE_TR_FUNCTIONS(BookmarkSource)

public:
    // The text of a line, where it is at hand.
    using LineText = std::function<QString(const Bookmarks::Place &place)>;
    using Go = std::function<void(const FilePlace &place)>;

    BookmarkSource(const Bookmarks &bookmarks, LineText lineText, Go go)
        : m_bookmarks(bookmarks)
        , m_lineText(std::move(lineText))
        , m_go(std::move(go))
    {
    }

    [[nodiscard]] QString prefix() const override { return QStringLiteral("="); }
    [[nodiscard]] QString placeholder() const override { return tr("Type words of a bookmark"); }
    [[nodiscard]] QList<QuickPickItem> items(const QString &query) const override;

private:
    const Bookmarks &m_bookmarks;
    LineText m_lineText;
    Go m_go;
};

} // namespace gatewright
