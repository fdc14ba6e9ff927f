// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/bridge/servers/completion_insertion.h"

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

Snippet snippetOf(const lsp::CompletionItem &item)
{
    QString text = item.newText;
    const std::string plain = text.remove(QLatin1Char('\r')).toStdString();
    Snippet snippet{plain, {}};
    if (item.isSnippet) // one that cannot be read is put in as it is written
        snippet = parseSnippet(plain).value_or(snippet);
    if (std::ranges::none_of(snippet.stops, [](const SnippetStop &stop) { return stop.number == 0; }))
        snippet.stops.push_back({0, snippet.text.size(), snippet.text.size()});
    return snippet;
}

std::ptrdiff_t growth(const TextEdit &edit)
{
    return static_cast<std::ptrdiff_t>(edit.text.size()) - static_cast<std::ptrdiff_t>(edit.end - edit.begin);
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
                                                const DocumentBuffer &document,
                                                const std::vector<TextSpan> &typed)
{
    const std::string_view text = document.text();
    const TextSpan main = typed.front();
    // The range's end was the caret when it was asked; what was typed since then belongs to it. In front of
    // the word it may take more: the dot that becomes an arrow.
    std::string_view inFront;
    if (item.range) {
        const std::size_t begin = document.offset(item.range->start);
        if (begin < main.begin && document.lineAt(begin) == document.lineAt(main.end))
            inFront = text.substr(begin, main.begin - begin);
    }
    const Snippet snippet = snippetOf(item);
    std::vector<TextEdit> all;
    std::vector<Snippet> put; // of `all`, one by one
    for (const TextSpan &word : typed) {
        if (!text.substr(0, word.begin).ends_with(inFront))
            continue;
        const std::size_t begin = word.begin - inFront.size();
        put.push_back(fitted(snippet, document.newLine(), indentationOf(document, begin), "\t"));
        all.push_back({begin, word.end, put.back().text});
    }
    for (const lsp::RangeEdit &edit : item.additionalEdits)
        all.push_back(
            {document.offset(edit.range.start), document.offset(edit.range.end), edit.newText.toStdString()});
    CompletionInsertion made;
    for (std::size_t index = 0; index < put.size(); ++index) {
        std::ptrdiff_t begin = static_cast<std::ptrdiff_t>(all[index].begin);
        for (std::size_t other = 0; other < all.size(); ++other) {
            if (other != index && all[other].end <= all[index].begin)
                begin += growth(all[other]);
        }
        const auto place = static_cast<std::size_t>(begin);
        for (const SnippetStop &stop : put[index].stops)
            made.stops.push_back({stop.number, place + stop.begin, place + stop.end});
        const TextSpan whole{place, place + put[index].text.size()};
        made.whole = index == 0 ? whole
                                : TextSpan{std::min(made.whole.begin, whole.begin),
                                           std::max(made.whole.end, whole.end)};
    }
    GW_TRY(ordered, backToFront(std::move(all)));
    made.edits = std::move(ordered);
    return made;
}

} // namespace gatewright
