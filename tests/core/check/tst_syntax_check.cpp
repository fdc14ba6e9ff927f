// SPDX-License-Identifier: Apache-2.0
#include "core/check/syntax_check.h"
#include "tests/support/result_test.h"

using namespace gatewright;

class TestSyntaxCheck : public QObject
{
    Q_OBJECT

    static Result<std::vector<Diagnostic>> check(Language language, const std::string &text)
    {
        const TextDocument document(language, text);
        return SyntaxCheck(language).run({document, QString()}, {});
    }

private Q_SLOTS:
    void goodCodeHasNoFindings_data()
    {
        QTest::addColumn<int>("language");
        QTest::addColumn<QByteArray>("text");
        QTest::newRow("empty") << int(Language::HlsCpp) << QByteArray();
        QTest::newRow("kernel")
            << int(Language::HlsCpp)
            << QByteArray("#include \"ap_int.h\"\nvoid f(ap_int<8> a[4]) {\n#pragma HLS PIPELINE II=1\n"
                          "    for (int i = 0; i < 4; ++i)\n        a[i] += 1;\n}\n");
        QTest::newRow("circuit")
            << int(Language::Qiskit)
            << QByteArray("from qiskit import QuantumCircuit\n\nqc = QuantumCircuit(2)\nqc.h(0)\n");
    }

    void goodCodeHasNoFindings()
    {
        QFETCH(int, language);
        QFETCH(QByteArray, text);
        const auto found = check(static_cast<Language>(language), text.toStdString());
        GW_VERIFY_RESULT(found);
        QVERIFY2(found->empty(), found->empty() ? "" : qPrintable(found->front().message));
    }

    void aMissingSemicolonIsFoundOnItsLine()
    {
        const auto found = check(Language::HlsCpp, "int f()\n{\n    int a = 1\n    return a;\n}\n");
        GW_VERIFY_RESULT(found);
        QCOMPARE(found->size(), std::size_t(1));
        QCOMPARE(found->front().range.start.line, 2);
        QCOMPARE(found->front().severity, Severity::Error);
        QCOMPARE(found->front().code, QStringLiteral("syntax"));
        QVERIFY2(found->front().message.contains(QLatin1Char(';')), qPrintable(found->front().message));
    }

    void anUnclosedCallIsFound()
    {
        const auto found = check(Language::Qiskit, "qc.h(0\nqc.cx(0, 1)\n");
        GW_VERIFY_RESULT(found);
        QVERIFY(!found->empty());
    }

    void findingsAreLimited()
    {
        std::string text;
        for (int i = 0; i < 2000; ++i)
            text += "int = ;\n";
        const auto found = check(Language::HlsCpp, text);
        GW_VERIFY_RESULT(found);
        QVERIFY(!found->empty());
        QVERIFY(found->size() <= SyntaxCheck::maximumFindings);
    }

    void aStoppedCheckSaysSo()
    {
        std::stop_source stop;
        stop.request_stop();
        std::string text;
        for (int i = 0; i < 20000; ++i)
            text += "int a" + std::to_string(i) + " = (1 + 2) * 3;\n";
        const TextDocument document(Language::HlsCpp, text);
        const auto found = SyntaxCheck(Language::HlsCpp).run({document, QString()}, stop.get_token());
        GW_VERIFY_ERROR(found, ErrorCode::Cancelled);
    }

    void eachLanguageHasItsOwnCheck()
    {
        const SyntaxCheck hls(Language::HlsCpp);
        const SyntaxCheck qiskit(Language::Qiskit);
        QVERIFY(hls.id() != qiskit.id());
        QVERIFY(hls.serves(Language::HlsCpp) && !hls.serves(Language::Qiskit));
        QCOMPARE(hls.tier(), Tier::T0);
    }
};

QTEST_GUILESS_MAIN(TestSyntaxCheck)
#include "tst_syntax_check.moc"
