// SPDX-License-Identifier: Apache-2.0
#include "core/model/context.h"
#include "core/model/llama_model.h"
#include "core/model/model_source.h"
#include "core/model/tokenizer.h"
#include "tests/core/model/model_under_test.h"
#include "tests/support/result_test.h"

#include <QFile>
#include <QHash>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <cmath>

using namespace gatewright;
using namespace gatewright::model;

namespace {

const QString kFolder = QStringLiteral(GATEWRIGHT_TEST_DATA "/model/families/");

QJsonArray readArray(const QString &name)
{
    QFile file(kFolder + name);
    return file.open(QIODevice::ReadOnly) ? QJsonDocument::fromJson(file.readAll()).array() : QJsonArray();
}

std::vector<TokenId> toTokens(const QJsonValue &value)
{
    std::vector<TokenId> tokens;
    for (const QJsonValue &token : value.toArray())
        tokens.push_back(token.toInt());
    return tokens;
}

QString shown(const std::vector<TokenId> &tokens)
{
    QStringList numbers;
    for (const TokenId token : tokens)
        numbers.append(QString::number(token));
    return numbers.join(QLatin1Char(' '));
}

// Logits behind the tokens, evaluated so many at a time.
std::vector<float> logitsAfter(const LlamaModel &model, std::span<const TokenId> tokens, std::size_t step)
{
    const auto context = Context::create(model, tokens.size());
    for (std::size_t begin = 0; context && begin < tokens.size(); begin += step)
        if (!(*context)->evaluate(tokens.subspan(begin, std::min(step, tokens.size() - begin)),
                                  LogitsFor::Last))
            return {};
    return context ? copyOf((*context)->logits()) : std::vector<float>();
}

} // namespace

