// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/syntax/syntax_tree.h"
#include "tests/support/files.h"
#include "tests/support/result_test.h"
#include "ui/bridge/snippet_library.h"

#include <QSet>

using namespace gatewright;

class TestSnippetLibrary : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void eachShippedSnippetParses_data()
    {
        QTest::addColumn<Language>("language");
        QTest::newRow("HLS") << Language::HlsCpp;
        QTest::newRow("Qiskit") << Language::Qiskit;
    }
    void eachShippedSnippetParses()
    {
        QFETCH(Language, language);
        const std::vector<SnippetEntry> entries = shippedSnippets(language);
        QVERIFY(entries.size() >= 10);
        QSet<QString> prefixes;
        for (const SnippetEntry &entry : entries) {
            QVERIFY2(!prefixes.contains(entry.prefix), qPrintable(entry.prefix));
            prefixes.insert(entry.prefix);
            QVERIFY(!entry.snippet.stops.empty());
            Snippet snippet = fitted(entry.snippet, "\n", "", "    ");
            // Where something is to be written, something is: the end of a block must not be empty.
            for (auto stop = snippet.stops.rbegin(); stop != snippet.stops.rend(); ++stop) {
                if (stop->begin == stop->end)
                    snippet.text.insert(stop->begin, language == Language::Qiskit ? "pass" : ";");
            }
            const bool inFunction = language == Language::HlsCpp &&
                                    entry.snippet.text.find("main()") == std::string::npos &&
                                    entry.snippet.text.find("(const") == std::string::npos &&
                                    entry.snippet.text.find("hls::stream<int> &") == std::string::npos;
            const std::string text =
                inFunction ? "void f()\n{\n" + snippet.text + "\n}\n" : snippet.text + "\n";
            const auto tree = SyntaxTree::parse(language, text);
            GW_VERIFY_RESULT(tree);
            QVERIFY2(!tree->hasErrors(), text.c_str());
        }
    }

    void plainTextHasNone() { QVERIFY(shippedSnippets(Language::PlainText).empty()); }

    void filesOfUsersAreRead()
    {
        const test::Folder folder;
        folder.write("hls.json", R"({"Mine":{"prefix":["m","n"],"body":"int ${1:x};","description":"d"}})");
        const auto entries = userSnippets(folder.path(), Language::HlsCpp);
        GW_VERIFY_RESULT(entries);
        QCOMPARE(entries->size(), std::size_t{1});
        QCOMPARE(entries->front().prefix, QStringLiteral("m"));
        QCOMPARE(entries->front().snippet.text, std::string("int x;"));
        QVERIFY(userSnippets(folder.path(), Language::Qiskit)->empty());
        QVERIFY(userSnippets(QStringLiteral("/nowhere"), Language::HlsCpp)->empty());
    }

    void aBrokenFileIsNamed_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::newRow("no JSON") << QByteArray("{");
        QTest::newRow("a list") << QByteArray("[]");
        QTest::newRow("no body") << QByteArray(R"({"A":{"prefix":"a"}})");
        QTest::newRow("no prefix") << QByteArray(R"({"A":{"body":"a"}})");
        QTest::newRow("no object") << QByteArray(R"({"A":7})");
    }
    void aBrokenFileIsNamed()
    {
        QFETCH(QByteArray, bytes);
        const test::Folder folder;
        folder.write("hls.json", bytes);
        const auto entries = userSnippets(folder.path(), Language::HlsCpp);
        GW_VERIFY_ERROR(entries, ErrorCode::Corrupt);
        QCOMPARE(entries.error().place, folder.path("hls.json"));
    }
};

QTEST_APPLESS_MAIN(TestSnippetLibrary)
#include "tst_snippet_library.moc"
