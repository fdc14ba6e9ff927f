// SPDX-License-Identifier: Apache-2.0
#include "core/model/known_models.h"
#include "tests/app/cli/command_line.h"
#include "tests/core/model/synthetic_model.h"
#include "tests/support/files.h"
#include "tests/support/gguf_builder.h"
#include "tests/support/small_vocabulary.h"

#include <QDir>
#include <QJsonArray>
#include <QJsonObject>
#include <QTemporaryDir>
#include <QTest>

using namespace gatewright;
using tensors::TensorType;

namespace {

// A whole model of one layer, with its tokenizer.
QByteArray tinyModel(TensorType type = TensorType::Q8_0)
{
    model::SyntheticModel shape;
    shape.vocabulary = 258; // what the small vocabulary has without words
    shape.embedding = 256;
    shape.blocks = 1;
    shape.context = 128;
    shape.weights = TensorType::Q8_0;
    shape.embeddings = type;
    test::GgufBuilder builder = shape.builder();
    test::SmallVocabulary({}).addTo(builder);
    builder.text("general.name", "Tiny\x1b[31m");
    return builder.bytes();
}

} // namespace

// `gatewright-cli model`, as a user starts it.
class TestModelCommands : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_profile = std::make_unique<QTemporaryDir>();
        QVERIFY(QDir(m_profile->path()).mkpath(QStringLiteral("data/models")));
    }

    void listsTheModelsOfTheProfile()
    {
        const QString path = put(QStringLiteral("mine.gguf"), tinyModel());
        const CommandLine outcome = run({QStringLiteral("--json"), QStringLiteral("list")});
        QCOMPARE(outcome.exitCode, 0);
        const QJsonArray models = outcome.json().value(QStringLiteral("models")).toArray();
        const auto isMine = [](const QJsonValue &entry) {
            return entry.toObject().value(QStringLiteral("name")) == QStringLiteral("mine");
        };
        const auto mine = std::find_if(models.begin(), models.end(), isMine);
        QVERIFY(mine != models.end());
        QCOMPARE(mine->toObject().value(QStringLiteral("path")).toString(), path);
        QCOMPARE(mine->toObject().value(QStringLiteral("default")).toBool(), false);
        QVERIFY(run({QStringLiteral("list")}).output.contains("mine"));
    }

    void inspectsAUsableModel()
    {
        const QString path = put(QStringLiteral("mine.gguf"), tinyModel());
        const CommandLine outcome =
            run({QStringLiteral("--json"), QStringLiteral("inspect"), QStringLiteral("mine")});
        QCOMPARE(outcome.exitCode, 0);
        QVERIFY2(outcome.errors.isEmpty(), outcome.errors.constData());
        const QJsonObject json = outcome.json();
        QCOMPARE(json.value(QStringLiteral("path")).toString(), path);
        QCOMPARE(json.value(QStringLiteral("usable")).toBool(), true);
        QCOMPARE(
            json.value(QStringLiteral("shapes")).toObject().value(QStringLiteral("embedding_length")).toInt(),
            256);
        QCOMPARE(
            json.value(QStringLiteral("tokenizer")).toObject().value(QStringLiteral("vocabulary")).toInt(),
            258);
        QCOMPARE(json.value(QStringLiteral("quantisation"))
                     .toArray()
                     .at(0)
                     .toObject()
                     .value(QStringLiteral("type"))
                     .toString(),
                 QStringLiteral("Q8_0"));
        QCOMPARE(json.value(QStringLiteral("hash")).toObject().value(QStringLiteral("state")).toString(),
                 QStringLiteral("unknown"));
        QCOMPARE(
            json.value(QStringLiteral("hash")).toObject().value(QStringLiteral("sha256")).toString().size(),
            64);
        QVERIFY(
            json.value(QStringLiteral("memory_needed")).toObject().value(QStringLiteral("total")).toDouble() >
            70'000);
        QCOMPARE(json.value(QStringLiteral("tensors")).toArray().size(), 11);
        // The same by path and by --model, for people.
        const CommandLine text = run({QStringLiteral("inspect"), path});
        QCOMPARE(text.exitCode, 0);
        QVERIFY(text.output.contains("usable        yes"));
        QVERIFY(!text.output.contains('\x1b'));
        QCOMPARE(run({QStringLiteral("inspect"), QStringLiteral("--model"), QStringLiteral("MINE")}).exitCode,
                 0);
    }

    void inspectsAFolder()
    {
        const QString folder = QStringLiteral(GATEWRIGHT_TEST_DATA "/model/families/smollm");
        const CommandLine outcome = run({QStringLiteral("--json"), QStringLiteral("inspect"), folder});
        QCOMPARE(outcome.exitCode, 0);
        const QJsonObject json = outcome.json();
        QCOMPARE(json.value(QStringLiteral("format")).toString(), QStringLiteral("hugging-face"));
        QCOMPARE(json.value(QStringLiteral("name")).toString(), QStringLiteral("smollm"));
        QCOMPARE(json.value(QStringLiteral("bytes")).toInt(), 120'088 + 62'848); // two files of weights
        QCOMPARE(json.value(QStringLiteral("usable")).toBool(), true);
        QCOMPARE(json.value(QStringLiteral("tokenizer"))[QStringLiteral("chat")].toString(),
                 QStringLiteral("chatml"));
        const QJsonValue memory = json.value(QStringLiteral("memory_needed"));
        QVERIFY(memory[QStringLiteral("total")].toDouble() > memory[QStringLiteral("weights")].toDouble());
        QCOMPARE(memory[QStringLiteral("fits")].toBool(), true);
        QVERIFY(run({QStringLiteral("inspect"), folder}).output.contains("; fits"));
    }

    void importsAFileAndAFolder_data()
    {
        QTest::addColumn<QString>("source");
        QTest::newRow("file") << QStringLiteral("qwen2.gguf");
        QTest::newRow("folder") << QStringLiteral("qwen2");
    }
    void importsAFileAndAFolder()
    {
        QFETCH(QString, source);
        const QString path = QStringLiteral(GATEWRIGHT_TEST_DATA "/model/families/") + source;
        const CommandLine outcome = run({QStringLiteral("--json"), QStringLiteral("import"), path});
        QVERIFY2(outcome.exitCode == 0, outcome.errors.constData());
        QCOMPARE(outcome.json().value(QStringLiteral("path")).toString(),
                 m_profile->filePath(QStringLiteral("data/models/") + source));
        QCOMPARE(run({QStringLiteral("inspect"), QStringLiteral("qwen2")}).exitCode, 0);
        // Once more is refused: something else may be there under this name.
        const CommandLine again = run({QStringLiteral("import"), path});
        QCOMPARE(again.exitCode, 2);
        QVERIFY(again.errors.contains("already"));
    }

    void aModelThatCannotBeUsedIsDoneAndBad()
    {
        put(QStringLiteral("mine.gguf"), tinyModel(TensorType::Q2_K));
        const CommandLine outcome =
            run({QStringLiteral("--json"), QStringLiteral("inspect"), QStringLiteral("mine")});
        QCOMPARE(outcome.exitCode, 1);
        QCOMPARE(outcome.json().value(QStringLiteral("usable")).toBool(), false);
        QVERIFY(outcome.json().value(QStringLiteral("problem")).toString().contains(QStringLiteral("Q2_K")));
    }

    void convertsAModel()
    {
        put(QStringLiteral("mine.gguf"), tinyModel());
        const QString out = m_profile->filePath(QStringLiteral("data/models/small.gguf"));
        const QStringList arguments{QStringLiteral("--json"), QStringLiteral("convert"),
                                    QStringLiteral("mine"),   out,
                                    QStringLiteral("--type"), QStringLiteral("q4_0")};
        const CommandLine outcome = run(arguments);
        QVERIFY2(outcome.exitCode == 0, outcome.errors.constData());
        const QJsonObject json = outcome.json();
        QCOMPARE(json.value(QStringLiteral("path")).toString(), out);
        QVERIFY(json.value(QStringLiteral("usable")).toBool());
        const QJsonObject conversion = json.value(QStringLiteral("conversion")).toObject();
        QCOMPARE(conversion.value(QStringLiteral("type")).toString(), QStringLiteral("q4_0"));
        QCOMPARE(conversion.value(QStringLiteral("bytes")).toInteger(), QFileInfo(out).size());
        QVERIFY(conversion.value(QStringLiteral("bytes")).toInteger() <
                conversion.value(QStringLiteral("bytes_before")).toInteger());
        QVERIFY(conversion.value(QStringLiteral("error")).toDouble() > 0.0);
        QVERIFY(outcome.errors.contains("100 % written"));
        // Not over what is there, unless it is said.
        const CommandLine again = run(arguments);
        QCOMPARE(again.exitCode, 2);
        QVERIFY(again.errors.contains("--force"));
        QCOMPARE(run(arguments + QStringList{QStringLiteral("--force")}).exitCode, 0);
    }

    void anotherFileUnderTheDefaultModelsNameIsBad()
    {
        put(model::defaultModel().fileName, tinyModel());
        const CommandLine outcome = run({QStringLiteral("--json"), QStringLiteral("inspect")});
        QCOMPARE(outcome.exitCode, 1);
        QCOMPARE(
            outcome.json().value(QStringLiteral("hash")).toObject().value(QStringLiteral("state")).toString(),
            QStringLiteral("wrong"));
        QVERIFY(outcome.errors.contains("packaging/dev deps"));
    }

    void whatIsWrongIsSaidOnOneLine_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<int>("exitCode");
        QTest::addColumn<QByteArray>("said");
        QTest::newRow("unknown name") << QStringList{QStringLiteral("inspect"), QStringLiteral("nothing")}
                                      << 3 << QByteArray("nothing");
        QTest::newRow("missing path")
            << QStringList{QStringLiteral("inspect"), QStringLiteral("/no/such.gguf")} << 3
            << QByteArray("/no/such.gguf");
        QTest::newRow("truncated") << QStringList{QStringLiteral("inspect"), QStringLiteral("cut")} << 2
                                   << QByteArray("truncated");
        QTest::newRow("no model at all") << QStringList{QStringLiteral("inspect"), QStringLiteral("text")}
                                         << 2 << QByteArray("not a GGUF file");
        QTest::newRow("a folder") << QStringList{QStringLiteral("inspect"), QStringLiteral("/usr/")} << 2
                                  << QByteArray("GGUF");
        QTest::newRow("bad number") << QStringList{QStringLiteral("inspect"), QStringLiteral("--context"),
                                                   QStringLiteral("0")}
                                    << 2 << QByteArray("--context");
        QTest::newRow("no subcommand") << QStringList() << 2 << QByteArray();
        QTest::newRow("import of nothing")
            << QStringList{QStringLiteral("import"), QStringLiteral("/no/such.gguf")} << 2
            << QByteArray("/no/such.gguf");
        QTest::newRow("import of a folder without a model")
            << QStringList{QStringLiteral("import"), QStringLiteral("/usr/")} << 2
            << QByteArray("config.json");
        const auto convert = [](const QString &model, const QString &out, const QString &type) {
            return QStringList{QStringLiteral("convert"), model, out, QStringLiteral("--type"), type};
        };
        QTest::newRow("convert to an unknown type")
            << convert(QStringLiteral("cut"), QStringLiteral("/tmp/a.gguf"), QStringLiteral("q9")) << 2
            << QByteArray("q4_0");
        QTest::newRow("convert what is damaged")
            << convert(QStringLiteral("cut"), QStringLiteral("/tmp/a.gguf"), QStringLiteral("f16")) << 2
            << QByteArray("truncated");
        QTest::newRow("convert nothing")
            << convert(QStringLiteral("nothing"), QStringLiteral("/tmp/a.gguf"), QStringLiteral("f16")) << 3
            << QByteArray("nothing");
        QTest::newRow("convert to nowhere")
            << convert(QStringLiteral("mine"), QStringLiteral("/no/such/a.gguf"), QStringLiteral("f16")) << 2
            << QByteArray("/no/such/a.gguf");
    }

    void whatIsWrongIsSaidOnOneLine()
    {
        QFETCH(QStringList, arguments);
        QFETCH(int, exitCode);
        QFETCH(QByteArray, said);
        put(QStringLiteral("cut.gguf"), tinyModel().chopped(100));
        put(QStringLiteral("text.gguf"), "just some text");
        put(QStringLiteral("mine.gguf"), tinyModel());
        const CommandLine outcome = run(arguments);
        QCOMPARE(outcome.exitCode, exitCode);
        QVERIFY2(outcome.errors.contains(said), outcome.errors.constData());
        QCOMPARE(outcome.errors.count('\n'), 1);
        QVERIFY(outcome.output.isEmpty());
    }

private:
    QString put(const QString &name, const QByteArray &content) const
    {
        return test::writeFile(m_profile->filePath(QStringLiteral("data/models/") + name), content);
    }

    [[nodiscard]] CommandLine run(const QStringList &arguments) const
    {
        return CommandLine(
            QStringList{QStringLiteral("--profile"), m_profile->path(), QStringLiteral("model")} + arguments);
    }

    std::unique_ptr<QTemporaryDir> m_profile;
};

QTEST_GUILESS_MAIN(TestModelCommands)
#include "tst_model_commands.moc"
