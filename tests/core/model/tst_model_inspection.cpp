// SPDX-License-Identifier: Apache-2.0
#include "core/model/model_inspection.h"
#include "tests/core/model/synthetic_model.h"
#include "tests/support/gguf_builder.h"
#include "tests/support/result_test.h"
#include "tests/support/small_vocabulary.h"

#include <QCryptographicHash>
#include <QFile>

#include <algorithm>
#include <functional>

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

constexpr std::uint32_t kVocabulary = 260; // what the small vocabulary makes of one word

// A whole model of two layers, with its tokenizer.
test::GgufBuilder tinyModel()
{
    SyntheticModel shape;
    shape.vocabulary = kVocabulary;
    shape.heads = 2;
    shape.keyValueHeads = 1;
    shape.context = 128;
    test::GgufBuilder builder = shape.builder();
    test::SmallVocabulary({"for"}).addTo(builder);
    builder.text("general.name", "Tiny").text("general.license", "mit");
    return builder;
}

test::GgufBuilder::Tensor &tensorOf(test::GgufBuilder &builder, const char *name)
{
    return *std::ranges::find(builder.tensors, QByteArray(name), &test::GgufBuilder::Tensor::name);
}

using Spoil = std::function<void(test::GgufBuilder &)>;

} // namespace

