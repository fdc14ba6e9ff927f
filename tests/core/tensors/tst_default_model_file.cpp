// SPDX-License-Identifier: Apache-2.0
#include "core/tensors/dequantise.h"
#include "core/tensors/gguf_file.h"
#include "tests/support/result_test.h"
#include "tests/support/test_model.h"

#include <QCryptographicHash>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

using namespace gatewright;
using namespace gatewright::tensors;

// The default model's own file against tests/data/model (see the README there).
class TestDefaultModelFile : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        const auto path = test::modelFile();
        GW_NEED_PART(path);
        auto opened = GgufFile::open(*path);
        GW_VERIFY_RESULT(opened);
        m_file = std::move(*opened);
        QFile golden(QStringLiteral(GATEWRIGHT_TEST_DATA "/model/dequantised.json"));
        QVERIFY(golden.open(QIODevice::ReadOnly));
        m_golden = QJsonDocument::fromJson(golden.readAll()).object();
        QCOMPARE(m_golden.size(), 11);
    }

    void metadataDescribesTheModel()
    {
        const GgufMetadata &metadata = m_file->metadata();
        QVERIFY(metadata.text("general.architecture").value() == "llama");
        QCOMPARE(metadata.unsignedInteger("llama.block_count").value(), std::uint64_t{30});
        QCOMPARE(metadata.unsignedInteger("llama.embedding_length").value(), std::uint64_t{576});
        QCOMPARE(metadata.texts("tokenizer.ggml.tokens").value().size(), std::size_t{49152});
        QCOMPARE(m_file->tensors().size(), std::size_t{272});
    }

    void dequantisedTensorsAreBitExact_data()
    {
        QTest::addColumn<QString>("name");
        for (const QString &name : m_golden.keys())
            QTest::newRow(qPrintable(name)) << name;
    }

    void dequantisedTensorsAreBitExact()
    {
        QFETCH(QString, name);
        const QJsonObject golden = m_golden.value(name).toObject();
        const TensorInfo *tensor = m_file->find(name.toStdString());
        QVERIFY(tensor);
        QCOMPARE(QString(traits(tensor->type).name), golden.value(QStringLiteral("type")).toString());
        QCOMPARE(static_cast<double>(tensor->data.size()), golden.value(QStringLiteral("bytes")).toDouble());
        const QJsonArray shape = golden.value(QStringLiteral("gguf_dims")).toArray();
        QCOMPARE(tensor->shape.size(), static_cast<std::size_t>(shape.size()));
        for (std::size_t i = 0; i < tensor->shape.size(); ++i)
            QCOMPARE(static_cast<double>(tensor->shape[i]), shape.at(static_cast<qsizetype>(i)).toDouble());

        std::vector<float> values(tensor->elementCount());
        GW_VERIFY_RESULT(dequantise(tensor->type, tensor->data, values));
        const QJsonArray first = golden.value(QStringLiteral("first8")).toArray();
        for (qsizetype i = 0; i < first.size(); ++i)
            QCOMPARE(static_cast<double>(values[static_cast<std::size_t>(i)]), first.at(i).toDouble());
        QCryptographicHash hash(QCryptographicHash::Sha256);
        hash.addData({reinterpret_cast<const char *>(values.data()),
                      static_cast<qsizetype>(values.size() * sizeof(float))});
        QCOMPARE(QString::fromLatin1(hash.result().toHex()),
                 golden.value(QStringLiteral("sha256_float32_le")).toString());
    }

private:
    std::unique_ptr<GgufFile> m_file;
    QJsonObject m_golden;
};

QTEST_GUILESS_MAIN(TestDefaultModelFile)
#include "tst_default_model_file.moc"
