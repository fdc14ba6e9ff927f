// SPDX-License-Identifier: Apache-2.0
#include "core/text/line_edits.h"
#include "tests/support/result_test.h"

using namespace gatewright;

namespace {

// A text with its selections written into it: | is a caret, [ … | or | … ] one with an anchor.
struct Marked
{
    std::string text;
    std::vector<CaretRange> carets;
};

Marked parse(std::string_view marked)
{
    Marked made;
    std::optional<std::size_t> anchor;
    for (const char byte : marked) {
        if (byte == '[') {
            anchor = made.text.size();
        } else if (byte == '|') {
            made.carets.push_back({anchor.value_or(made.text.size()), made.text.size()});
            anchor.reset();
        } else if (byte == ']') {
            made.carets.back().anchor = made.text.size();
        } else {
            made.text += byte;
        }
    }
    return made;
}

std::string written(const std::string &text, std::vector<CaretRange> carets)
{
    std::string made = text;
    std::ranges::sort(carets, std::greater(), &CaretRange::end);
    for (const CaretRange &caret : carets) {
        if (caret.isEmpty()) {
            made.insert(caret.caret, "|");
            continue;
        }
        made.insert(caret.end(), caret.caret == caret.end() ? "|" : "]");
        made.insert(caret.begin(), caret.caret == caret.begin() ? "|" : "[");
    }
    return made;
}

template <class Command>
std::string after(std::string_view marked, Command command)
{
    const Marked before = parse(marked);
    const LineChange change = command(before.text, before.carets);
    const auto text = textAfter(before.text, change.edits);
    return text ? written(*text, change.carets) : "the edits do not fit";
}

} // namespace

class TestLineEdits : public QObject
{
    Q_OBJECT

private:
    using Row = std::tuple<const char *, const char *, const char *>;
    static void rows(std::initializer_list<Row> all)
    {
        QTest::addColumn<std::string>("before");
        QTest::addColumn<std::string>("wanted");
        for (const auto &[name, before, wanted] : all)
            QTest::newRow(name) << std::string(before) << std::string(wanted);
    }

private Q_SLOTS:
    void comments_data()
    {
        rows({{"one line", "a|b\nc\n", "# a|b\nc\n"},
              {"and back", "  # a|b\n", "  a|b\n"},
              {"without a blank", "#a|\n", "a|\n"},
              {"the least indentation", "[  a\n    b|\n", "[  # a\n  #   b|\n"},
              {"empty lines stay", "[a\n\nb|\n", "# [a\n\n# b|\n"},
              {"mixed: all get one more", "[# a\nb|\n", "# [# a\n# b|\n"},
              {"the line of its end is not meant", "[a\n|b\n", "# [a\n|b\n"},
              {"two carets", "a|\nx\n  b|\n", "# a|\nx\n  # b|\n"},
              {"two carets, both commented", "# a|\nx\n  # b|\n", "a|\nx\n  b|\n"},
              {"two carets in one line", "a|b|\n", "# a|b|\n"},
              {"carriage returns", "[a\r\nb|\r\n", "# [a\r\n# b|\r\n"},
              {"no last line end", "a\nb|", "a\n# b|"},
              {"nothing to comment", "|\n", "|\n"}});
    }
    void comments()
    {
        QFETCH(std::string, before);
        QTEST(after(before, [](auto text, auto carets) { return toggleLineComment(text, carets, "#"); }),
              "wanted");
    }

    void deleted_data()
    {
        rows({{"one", "a\nb|c\nd\n", "a\n|d\n"},
              {"several carets", "a|\nb\nc|\nd\n", "|b\n|d\n"},
              {"a selection", "a\n[b\nc|\nd", "a\n|d"},
              {"the last", "a\nb|", "a\n|"},
              {"all", "a|", "|"}});
    }
    void deleted()
    {
        QFETCH(std::string, before);
        QTEST(after(before, deleteLines), "wanted");
    }

    void movedUp_data()
    {
        rows({{"one", "a\nb|c\nd\n", "b|c\na\nd\n"},
              {"the first stays", "a|\nb\n", "a|\nb\n"},
              {"two", "x\n[a\nb|\ny\n", "[a\nb|\nx\ny\n"},
              {"the last, without a line end", "a\nb|", "b|\na"},
              {"the empty last", "a\n|", "|\na"},
              {"two carets apart", "1\na|\n2\nb|\n", "a|\n1\nb|\n2\n"},
              {"two carets that touch", "1\na|\nb|\n", "a|\nb|\n1\n"},
              {"one cannot, the other can", "a|\n1\nb|\n", "a|\nb|\n1\n"},
              {"carriage returns", "a\r\nb|\r\n", "b|\r\na\r\n"},
              {"carriage returns, last", "a\r\nb|", "b|\r\na"},
              {"a selection to the next line", "x\n[a\n|y\n", "[a\n|x\ny\n"}});
    }
    void movedUp()
    {
        QFETCH(std::string, before);
        QTEST(
            after(before, [](auto text, auto carets) { return moveLines(text, carets, LineDirection::Up); }),
            "wanted");
    }

