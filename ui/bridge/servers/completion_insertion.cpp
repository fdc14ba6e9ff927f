// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/bridge/servers/completion_insertion.h"

#include "core/lsp/snippet.h"
#include "core/text/line_index.h"

#include <algorithm>

namespace gatewright {

namespace {

std::string indentationOf(const DocumentBuffer &document, std::size_t offset)
{
    const int line = document.lineAt(offset);
    const std::size_t begin = document.lineStart(line);
    const std::string_view text = document.text().substr(begin, offset - begin);
    return std::string(text.substr(0, std::min(text.find_first_not_of(" \t"), text.size())));
}

// The text in bytes with its line ends and indentation, and where each of its UTF-16 units begins.
struct Written
{
    std::string bytes;
    std::vector<std::size_t> offsets; // one a unit and one for the end
};

Written written(const QString &text, const std::string &indentation, std::string_view newLine)
{
    Written made;
    for (qsizetype index = 0; index < text.size(); ++index) {
        made.offsets.push_back(made.bytes.size());
        const QChar unit = text.at(index);
        if (unit == QLatin1Char('\r'))
            continue;
        if (unit == QLatin1Char('\n')) {
            made.bytes += newLine;
            made.bytes += indentation;
        } else if (unit.isHighSurrogate() && index + 1 < text.size()) {
            made.bytes += text.mid(index, 2).toStdString();
            made.offsets.push_back(made.bytes.size());
            ++index;
        } else {
            made.bytes += QString(unit).toStdString();
        }
    }
    made.offsets.push_back(made.bytes.size());
    return made;
}

} // namespace

Result<std::vector<TextEdit>> byteEdits(const std::vector<lsp::RangeEdit> &edits,
                                        const DocumentBuffer &document)
{
    std::vector<TextEdit> bytes;
    bytes.reserve(edits.size());
    for (const lsp::RangeEdit &edit : edits)
        bytes.push_back(
            {document.offset(edit.range.start), document.offset(edit.range.end), edit.newText.toStdString()});
    return backToFront(std::move(bytes));
}

Result<CompletionInsertion> completionInsertion(const lsp::CompletionItem &item,
                                                const DocumentBuffer &document, std::size_t wordBegin,
                                                std::size_t caret)
{
    TextEdit main{wordBegin, caret, {}};
    if (item.range) {
        // Its end was the caret when it was asked; what was typed since then belongs to it. In front of the
        // word it may take more: the dot that becomes an arrow.
        const std::size_t begin = document.offset(item.range->start);
        if (begin < wordBegin && document.lineAt(begin) == document.lineAt(caret))
            main.begin = begin;
    }
    const lsp::Snippet snippet =
        item.isSnippet ? lsp::parseSnippet(item.newText)
                       : lsp::Snippet{item.newText, {{0, item.newText.size(), item.newText.size()}}};
    const Written text = written(snippet.text, indentationOf(document, main.begin), document.newLine());
    main.text = text.bytes;
    std::vector<TextEdit> all{main};
    std::ptrdiff_t moved = 0; // by edits in front
    for (const lsp::RangeEdit &edit : item.additionalEdits) {
        const TextEdit bytes{document.offset(edit.range.start), document.offset(edit.range.end),
                             edit.newText.toStdString()};
        if (bytes.end <= main.begin)
            moved += static_cast<std::ptrdiff_t>(bytes.text.size()) -
                     static_cast<std::ptrdiff_t>(bytes.end - bytes.begin);
        all.push_back(bytes);
    }
    CompletionInsertion made;
    GW_TRY(ordered, backToFront(std::move(all)));
    made.edits = std::move(ordered);
    const std::size_t begin = static_cast<std::size_t>(static_cast<std::ptrdiff_t>(main.begin) + moved);
    for (const lsp::Snippet::Stop &stop : snippet.stops)
        made.stops.push_back({begin + text.offsets[static_cast<std::size_t>(stop.begin)],
                              begin + text.offsets[static_cast<std::size_t>(stop.end)]});
    return made;
}

} // namespace gatewright
