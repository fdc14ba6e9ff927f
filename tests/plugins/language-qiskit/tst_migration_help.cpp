// SPDX-License-Identifier: Apache-2.0
#include "plugins/language-qiskit/core/migration/migration_help.h"
#include "tests/support/result_test.h"

#include <QTest>

#include <memory>

using namespace gatewright;
using namespace gatewright::qiskit;

namespace {

// A text with | at the place that is asked about.
struct Asked
{
    explicit Asked(std::string marked)
    {
        offset = marked.find('|');
        marked.erase(offset, 1);
        document = TextDocument(Language::Qiskit, marked);
    }

    TextDocument document;
    std::size_t offset = 0;
};

} // namespace

class TestMigrationHelp : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<MigrationTable> m_table;
    std::unique_ptr<MigrationHelp> m_help;

    [[nodiscard]] QString explained(const char *marked) const
    {
        const Asked asked(marked);
        const auto found = m_help->explanation(asked.document, asked.offset, {});
        return found ? found->text : QString();
    }
    [[nodiscard]] Suggestions suggested(const char *marked) const
    {
        const Asked asked(marked);
        return m_help->suggestions(asked.document, asked.offset, {});
    }
    [[nodiscard]] QStringList labels(const char *marked) const
    {
        QStringList found;
        for (const Suggestion &suggestion : suggested(marked).items)
            found << suggestion.label;
        return found;
    }
    // The text with the first suggestion put in.
    [[nodiscard]] QString completed(const char *marked) const
    {
        Asked asked(marked);
        const Suggestions found = m_help->suggestions(asked.document, asked.offset, {});
        if (found.items.empty())
            return {};
        const Suggestion &first = found.items.front();
        (void)asked.document.apply(asked.document.edit(first.range, first.text));
        for (const DiagnosticEdit &edit : first.elsewhere)
            (void)asked.document.apply(asked.document.edit(edit.range, edit.text));
        return QString::fromStdString(asked.document.text());
    }

