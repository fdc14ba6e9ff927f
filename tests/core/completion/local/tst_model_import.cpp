// SPDX-License-Identifier: Apache-2.0
#include "core/completion/local/model_import.h"
#include "core/model/model_source.h"
#include "tests/support/files.h"
#include "tests/support/result_test.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QTemporaryDir>
#include <QTest>

#include <memory>

using namespace gatewright;
using namespace gatewright::completion;

// Model folders; files are in tst_local_model.
class TestModelImport : public QObject
{
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> m_place;

    [[nodiscard]] QString models() const { return m_place->filePath(QStringLiteral("models")); }

    // A copy that a test may spoil.
    [[nodiscard]] QString folder() const
    {
        const QDir from(QStringLiteral(GATEWRIGHT_TEST_DATA "/model/families/smollm"));
        const QString to = m_place->filePath(QStringLiteral("download/smollm"));
        QDir().mkpath(to);
        for (const QString &name : from.entryList(QDir::Files))
            QFile::copy(from.filePath(name), QDir(to).filePath(name));
        return to;
    }

private Q_SLOTS:
    void init() { m_place = std::make_unique<QTemporaryDir>(); }

    void takesWhatBelongsToTheModel()
    {
        const QString source = folder();
        test::writeFile(source + QStringLiteral("/README.md"),
                        "---\nlanguage: en\nlicense: apache-2.0\n---\n# SmolLM\nlicense: none\n");
        test::writeFile(source + QStringLiteral("/modeling.py"), "import os");
        test::writeFile(source + QStringLiteral("/pytorch_model.bin"), "pickle");
        std::vector<double> fractions;
        const auto imported =
            importModel(source + QLatin1Char('/'), models(), {},
                        [&fractions](const Progress &progress) { fractions.push_back(progress.fraction); });
        QVERIFY(!fractions.empty() && fractions.back() == 1.0);
        GW_VERIFY_RESULT(imported);
        QCOMPARE(imported->path, models() + QStringLiteral("/smollm"));
        QCOMPARE(imported->licence, QStringLiteral("apache-2.0"));
        QCOMPARE(
            QDir(imported->path).entryList(QDir::Files | QDir::Hidden),
            QStringList({QStringLiteral("config.json"), QStringLiteral("model-00001-of-00002.safetensors"),
                         QStringLiteral("model-00002-of-00002.safetensors"),
                         QStringLiteral("model.safetensors.index.json"), QStringLiteral("README.md"),
                         QStringLiteral("tokenizer.json"), QStringLiteral("tokenizer_config.json")}));
        const auto copy = model::ModelSource::open(imported->path);
        GW_VERIFY_RESULT(copy);
        GW_VERIFY_RESULT((*copy)->config());
        GW_VERIFY_RESULT((*copy)->tokenizer());
        // What is where models are already is not copied.
        GW_VERIFY_RESULT(importModel(imported->path, models(), {}));
        GW_VERIFY_ERROR(importModel(source, models(), {}), ErrorCode::InvalidInput);
    }

    void leavesNothingOfWhatCannotBeUsed_data()
    {
        QTest::addColumn<QString>("spoilt");
        QTest::addColumn<QByteArray>("content");
        QTest::newRow("weights cut") << QStringLiteral("model-00002-of-00002.safetensors")
                                     << QByteArray("\x08\0\0\0\0\0\0\0{}", 10);
        QTest::newRow("no tokenizer") << QStringLiteral("tokenizer.json") << QByteArray();
        QTest::newRow("another architecture")
            << QStringLiteral("config.json") << QByteArray(R"({"architectures":["BertModel"]})");
    }
    void leavesNothingOfWhatCannotBeUsed()
    {
        QFETCH(QString, spoilt);
        QFETCH(QByteArray, content);
        const QString source = folder();
        const QString path = source + QLatin1Char('/') + spoilt;
        QVERIFY(QFile::remove(path));
        if (!content.isEmpty())
            test::writeFile(path, content);
        QVERIFY(!importModel(source, models(), {}));
        QVERIFY(!QDir(models()).exists() || QDir(models()).isEmpty());
    }

    void leavesNothingWhenItIsStopped()
    {
        std::stop_source stop;
        stop.request_stop();
        GW_VERIFY_ERROR(importModel(folder(), models(), stop.get_token()), ErrorCode::Cancelled);
        QVERIFY(!QDir(models()).exists() || QDir(models()).isEmpty());
    }
};

QTEST_GUILESS_MAIN(TestModelImport)
#include "tst_model_import.moc"
