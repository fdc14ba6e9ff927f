// SPDX-License-Identifier: Apache-2.0
#include "core/text/snippet.h"
#include "tests/support/result_test.h"

using namespace gatewright;

class TestSnippet : public QObject
{
    Q_OBJECT

private:
    // The text with its stops written into it: <1:text>.
    static std::string marked(const Snippet &snippet)
    {
        std::string made;
        for (std::size_t place = 0; place <= snippet.text.size(); ++place) {
            for (const SnippetStop &stop : snippet.stops) {
                if (stop.end == place && stop.begin < place)
                    made += '>';
            }
            for (const SnippetStop &stop : snippet.stops) {
                if (stop.begin == place)
                    made += '<' + std::to_string(stop.number) + ':' + (stop.end == place ? ">" : "");
            }
            if (place < snippet.text.size())
                made += snippet.text[place];
        }
        return made;
    }

private Q_SLOTS:
    void bodiesAreRead_data()
    {
        QTest::addColumn<std::string>("body");
        QTest::addColumn<std::string>("result");
        const auto row = [](const char *body, const char *result) {
            QTest::newRow(body) << std::string(body) << std::string(result);
        };
        row("plain", "plain");
        row("a $1 b", "a <1:> b");
        row("${1:x}+${2:y}$0", "<1:x>+<2:y><0:>");
        row("${1}", "<1:>");
        row("${1:i} < $1", "<1:i> < <1:i>");
        row("$1 < ${1:i}; $1", "<1:i> < <1:i>; <1:i>");
        row("${1:a ${2:b} c}", "<1:a <2:b> c>");
        row("${1:a $2 c} ${2:bb}", "<1:a <2:bb> c> <2:bb>");
        row("${1|one,two|}", "<1:one>");
        row("${1|a\\,b,c|}", "<1:a,b>");
        row("\\$1 \\} \\\\ \\n", "$1 } \\ \\n");
        row("cost: 5$", "cost: 5$");
        row("${1:open", "<1:open>");
        row("${unknown:word} $NAME!", "word !");
        row("${1:}", "<1:>");
        row("${12:x}$1a", "<12:x><1:>a");
        row("{ $0 }", "{ <0:> }");
        row("${", "${");
        row("$", "$");
        row("${1|broken", "${1|broken");
    }
    void bodiesAreRead()
    {
        QFETCH(std::string, body);
        const auto snippet = parseSnippet(body);
        GW_VERIFY_RESULT(snippet);
        QTEST(marked(*snippet), "result");
    }

    void thereAreLimits()
    {
        std::string deep;
        for (int i = 0; i < 50; ++i)
            deep += "${1:";
        GW_VERIFY_ERROR(parseSnippet(deep), ErrorCode::LimitExceeded);
        std::string many;
        for (int i = 0; i < 2'000; ++i)
            many += "$1 ";
        GW_VERIFY_ERROR(parseSnippet(many), ErrorCode::LimitExceeded);
    }

    void itFitsWhereItGoes()
    {
        const auto snippet = parseSnippet("for ${1:i}\n\t$0\n\n#pragma x\nend $1");
        GW_VERIFY_RESULT(snippet);
        const Snippet made = fitted(*snippet, "\r\n", "  ", "    ");
        QCOMPARE(made.text, std::string("for i\r\n      \r\n\r\n#pragma x\r\n  end i"));
        QCOMPARE(marked(made), std::string("for <1:i>\r\n      <0:>\r\n\r\n#pragma x\r\n  end <1:i>"));
    }

    void anyBodyIsSafe()
    {
        std::uint32_t state = 3;
        constexpr std::string_view letters = "$${}{}::||,12a\\\n\t";
        for (int round = 0; round < 5'000; ++round) {
            std::string body;
            for (int size = 0; size < 24; ++size) {
                state = state * 1664525U + 1013904223U;
                body += letters[(state >> 8U) % letters.size()];
            }
            const auto snippet = parseSnippet(body);
            if (!snippet)
                continue;
            const Snippet made = fitted(*snippet, "\n", " ", "  ");
            for (const Snippet &one : {*snippet, made}) {
                for (const SnippetStop &stop : one.stops)
                    QVERIFY2(stop.begin <= stop.end && stop.end <= one.text.size(), body.c_str());
            }
        }
    }
};

QTEST_APPLESS_MAIN(TestSnippet)
#include "tst_snippet.moc"
