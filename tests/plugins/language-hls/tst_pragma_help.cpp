// SPDX-License-Identifier: Apache-2.0
#include "plugins/language-hls/core/pragma/declared_names.h"
#include "plugins/language-hls/core/pragma/pragma_help.h"
#include "tests/support/files.h"
#include "tests/support/result_test.h"

#include <QTest>

#include <memory>

using namespace gatewright;
using namespace gatewright::hls;

namespace {

const QString shippedHls = QStringLiteral(GATEWRIGHT_SOURCE_DIR "/resources/hls");

// A text with | at the place that is asked about.
struct Asked
{
    explicit Asked(const char *marked)
    {
        std::string text(marked);
        offset = text.find('|');
        text.erase(offset, 1);
        document = TextDocument(Language::HlsCpp, text);
    }

    TextDocument document;
    std::size_t offset = 0;
};

} // namespace

class TestPragmaHelp : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<PragmaTable> m_table;
    std::unique_ptr<PragmaTexts> m_texts;
    std::unique_ptr<PragmaHelp> m_help;

    [[nodiscard]] std::vector<Suggestion> suggested(const char *marked) const
    {
        const Asked asked(marked);
        return m_help->suggestions(asked.document, asked.offset, {}).items;
    }
    [[nodiscard]] QStringList labels(const char *marked) const
    {
        QStringList found;
        for (const Suggestion &suggestion : suggested(marked))
            found << suggestion.label;
        return found;
    }
    [[nodiscard]] QString explained(const char *marked) const
    {
        const Asked asked(marked);
        const auto found = m_help->explanation(asked.document, asked.offset, {});
        return found ? found->text : QString();
    }

