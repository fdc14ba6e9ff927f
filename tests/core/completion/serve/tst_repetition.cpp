// SPDX-License-Identifier: Apache-2.0
#include "core/completion/serve/repetition.h"

#include <QTest>

#include <string>

using namespace gatewright::completion;

class TestRepetition : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void kept_data()
    {
        QTest::addColumn<QByteArray>("before");
        QTest::addColumn<QByteArray>("generated");
        QTest::addColumn<QByteArray>("kept");
        QTest::newRow("nothing repeats")
            << QByteArray("a = 1\n") << QByteArray("b = 2\nc = 3") << QByteArray("b = 2\nc = 3");
        QTest::newRow("line of the answer")
            << QByteArray("") << QByteArray("foo(bar);\nfoo(bar);\nx;") << QByteArray("foo(bar);\n");
        QTest::newRow("line before the cursor")
            << QByteArray("    qc.h(0)\n    ") << QByteArray("qc.h(0)\n") << QByteArray("");
        QTest::newRow("finishing a line as the one above")
            << QByteArray("qc.barrier()\nqc.b") << QByteArray("arrier()") << QByteArray("");
        QTest::newRow("two lines in turn") << QByteArray("") << QByteArray("aaa(1)\nbbb(2)\naaa(1)\nbbb(2)\n")
                                           << QByteArray("aaa(1)\nbbb(2)\n");
        QTest::newRow("brackets may repeat")
            << QByteArray("") << QByteArray("  }\n}\n}") << QByteArray("  }\n}\n}");
        QTest::newRow("pragma in nested loops stays") << QByteArray("for (i) {\n#pragma HLS PIPELINE\n")
                                                      << QByteArray("for (j) {\n#pragma HLS PIPELINE\n")
                                                      << QByteArray("for (j) {\n#pragma HLS PIPELINE\n");
        QTest::newRow("a piece over and over")
            << QByteArray("x = ") << QByteArray("abcabcabcabcabcabcabcabc") << QByteArray("");
        QTest::newRow("on the second line")
            << QByteArray("") << QByteArray("ok\n+ a + a + a + a + a + a + a") << QByteArray("ok\n");
        QTest::newRow("short list stays")
            << QByteArray("int a[4] = ") << QByteArray("{0, 0, 0, 0};") << QByteArray("{0, 0, 0, 0};");
        QTest::newRow("counting on") << QByteArray("")
                                     << QByteArray("circuit.h(1)\ncircuit.h(2)\ncircuit.h(3)\n")
                                     << QByteArray("circuit.h(1)\ncircuit.h(2)\n");
        QTest::newRow("counting on from before")
            << QByteArray("circuit.h(0)\ncircuit.h(1)\n") << QByteArray("circuit.h(2)\ncircuit.h(3)\n")
            << QByteArray("circuit.h(2)\n");
        QTest::newRow("empty") << QByteArray("x") << QByteArray("") << QByteArray("");
    }
    void kept()
    {
        QFETCH(QByteArray, before);
        QFETCH(QByteArray, generated);
        const std::string answer = generated.toStdString();
        const std::string text = before.toStdString();
        QTEST(QByteArray::fromStdString(answer.substr(0, lengthBeforeRepetition(text, answer))), "kept");
    }

    void blanksAreNoPiece()
    {
        QVERIFY(!repeatsOnePiece("x" + std::string(60, ' ') + "y"));
        QVERIFY(repeatsOnePiece(std::string(40, '-')));
    }
};

QTEST_GUILESS_MAIN(TestRepetition)
#include "tst_repetition.moc"
