// SPDX-License-Identifier: Apache-2.0
#include "core/base/random.h"
#include "core/text/words.h"

#include <QTest>

using namespace gatewright;

class TestWords : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void splitsASuggestion_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QByteArrayList>("words");
        QTest::newRow("statement") << QByteArray("acc += a[i];")
                                   << QByteArrayList{"acc", " +=", " a", "[", "i", "]", ";"};
        QTest::newRow("qualified") << QByteArray("hls::stream<int> &in")
                                   << QByteArrayList{"hls", "::", "stream", "<", "int", ">", " &", "in"};
        QTest::newRow("next line") << QByteArray("x\n    y") << QByteArrayList{"x", "\n    ", "y"};
        QTest::newRow("crlf") << QByteArray("x\r\n\ty\r\n") << QByteArrayList{"x", "\r\n\t", "y", "\r\n"};
        QTest::newRow("not ascii") << QByteArray("caf\xC3\xA9 x") << QByteArrayList{"caf\xC3\xA9", " x"};
        QTest::newRow("blanks at the end") << QByteArray("a  ") << QByteArrayList{"a", "  "};
        QTest::newRow("python") << QByteArray("qc.cx(0, 1)")
                                << QByteArrayList{"qc", ".", "cx", "(", "0", ",", " 1", ")"};
        QTest::newRow("empty") << QByteArray("") << QByteArrayList{};
    }

    void splitsASuggestion()
    {
        QFETCH(QByteArray, text);
        QFETCH(QByteArrayList, words);
        const std::string bytes = text.toStdString();
        QByteArrayList found;
        for (size_t at = 0; at < bytes.size();) {
            const size_t end = nextWordEnd(bytes, at);
            QVERIFY(end > at);
            found << QByteArray::fromStdString(bytes.substr(at, end - at));
            at = end;
        }
        QCOMPARE(found, words);
    }

    void alwaysMovesOn()
    {
        RandomSource random(29);
        for (int round = 0; round < 500; ++round) {
            std::string text;
            for (int i = 0; i < 10; ++i)
                text += static_cast<char>(random.below(256));
            for (size_t at = 0; at < text.size(); ++at) {
                QVERIFY(nextWordEnd(text, at) > at && nextWordEnd(text, at) <= text.size());
                QVERIFY(nextLineEnd(text, at) <= text.size());
            }
        }
        QCOMPARE(nextWordEnd("ab", 99), size_t(2));
        QCOMPARE(nextLineEnd("ab", 99), size_t(2));
    }

    void linesEndInFrontOfTheirLineEnd()
    {
        const std::string text = "one\r\ntwo\n\nthree";
        QCOMPARE(nextLineEnd(text, 0), size_t(3));
        QCOMPARE(nextLineEnd(text, 3), size_t(8));
        QCOMPARE(nextLineEnd(text, 8), size_t(9));
        QCOMPARE(nextLineEnd(text, 9), text.size());
    }
};

QTEST_GUILESS_MAIN(TestWords)
#include "tst_words.moc"
