// SPDX-License-Identifier: Apache-2.0
// With the tiny models of each family, which there are as folders and as GGUF files.
#include "core/model/context.h"
#include "core/model/convert/model_conversion.h"
#include "core/model/llama_model.h"
#include "core/model/tokenizer.h"
#include "tests/core/model/synthetic_model.h"
#include "tests/support/files.h"
#include "tests/support/full_disk.h"
#include "tests/support/result_test.h"

#include <QDir>
#include <QFile>
#include <QTest>

#include <cmath>
#include <memory>
#include <stop_token>

using namespace gatewright;
using namespace gatewright::model;
using tensors::TensorType;

namespace {

const QString familyFolder = QStringLiteral(GATEWRIGHT_TEST_DATA "/model/families/");
const QStringList families{QStringLiteral("codellama"), QStringLiteral("deepseek"),
                           QStringLiteral("llama3"),    QStringLiteral("qwen2"),
                           QStringLiteral("smollm"),    QStringLiteral("starcoder2")};
constexpr std::string_view kText = "for (int i = 0; i < 64; ++i)\n    sum += data[i] * 3; // \xc3\xbc\n";

struct Answer
{
    std::vector<TokenId> tokens;
    std::vector<float> logits;
};

// In float32, so that nothing but the weights counts.
Result<Answer> answerOf(const QString &path)
{
    GW_TRY(source, ModelSource::open(path));
    GW_TRY(parts, source->tokenizer());
    GW_TRY(tokenizer, Tokenizer::create(std::move(parts)));
    GW_TRY(model, LlamaModel::load(*source, {.threads = 1, .precision = Precision::Float32}));
    Answer answer;
    answer.tokens = tokenizer->encode(kText, Specials::AsText);
    GW_TRY(context, Context::create(*model, answer.tokens.size()));
    GW_CHECK(context->evaluate(answer.tokens, LogitsFor::Last));
    answer.logits.assign(context->logits().begin(), context->logits().end());
    return answer;
}

double largestDifference(const std::vector<float> &a, const std::vector<float> &b)
{
    double largest = a.size() == b.size() && !a.empty() ? 0.0 : 1e9;
    for (std::size_t i = 0; i < std::min(a.size(), b.size()); ++i)
        largest = std::max(largest, std::fabs(double(a[i]) - double(b[i])));
    return largest;
}

Result<Conversion> convert(const QString &from, const QString &to, ConversionOptions options = {})
{
    GW_TRY(source, ModelSource::open(from));
    return convertModel(*source, to, options);
}

void addFamilies()
{
    QTest::addColumn<QString>("path");
    for (const QString &family : families) {
        QTest::addRow("%s folder", qPrintable(family)) << familyFolder + family;
        QTest::addRow("%s file", qPrintable(family)) << familyFolder + family + QStringLiteral(".gguf");
    }
}

} // namespace

