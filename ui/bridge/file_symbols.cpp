// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/bridge/file_symbols.h"

#include "core/syntax/syntax_tree.h"
#include "core/text/line_index.h"

#include <QCoreApplication>
#include <QFile>

namespace gatewright {

namespace {

constexpr qint64 largestSource = qint64(1) << 20;

void collect(const std::vector<OutlineItem> &items, const QString &inside, const LineIndex &lines,
             std::string_view text, std::vector<FileSymbol> &symbols)
{
    for (const OutlineItem &item : items) {
        const QString name = QString::fromStdString(item.name);
        symbols.push_back({item.kind, name, inside, {}, lines.humanPosition(text, item.nameBegin)});
        collect(item.children, inside.isEmpty() ? name : inside + QStringLiteral("::") + name, lines, text,
                symbols);
    }
}

} // namespace

Result<std::vector<FileSymbol>> symbolsOf(Language language, std::string_view text, std::stop_token stop)
{
    GW_TRY(tree, SyntaxTree::parse(language, text, std::move(stop)));
    std::vector<FileSymbol> symbols;
    collect(tree.outline(), {}, LineIndex(text), text, symbols);
    return symbols;
}

Result<FolderSymbols> symbolsOf(const FileIndex &index, std::stop_token stop)
{
    FolderSymbols found;
    std::size_t files = 0;
    std::size_t bytes = 0;
    for (std::size_t file = 0; file < index.files.size(); ++file) {
        const QString path = index.absolutePath(file);
        const Language language = languageForFile(path);
        if (language == Language::PlainText)
            continue;
        if (stop.stop_requested())
            return makeError(ErrorCode::Cancelled, QStringLiteral("Cancelled."));
        if (files == mostSymbolFiles || bytes > mostSymbolBytes) {
            found.complete = false;
            break;
        }
        QFile source(path);
        if (!source.open(QIODevice::ReadOnly) || source.size() > largestSource)
            continue;
        const QByteArray text = source.readAll();
        ++files;
        bytes += static_cast<std::size_t>(text.size());
        Result<std::vector<FileSymbol>> symbols =
            symbolsOf(language, {text.constData(), static_cast<std::size_t>(text.size())}, stop);
        if (!symbols)
            continue;
        for (FileSymbol &symbol : *symbols) {
            symbol.path = path;
            found.symbols.push_back(std::move(symbol));
        }
    }
    return found;
}

QString symbolKindName(OutlineItem::Kind kind)
{
    switch (kind) {
    case OutlineItem::Kind::Namespace:
        return QCoreApplication::translate("FileSymbols", "namespace");
    case OutlineItem::Kind::Class:
        return QCoreApplication::translate("FileSymbols", "class");
    case OutlineItem::Kind::Structure:
        return QCoreApplication::translate("FileSymbols", "struct");
    case OutlineItem::Kind::Enumeration:
        return QCoreApplication::translate("FileSymbols", "enum");
    case OutlineItem::Kind::Function:
        break;
    }
    return QCoreApplication::translate("FileSymbols", "function");
}

} // namespace gatewright