private Q_SLOTS:
    void initTestCase()
    {
        const auto table = PragmaTable::load(shippedHls + QStringLiteral("/pragmas.json"));
        const auto texts = PragmaTexts::load(shippedHls + QStringLiteral("/pragma_texts.json"));
        GW_VERIFY_RESULT(table);
        GW_VERIFY_RESULT(texts);
        m_table = std::make_unique<PragmaTable>(*table);
        m_texts = std::make_unique<PragmaTexts>(*texts);
        m_help = std::make_unique<PragmaHelp>(*table, *texts);
    }

    void everyPragmaAndOptionIsExplained()
    {
        for (const PragmaRule &pragma : m_table->pragmas()) {
            QVERIFY2(!m_texts->pragma(pragma.name).isEmpty() || !pragma.replacement.empty(),
                     pragma.name.c_str());
            for (const OptionRule &option : pragma.options)
                QVERIFY2(!m_texts->option(pragma.name, option.name).isEmpty(),
                         (pragma.name + "." + option.name).c_str());
        }
    }

    void namesOfPragmas()
    {
        QCOMPARE(labels("#pragma |"), QStringList{QStringLiteral("HLS")});
        QVERIFY(labels("#pragma HLS |").contains(QStringLiteral("pipeline")));
        QVERIFY(labels("#pragma HLS PIP|").contains(QStringLiteral("PIPELINE")));
        QVERIFY(
            labels("void f() {\n#pragma HLS INLINE\n#pragma HLS |\n}").contains(QStringLiteral("UNROLL")));
        // What nobody should write today.
        QVERIFY(!labels("#pragma HLS |").contains(QStringLiteral("resource")));
        QVERIFY(!labels("#pragma HLS |").contains(QStringLiteral("array_map")));
    }

    void theWordIsReplaced()
    {
        const std::vector<Suggestion> all = suggested("void f() {\n  #pragma HLS unr|oll\n}");
        QVERIFY(!all.empty());
        QCOMPARE(all.front().range, (Range{{1, 14}, {1, 17}}));
    }

    void optionsThatTheLineDoesNotHave()
    {
        const QStringList open = labels("#pragma HLS pipeline |");
        QVERIFY(open.contains(QStringLiteral("II=")));
        QVERIFY(open.contains(QStringLiteral("rewind")));
        QVERIFY(!labels("#pragma HLS pipeline II=1 |").contains(QStringLiteral("II=")));
        QVERIFY(!labels("#pragma HLS pipeline | II=1").contains(QStringLiteral("II=")));
        // The one that is being typed is not there yet.
        QVERIFY(labels("#pragma HLS pipeline II|").contains(QStringLiteral("II=")));
        // What is required comes first, deprecated ones not at all.
        QCOMPARE(labels("#pragma HLS array_partition |").front(), QStringLiteral("variable="));
        QVERIFY(!labels("#pragma HLS pipeline |").contains(QStringLiteral("enable_flush")));
        // Of a group that excludes itself only one.
        QVERIFY(!labels("#pragma HLS dependence variable=a |").contains(QStringLiteral("class=")));
    }

    void optionsOfTheMode()
    {
        QVERIFY(
            labels("#pragma HLS interface m_axi port=a |").contains(QStringLiteral("max_widen_bitwidth=")));
        QVERIFY(!labels("#pragma HLS interface axis port=a |").contains(QStringLiteral("bundle=")));
        QVERIFY(!labels("#pragma HLS interface mode=axis port=a |").contains(QStringLiteral("bundle=")));
    }

    void values()
    {
        QCOMPARE(
            labels("#pragma HLS array_partition variable=a type=|"),
            (QStringList{QStringLiteral("block"), QStringLiteral("cyclic"), QStringLiteral("complete")}));
        QVERIFY(labels("#pragma HLS array_partition variable=a |").contains(QStringLiteral("cyclic")));
        QCOMPARE(labels("#pragma HLS unroll off = |"),
                 (QStringList{QStringLiteral("true"), QStringLiteral("false")}));
        QVERIFY(labels("#pragma HLS pipeline II=|").isEmpty());
    }

    void variablesInScope()
    {
        const char *const text =
            "static float table[8];\n"
            "void other(int hidden) { int gone; }\n"
            "template <int N> void f(const hls::stream<ap_int<8>, 4> &in, float out[N])\n"
            "{\n"
            "    int a[4] = {1, 2}, *b, c(7);\n"
            "    L1: for (int i = 0; i < 4; ++i) {\n"
            "        std::array<int, 3> local{};\n"
            "        return x * y;\n"
            "#pragma HLS array_partition variable=|\n"
            "        int later;\n";
        QCOMPARE(labels(text), (QStringList{QStringLiteral("local"), QStringLiteral("i"), QStringLiteral("c"),
                                            QStringLiteral("b"), QStringLiteral("a"), QStringLiteral("out"),
                                            QStringLiteral("in"), QStringLiteral("table")}));
    }

    void portsAreArgumentsAndReturn()
    {
        QCOMPARE(labels("void f(int *a)\n{\n#pragma HLS interface m_axi port=|\n}"),
                 (QStringList{QStringLiteral("a"), QStringLiteral("return")}));
    }

    void nothingElsewhere_data()
    {
        QTest::addColumn<QByteArray>("text");
        for (const char *text : {"|",
                                 "int |a;",
                                 "// #pragma HLS |",
                                 "/* #pragma HLS | */",
                                 "#pragma HLS pipeline // II=|",
                                 "#pragma HLS pipeline /* | */",
                                 "#pragma HLS pipeline /* |",
                                 "const char *s = \"#pragma HLS |\";",
                                 "auto s = R\"(\n#pragma HLS |\n)\";",
                                 "#pragma GCC |",
                                 "#include <|",
                                 "#pragma HLS nonsense |",
                                 "#pragma HLS array_map |",
                                 "#pragma HLS pipeline II=f(|",
                                 "#pragma HLS if (|",
                                 "#pragma HLS pipeline II=1|",
                                 "#pragma HLS bind_op variable=s.|",
                                 "#pragma HLS pipeline = |",
                                 "#define A \\\n#pragma HLS |",
                                 "#|",
                                 "|#pragma HLS pipeline"})
            QTest::newRow(text) << QByteArray(text);
    }
    void nothingElsewhere()
    {
        QFETCH(const QByteArray, text);
        QCOMPARE(labels(text.constData()), QStringList());
    }

    void explains()
    {
        QVERIFY(
            explained("#pragma HLS PIPE|LINE II=1").contains(QStringLiteral("before the last is finished")));
        QVERIFY(explained("#pragma HLS pipeline I|I=1").contains(QStringLiteral("cycles from one start")));
        QVERIFY(explained("#pragma HLS pipeline II=|1").contains(QStringLiteral("cycles from one start")));
        QVERIFY(explained("#pragma HLS interface ax|is port=a").contains(QStringLiteral("AXI4-Stream")));
        QVERIFY(explained("#pragma HLS interface mode=m_a|xi").contains(QStringLiteral("AXI4 master")));
        QVERIFY(explained("#pragma HLS resou|rce variable=a").contains(QStringLiteral("bind_storage")));
        QVERIFY(explained("#pragma HLS array|_map variable=a").contains(QStringLiteral("refuses")));
    }

    void explainsNothingElsewhere_data()
    {
        QTest::addColumn<QByteArray>("text");
        for (const char *text :
             {"pipe|line", "// #pragma HLS pipe|line", "\"#pragma HLS pipe|line\"", "#pragma HLS pipelin|",
              "#pragma HLS array_partition variable=a|", "#prag|ma HLS pipeline", "#pragma GCC unr|oll 4"})
            QTest::newRow(text) << QByteArray(text);
    }
    void explainsNothingElsewhere()
    {
        QFETCH(const QByteArray, text);
        QVERIFY(explained(text.constData()).isEmpty());
    }

    // Whatever the text and the place: an answer, whose range is one.
    void everyPlaceOfBrokenText()
    {
        const std::string text =
            "#pragma HLS interface m_axi port=a[(\" bundle=\\\n  gmem /* \xc3\xa4 */ x=\"\n"
            "#pragma HLS\n#pragma HLS if((((\n}}}} template<<< int a = {{{ \xff\xfe\n"
            "#pragma HLS array_partition variable=a,\\";
        for (std::size_t length = 0; length <= text.size(); ++length) {
            const TextDocument document(Language::HlsCpp, text.substr(0, length));
            for (std::size_t offset = 0; offset <= length; offset += 1 + length / 40) {
                for (const Suggestion &found : m_help->suggestions(document, offset, {}).items)
                    QVERIFY(!(found.range.end < found.range.start));
                (void)m_help->explanation(document, offset, {});
            }
        }
    }

    void damagedTexts()
    {
        GW_VERIFY_ERROR(PragmaTexts::parse("nonsense"), ErrorCode::Corrupt);
        GW_VERIFY_ERROR(PragmaTexts::parse("{\"format\": 2, \"texts\": {\"a\": \"b\"}}"), ErrorCode::Corrupt);
        GW_VERIFY_ERROR(PragmaTexts::parse("{\"format\": 1, \"texts\": {}}"), ErrorCode::Corrupt);
        GW_VERIFY_ERROR(PragmaTexts::parse("{\"format\": 1, \"texts\": {\"a\": 1}}"), ErrorCode::Corrupt);
        GW_VERIFY_ERROR(PragmaTexts::load(QStringLiteral("/nowhere/texts.json")), ErrorCode::NotFound);
    }

    void aStoppedQuestionEnds()
    {
        std::stop_source stop;
        stop.request_stop();
        std::string many;
        for (int line = 0; line < 3000; ++line)
            many += "int a = 1; ";
        QVERIFY(namesInScope(many, many.size(), stop.get_token()).empty());
        QCOMPARE(namesInScope(many, many.size(), {}), std::vector<std::string>{"a"});
    }
};

QTEST_GUILESS_MAIN(TestPragmaHelp)
#include "tst_pragma_help.moc"
