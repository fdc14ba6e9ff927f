// SPDX-License-Identifier: Apache-2.0
#include "core/text/line_edits.h"

#include <algorithm>
#include <ranges>

namespace gatewright {

namespace {

constexpr std::string_view blanks = " \t";
constexpr std::string_view lineEnds = "\r\n";
constexpr std::size_t nowhere = std::string_view::npos;

// Whole lines, the last one with its line end where it has one.
struct Block
{
    std::size_t begin = 0;
    std::size_t end = 0;

    [[nodiscard]] std::size_t size() const { return end - begin; }
};

std::size_t lineBegin(std::string_view text, std::size_t offset)
{
    while (offset > 0 && text[offset - 1] != '\n' &&
           !(text[offset - 1] == '\r' && (offset == text.size() || text[offset] != '\n')))
        --offset;
    return offset;
}

std::size_t lineEnd(std::string_view text, std::size_t offset)
{
    return std::min(text.find_first_of(lineEnds, offset), text.size());
}

std::size_t behindLineEnd(std::string_view text, std::size_t end)
{
    if (end >= text.size())
        return text.size();
    return end + (text.substr(end).starts_with("\r\n") ? 2 : 1);
}

Block linesOf(std::string_view text, const CaretRange &caret)
{
    const std::size_t begin = std::min(caret.begin(), text.size());
    std::size_t last = std::min(caret.end(), text.size());
    if (last > begin && lineBegin(text, last) == last)
        last = lineBegin(text, last - 1);
    return {lineBegin(text, begin), behindLineEnd(text, lineEnd(text, last))};
}

// Ascending and apart: what touches is one block.
std::vector<Block> blocksOf(std::string_view text, std::span<const CaretRange> carets)
{
    std::vector<Block> all;
    for (const CaretRange &caret : carets)
        all.push_back(linesOf(text, caret));
    std::ranges::sort(all, {}, &Block::begin);
    std::vector<Block> merged;
    for (const Block &block : all) {
        if (!merged.empty() && block.begin <= merged.back().end)
            merged.back().end = std::max(merged.back().end, block.end);
        else
            merged.push_back(block);
    }
    return merged;
}

// Calls `visit(begin, end)` for each line of the block, without its line end.
template <class Visit>
void visitLines(std::string_view text, const Block &block, Visit visit)
{
    for (std::size_t begin = block.begin; begin < block.end || begin == block.begin;) {
        const std::size_t end = lineEnd(text, begin);
        visit(begin, end);
        const std::size_t next = behindLineEnd(text, end);
        if (next == begin || next >= block.end)
            break;
        begin = next;
    }
}

LineChange withCarets(std::vector<TextEdit> ascending, std::span<const CaretRange> carets)
{
    LineChange change{std::move(ascending), {}};
    std::ranges::reverse(change.edits);
    for (const CaretRange &caret : carets)
        change.carets.push_back(
            {offsetAfter(caret.anchor, change.edits), offsetAfter(caret.caret, change.edits)});
    return change;
}

LineChange nothing(std::span<const CaretRange> carets)
{
    return {{}, {carets.begin(), carets.end()}};
}

} // namespace

std::size_t offsetAfter(std::size_t offset, std::span<const TextEdit> backToFront)
{
    std::size_t after = offset;
    for (const TextEdit &edit : backToFront) {
        if (edit.begin > offset)
            continue;
        // Inside what goes: its start, behind as much of the new text as there was of the old.
        const std::size_t gone = std::min(edit.end, offset) - edit.begin;
        const std::size_t come = offset >= edit.end ? edit.text.size() : std::min(edit.text.size(), gone);
        after = after - gone + come;
    }
    return after;
}

LineChange toggleLineComment(std::string_view text, std::span<const CaretRange> carets,
                             std::string_view prefix)
{
    std::vector<TextEdit> edits;
    const std::vector<Block> blocks = blocksOf(text, carets);
    bool allCommented = true;
    for (const Block &block : blocks) {
        visitLines(text, block, [&](std::size_t begin, std::size_t end) {
            const std::string_view line = text.substr(begin, end - begin);
            const std::size_t first = line.find_first_not_of(blanks);
            allCommented = allCommented && (first == nowhere || line.substr(first).starts_with(prefix));
        });
    }
    for (const Block &block : blocks) {
        std::size_t column = nowhere; // the least indentation: where all prefixes go
        visitLines(text, block, [&](std::size_t begin, std::size_t end) {
            column = std::min(column, text.substr(begin, end - begin).find_first_not_of(blanks));
        });
        visitLines(text, block, [&](std::size_t begin, std::size_t end) {
            const std::string_view line = text.substr(begin, end - begin);
            const std::size_t first = line.find_first_not_of(blanks);
            if (first == nowhere)
                return;
            if (allCommented) {
                const bool spaced = line.substr(first + prefix.size()).starts_with(' ');
                edits.push_back({begin + first, begin + first + prefix.size() + (spaced ? 1 : 0), {}});
            } else {
                edits.push_back({begin + column, begin + column, std::string(prefix) + ' '});
            }
        });
    }
    return withCarets(std::move(edits), carets);
}

LineChange deleteLines(std::string_view text, std::span<const CaretRange> carets)
{
    std::vector<TextEdit> edits;
    for (const Block &block : blocksOf(text, carets))
        edits.push_back({block.begin, block.end, {}});
    LineChange change = withCarets(std::move(edits), carets);
    for (CaretRange &caret : change.carets)
        caret.anchor = caret.caret;
    return change;
}

LineChange moveLines(std::string_view text, std::span<const CaretRange> carets, LineDirection direction)
{
    LineChange change = nothing(carets);
    std::vector<TextEdit> edits;
    for (const Block &block : blocksOf(text, carets)) {
        // What changes places with the block.
        const bool up = direction == LineDirection::Up;
        const bool isLast = block.size() == 0 || lineEnds.find(text[block.end - 1]) == nowhere;
        if (up ? block.begin == 0 : isLast)
            continue;
        Block other = up ? Block{lineBegin(text, block.begin - 1), block.begin}
                         : Block{block.end, behindLineEnd(text, lineEnd(text, block.end))};
        if (up && text[block.begin - 1] == '\n' && block.begin >= 2 && text[block.begin - 2] == '\r')
            other.begin = lineBegin(text, block.begin - 2);
        const Block first = up ? other : block;
        const Block second = up ? block : other;
        std::string_view above = text.substr(first.begin, first.size());
        const std::string_view below = text.substr(second.begin, second.size());
        // The last line of the text may have no line end: then it takes that of the line above.
        const std::size_t breakSize = above.ends_with("\r\n") ? 2 : 1;
        const std::size_t aboveText = above.size() - breakSize;
        const bool unended = below.empty() || lineEnds.find(below.back()) == nowhere;
        std::string swapped(below);
        if (unended)
            swapped += above.substr(aboveText);
        swapped += unended ? above.substr(0, aboveText) : above;
        const std::size_t belowSize = below.size() + (unended ? breakSize : 0);
        edits.push_back({first.begin, second.end, std::move(swapped)});
        for (std::size_t index = 0; index < carets.size(); ++index) {
            if (carets[index].begin() < block.begin || linesOf(text, carets[index]).end > block.end)
                continue;
            const auto moved = [&](std::size_t offset) {
                if (up)
                    return offset - other.size();
                return std::min(offset + belowSize, text.size());
            };
            change.carets[index] = {moved(carets[index].anchor), moved(carets[index].caret)};
        }
    }
    std::ranges::reverse(edits);
    change.edits = std::move(edits);
    return change;
}

LineChange sortLines(std::string_view text, std::span<const CaretRange> carets, LineOrder order)
{
    std::vector<TextEdit> edits;
    for (const Block &block : blocksOf(text, carets)) {
        std::vector<std::string_view> lines;
        visitLines(text, block, [&](std::size_t begin, std::size_t end) {
            lines.push_back(text.substr(begin, end - begin));
        });
        if (lines.size() < 2)
            continue;
        // The line ends stay where they are, the lines between them change places.
        std::vector<std::string_view> sorted = lines;
        if (order == LineOrder::Ascending)
            std::ranges::stable_sort(sorted);
        else
            std::ranges::stable_sort(sorted, std::greater());
        if (sorted == lines)
            continue;
        std::string made;
        std::size_t place = block.begin;
        for (std::size_t index = 0; index < lines.size(); ++index) {
            made += sorted[index];
            place += lines[index].size();
            const std::size_t next = std::min(behindLineEnd(text, place), block.end);
            made += text.substr(place, next - place);
            place = next;
        }
        edits.push_back({block.begin, block.end, std::move(made)});
    }
    LineChange change = nothing(carets);
    std::ranges::reverse(edits);
    change.edits = std::move(edits);
    return change; // the text keeps its length, and the carets their places
}

LineChange trimLineEnds(std::string_view text, std::span<const CaretRange> carets)
{
    std::vector<Block> blocks;
    if (std::ranges::all_of(carets, &CaretRange::isEmpty))
        blocks.push_back({0, text.size()});
    else
        blocks = blocksOf(text, carets);
    std::vector<TextEdit> edits;
    for (const Block &block : blocks) {
        visitLines(text, block, [&](std::size_t begin, std::size_t end) {
            const std::size_t last = text.substr(begin, end - begin).find_last_not_of(blanks);
            const std::size_t keep = last == nowhere ? begin : begin + last + 1;
            if (keep < end)
                edits.push_back({keep, end, {}});
        });
    }
    return withCarets(std::move(edits), carets);
}

LineChange joinLines(std::string_view text, std::span<const CaretRange> carets)
{
    std::vector<TextEdit> edits;
    for (Block block : blocksOf(text, carets)) {
        std::size_t end = lineEnd(text, block.begin);
        if (behindLineEnd(text, end) >= block.end && block.end < text.size()) // one line: with the next
            block.end = behindLineEnd(text, lineEnd(text, block.end));
        while (end < text.size() && behindLineEnd(text, end) < block.end) {
            const std::size_t next = behindLineEnd(text, end);
            const std::size_t rest = std::min(text.find_first_not_of(blanks, next), text.size());
            const std::size_t nextEnd = lineEnd(text, next);
            std::size_t keep = end;
            while (keep > block.begin && blanks.find(text[keep - 1]) != nowhere)
                --keep;
            edits.push_back({keep, std::min(rest, nextEnd), rest < nextEnd ? " " : ""});
            end = nextEnd;
        }
    }
    // Two edits may meet at an empty line; they are one then.
    std::vector<TextEdit> apart;
    for (TextEdit &edit : edits) {
        if (!apart.empty() && edit.begin <= apart.back().end) {
            apart.back().end = edit.end;
            apart.back().text = apart.back().text.empty() ? edit.text : apart.back().text;
        } else {
            apart.push_back(std::move(edit));
        }
    }
    return withCarets(std::move(apart), carets);
}

std::vector<CaretRange> caretsAtLineEnds(std::string_view text, std::span<const CaretRange> carets)
{
    std::vector<CaretRange> made;
    for (const Block &block : blocksOf(text, carets))
        visitLines(text, block, [&made](std::size_t, std::size_t end) { made.push_back({end, end}); });
    return made;
}

} // namespace gatewright
