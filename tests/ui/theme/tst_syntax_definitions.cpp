// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme/syntax_library.h"

// clang-format off
#include <KSyntaxHighlighting/Definition>
#include <KSyntaxHighlighting/AbstractHighlighter>
#include <KSyntaxHighlighting/Format>
#include <KSyntaxHighlighting/State>
#include <KSyntaxHighlighting/Theme>
// clang-format on

#include <QTest>

using namespace gatewright;

namespace {

// The name of the format of every character of a text.
class Recorder : private KSyntaxHighlighting::AbstractHighlighter
{
public:
    Recorder(const KSyntaxHighlighting::Definition &definition, const QString &text)
    {
        setDefinition(definition);
        KSyntaxHighlighting::State state;
        for (const QString &line : text.split(QLatin1Char('\n'))) {
            m_names.append(QStringList(line.size(), QString()));
            state = highlightLine(line, state);
        }
    }

    // Of the first occurrence of `word` in its line.
    [[nodiscard]] QString formatAt(int line, qsizetype column) const { return m_names.at(line).at(column); }

private:
    void applyFormat(int offset, int length, const KSyntaxHighlighting::Format &format) override
    {
        for (int place = offset; place < offset + length; ++place)
            m_names.last()[place] = format.name();
    }

    QList<QStringList> m_names;
};

} // namespace

class SyntaxDefinitionsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void definitionsLoad();
    void otherFilesHaveDefinitions();
    void formats_data();
    void formats();

private:
    SyntaxLibrary m_library;
};

void SyntaxDefinitionsTest::definitionsLoad()
{
    for (const Language language : {Language::HlsCpp, Language::Qiskit}) {
        const auto definition = m_library.definition(language);
        QVERIFY(definition.isValid());
        QVERIFY(definition.filePath().startsWith(QLatin1String(":/")));
        QVERIFY(!definition.formats().isEmpty());
        QVERIFY(!definition.includedDefinitions().isEmpty());
        QVERIFY(definition.foldingEnabled());
    }
    QVERIFY(m_library.definition(Language::Qiskit).indentationBasedFoldingEnabled());
    QVERIFY(!m_library.definition(Language::PlainText).isValid());
    QCOMPARE(m_library.theme(ColourScheme::Light).name(), QStringLiteral("Gatewright Light"));
    QCOMPARE(m_library.theme(ColourScheme::Dark).name(), QStringLiteral("Gatewright Dark"));
}

void SyntaxDefinitionsTest::otherFilesHaveDefinitions()
{
    QCOMPARE(m_library.definitionForFile(QStringLiteral("a/run_hls.tcl")).name(), QStringLiteral("Tcl/Tk"));
    QCOMPARE(m_library.definitionForFile(QStringLiteral("kernel.cpp")).name(), QStringLiteral("HLS C++"));
    QCOMPARE(m_library.definitionForFile(QStringLiteral("bell.py")).name(), QStringLiteral("Qiskit"));
    QVERIFY(!m_library.definitionForFile(QStringLiteral("data.unknown-suffix")).isValid());
}