// Models of each family, as folders and as GGUF files, against what transformers computes (see the README in
// tests/data/model/families).
class TestModelFamilies : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        m_families = readArray(QStringLiteral("families.json"));
        m_pieces = readArray(QStringLiteral("pre_tokenizers.json"));
        QCOMPARE(m_families.size(), 6);
        QVERIFY(m_pieces.size() > 200);
    }

    void logitsAreThoseOfTransformers_data() { addModels(); }
    void logitsAreThoseOfTransformers()
    {
        const auto source = open();
        GW_VERIFY_RESULT(source);
        const QJsonObject expected = family();
        const auto model = LlamaModel::load(**source, {.threads = 2, .precision = Precision::Float32});
        GW_VERIFY_RESULT(model);
        QCOMPARE(QString(architectureName((*model)->config().architecture)),
                 expected.value(QStringLiteral("architecture")).toString());
        const std::vector<TokenId> tokens = toTokens(expected.value(QStringLiteral("tokens")));
        double largest = 0.0;
        for (const QJsonValue &row : expected.value(QStringLiteral("logits")).toArray()) {
            const auto length = static_cast<std::size_t>(row[QStringLiteral("row")].toInt()) + 1;
            const QJsonArray values = row[QStringLiteral("values")].toArray();
            const auto logits = logitsAfter(**model, std::span(tokens).first(length), 40);
            QCOMPARE(logits.size(), static_cast<std::size_t>(values.size()));
            for (std::size_t i = 0; i < logits.size(); ++i)
                largest = std::max(largest, std::fabs(static_cast<double>(logits[i]) -
                                                      values[static_cast<qsizetype>(i)].toDouble()));
        }
        qInfo("largest difference %.2g", largest);
        QVERIFY2(largest < 1e-4, qPrintable(QString::number(largest)));
    }

    void bitsDoNotDependOnTheSplit_data() { addModels(); }
    void bitsDoNotDependOnTheSplit()
    {
        const auto source = open();
        GW_VERIFY_RESULT(source);
        const auto tokens = toTokens(family().value(QStringLiteral("tokens")));
        for (const Precision precision : {Precision::Int8Activations, Precision::Float32}) {
            const auto model = LlamaModel::load(**source, {.threads = 2, .precision = precision});
            GW_VERIFY_RESULT(model);
            const auto first = std::span(tokens).first(70);
            const auto byOne = logitsAfter(**model, first, 1);
            QVERIFY(!byOne.empty());
            QCOMPARE(logitsAfter(**model, first, 7), byOne);
            QCOMPARE(logitsAfter(**model, first, 70), byOne);
        }
    }

    void idsAreThoseOfTheLibraries_data() { addModels(); }
    void idsAreThoseOfTheLibraries()
    {
        const auto tokenizer = openTokenizer();
        GW_VERIFY_RESULT(tokenizer);
        const QJsonObject expected = family();
        QCOMPARE((*tokenizer)->vocabularySize(),
                 static_cast<std::size_t>(expected.value(QStringLiteral("vocabulary")).toInt()));
        for (const QJsonValue &item : expected.value(QStringLiteral("texts")).toArray()) {
            const QString text = item[QStringLiteral("text")].toString();
            // Qwen2's makers compose characters first; we keep text as it is.
            if (text != text.normalized(QString::NormalizationForm_C))
                continue;
            const std::string bytes = text.toStdString();
            const QJsonValue parsed = item[QStringLiteral("ids")];
            const QJsonValue plain = item[QStringLiteral("as_text")];
            const auto asText = (*tokenizer)->encode(bytes, Specials::AsText);
            const bool hasPieces = (*tokenizer)->kind().starts_with("llama/");
            // The sign for a blank in a text would come back as a blank; we write its bytes.
            if (!hasPieces || !text.contains(QChar(0x2581))) {
                QCOMPARE(shown((*tokenizer)->encode(bytes, Specials::Parse)), shown(toTokens(parsed)));
                QCOMPARE(shown(asText), shown(toTokens(plain.isArray() ? plain : parsed)));
            }
            for (const TokenId token : asText)
                QVERIFY(!(*tokenizer)->isControl(token));
            QCOMPARE((*tokenizer)->decode(asText), (hasPieces && !bytes.empty() ? " " : "") + bytes);
        }
    }

    void controlTokensAreFound_data() { addModels(); }
    void controlTokensAreFound()
    {
        const auto tokenizer = openTokenizer();
        GW_VERIFY_RESULT(tokenizer);
        const QJsonObject expected = family();
        QCOMPARE((*tokenizer)->beginOfText(), expected.value(QStringLiteral("begin")).toInt());
        QCOMPARE((*tokenizer)->endOfText(), expected.value(QStringLiteral("end")).toInt());
        const FillInTheMiddle &middle = (*tokenizer)->fillInTheMiddle();
        const auto wanted = toTokens(expected.value(QStringLiteral("fill_in_the_middle")));
        QCOMPARE(middle.isComplete(), !wanted.empty());
        if (!wanted.empty())
            QCOMPARE(shown({middle.prefix, middle.suffix, middle.middle}), shown(wanted));
    }

    void piecesAreThoseOfTheLibrary_data()
    {
        QTest::addColumn<int>("index");
        for (int i = 0; i < m_pieces.size(); ++i)
            QTest::addRow("%s %d", qPrintable(m_pieces[i][QStringLiteral("kind")].toString()), i) << i;
    }

    void piecesAreThoseOfTheLibrary()
    {
        QFETCH(int, index);
        const QJsonValue item = m_pieces[index];
        const QString kind = item[QStringLiteral("kind")].toString();
        static const QHash<QString, PreTokenizerKind> kinds{
            {QStringLiteral("starcoder"), PreTokenizerKind::StarCoder},
            {QStringLiteral("gpt-2"), PreTokenizerKind::Gpt2},
            {QStringLiteral("qwen2"), PreTokenizerKind::Qwen2},
            {QStringLiteral("llama-bpe"), PreTokenizerKind::Llama3},
            {QStringLiteral("deepseek-coder"), PreTokenizerKind::DeepSeekCoder},
            {QStringLiteral("deepseek-llm"), PreTokenizerKind::DeepSeekLlm}};
        QVERIFY(kinds.contains(kind));
        const PreTokenizerKind wanted = kinds.value(kind);
        const std::string text = item[QStringLiteral("text")].toString().toStdString();
        PreTokenizer pieces(text, wanted);
        std::vector<TokenId> lengths;
        for (std::string_view piece = pieces.next(); !piece.empty(); piece = pieces.next())
            lengths.push_back(static_cast<TokenId>(piece.size()));
        QCOMPARE(shown(lengths), shown(toTokens(item[QStringLiteral("lengths")])));
    }

    void theWindowLimitsTheContext()
    {
        const auto source = ModelSource::open(kFolder + QStringLiteral("starcoder2"));
        GW_VERIFY_RESULT(source);
        QCOMPARE((*source)->config()->contextLength, std::size_t{200});
    }

private:
    void addModels() const
    {
        QTest::addColumn<int>("index");
        QTest::addColumn<QString>("path");
        for (int i = 0; i < m_families.size(); ++i) {
            const QString name = m_families[i][QStringLiteral("name")].toString();
            QTest::addRow("%s folder", qPrintable(name)) << i << kFolder + name;
            QTest::addRow("%s GGUF", qPrintable(name)) << i << kFolder + name + QStringLiteral(".gguf");
        }
    }

    [[nodiscard]] QJsonObject family() const
    {
        const int *index = static_cast<int *>(QTest::qData("index", qMetaTypeId<int>()));
        return m_families[*index].toObject();
    }

    static Result<std::unique_ptr<ModelSource>> open()
    {
        return ModelSource::open(*static_cast<QString *>(QTest::qData("path", qMetaTypeId<QString>())));
    }

    static Result<std::unique_ptr<Tokenizer>> openTokenizer()
    {
        GW_TRY(source, open());
        GW_TRY(parts, source->tokenizer());
        return Tokenizer::create(std::move(parts));
    }

    QJsonArray m_families;
    QJsonArray m_pieces;
};

QTEST_GUILESS_MAIN(TestModelFamilies)
#include "tst_model_families.moc"
