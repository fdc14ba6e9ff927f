// SPDX-License-Identifier: Apache-2.0
#include "core/model/model_inspection.h"
#include "tests/support/gguf_builder.h"
#include "tests/support/result_test.h"
#include "tests/support/small_vocabulary.h"

#include <QCryptographicHash>

using namespace gatewright;
using namespace gatewright::model;
using tensors::TensorType;

namespace {

Result<ModelInspection> inspect(const QByteArray &bytes, std::uint64_t contextTokens = 2048)
{
    GW_TRY(file, tensors::GgufFile::parse(
                     std::as_bytes(std::span(bytes.constData(), static_cast<std::size_t>(bytes.size()))),
                     QStringLiteral("tiny.gguf")));
    return inspectModel(*file, contextTokens, {});
}

// Two layers' worth of numbers with the embedding alone: enough for an inspection.
test::GgufBuilder tinyModel()
{
    test::GgufBuilder builder;
    test::SmallVocabulary({"for"}).addTo(builder);
    builder.text("general.architecture", "llama").text("general.name", "Tiny").text("general.license", "mit");
    builder.uint32("llama.embedding_length", 64)
        .uint32("llama.feed_forward_length", 96)
        .uint32("llama.block_count", 2);
    builder.uint32("llama.context_length", 128)
        .uint32("llama.attention.head_count", 2)
        .uint32("llama.attention.head_count_kv", 1);
    builder.float32("llama.attention.layer_norm_rms_epsilon", 1e-5F);
    builder.tensor("token_embd.weight", {64, 260}, TensorType::Q8_0, QByteArray(260 * 2 * 34, '\1'));
    builder.tensor("blk.0.ffn_up.weight", {64, 96}, TensorType::Q4_1, QByteArray(96 * 2 * 20, '\1'));
    builder.tensor("output_norm.weight", {64}, TensorType::F32, QByteArray(256, '\0'));
    return builder;
}

} // namespace

class TestModelInspection : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void tellsWhatAModelIs()
    {
        auto builder = tinyModel();
        const QByteArray bytes = builder.bytes();
        const auto inspection = inspect(bytes);
        GW_VERIFY_RESULT(inspection);
        QVERIFY2(inspection->isUsable(),
                 inspection->problem ? qPrintable(inspection->problem->toString()) : "");
        QCOMPARE(inspection->path, QStringLiteral("tiny.gguf"));
        QCOMPARE(inspection->bytes, static_cast<std::uint64_t>(bytes.size()));
        QCOMPARE(inspection->ggufVersion, 3U);
        QCOMPARE(inspection->sha256,
                 QString::fromLatin1(QCryptographicHash::hash(bytes, QCryptographicHash::Sha256).toHex()));
        QCOMPARE(inspection->hash, HashState::Unknown);
        QCOMPARE(inspection->architecture, QStringLiteral("llama"));
        QCOMPARE(inspection->title, QStringLiteral("Tiny"));
        QCOMPARE(inspection->licence, QStringLiteral("mit"));
        QCOMPARE(inspection->parameters, std::uint64_t{64 * 260 + 64 * 96 + 64});
        QCOMPARE(inspection->config->blockCount, std::size_t{2});
        QCOMPARE(inspection->tokenizer->kind, QStringLiteral("gpt2/smollm"));
        QCOMPARE(inspection->tokenizer->vocabularySize, std::uint64_t{260});
        QCOMPARE(inspection->tokenizer->endOfText, QStringLiteral("<|endoftext|>"));
    }

    void countsTheTypesWithTheLargestFirst()
    {
        auto builder = tinyModel();
        const auto inspection = inspect(builder.bytes()).value();
        QCOMPARE(inspection.types.size(), 3);
        QCOMPARE(inspection.types[0].type, TensorType::Q8_0);
        QCOMPARE(inspection.types[0].tensors, 1);
        QCOMPARE(inspection.types[0].bytes, std::uint64_t{260 * 2 * 34});
        QCOMPARE(inspection.types[1].type, TensorType::Q4_1);
        QCOMPARE(inspection.types[2].type, TensorType::F32);
    }

    void reckonsTheMemory()
    {
        auto builder = tinyModel();
        const auto memory = inspect(builder.bytes(), 100).value().memory;
        QVERIFY(memory.has_value());
        // Two layers, one head of 32 keys and 32 values, two bytes each.
        QCOMPARE(memory->perToken, std::uint64_t{2 * 2 * 32 * 2});
        QCOMPARE(memory->tokens, std::uint64_t{100});
        QCOMPARE(memory->cache(), memory->perToken * 100);
        QVERIFY(memory->weights >= 260 * 2 * 34 + 96 * 2 * 20 + 256);
        QVERIFY(memory->weights < 2 * (260 * 2 * 34 + 96 * 2 * 20 + 256));
        QCOMPARE(memory->total(), memory->weights + memory->cache());
        // No more than the model was trained for.
        auto again = tinyModel();
        QCOMPARE(inspect(again.bytes(), 100'000).value().memory->tokens, std::uint64_t{128});
    }

    void saysWhyAModelCannotBeUsed_data()
    {
        QTest::addColumn<QString>("change");
        QTest::addColumn<ErrorCode>("code");
        QTest::newRow("weight type") << QStringLiteral("type") << ErrorCode::Unsupported;
        QTest::newRow("no tokenizer") << QStringLiteral("tokenizer") << ErrorCode::Corrupt;
        QTest::newRow("architecture") << QStringLiteral("architecture") << ErrorCode::Unsupported;
    }

    void saysWhyAModelCannotBeUsed()
    {
        QFETCH(QString, change);
        QFETCH(ErrorCode, code);
        test::GgufBuilder builder;
        if (change == QLatin1String("type")) {
            builder = tinyModel();
            builder.tensor("blk.1.ffn_up.weight", {256, 1}, TensorType::Q2_K, QByteArray(84, '\0'));
        } else {
            builder.text("general.architecture", change == QLatin1String("architecture") ? "mamba" : "llama");
        }
        const auto inspection = inspect(builder.bytes());
        GW_VERIFY_RESULT(inspection); // an answer, with the reason in it
        QVERIFY(!inspection->isUsable());
        QCOMPARE(inspection->problem->code, code);
        QCOMPARE(inspection->sha256.size(), 64);
        QVERIFY(!inspection->architecture.isEmpty());
    }

    void canBeCancelled()
    {
        auto builder = tinyModel();
        const QByteArray bytes = builder.bytes();
        const auto file = tensors::GgufFile::parse(
            std::as_bytes(std::span(bytes.constData(), static_cast<std::size_t>(bytes.size()))), {});
        std::stop_source source;
        source.request_stop();
        GW_VERIFY_ERROR(inspectModel(**file, 1, source.get_token()), ErrorCode::Cancelled);
    }

    void knowsTheMemoryOfThisMachine()
    {
        const auto memory = availableMemory();
        QVERIFY(memory.has_value());
        QVERIFY(*memory > 1'000'000);
    }
};

QTEST_GUILESS_MAIN(TestModelInspection)
#include "tst_model_inspection.moc"
