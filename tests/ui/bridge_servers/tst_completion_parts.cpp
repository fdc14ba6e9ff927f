// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/result_test.h"
#include "ui/bridge/servers/completion_filter.h"
#include "ui/bridge/servers/completion_insertion.h"

#include <QTest>

#include <memory>

using namespace gatewright;

namespace {

lsp::CompletionItem item(const char *label, const char *newText = nullptr)
{
    lsp::CompletionItem made;
    made.label = made.filterText = made.sortText = QString::fromUtf8(label);
    made.newText = QString::fromUtf8(newText ? newText : label);
    return made;
}

} // namespace

class TestCompletionParts : public QObject
{
    Q_OBJECT

private:
    SyntaxLibrary m_library;

    // The text after the item was taken at the end of `typed` in "before typed behind", with stops in
    // brackets.
    std::string taken(const lsp::CompletionItem &what, const std::string &before, const std::string &typed,
                      const std::string &behind = {}) const
    {
        DocumentBuffer document(m_library);
        document.setBytes(before + typed + behind);
        const auto made =
            completionInsertion(what, document, {{before.size(), before.size() + typed.size()}});
        if (!made || !document.apply(made->edits))
            return "refused";
        std::string text(document.text());
        for (auto stop = made->stops.rbegin(); stop != made->stops.rend(); ++stop) {
            text.insert(stop->end, "]");
            text.insert(stop->begin, "[");
        }
        return text;
    }

private Q_SLOTS:
    void theBestComesFirst()
    {
        std::vector<lsp::CompletionItem> items{item("unread"), item("read_next"), item("Read"), item("write"),
                                               item("read")};
        items[1].sortText = QStringLiteral("0");
        const auto fitting = fittingCompletions(items, QStringLiteral("rea"));
        QStringList labels;
        for (const FittingCompletion &found : fitting)
            labels.append(items[found.item].label);
        QCOMPARE(labels.size(), 4);                            // write does not fit
        QCOMPARE(labels.first(), QStringLiteral("read_next")); // the same score as "read": the server's order
        QCOMPARE(labels.last(), QStringLiteral("unread"));
        QCOMPARE(fitting.front().matched, (QList<int>{0, 1, 2}));
        QCOMPARE(fittingCompletions(items, {}).size(), items.size());
    }
    void labelsOfServersStayOneLine()
    {
        lsp::CompletionItem odd = item("<b>a\nb</b>");
        odd.detail = QStringLiteral("int\n(int)");
        const CompletionRow row = completionRow(odd, {0});
        QCOMPARE(row.label, QStringLiteral("<b>a b</b>"));
        QCOMPARE(row.detail, QStringLiteral("int (int)"));
        QVERIFY(row.matched.isEmpty());
    }
    void whatIsTypedIsReplaced()
    {
        QCOMPARE(taken(item("read"), "in.", "re", ";"), std::string("in.read[];"));
        lsp::CompletionItem arrow = item("read", "->read");
        arrow.range = Range{{0, 2}, {0, 3}}; // asked behind the dot
        QCOMPARE(taken(arrow, "in.", "re"), std::string("in->read[]"));
    }
    void snippetsHaveTheLineEndsAndIndentationOfTheText()
    {
        lsp::CompletionItem loop = item("for", "for (${1:int i}) {\n\t$0\n}");
        loop.isSnippet = true;
        QCOMPARE(taken(loop, "\r\n  ", "fo"), std::string("\r\n  for ([int i]) {\r\n  \t[]\r\n  }"));
    }
    void includesInFrontMoveTheStops()
    {
        lsp::CompletionItem found = item("sqrt", "sqrt($1)");
        found.isSnippet = true;
        found.additionalEdits = {{{{0, 0}, {0, 0}}, QStringLiteral("#include <cmath>\n")}};
        QCOMPARE(taken(found, "int ü;\n", "sq"), std::string("#include <cmath>\nint ü;\nsqrt([])[]"));
        found.additionalEdits = {{{{1, 0}, {1, 1}}, QStringLiteral("x")}}; // where the word itself stands
        QCOMPARE(taken(found, "int ü;\n", "sq"), std::string("refused"));
    }
    void eachCaretGetsIt()
    {
        lsp::CompletionItem found = item("sqrt", "sqrt(${1:x})");
        found.isSnippet = true;
        found.additionalEdits = {{{{0, 0}, {0, 0}}, QStringLiteral("//\n")}};
        DocumentBuffer document(m_library);
        document.setBytes("sq sq sq");
        const auto made = completionInsertion(found, document, {{3, 5}, {0, 2}, {6, 8}});
        GW_VERIFY_RESULT(made);
        GW_VERIFY_RESULT(document.apply(made->edits));
        QCOMPARE(std::string(document.text()), std::string("//\nsqrt(x) sqrt(x) sqrt(x)"));
        QCOMPARE(made->stops,
                 (std::vector<SnippetStop>{
                     {1, 16, 17}, {0, 18, 18}, {1, 8, 9}, {0, 10, 10}, {1, 24, 25}, {0, 26, 26}}));
        QCOMPARE(made->whole.begin, std::size_t(3));
        QCOMPARE(made->whole.end, std::size_t(26));
    }
    // "in.re" and "re": what takes the dot along does not fit a word without one.
    void whatTakesMoreInFrontGoesOnlyWhereThatStands()
    {
        lsp::CompletionItem arrow = item("read", "->read");
        arrow.range = Range{{0, 2}, {0, 3}};
        DocumentBuffer document(m_library);
        document.setBytes("in.re re out.re");
        const auto made = completionInsertion(arrow, document, {{3, 5}, {6, 8}, {13, 15}});
        GW_VERIFY_RESULT(made);
        GW_VERIFY_RESULT(document.apply(made->edits));
        QCOMPARE(std::string(document.text()), std::string("in->read re out->read"));
    }
    void aSnippetThatIsTooMuchIsText()
    {
        lsp::CompletionItem odd =
            item("x", "${1:${2:${3:${4:${5:${6:${7:${8:${9:${10:${11:${12:a}}}}}}}}}}}}");
        odd.isSnippet = true;
        QVERIFY(taken(odd, "", "x").starts_with("${1:"));
    }
    void unitsOutsideOfThePlane()
    {
        lsp::CompletionItem odd = item("x", "😀${1:ä}");
        odd.isSnippet = true;
        QCOMPARE(taken(odd, "", "x"), std::string("😀[ä][]"));
    }
};

QTEST_MAIN(TestCompletionParts)
#include "tst_completion_parts.moc"
