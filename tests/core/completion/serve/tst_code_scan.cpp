// SPDX-License-Identifier: Apache-2.0
#include "core/completion/serve/code_scan.h"

#include <QTest>

using namespace gatewright;
using namespace gatewright::completion;

Q_DECLARE_METATYPE(gatewright::Language)

namespace {

QString characters(const std::vector<Bracket> &brackets)
{
    QString result;
    for (const Bracket &bracket : brackets)
        result += QLatin1Char(bracket.character);
    return result;
}

} // namespace

class TestCodeScan : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void unmatchedBrackets_data()
    {
        QTest::addColumn<Language>("language");
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QString>("open");
        QTest::addColumn<QString>("closed");
        const Language cpp = Language::HlsCpp;
        const Language python = Language::Qiskit;
        QTest::newRow("empty") << cpp << QByteArray("") << QString() << QString();
        QTest::newRow("open block") << cpp << QByteArray("void f(int a) { if (a) {") << QStringLiteral("{{")
                                    << QString();
        QTest::newRow("closing what came before")
            << cpp << QByteArray("a); }") << QString() << QStringLiteral(")}");
        QTest::newRow("string") << cpp << QByteArray("puts(\"({[\\\"(\");") << QString() << QString();
        QTest::newRow("character") << cpp << QByteArray("c = '(';") << QString() << QString();
        QTest::newRow("digit separator") << cpp << QByteArray("f(10'000);") << QString() << QString();
        QTest::newRow("line comment") << cpp << QByteArray("// ((\nf(") << QStringLiteral("(") << QString();
        QTest::newRow("block comment")
            << cpp << QByteArray("/* ( \n ( */ {") << QStringLiteral("{") << QString();
        QTest::newRow("hash in C++") << cpp << QByteArray("#define A (") << QStringLiteral("(") << QString();
        QTest::newRow("python comment")
            << python << QByteArray("# (\nf(") << QStringLiteral("(") << QString();
        QTest::newRow("docstring") << python << QByteArray("\"\"\"it's (\n\"\"\"\nx[") << QStringLiteral("[")
                                   << QString();
        QTest::newRow("two slashes in python")
            << python << QByteArray("a = b // (c") << QStringLiteral("(") << QString();
        QTest::newRow("string ends with its line")
            << python << QByteArray("x = 'it\ny(") << QStringLiteral("(") << QString();
        QTest::newRow("plain text has no strings")
            << Language::PlainText << QByteArray("it's (") << QStringLiteral("(") << QString();
        QTest::newRow("wrong order") << cpp << QByteArray("([)") << QString() << QString();
        QTest::newRow("backslash at the end") << cpp << QByteArray("\"a\\") << QString() << QString();
    }
    void unmatchedBrackets()
    {
        QFETCH(Language, language);
        QFETCH(QByteArray, text);
        const CodeScan scan = scanCode(language, std::string_view(text.constData(), size_t(text.size())));
        QTEST(characters(scan.open), "open");
        QTEST(characters(scan.closed), "closed");
    }

    void stateAtTheEnd()
    {
        QCOMPARE(scanCode(Language::HlsCpp, "int a; // note").end, CodeState::LineComment);
        QCOMPARE(scanCode(Language::HlsCpp, "int a; // note\n").end, CodeState::Code);
        QCOMPARE(scanCode(Language::HlsCpp, "/* open").end, CodeState::BlockComment);
        QCOMPARE(scanCode(Language::HlsCpp, "puts(\"hel").end, CodeState::String);
        QCOMPARE(scanCode(Language::HlsCpp, "puts(\"hello\"").end, CodeState::Code);
        QCOMPARE(scanCode(Language::Qiskit, "def f():\n    \"\"\"Doc").end, CodeState::String);
        QCOMPARE(scanCode(Language::Qiskit, "x = 1  # why").end, CodeState::LineComment);
    }
};

QTEST_GUILESS_MAIN(TestCodeScan)
#include "tst_code_scan.moc"