Q_DECLARE_METATYPE(Spoil)

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
        QCOMPARE(inspection->format, ModelSource::Format::Gguf);
        // Queries and output of 64, keys and values of 32, three matrices of the feed-forward layer, two
        // norms.
        const std::uint64_t layer = 64 * (64 + 32 + 32 + 64 + 3 * 96 + 2);
        QCOMPARE(inspection->parameters, 64 * kVocabulary + 2 * layer + 64);
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
        QCOMPARE(inspection.types[0].type, TensorType::Q4_1);
        QCOMPARE(inspection.types[0].tensors, 14);
        QCOMPARE(inspection.types[1].type, TensorType::Q8_0);
        QCOMPARE(inspection.types[1].tensors, 1);
        QCOMPARE(inspection.types[1].bytes, std::uint64_t{kVocabulary * 2 * 34});
        QCOMPARE(inspection.types[2].type, TensorType::F32);
    }

    void reckonsTheMemory()
    {
        auto builder = tinyModel();
        const auto memory = inspect(builder.bytes(), 100).value().memory;
        QVERIFY(memory.has_value());
        // Two layers, one head of 32 keys and 32 values, a byte each, with two scales.
        QCOMPARE(memory->perToken, std::uint64_t{2 * 2 * (32 + 4)});
        QCOMPARE(memory->tokens, std::uint64_t{100});
        QCOMPARE(memory->cache(), memory->perToken * 100);
        const auto file = static_cast<std::uint64_t>(builder.bytes().size());
        QVERIFY(memory->weights > file / 2 && memory->weights < file * 2);
        QVERIFY(memory->buffers > 64 * 2 * 64 * sizeof(float));
        QCOMPARE(memory->total(), memory->weights + memory->cache() + memory->buffers);
        // No more than the model was trained for.
        auto again = tinyModel();
        QCOMPARE(inspect(again.bytes(), 100'000).value().memory->tokens, std::uint64_t{128});
    }

    void saysWhyAModelCannotBeUsed_data()
    {
        QTest::addColumn<Spoil>("spoil");
        QTest::addColumn<ErrorCode>("code");
        QTest::addColumn<QString>("named");
        const auto row = [](const char *name, ErrorCode code, const QString &named, Spoil spoil) {
            QTest::newRow(name) << std::move(spoil) << code << named;
        };
        row("weight type", ErrorCode::Unsupported, QStringLiteral("blk.1.ffn_up.weight is I16"),
            [](test::GgufBuilder &builder) {
                auto &tensor = tensorOf(builder, "blk.1.ffn_up.weight");
                tensor.type = static_cast<std::uint32_t>(TensorType::I16);
                tensor.data = QByteArray(64 * 96 * 2, '\0');
            });
        row("missing tensor", ErrorCode::Corrupt, QStringLiteral("blk.1.attn_k.weight"),
            [](test::GgufBuilder &builder) {
                std::erase_if(builder.tensors,
                              [](const auto &tensor) { return tensor.name == "blk.1.attn_k.weight"; });
            });
        row("wrong shape", ErrorCode::Corrupt, QStringLiteral("blk.0.ffn_down.weight is 64x96"),
            [](test::GgufBuilder &builder) { tensorOf(builder, "blk.0.ffn_down.weight").shape = {64, 96}; });
        row("more tokens than embeddings", ErrorCode::Corrupt, QStringLiteral("260"),
            [](test::GgufBuilder &builder) {
                SyntheticModel shape;
                shape.heads = 2;
                shape.keyValueHeads = 1;
                builder = shape.builder();
                test::SmallVocabulary({"for"}).addTo(builder);
            });
        row("no tokenizer", ErrorCode::Corrupt, QStringLiteral("tokenizer.ggml.model"),
            [](test::GgufBuilder &builder) { builder = SyntheticModel{}.builder(); });
        row("tokenizer without merges", ErrorCode::Corrupt, QStringLiteral("tokenizer.ggml.merges"),
            [](test::GgufBuilder &builder) {
                builder = SyntheticModel{}.builder();
                builder.text("tokenizer.ggml.model", "gpt2").text("tokenizer.ggml.pre", "smollm");
                builder.texts("tokenizer.ggml.tokens", {"a"}).int32s("tokenizer.ggml.token_type", {1});
            });
        row("architecture", ErrorCode::Unsupported, QStringLiteral("mamba"), [](test::GgufBuilder &builder) {
            builder = {};
            builder.text("general.architecture", "mamba");
        });
    }

    void saysWhyAModelCannotBeUsed()
    {
        QFETCH(Spoil, spoil);
        QFETCH(ErrorCode, code);
        QFETCH(QString, named);
        test::GgufBuilder builder = tinyModel();
        spoil(builder);
        const auto inspection = inspect(builder.bytes());
        GW_VERIFY_RESULT(inspection); // an answer, with the reason in it
        QVERIFY(!inspection->isUsable());
        QCOMPARE(inspection->problem->code, code);
        QVERIFY2(inspection->problem->toString().contains(named),
                 qPrintable(inspection->problem->toString()));
        QVERIFY(inspection->problem->place.startsWith(QStringLiteral("tiny.gguf")));
        QCOMPARE(inspection->sha256.size(), 64);
        QVERIFY(!inspection->architecture.isEmpty());
    }

    void looksAtModelFolders()
    {
        const QString folder = QStringLiteral(GATEWRIGHT_TEST_DATA "/model/families/smollm");
        const auto source = ModelSource::open(folder);
        GW_VERIFY_RESULT(source);
        const auto inspection = inspectModel(**source, 64, {});
        GW_VERIFY_RESULT(inspection);
        QVERIFY2(inspection->isUsable(),
                 inspection->problem ? qPrintable(inspection->problem->toString()) : "");
        QCOMPARE(inspection->format, ModelSource::Format::HuggingFace);
        QCOMPARE(inspection->architecture, QStringLiteral("LlamaForCausalLM"));
        QCOMPARE(inspection->title, QStringLiteral("smollm"));
        QCOMPARE(inspection->tokenizer->kind, QStringLiteral("gpt2/starcoder"));
        QCOMPARE(inspection->tokenizer->chatFormat, QLatin1String("chatml"));
        QCOMPARE(inspection->memory->tokens, std::uint64_t{64});
        QCryptographicHash hash(QCryptographicHash::Sha256);
        for (const auto &name : {"1", "2"}) {
            QFile file(folder +
                       QStringLiteral("/model-0000%1-of-00002.safetensors").arg(QLatin1String(name)));
            QVERIFY(file.open(QIODevice::ReadOnly));
            hash.addData(&file);
        }
        QCOMPARE(inspection->sha256, QString::fromLatin1(hash.result().toHex()));
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