class TestModelConversion : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void asFloatsItIsTheSameModel_data() { addFamilies(); }
    void asFloatsItIsTheSameModel()
    {
        QFETCH(QString, path);
        const test::Folder folder;
        const QString out = folder.path("new.gguf");
        const auto converted = convert(path, out, {.type = TensorType::F32});
        GW_VERIFY_RESULT(converted);
        QVERIFY(converted->worst() == nullptr);
        QCOMPARE(static_cast<std::uint64_t>(QFile(out).size()), converted->bytes);
        const auto before = answerOf(path);
        const auto after = answerOf(out);
        GW_VERIFY_RESULT(before);
        GW_VERIFY_RESULT(after);
        QCOMPARE(after->tokens, before->tokens);
        QCOMPARE(after->logits, before->logits); // to the bit
    }

    // As the converter of llama.cpp would have written it.
    void aFolderBecomesTheFileThatOthersMakeOfIt_data()
    {
        QTest::addColumn<QString>("family");
        for (const QString &family : families)
            QTest::newRow(qPrintable(family)) << family;
    }
    void aFolderBecomesTheFileThatOthersMakeOfIt()
    {
        QFETCH(QString, family);
        const test::Folder folder;
        const QString out = folder.path("new.gguf");
        GW_VERIFY_RESULT(convert(familyFolder + family, out, {.type = TensorType::F32}));
        const auto ours = ModelSource::open(out);
        const auto theirs = ModelSource::open(familyFolder + family + QStringLiteral(".gguf"));
        GW_VERIFY_RESULT(ours);
        GW_VERIFY_RESULT(theirs);
        for (const tensors::TensorInfo *tensor : (*theirs)->tensors()) {
            const tensors::TensorInfo *own = (*ours)->find(tensor->name);
            QVERIFY2(own, tensor->name.c_str());
            QCOMPARE(own->shape, tensor->shape);
        }
        QCOMPARE((*ours)->tensors().size(), (*theirs)->tensors().size());
        const auto before = (*theirs)->tokenizer();
        const auto after = (*ours)->tokenizer();
        GW_VERIFY_RESULT(before);
        GW_VERIFY_RESULT(after);
        QCOMPARE(after->endOfText, before->endOfText);
        QCOMPARE(after->beginOfText, before->beginOfText);
        // A sliding window is one thing that theirs does not say.
        const auto config = (*ours)->config();
        const auto stated = (*ModelSource::open(familyFolder + family))->config();
        GW_VERIFY_RESULT(config);
        GW_VERIFY_RESULT(stated);
        QCOMPARE(config->contextLength, stated->contextLength);
        QCOMPARE(config->headDimension, stated->headDimension);
        QCOMPARE(config->ropeFactors, stated->ropeFactors);
        QCOMPARE(config->ropeBase, stated->ropeBase);
        QCOMPARE(config->normEpsilon, stated->normEpsilon);
        QCOMPARE(config->vocabularySize, stated->vocabularySize);
    }

    void fewerBitsAreNearly_data()
    {
        QTest::addColumn<int>("type");
        QTest::addColumn<double>("error");
        QTest::newRow("f16") << static_cast<int>(TensorType::F16) << 0.0005;
        QTest::newRow("bf16") << static_cast<int>(TensorType::BF16) << 1e-9; // as they are
        QTest::newRow("q8_0") << static_cast<int>(TensorType::Q8_0) << 0.01;
        QTest::newRow("q5_1") << static_cast<int>(TensorType::Q5_1) << 0.05;
        QTest::newRow("q5_0") << static_cast<int>(TensorType::Q5_0) << 0.06;
        QTest::newRow("q4_1") << static_cast<int>(TensorType::Q4_1) << 0.1;
        QTest::newRow("q4_0") << static_cast<int>(TensorType::Q4_0) << 0.12;
    }
    void fewerBitsAreNearly()
    {
        QFETCH(int, type);
        QFETCH(double, error);
        const test::Folder folder;
        const QString out = folder.path("new.gguf");
        const auto wanted = static_cast<TensorType>(type);
        const auto converted = convert(familyFolder + QStringLiteral("qwen2"), out, {.type = wanted});
        GW_VERIFY_RESULT(converted);
        QVERIFY2(converted->error < error, qPrintable(QString::number(converted->error)));
        const bool isRounded = wanted != TensorType::BF16;
        QCOMPARE(converted->error > 0.0, isRounded);
        QCOMPARE(converted->worst() != nullptr, isRounded);
        QVERIFY(!isRounded || converted->worst()->error >= converted->error);
        const auto answer = answerOf(out);
        const auto before = answerOf(familyFolder + QStringLiteral("qwen2"));
        GW_VERIFY_RESULT(answer);
        GW_VERIFY_RESULT(before);
        QCOMPARE(largestDifference(answer->logits, before->logits) > 0.0, isRounded);
        const auto source = ModelSource::open(out);
        GW_VERIFY_RESULT(source);
        QCOMPARE((*source)->find("blk.0.attn_q.weight")->type, wanted);
        QCOMPARE((*source)->find("blk.0.attn_norm.weight")->type, TensorType::F32);
        const bool hasFewBits = tensors::traits(wanted).elementsPerBlock > 1 && wanted != TensorType::Q8_0;
        QCOMPARE((*source)->find("token_embd.weight")->type, hasFewBits ? TensorType::Q8_0 : wanted);
    }

    // What is stored in a type already is that type's own numbers.
    void theSameTypeAgainRoundsNothing()
    {
        const test::Folder folder;
        const QString once = folder.path("once.gguf");
        const QString twice = folder.path("twice.gguf");
        GW_VERIFY_RESULT(convert(familyFolder + QStringLiteral("smollm"), once, {.type = TensorType::Q8_0}));
        const auto again = convert(once, twice, {.type = TensorType::Q8_0});
        GW_VERIFY_RESULT(again);
        QVERIFY(again->error < 1e-3);
        QCOMPARE(answerOf(twice)->tokens, answerOf(once)->tokens);
    }

    void whatIsThereIsKept()
    {
        const test::Folder folder;
        const QString model = familyFolder + QStringLiteral("qwen2.gguf");
        const QString out = folder.write("new.gguf", "mine");
        GW_VERIFY_ERROR(convert(model, out), ErrorCode::InvalidInput);
        QCOMPARE(test::readFile(out), QByteArray("mine"));
        GW_VERIFY_RESULT(convert(model, out, {.replaces = true}));
        QVERIFY(test::readFile(out).startsWith("GGUF"));
    }

    void theModelIsNotItsOwnTarget()
    {
        const test::Folder folder;
        const QString model = folder.path("a.gguf");
        QVERIFY(QFile::copy(familyFolder + QStringLiteral("qwen2.gguf"), model));
        GW_VERIFY_ERROR(convert(model, model, {.replaces = true}), ErrorCode::InvalidInput);
        GW_VERIFY_ERROR(convert(model, folder.path("a.bin")), ErrorCode::InvalidInput);
        GW_VERIFY_ERROR(convert(model, folder.path("none/a.gguf")), ErrorCode::InvalidInput);
        QVERIFY(QDir().mkpath(folder.path("model")));
        for (const QString &name : QDir(familyFolder + QStringLiteral("qwen2")).entryList(QDir::Files))
            QVERIFY(
                QFile::copy(familyFolder + QStringLiteral("qwen2/") + name, folder.path("model/") + name));
        GW_VERIFY_ERROR(convert(folder.path("model"), folder.path("model/a.gguf")), ErrorCode::InvalidInput);
    }

    void cancelledItLeavesNothing()
    {
        const test::Folder folder;
        std::stop_source stop;
        int pieces = 0;
        ConversionOptions options;
        options.stop = stop.get_token();
        options.onProgress = [&](double fraction) {
            QVERIFY(fraction > 0.0 && fraction <= 1.0);
            if (++pieces == 3)
                stop.request_stop();
        };
        GW_VERIFY_ERROR(convert(familyFolder + QStringLiteral("llama3"), folder.path("new.gguf"), options),
                        ErrorCode::Cancelled);
        QCOMPARE(pieces, 3);
        QVERIFY(QDir(folder.path(".")).entryList(QDir::Files).isEmpty());
    }

    void aFullDiskLeavesNothing()
    {
        const test::Folder folder;
        {
            const test::FullDisk full(10'000);
            GW_VERIFY_ERROR(convert(familyFolder + QStringLiteral("llama3"), folder.path("new.gguf")),
                            ErrorCode::Io);
        }
        QVERIFY(QDir(folder.path(".")).entryList(QDir::Files).isEmpty());
    }

    void whatIsNoNumberIsRefusedByName()
    {
        const test::Folder folder;
        QByteArray bytes = test::readFile(familyFolder + QStringLiteral("qwen2.gguf"));
        const auto source = ModelSource::open(familyFolder + QStringLiteral("qwen2.gguf"));
        GW_VERIFY_RESULT(source);
        const tensors::TensorInfo *tensor = (*source)->find("blk.1.ffn_up.weight");
        QVERIFY(tensor);
        const auto offset = tensor->data.data() - (*source)->weightFiles().front().data();
        bytes.replace(offset, 4, "\xff\xff\xff\xff");
        const QString broken = folder.write("broken.gguf", bytes);
        const auto converted = convert(broken, folder.path("new.gguf"));
        GW_VERIFY_ERROR(converted, ErrorCode::Corrupt);
        QCOMPARE(converted.error().detail, QStringLiteral("blk.1.ffn_up.weight"));
        QCOMPARE(converted.error().place, broken);
        QVERIFY(!QFile::exists(folder.path("new.gguf")));
    }

    void typesHaveNames()
    {
        QCOMPARE(conversionType("q4_1"), std::optional(TensorType::Q4_1));
        QCOMPARE(conversionType("BF16"), std::optional(TensorType::BF16));
        QVERIFY(!conversionType("q9"));
        QVERIFY(!conversionType("q6_k"));
        QVERIFY(conversionTypeNames().contains(QStringLiteral("q5_0")));
    }
};

QTEST_GUILESS_MAIN(TestModelConversion)
#include "tst_model_conversion.moc"