private Q_SLOTS:
    void initTestCase()
    {
        const auto table =
            MigrationTable::load(QStringLiteral(GATEWRIGHT_SOURCE_DIR "/resources/qiskit/migration.json"));
        GW_VERIFY_RESULT(table);
        m_table = std::make_unique<MigrationTable>(*table);
        m_help = std::make_unique<MigrationHelp>(*table);
    }

    void nothingThatIsOfferedIsGone()
    {
        for (const MigrationRule &rule : m_table->rules()) {
            if (!rule.to.empty() && !rule.path.empty())
                QVERIFY2(!m_table->ofPath(rule.to), rule.to.c_str());
            if (!rule.to.empty() && !rule.method.empty())
                QVERIFY2(!m_table->ofMethod(rule.to), rule.to.c_str());
        }
    }

    void explains_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QString>("holds");
        const auto add = [](const char *text, const char *holds) {
            QTest::newRow(text) << QByteArray(text) << QString::fromUtf8(holds);
        };
        add("from qiskit import exe|cute\n", "removed in Qiskit 1.0");
        add("from qiskit import exe|cute\n", "qiskit.transpile");
        add("import qiskit as q\nq.exe|cute(c)\n", "removed in Qiskit 1.0");
        add("from qiskit.opflow.primitive_ops import Pauli|SumOp\n", "`qiskit.opflow`");
        add("from qiskit.opf|low import X\n", "SparsePauliOp");
        add("from qiskit.primitives import (QuantumCircuit,\n  Samp|ler)\n", "StatevectorSampler");
        add("import qiskit\nqc.bind_para|meters({})\n", "assign_parameters");
        add("import qiskit\nf(x).cno|t(0, 1)\n", "`cx`");
        add("import qiskit\nqc.i|(0)\n", "`id`");
        add("from qiskit import transpile as tp\ntp(c, inst_m|ap=None)\n", "The argument `inst_map`");
        add("import qiskit\npm.append(p, max_iter|ation=3)\n", "flow with its controllers");
        add("from qiskit import *\nexe|cute(1)\n", "removed in Qiskit 1.0");
        add("from qiskit.circuit.library import Real|Amplitudes\n",
            "deprecated since Qiskit 2.1 and goes with 3.0");
        add("from qiskit import Ae|r\nx = (\n", "qiskit_aer.Aer");
        add("x = f(\nfrom qiskit import Ae|r\n", "qiskit_aer.Aer");
        add("from qiskit.providers.fake_provider import FakeVi|go\n", "qiskit_ibm_runtime.fake_provider");
    }
    void explains()
    {
        QFETCH(const QByteArray, text);
        QFETCH(const QString, holds);
        const QString said = explained(text.constData());
        QVERIFY2(said.contains(holds), qPrintable(said));
    }

    void explainsNothingElse_data()
    {
        QTest::addColumn<QByteArray>("text");
        for (const char *text :
             {"from qiskit import Quantum|Circuit\n", "import numpy as np\nimport qiskit\nnp.cno|t(1)\n",
              "qc.cno|t(0)\n", "import qiskit # exe|cute\n", "import qiskit\nx = 'qiskit.exe|cute'\n",
              "import qiskit\n\"\"\"\nqiskit.exe|cute\n\"\"\"\n", "import qiskit\nqc.i| = 2\n",
              "from qiskit.providers.fake_provider import Generic|BackendV2\n", "import qis|kit\n",
              "from qiskit import transpile as exe|cute\n", "import qiskit\nexe|cute(1)\n", "import qiskit|",
              "|", "import qiskit\nf(inst_m|ap=1)\n"})
            QTest::newRow(text) << QByteArray(text);
    }
    void explainsNothingElse()
    {
        QFETCH(const QByteArray, text);
        QCOMPARE(explained(text.constData()), QString());
    }

    void offersWhatIsWrittenToday_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QString>("then");
        const auto add = [](const char *text, const char *then) {
            QTest::newRow(text) << QByteArray(text) << QString::fromUtf8(then);
        };
        add("from qiskit.primitives import Samp|", "from qiskit.primitives import StatevectorSampler");
        add("from qiskit import Ae|\n", "from qiskit_aer import Aer\n");
        add("from qiskit import QuantumCircuit, Ae|\n",
            "from qiskit import QuantumCircuit\nfrom qiskit_aer import Aer\n");
        add("from qiskit import (QuantumCircuit, exe|", "from qiskit import (QuantumCircuit, transpile");
        add("from qiskit.alg|", "from qiskit_algorithms");
        add("import qiskit.alg|", "import qiskit_algorithms");
        add("import qiskit\nqc.cno|", "import qiskit\nqc.cx");
        add("import qiskit\nqiskit.exe|", "import qiskit\nqiskit.transpile");
        add("import qiskit\nx = qiskit.IBM|", "from qiskit_ibm_runtime import QiskitRuntimeService\nimport "
                                              "qiskit\nx = QiskitRuntimeService");
        add("# first\nimport qiskit\nx = RealAmp|", "# first\nfrom qiskit.circuit.library import "
                                                    "real_amplitudes\nimport qiskit\nx = real_amplitudes");
    }
    void offersWhatIsWrittenToday()
    {
        QFETCH(const QByteArray, text);
        QFETCH(const QString, then);
        QCOMPARE(completed(text.constData()), then);
    }

    void theOldNameFindsIt()
    {
        const Suggestions found = suggested("from qiskit.primitives import Samp|");
        QVERIFY(!found.items.empty());
        QVERIFY(found.items.front().typed.startsWith(QStringLiteral("Sampler ")));
        QVERIFY(found.items.front().detail.contains(QStringLiteral("removed in 2.0")));
    }

    void nothingIsOfferedElsewhere_data()
    {
        QTest::addColumn<QByteArray>("text");
        for (const char *text :
             {"qc.cno|", "import qiskit\n# qc.cno|", "import qiskit\nx = 'qc.cno|",
              "import qiskit\nx = 'qc.cno|'", "import numpy as np\nimport qiskit\nnp.cno|",
              "from qiskit import Ae|, Foo", "from numpy import Ae|", "from qiskit import transpile as Ae|",
              "import qiskit\nRe|", "import qiskit\n\"\"\" RealAmp|", "|"})
            QTest::newRow(text) << QByteArray(text);
    }
    void nothingIsOfferedElsewhere()
    {
        QFETCH(const QByteArray, text);
        QCOMPARE(labels(text.constData()), QStringList());
    }

    void moreLettersMayBringMore()
    {
        QVERIFY(suggested("import qiskit\nqc.|").isIncomplete);
        QVERIFY(suggested("import qiskit\nqc.c|").isIncomplete);
        QVERIFY(!suggested("import qiskit\nqc.cn|").isIncomplete);
    }

    // Whatever the text and the place: an answer, whose range is one.
    void everyPlaceOfBrokenText()
    {
        const std::string text =
            "from qiskit import (\nimport qiskit.\nfrom . import\nx = '''\\\n f\"{ \xff\xc3\n'''\n"
            "from qiskit import a as\nqc..cnot(x=(y=)]})\nimport qiskit as\n\\";
        for (std::size_t length = 0; length <= text.size(); ++length) {
            const TextDocument document(Language::Qiskit, text.substr(0, length));
            for (std::size_t offset = 0; offset <= length; ++offset) {
                for (const Suggestion &found : m_help->suggestions(document, offset, {}).items)
                    QVERIFY(!(found.range.end < found.range.start));
                (void)m_help->explanation(document, offset, {});
            }
        }
    }

    void damagedTables()
    {
        GW_VERIFY_ERROR(MigrationTable::parse("nonsense"), ErrorCode::Corrupt);
        GW_VERIFY_ERROR(MigrationTable::parse("{\"format\": 2}"), ErrorCode::Corrupt);
        GW_VERIFY_ERROR(MigrationTable::parse("{\"format\": 1, \"rules\": []}"), ErrorCode::Corrupt);
        for (const char *rule :
             {"{}", "{\"path\": \"a\", \"method\": \"b\", \"to\": \"c\", \"removed\": \"1\"}",
              "{\"path\": \"a\", \"to\": \"c\"}", "{\"path\": \"a\", \"removed\": \"1\"}"})
            GW_VERIFY_ERROR(MigrationTable::parse(QByteArray("{\"format\": 1, \"rules\": [") + rule + "]}"),
                            ErrorCode::Corrupt);
        GW_VERIFY_ERROR(MigrationTable::load(QStringLiteral("/nowhere/migration.json")), ErrorCode::NotFound);
    }
};

QTEST_GUILESS_MAIN(TestMigrationHelp)
#include "tst_migration_help.moc"
