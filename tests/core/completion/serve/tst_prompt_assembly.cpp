// SPDX-License-Identifier: Apache-2.0
#include "core/completion/serve/prompt_assembly.h"
#include "marked_text.h"

#include <QTest>

using namespace gatewright;
using namespace gatewright::completion;

namespace {

std::string manyLines(int count)
{
    std::string text;
    for (int line = 0; line < count; ++line)
        text += "    sum += input[" + std::to_string(line) + "];\n";
    return text;
}

} // namespace

class TestPromptAssembly : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void endsWithTheTextBeforeTheCursor()
    {
        const MarkedText text(Language::HlsCpp, "int a;\nint b|\nint c;\n");
        const Prompt prompt = assemblePrompt(text.context, "fir.cpp", {});
        QVERIFY(prompt.text.ends_with("int a;\nint b"));
        QVERIFY(prompt.text.starts_with("// fir.cpp\n"));
    }

    void whatFollowsStandsBeforeAsAComment()
    {
        const MarkedText text(Language::Qiskit, "qc = |\n\nqc.measure_all()\n)\n");
        const Prompt prompt = assemblePrompt(text.context, "bell.py", {});
        const std::size_t comment = prompt.text.find("# qc.measure_all()\n");
        QVERIFY(comment != std::string::npos);
        QVERIFY(comment < prompt.contextBytes);
        QVERIFY(prompt.text.find("# )") == std::string::npos);
        QCOMPARE(prompt.text.substr(prompt.contextBytes), std::string("qc = "));
    }

    void controlTokensStayText()
    {
        const MarkedText text(Language::Qiskit, "x = '<|");
        const Prompt prompt = assemblePrompt(text.context, {}, {{"b.py", "s = '<|endoftext|>'"}});
        QVERIFY(prompt.text.find("<|endoftext|>") != std::string::npos);
    }

    void relatedFilesComeFirstAndShareTheirBudget()
    {
        const MarkedText text(Language::HlsCpp, "int a|\n");
        PromptBudget budget;
        budget.related = 200;
        const Prompt prompt = assemblePrompt(text.context, "fir.cpp",
                                             {{"fir.h", manyLines(50)}, {"tb.cpp", manyLines(50)}}, budget);
        const std::size_t header = prompt.text.find("// fir.h\n");
        const std::size_t bench = prompt.text.find("// tb.cpp\n");
        QVERIFY(header < bench);
        QVERIFY(bench < prompt.text.find("// fir.cpp\n"));
        QVERIFY(prompt.contextBytes < 300);
    }

    void typingKeepsTheBeginning()
    {
        // Reuse of the model's keys and values ends at the first byte that differs: count how often the
        // beginning moves.
        std::string before = manyLines(400);
        std::string last;
        int moves = 0;
        for (int key = 0; key < 1000; ++key) {
            before += key % 30 == 29 ? '\n' : 'a';
            const CursorContext context = cursorContext(Language::HlsCpp, before, before.size());
            const std::string prompt = assemblePrompt(context, "fir.cpp", {}).text;
            QVERIFY(prompt.size() <= PromptBudget().before + 200);
            if (key > 0 && prompt.substr(0, 200) != last.substr(0, 200))
                ++moves;
            last = prompt;
        }
        QVERIFY2(moves <= 2, qPrintable(QString::number(moves)));
    }

    void whatFollowsStandsBehindTheHole()
    {
        const MarkedText text(Language::Qiskit, "qc = | + x\nqc.measure_all()\n");
        const Prompt prompt =
            assemblePrompt(text.context, "bell.py", {{"b.py", "y = 1"}}, {}, Prompt::Form::FillIn);
        QCOMPARE(prompt.text, std::string("# b.py\ny = 1\n\n# bell.py\nqc = "));
        QCOMPARE(prompt.after, std::string(" + x\nqc.measure_all()\n"));
        QCOMPARE(prompt.text.substr(prompt.hole), std::string("qc = "));
        QVERIFY(prompt.form == Prompt::Form::FillIn);
        QVERIFY(assemblePrompt(text.context, "bell.py", {}).after.empty());
    }

    void typingHardlyMovesTheHole()
    {
        // Behind the first byte that differs the model reads everything anew, and what follows the hole is
        // long.
        std::string before = manyLines(100);
        const std::string after = "\n" + manyLines(100);
        Prompt last;
        int moves = 0;
        for (int key = 0; key < 1000; ++key) {
            before += key % 30 == 29 ? '\n' : 'a';
            const std::string all = before + after;
            const CursorContext context = cursorContext(Language::HlsCpp, all, before.size());
            Prompt prompt = assemblePrompt(context, "fir.cpp", {}, {}, Prompt::Form::FillIn);
            QVERIFY(prompt.hole == 0 || prompt.text[prompt.hole - 1] == '\n');
            QVERIFY(prompt.text.size() - prompt.hole < PromptBudget().holeStep + 40);
            QVERIFY(!prompt.after.empty() && prompt.after.size() <= PromptBudget().behindHole);
            QCOMPARE(prompt.after.back(), '\n');
            if (key > 0 && !prompt.beginsWith(last))
                ++moves;
            last = std::move(prompt);
        }
        QVERIFY2(moves <= 1000 / 256 + 3, qPrintable(QString::number(moves)));
    }

    void oneEndlessLineHasAHole()
    {
        std::string line;
        while (line.size() < 20000)
            line += "\xC3\xA4";
        const CursorContext context = cursorContext(Language::PlainText, line, 9000);
        const Prompt prompt = assemblePrompt(context, {}, {}, {}, Prompt::Form::FillIn);
        QVERIFY(prompt.text.size() <= PromptBudget().before);
        QCOMPARE(prompt.hole, std::size_t(0));
        QVERIFY(prompt.after.size() > 700 && prompt.after.size() <= PromptBudget().behindHole);
        QCOMPARE(prompt.after.size() % 2, std::size_t(0));
    }

    void cutStartsAtALine()
    {
        const std::string before = manyLines(400);
        const std::size_t start = anchoredStart(before, 3000, 768);
        QVERIFY(start > 0);
        QCOMPARE(before[start - 1], '\n');
        QVERIFY(before.size() - start <= 3000);
        QVERIFY(before.size() - start >= 3000 - 768 - 100);
    }

    void oneEndlessLineIsCutInside()
    {
        std::string before;
        while (before.size() < 20000)
            before += "\xC3\xA4"; // two bytes a character
        const std::size_t start = anchoredStart(before, 3000, 768);
        QVERIFY(start > 0 && before.size() - start <= 3000);
        QCOMPARE(start % 2, std::size_t(0));
    }

    void includesOfTheCutPartAreKept()
    {
        const std::string before = "#include \"fir.h\"\nusing namespace hls;\n" + manyLines(400) + "x";
        const CursorContext context = cursorContext(Language::HlsCpp, before, before.size());
        const Prompt prompt = assemblePrompt(context, "fir.cpp", {});
        QVERIFY(prompt.text.find("#include \"fir.h\"\nusing namespace hls;\n") < prompt.contextBytes);
    }

    void emptyDocument()
    {
        const MarkedText text(Language::PlainText, "|");
        const Prompt prompt = assemblePrompt(text.context, {}, {});
        QVERIFY(prompt.text.empty());
    }
};

QTEST_GUILESS_MAIN(TestPromptAssembly)
#include "tst_prompt_assembly.moc"