    void movedDown_data()
    {
        rows({{"one", "a|\nb\nc\n", "b\na|\nc\n"},
              {"the last stays", "a\nb|", "a\nb|"},
              {"before the last", "a|x\nb", "b\na|x"},
              {"below the last line end", "a|\n", "\na|"},
              {"two carets apart", "a|\n1\nb|\n2\n", "1\na|\n2\nb|\n"},
              {"two", "[a\nb|\nlong line\nz\n", "long line\n[a\nb|\nz\n"},
              {"carriage returns", "a|\r\nbb\r\n", "bb\r\na|\r\n"}});
    }
    void movedDown()
    {
        QFETCH(std::string, before);
        QTEST(after(before,
                    [](auto text, auto carets) { return moveLines(text, carets, LineDirection::Down); }),
              "wanted");
    }

    void sorted_data()
    {
        rows({{"three", "[b\nc\na|\n", "[a\nb\nc|\n"},
              {"one line is nothing", "b|\na\n", "b|\na\n"},
              {"without a last line end", "[b\na|", "[a\nb|"},
              {"two selections", "[b\na|\n-\n[2\n1|\n", "[a\nb|\n-\n[1\n2|\n"}});
    }
    void sorted()
    {
        QFETCH(std::string, before);
        QTEST(after(before,
                    [](auto text, auto carets) { return sortLines(text, carets, LineOrder::Ascending); }),
              "wanted");
    }
    void sortedTheOtherWay()
    {
        QCOMPARE(after("[a\nc\nb|\n",
                       [](auto text, auto carets) { return sortLines(text, carets, LineOrder::Descending); }),
                 std::string("[c\nb\na|\n"));
    }

    void trimmed_data()
    {
        rows({{"everywhere", "a  |\nb\t\n  \nc", "a|\nb\n\nc"},
              {"in the selection", "a  \n[b  |\nc  \n", "a  \n[b|\nc  \n"},
              {"before carriage returns", "a \r\n|", "a\r\n|"}});
    }
    void trimmed()
    {
        QFETCH(std::string, before);
        QTEST(after(before, trimLineEnds), "wanted");
    }

    void joined_data()
    {
        rows({{"with the next", "a|\n    b\nc", "a| b\nc"},
              {"a selection", "[a  \n  b\nc|\nd", "[a b c|\nd"},
              {"an empty line between", "[a\n\nb|", "[a b|"},
              {"with an empty one", "a|\n\nb", "a|\nb"},
              {"the last", "a|", "a|"},
              {"carriage returns", "a|\r\nb", "a| b"}});
    }
    void joined()
    {
        QFETCH(std::string, before);
        QTEST(after(before, joinLines), "wanted");
    }

    void caretsStandAtLineEnds()
    {
        const Marked before = parse("[ab\nc\n\nd|\ne");
        QCOMPARE(written(before.text, caretsAtLineEnds(before.text, before.carets)),
                 std::string("ab|\nc|\n|\nd|\ne"));
    }

    // Whatever the carets and the text are, the edits fit and the carets stay inside.
    void anyTextIsSafe()
    {
        std::uint32_t state = 7;
        const auto random = [&state](std::uint32_t below) {
            state = state * 1664525U + 1013904223U;
            return (state >> 8U) % below;
        };
        constexpr std::string_view letters = "ab \t\n\r";
        for (int round = 0; round < 3'000; ++round) {
            std::string text;
            for (std::uint32_t size = random(24); size > 0; --size)
                text += letters[random(static_cast<std::uint32_t>(letters.size()))];
            std::vector<CaretRange> carets;
            for (std::uint32_t count = 1 + random(3); count > 0; --count)
                carets.push_back({random(static_cast<std::uint32_t>(text.size()) + 1),
                                  random(static_cast<std::uint32_t>(text.size()) + 1)});
            for (const LineChange &change :
                 {toggleLineComment(text, carets, "//"), deleteLines(text, carets),
                  moveLines(text, carets, LineDirection::Up), moveLines(text, carets, LineDirection::Down),
                  sortLines(text, carets, LineOrder::Ascending), trimLineEnds(text, carets),
                  joinLines(text, carets)}) {
                const auto made = textAfter(text, change.edits);
                GW_VERIFY_RESULT(made);
                QCOMPARE(change.carets.size(), carets.size());
                for (const CaretRange &caret : change.carets)
                    QVERIFY(caret.end() <= made->size());
            }
        }
    }
};

QTEST_APPLESS_MAIN(TestLineEdits)
#include "tst_line_edits.moc"
