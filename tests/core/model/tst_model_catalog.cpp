// SPDX-License-Identifier: Apache-2.0
#include "core/model/known_models.h"
#include "core/model/model_catalog.h"
#include "tests/support/files.h"
#include "tests/support/gguf_builder.h"
#include "tests/support/result_test.h"

#include <QDir>
#include <QTemporaryDir>

using namespace gatewright;
using namespace gatewright::model;

namespace {

} // namespace

class TestModelCatalog : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_root = std::make_unique<QTemporaryDir>();
        m_own = m_root->filePath(QStringLiteral("own"));
        m_shipped = m_root->filePath(QStringLiteral("shipped"));
        QVERIFY(QDir().mkpath(m_own));
        QVERIFY(QDir().mkpath(m_shipped));
    }

    void listsGgufFilesByName()
    {
        test::writeFile(m_own + QStringLiteral("/zeta.gguf"), "12345");
        test::writeFile(m_own + QStringLiteral("/notes.txt"), "x");
        test::writeFile(m_shipped + QStringLiteral("/Alpha.Q4_1.gguf"), "1");
        QVERIFY(QDir().mkpath(m_own + QStringLiteral("/folder.gguf")));
        const auto models = catalog().list();
        QCOMPARE(models.size(), 2);
        QCOMPARE(models[0].name, QStringLiteral("Alpha.Q4_1"));
        QCOMPARE(models[0].path, m_shipped + QStringLiteral("/Alpha.Q4_1.gguf"));
        QCOMPARE(models[1].name, QStringLiteral("zeta"));
        QCOMPARE(models[1].bytes, 5);
        QVERIFY(!models[0].isDefault && !models[1].isDefault);
    }

    void listsModelFolders()
    {
        putFolder(m_own + QStringLiteral("/Qwen2.5-Coder-0.5B"));
        QVERIFY(QDir().mkpath(m_own + QStringLiteral("/empty")));
        test::writeFile(m_own + QStringLiteral("/empty/config.json"), "{}");
        const auto models = catalog().list();
        QCOMPARE(models.size(), 1);
        QCOMPARE(models[0].name, QStringLiteral("Qwen2.5-Coder-0.5B"));
        QVERIFY(models[0].isFolder && !models[0].isDefault);
        QCOMPARE(models[0].bytes, 7);
        const QString path = m_own + QStringLiteral("/Qwen2.5-Coder-0.5B");
        QCOMPARE(catalog().resolve(QStringLiteral("qwen2.5-coder-0.5b")).value(), path);
        QCOMPARE(catalog().resolve(path + QLatin1Char('/')).value(), path);
        // A file of the same name stands before it.
        test::writeFile(path + QStringLiteral(".gguf"), "x");
        QCOMPARE(catalog().list().size(), 1);
        QVERIFY(!catalog().list().at(0).isFolder);
    }

    void namesModelsByTheirPaths()
    {
        QCOMPARE(modelName(QStringLiteral("/a/My-Model.Q4_1.gguf")), QStringLiteral("My-Model.Q4_1"));
        QCOMPARE(modelName(QStringLiteral("/a/Qwen2.5-Coder-0.5B/")), QStringLiteral("Qwen2.5-Coder-0.5B"));
    }

    void theUsersOwnFileHidesTheShippedOne()
    {
        test::writeFile(m_own + QStringLiteral("/a.gguf"), "own");
        test::writeFile(m_shipped + QStringLiteral("/A.gguf"), "shipped");
        const auto models = catalog().list();
        QCOMPARE(models.size(), 1);
        QCOMPARE(models[0].path, m_own + QStringLiteral("/a.gguf"));
    }

    void foldersNeedNotExist()
    {
        QVERIFY(ModelCatalog({QStringLiteral("/nonexistent/models")}).list().isEmpty());
        QVERIFY(ModelCatalog({}).list().isEmpty());
    }

    void findsByName_data()
    {
        QTest::addColumn<QString>("wanted");
        QTest::newRow("name") << QStringLiteral("My-Model.Q8_0");
        QTest::newRow("file name") << QStringLiteral("My-Model.Q8_0.gguf");
        QTest::newRow("other case") << QStringLiteral("my-model.q8_0");
        QTest::newRow("path") << QStringLiteral("%1/My-Model.Q8_0.gguf");
    }

    void findsByName()
    {
        QFETCH(QString, wanted);
        test::writeFile(m_own + QStringLiteral("/My-Model.Q8_0.gguf"), "x");
        const auto found = catalog().resolve(wanted.contains(QLatin1Char('%')) ? wanted.arg(m_own) : wanted);
        GW_VERIFY_RESULT(found);
        QCOMPARE(*found, m_own + QStringLiteral("/My-Model.Q8_0.gguf"));
    }

    void noNameMeansTheDefaultModel()
    {
        const auto missing = catalog().resolve({});
        GW_VERIFY_ERROR(missing, ErrorCode::Missing);
        QVERIFY(missing.error().message.contains(m_own));
        QVERIFY(missing.error().message.contains(QLatin1String("packaging/dev deps")));
        const QString path = m_shipped + QLatin1Char('/') + defaultModel().fileName;
        test::writeFile(path, "x");
        QCOMPARE(catalog().resolve({}).value(), path);
        QVERIFY(catalog().list().at(0).isDefault);
    }

    void whatIsNotThereIsMissingWithTheWayToGetIt()
    {
        const auto name = catalog().resolve(QStringLiteral("llama-9000"));
        GW_VERIFY_ERROR(name, ErrorCode::Missing);
        QCOMPARE(name.error().place, QStringLiteral("llama-9000"));
        QVERIFY(name.error().message.contains(m_own) && name.error().message.contains(m_shipped));
        GW_VERIFY_ERROR(catalog().resolve(m_own + QStringLiteral("/none.gguf")), ErrorCode::Missing);
        GW_VERIFY_ERROR(catalog().resolve(QStringLiteral("none.gguf")), ErrorCode::Missing);
        GW_VERIFY_ERROR(catalog().resolve(m_own + QLatin1Char('/')), ErrorCode::Unsupported);
    }

    void aKnownNameOverOtherContentIsRefused()
    {
        const QString path = m_own + QLatin1Char('/') + defaultModel().fileName;
        test::writeFile(path, test::GgufBuilder().text("general.architecture", "llama").bytes());
        const auto file = tensors::GgufFile::open(path);
        GW_VERIFY_RESULT(file);
        const auto verified = verifyKnownModel(**file, {});
        GW_VERIFY_ERROR(verified, ErrorCode::Corrupt);
        QCOMPARE(verified.error().place, path);
        QCOMPARE(hashState(path, defaultModel().bytes, QStringLiteral("00")), HashState::Wrong);
        QCOMPARE(hashState(path, defaultModel().bytes, defaultModel().sha256), HashState::Right);
        QCOMPARE(hashState(path, 1, defaultModel().sha256), HashState::Wrong);
    }

    void anUnknownNameMayHoldAnything()
    {
        const QString path = m_own + QStringLiteral("/mine.gguf");
        test::writeFile(path, test::GgufBuilder().text("general.architecture", "llama").bytes());
        const auto file = tensors::GgufFile::open(path);
        GW_VERIFY_RESULT(file);
        GW_VERIFY_RESULT(verifyKnownModel(**file, {}));
        QCOMPARE(hashState(path, 1, QStringLiteral("00")), HashState::Unknown);
    }

    void hashingCanBeCancelled()
    {
        const QByteArray bytes = test::GgufBuilder().text("general.architecture", "llama").bytes();
        const auto file = tensors::GgufFile::parse(
            std::as_bytes(std::span(bytes.constData(), static_cast<std::size_t>(bytes.size()))),
            QStringLiteral("x"));
        GW_VERIFY_RESULT(file);
        std::stop_source source;
        source.request_stop();
        GW_VERIFY_ERROR(sha256Of(**file, source.get_token()), ErrorCode::Cancelled);
        QCOMPARE(sha256Of(**file, {}).value().size(), 64);
    }

private:
    static void putFolder(const QString &path)
    {
        QVERIFY(QDir().mkpath(path));
        test::writeFile(path + QStringLiteral("/config.json"), "{}");
        test::writeFile(path + QStringLiteral("/model.safetensors"), "weights");
    }

    [[nodiscard]] ModelCatalog catalog() const { return ModelCatalog({m_own, m_shipped}); }

    std::unique_ptr<QTemporaryDir> m_root;
    QString m_own;
    QString m_shipped;
};

QTEST_GUILESS_MAIN(TestModelCatalog)
#include "tst_model_catalog.moc"
