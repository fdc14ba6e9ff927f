// SPDX-License-Identifier: Apache-2.0
#include "core/project/search/search_pattern.h"
#include "tests/support/result_test.h"

#include <QElapsedTimer>

using namespace gatewright;

class TestSearchPattern : public QObject
{
    Q_OBJECT

private:
    static std::vector<std::pair<std::size_t, std::size_t>> all(const PatternQuery &query,
                                                                std::string_view text)
    {
        std::vector<std::pair<std::size_t, std::size_t>> found;
        const auto pattern = SearchPattern::compile(query);
        if (!pattern)
            return {{99, 99}};
        SearchPattern::Scratch scratch(*pattern);
        for (std::size_t from = 0; from <= text.size();) {
            const auto match = pattern->next(text, from, scratch);
            if (!match || !*match)
                break;
            found.emplace_back((*match)->begin, (*match)->end);
            from = std::max((*match)->end, from + 1);
        }
        return found;
    }
    using Places = std::vector<std::pair<std::size_t, std::size_t>>;

private Q_SLOTS:
    void plainTextIsTakenAsItIs()
    {
        QCOMPARE(all({QStringLiteral("a.b(*)\\E[")}, "x a.b(*)\\E[ axb"), (Places{{2, 11}}));
        QCOMPARE(all({QStringLiteral("fir")}, "FIR fir Fir"), (Places{{0, 3}, {4, 7}, {8, 11}}));
        QCOMPARE(all({QStringLiteral("fir"), true}, "FIR fir"), (Places{{4, 7}}));
        QCOMPARE(all({QStringLiteral("ÜBER")}, "\xC3\xBC"
                                               "ber"),
                 (Places{{0, 5}}));
    }

    void wholeWordsAlsoWhereNoLetterEnds()
    {
        QCOMPARE(all({QStringLiteral("tap"), false, true}, "tap taps _tap tap;"), (Places{{0, 3}, {14, 17}}));
        QCOMPARE(all({QStringLiteral("f("), false, true}, "f(x) f ("), (Places{}));
        QCOMPARE(all({QStringLiteral("f("), false, true}, "f( x) "), (Places{{0, 2}}));
    }

    void expressionsKnowLinesAndGroups()
    {
        const auto pattern = SearchPattern::compile({QStringLiteral("^(\\w+)\\s*=(x)?"), false, false, true});
        GW_VERIFY_RESULT(pattern);
        SearchPattern::Scratch scratch(*pattern);
        const auto match = pattern->next("-\r\nab =\n", 0, scratch);
        GW_VERIFY_RESULT(match);
        QVERIFY(*match);
        QCOMPARE((*match)->begin, std::size_t{3});
        QCOMPARE((*match)->groups.front(), std::string("ab"));
        QVERIFY(!pattern->crossesLines());
        QVERIFY(SearchPattern::compile({QStringLiteral("a\\nb"), false, false, true})->crossesLines());
        QVERIFY(!SearchPattern::compile({QStringLiteral("a\\\\nb"), false, false, true})->crossesLines());
    }

    void anyBytesAreText()
    {
        QCOMPARE(all({QStringLiteral("b+"), false, false, true}, "\xFF\xFE"
                                                                 "abb\xC3"),
                 (Places{{3, 5}}));
        QCOMPARE(all({QStringLiteral("x")}, std::string_view()), (Places{}));
        QCOMPARE(all({QStringLiteral("$"), false, false, true}, std::string_view()), (Places{{0, 0}}));
    }

    void whatIsWrongIsNamed()
    {
        const auto pattern = SearchPattern::compile({QStringLiteral("äb(c"), false, false, true});
        GW_VERIFY_ERROR(pattern, ErrorCode::InvalidInput);
        QCOMPARE(pattern.error().place, QStringLiteral("character 5"));
        GW_VERIFY_ERROR(SearchPattern::compile({}), ErrorCode::InvalidInput);
        GW_VERIFY_ERROR(SearchPattern::compile({QString(20'000, QLatin1Char('a'))}), ErrorCode::InvalidInput);
    }

    void aRunawayExpressionEnds_data()
    {
        QTest::addColumn<QString>("expression");
        QTest::newRow("nested plus") << QStringLiteral("(a+)+$");
        QTest::newRow("alternatives") << QStringLiteral("(a|aa)+$");
        QTest::newRow("three stars") << QStringLiteral("(.*)(.*)(.*)(.*)=");
        QTest::newRow("back reference") << QStringLiteral("(a*)(a*)(a*)\\1\\2\\3b");
        QTest::newRow("recursion") << QStringLiteral("(a(?1)?)+$");
    }
    void aRunawayExpressionEnds()
    {
        QFETCH(QString, expression);
        const auto pattern = SearchPattern::compile({expression, false, false, true});
        GW_VERIFY_RESULT(pattern);
        SearchPattern::Scratch scratch(*pattern);
        const std::string text = std::string(400, 'a') + "!";
        QElapsedTimer clock;
        clock.start();
        const auto match = pattern->next(text, 0, scratch);
        // Some are seen through without a try.
        QVERIFY(match ? !*match : match.error().code == ErrorCode::LimitExceeded);
        QVERIFY2(clock.elapsed() < 2'000, qPrintable(QString::number(clock.elapsed())));
    }

    void replacementsAreExpanded()
    {
        const auto expand = [](std::string_view text) {
            return expandReplacement(text, true, "whole", {"one", "two"}, "\r\n");
        };
        QCOMPARE(expand("<$2-\\1>"), std::string("<two-one>"));
        QCOMPARE(expand("$0 \\0"), std::string("whole whole"));
        QCOMPARE(expand("$9"), std::string());
        QCOMPARE(expand("\\n\\t\\\\ $$ $x \\$1"), std::string("\r\n\t\\ $ $x $1"));
        QCOMPARE(expand("end\\"), std::string("end\\"));
        QCOMPARE(expandReplacement("$1\\n", false, "whole", {}, "\n"), std::string("$1\\n"));
    }
};

QTEST_APPLESS_MAIN(TestSearchPattern)
#include "tst_search_pattern.moc"
