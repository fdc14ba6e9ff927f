// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/diff/comparison.h"

#include "core/text/encoding.h"

#include <algorithm>
#include <limits>

namespace gatewright {

namespace {

// What a pane shows of a line: a minified file must not stop the window.
constexpr std::size_t longestShownLine = 4000;

class Side
{
public:
    explicit Side(const std::string &text)
        : m_text(text)
        , m_starts(git::lineStarts(text))
    {
    }

    [[nodiscard]] int lineCount() const { return static_cast<int>(m_starts.size()) - 1; }
    [[nodiscard]] std::size_t start(int line) const { return m_starts[static_cast<std::size_t>(line)]; }
    // Without its end.
    [[nodiscard]] std::string_view line(int line) const
    {
        std::string_view bytes(m_text);
        bytes = bytes.substr(start(line), start(line + 1) - start(line));
        while (!bytes.empty() && (bytes.back() == '\n' || bytes.back() == '\r'))
            bytes.remove_suffix(1);
        return bytes;
    }
    [[nodiscard]] std::string_view lines(int begin, int end) const
    {
        return std::string_view(m_text).substr(start(begin), start(end) - start(begin));
    }

private:
    const std::string &m_text;
    std::vector<std::size_t> m_starts;
};

QString decoded(std::string_view bytes)
{
    return QString::fromUtf8(bytes.data(), static_cast<qsizetype>(bytes.size()));
}

QString shown(std::string_view bytes)
{
    const bool cut = bytes.size() > longestShownLine;
    QString text = decoded(cut ? bytes.substr(0, longestShownLine) : bytes);
    // A text widget would break the line at these, or end it.
    for (QChar &character : text) {
        if (character == QChar::LineSeparator || character == QChar::ParagraphSeparator)
            character = QChar(0x21b5);
        else if (character < QLatin1Char(' ') && character != QLatin1Char('\t'))
            character = QChar(0x2400 + character.unicode());
    }
    if (cut)
        text += QChar(0x2026);
    return text;
}

void addRow(DiffPaneContents &pane, const Side &side, DiffRow::Kind kind, int line)
{
    if (!pane.rows.empty())
        pane.text += QLatin1Char('\n');
    if (line >= 0)
        pane.text += shown(side.line(line));
    DiffRow row;
    row.kind = kind;
    row.line = line;
    pane.rows.push_back(std::move(row));
}

// Spans in the bytes of some lines become columns in their rows.
void addMarks(DiffPaneContents &pane, const Side &side, int firstRow, int firstLine, int lineCount,
              const std::vector<git::WordSpan> &spans)
{
    const std::size_t base = side.start(firstLine);
    for (const git::WordSpan &span : spans) {
        for (int line = firstLine; line < firstLine + lineCount; ++line) {
            const std::string_view bytes = side.line(line);
            const std::size_t lineBegin = side.start(line) - base;
            const std::size_t begin = std::max(span.begin, lineBegin);
            const std::size_t end =
                std::min({span.end, lineBegin + bytes.size(), lineBegin + longestShownLine});
            if (begin >= end)
                continue;
            const auto column = [&](std::size_t offset) {
                return static_cast<int>(decoded(bytes.substr(0, offset - lineBegin)).size());
            };
            pane.rows[static_cast<std::size_t>(firstRow + line - firstLine)].marks.push_back(
                {column(begin), column(end)});
        }
    }
}

std::string withLineFeeds(std::string_view text)
{
    std::string made;
    made.reserve(text.size());
    for (std::size_t at = 0; at < text.size(); ++at) {
        if (text[at] != '\r')
            made += text[at];
        else if (at + 1 == text.size() || text[at + 1] != '\n')
            made += '\n';
    }
    return made;
}

bool differ(LineEnding one, LineEnding other)
{
    return one != other && one != LineEnding::None && other != LineEnding::None && one != LineEnding::Mixed &&
           other != LineEnding::Mixed;
}

} // namespace

Result<TextComparison> compareTexts(const std::string &before, const std::string &after,
                                    const std::stop_token &stop)
{
    if (differ(detectLineEnding(before), detectLineEnding(after))) {
        GW_TRY(same, compareTexts(withLineFeeds(before), withLineFeeds(after), stop));
        same.lineEndsDiffer = true;
        return same;
    }
    GW_TRY(changes, git::diffLines(before, after));
    const Side left(before);
    const Side right(after);
    TextComparison made;
    int oldLine = 0;
    int newLine = 0;
    const auto addSame = [&](int end) {
        for (; oldLine < end; ++oldLine, ++newLine) {
            addRow(made.left, left, DiffRow::Kind::Same, oldLine);
            addRow(made.right, right, DiffRow::Kind::Same, newLine);
        }
    };
    for (const git::LineChange &change : changes) {
        if (stop.stop_requested())
            return makeError(ErrorCode::Cancelled, QStringLiteral("The comparison was cancelled."));
        addSame(change.oldStart);
        const int firstRow = static_cast<int>(made.left.rows.size());
        const int rows = std::max(change.oldCount, change.newCount);
        const auto add = [&](DiffPaneContents &pane, const Side &side, int &line, int count, int row) {
            const bool filler = row >= count;
            addRow(pane, side, filler ? DiffRow::Kind::Filler : DiffRow::Kind::Changed, filler ? -1 : line++);
        };
        for (int row = 0; row < rows; ++row) {
            add(made.left, left, oldLine, change.oldCount, row);
            add(made.right, right, newLine, change.newCount, row);
        }
        const git::WordDiff words = git::diffWords(left.lines(change.oldStart, change.oldEnd()),
                                                   right.lines(change.newStart, change.newEnd()));
        addMarks(made.left, left, firstRow, change.oldStart, change.oldCount, words.before);
        addMarks(made.right, right, firstRow, change.newStart, change.newCount, words.after);
        made.changes.push_back({change, firstRow, rows});
    }
    addSame(left.lineCount());
    return made;
}

namespace {

// One side of three: its text, and how it came from the base.
struct Branch
{
    const Side &side;
    const std::vector<git::LineChange> &changes;
    std::size_t at = 0; // the next change
    int line = 0;       // of the side, where the rows are by now
};

struct Region
{
    int begin = 0; // lines of the base
    int end = 0;
};

// Takes the changes of a branch that touch the region, which grows by them. True when there were any.
bool absorb(const Branch &branch, std::size_t &at, Region &region)
{
    bool any = false;
    while (at < branch.changes.size() && branch.changes[at].oldStart <= region.end) {
        region.end = std::max(region.end, branch.changes[at].oldEnd());
        ++at;
        any = true;
    }
    return any;
}

void addRows(DiffPaneContents &pane, const Side &side, int &line, int count, int rows, DiffRow::Kind kind)
{
    for (int row = 0; row < rows; ++row)
        addRow(pane, side, row < count ? kind : DiffRow::Kind::Filler, row < count ? line++ : -1);
}

} // namespace

Result<ThreeWayComparison> compareThree(const std::string &base, const std::string &ours,
                                        const std::string &theirs, const std::stop_token &stop)
{
    GW_TRY(ourChanges, git::diffLines(base, ours));
    GW_TRY(theirChanges, git::diffLines(base, theirs));
    const Side baseSide(base);
    const Side ourSide(ours);
    const Side theirSide(theirs);
    Branch left{ourSide, ourChanges};
    Branch right{theirSide, theirChanges};
    ThreeWayComparison made;
    int line = 0; // of the base
    const auto addSame = [&](int end) {
        const int count = end - line;
        addRows(made.base, baseSide, line, count, count, DiffRow::Kind::Same);
        addRows(made.ours, ourSide, left.line, count, count, DiffRow::Kind::Same);
        addRows(made.theirs, theirSide, right.line, count, count, DiffRow::Kind::Same);
    };
    while (left.at < ourChanges.size() || right.at < theirChanges.size()) {
        if (stop.stop_requested())
            return makeError(ErrorCode::Cancelled, QStringLiteral("The comparison was cancelled."));
        const auto start = [](const Branch &branch) {
            return branch.at < branch.changes.size() ? branch.changes[branch.at].oldStart
                                                     : std::numeric_limits<int>::max();
        };
        Region region{std::min(start(left), start(right)), std::min(start(left), start(right))};
        const std::size_t leftFirst = left.at;
        const std::size_t rightFirst = right.at;
        // Each may make the region reach into the next change of the other.
        while (absorb(left, left.at, region) || absorb(right, right.at, region)) {
        }
        addSame(region.begin);
        const auto sizeAfter = [&region](const Branch &branch, std::size_t first) {
            int size = region.end - region.begin;
            for (std::size_t i = first; i < branch.at; ++i)
                size += branch.changes[i].newCount - branch.changes[i].oldCount;
            return size;
        };
        const int baseCount = region.end - region.begin;
        const int ourCount = sizeAfter(left, leftFirst);
        const int theirCount = sizeAfter(right, rightFirst);
        const int rows = std::max({baseCount, ourCount, theirCount});
        ThreeWayChange change;
        change.firstRow = static_cast<int>(made.base.rows.size());
        change.rowCount = rows;
        change.byOurs = left.at > leftFirst;
        change.byTheirs = right.at > rightFirst;
        made.changes.push_back(change);
        const auto kind = [](bool changed) { return changed ? DiffRow::Kind::Changed : DiffRow::Kind::Same; };
        const std::string_view before = baseSide.lines(region.begin, region.end);
        const auto addSide = [&](DiffPaneContents &pane, Branch &branch, int count, bool changed) {
            const int first = branch.line;
            addRows(pane, branch.side, branch.line, count, rows, kind(changed));
            if (changed)
                addMarks(pane, branch.side, change.firstRow, first, count,
                         git::diffWords(before, branch.side.lines(first, first + count)).after);
        };
        addRows(made.base, baseSide, line, baseCount, rows, DiffRow::Kind::Changed);
        addSide(made.ours, left, ourCount, change.byOurs);
        addSide(made.theirs, right, theirCount, change.byTheirs);
    }
    addSame(baseSide.lineCount());
    return made;
}

} // namespace gatewright