void SyntaxDefinitionsTest::formats_data()
{
    QTest::addColumn<Language>("language");
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("word"); // its last occurrence in the last line
    QTest::addColumn<QString>("format");
    const auto row = [](const char *name, Language language, const char *text, const char *word,
                        const char *format) {
        QTest::newRow(name) << language << QString::fromUtf8(text) << QString::fromUtf8(word)
                            << QString::fromUtf8(format);
    };
    const Language cpp = Language::HlsCpp;
    row("pragma", cpp, "#pragma HLS pipeline II=1", "#pragma", "Pragma");
    row("pragma with blanks", cpp, "   #  pragma   HLS pipeline", "HLS", "Pragma");
    row("old prefix", cpp, "#pragma AP pipeline", "AP", "Pragma");
    row("lower-case prefix", cpp, "#pragma hls pipeline", "hls", "Pragma");
    row("directive", cpp, "#pragma HLS pipeline II=1", "pipeline", "Directive");
    row("directive in capitals", cpp, "#pragma HLS ARRAY_PARTITION variable=a", "ARRAY_PARTITION",
        "Directive");
    row("unknown directive", cpp, "#pragma HLS pipelin II=1", "pipelin", "Unknown");
    row("option", cpp, "#pragma HLS pipeline II=1", "II", "Option");
    row("number", cpp, "#pragma HLS pipeline II=12", "12", "Number");
    row("flag", cpp, "#pragma HLS pipeline II=1 rewind", "rewind", "Option");
    row("value of an option", cpp, "#pragma HLS array_partition variable=buf type=cyclic", "cyclic", "Value");
    row("value that is an option elsewhere", cpp, "#pragma HLS interface mode=m_axi port=a", "m_axi",
        "Value");
    row("interface mode alone", cpp, "#pragma HLS interface s_axilite port=return", "s_axilite", "Value");
    row("variable", cpp, "#pragma HLS array_partition variable=buf type=cyclic", "buf", "Variable");
    row("option behind a value", cpp, "#pragma HLS array_partition variable=buf factor=4", "factor",
        "Option");
    row("equals sign", cpp, "#pragma HLS unroll factor=4", "=", "Pragma Symbol");
    row("comment behind a pragma", cpp, "#pragma HLS dataflow // why", "why", "Comment");
    row("continued pragma", cpp, "#pragma HLS interface \\\n    port=a", "port", "Option");
    row("pragma in a function", cpp, "void f() {\n  for (;;) {\n#pragma HLS unroll", "unroll", "Directive");
    row("pragma in a branch", cpp, "#ifdef X\nvoid f() {\n#pragma HLS unroll", "unroll", "Directive");
    row("pragma in #if 0", cpp, "#if 0\n#pragma HLS unroll", "unroll", "Comment");
    row("pragma in a comment", cpp, "/*\n#pragma HLS unroll", "unroll", "Comment");
    row("another pragma", cpp, "#pragma once", "once", "Preprocessor");
    row("code behind a pragma", cpp, "#pragma HLS unroll factor=\nreturn", "return", "Control Flow");
    row("arbitrary precision", cpp, "ap_uint<8> x;", "ap_uint", "HLS Type");
    row("quantisation mode", cpp, "ap_fixed<8, 4, AP_RND, AP_SAT> x;", "AP_SAT", "HLS Constant");
    row("stream", cpp, "hls::stream<int> x;", "hls::stream", "HLS Type");
    row("a name that begins the same", cpp, "ap_uint_t x;", "ap_uint_t", "Types (*_t/*_type)");
    row("keyword", cpp, "static const int x;", "const", "Type Modifiers");
    row("a word of Qt is nothing", cpp, "  emit = 1;", "emit", "Normal Text");

    const Language python = Language::Qiskit;
    row("module", python, "import qiskit", "qiskit", "Module");
    row("module with a dot", python, "from qiskit.circuit import x", "qiskit", "Module");
    row("class", python, "c = QuantumCircuit(2)", "QuantumCircuit", "Class");
    row("class behind a dot", python, "c = qiskit.QuantumCircuit(2)", "QuantumCircuit", "Class");
    row("function", python, "transpile(c)", "transpile", "Function");
    row("gate", python, "c.h(0)", "h", "Gate");
    row("two-qubit gate", python, "c.cx(0, 1)", "cx", "Gate");
    row("gate with a blank", python, "c.rzz (t, 0, 1)", "rzz", "Gate");
    row("method", python, "c.measure_all()", "measure_all", "Gate");
    row("attribute with a gate's name", python, "point.x = 3", "x", "Normal Text");
    row("other method", python, "c.append_all()", "append_all", "Normal Text");
    row("variable with a gate's name", python, "h(0)", "h", "Normal Text");
    row("gate in brackets", python, "run([c.h(0)], (c", "c", "Normal Text");
    row("comment", python, "# c.h(0)", "h", "Comment");
    row("string", python, "x = 'QuantumCircuit'", "QuantumCircuit", "String");
    row("keyword of Python", python, "return c", "return", "Flow Control Keyword");
    row("number of Python", python, "c.rx(0.5, 1)", "0.5", "Float");
}

void SyntaxDefinitionsTest::formats()
{
    QFETCH(Language, language);
    QFETCH(QString, text);
    QFETCH(QString, word);
    QFETCH(QString, format);
    const Recorder recorder(m_library.definition(language), text);
    const QStringList lines = text.split(QLatin1Char('\n'));
    const int line = static_cast<int>(lines.size()) - 1;
    const qsizetype column = lines.last().lastIndexOf(word);
    QVERIFY(column >= 0);
    QCOMPARE(recorder.formatAt(line, column), format);
    QCOMPARE(recorder.formatAt(line, column + word.size() - 1), format);
}

QTEST_MAIN(SyntaxDefinitionsTest)
#include "tst_syntax_definitions.moc"
