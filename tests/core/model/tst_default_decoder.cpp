// SPDX-License-Identifier: Apache-2.0
// The default model against golden values of independent programs, and against itself:
// tests/data/model/README.md.
#include "tests/core/model/kernel_test_support.h"
#include "tests/core/model/model_under_test.h"
#include "tests/support/result_test.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

#include <cmath>
#include <cstring>

using namespace gatewright;
using namespace gatewright::model;

namespace {

constexpr std::size_t kCapacity = 1024;

std::vector<TokenId> tokenIds(const QJsonValue &array)
{
    std::vector<TokenId> ids;
    for (const QJsonValue &id : array.toArray())
        ids.push_back(id.toInt());
    return ids;
}

std::vector<double> numbers(const QJsonValue &array)
{
    std::vector<double> values;
    for (const QJsonValue &value : array.toArray())
        values.push_back(value.toDouble());
    return values;
}

double logSumExp(std::span<const float> logits)
{
    const double largest = static_cast<double>(*std::max_element(logits.begin(), logits.end()));
    double sum = 0.0;
    for (const float logit : logits)
        sum += std::exp(static_cast<double>(logit) - largest);
    return largest + std::log(sum);
}

// The spread of a - b around its mean: a common shift changes no probability.
double centredRms(const std::vector<float> &a, const std::vector<float> &b)
{
    double sum = 0.0;
    double squares = 0.0;
    for (std::size_t i = 0; i < a.size(); ++i) {
        const double difference = static_cast<double>(a[i]) - static_cast<double>(b[i]);
        sum += difference;
        squares += difference * difference;
    }
    const auto count = static_cast<double>(a.size());
    return std::sqrt(squares / count - sum / count * (sum / count));
}

} // namespace

class TestDefaultDecoder : public QObject
{
    Q_OBJECT

private:
    struct TextScore
    {
        int positions = 0;
        int sameArgmax = 0;
        double largestLostMargin = 0.0; // of a position whose argmax differs
        double meanNll = 0.0;
        double worstLogProbability = 0.0;
    };

    void cases();
    static std::vector<float> logitsAfter(const LlamaModel &model, std::span<const TokenId> tokens,
                                          std::size_t step);
    TextScore score(const LlamaModel &model, const QJsonObject &text);

    QJsonArray m_cases;
    QJsonArray m_texts;
    std::unique_ptr<LlamaModel> m_float;
    std::unique_ptr<LlamaModel> m_served;

private Q_SLOTS:
    void initTestCase();
    void floatLogits_data() { cases(); }
    void floatLogits();
    void floatGreedy_data() { cases(); }
    void floatGreedy();
    void floatTexts();
    void servedLogits_data() { cases(); }
    void servedLogits();
    void servedGreedy_data() { cases(); }
    void servedGreedy();
    void servedTexts();
    void rowsAndSplits();
    void threads();
    void kernels();
    void warmEqualsCold();
};

void TestDefaultDecoder::initTestCase()
{
    QFile file(QStringLiteral(GATEWRIGHT_TEST_DATA "/model/decoder.json"));
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QJsonObject golden = QJsonDocument::fromJson(file.readAll()).object();
    m_cases = golden.value(QLatin1String("cases")).toArray();
    m_texts = golden.value(QLatin1String("texts")).toArray();
    QCOMPARE(m_cases.size(), 8);
    QCOMPARE(m_texts.size(), 2);
    auto exact = loadDefaultModel({.threads = 2, .precision = Precision::Float32});
    GW_VERIFY_RESULT(exact);
    m_float = std::move(*exact);
    auto served = loadDefaultModel({.threads = 2});
    GW_VERIFY_RESULT(served);
    m_served = std::move(*served);
}

void TestDefaultDecoder::cases()
{
    QTest::addColumn<QJsonObject>("golden");
    for (const QJsonValue &golden : std::as_const(m_cases))
        QTest::newRow(qPrintable(golden.toObject().value(QLatin1String("id")).toString()))
            << golden.toObject();
}

std::vector<float> TestDefaultDecoder::logitsAfter(const LlamaModel &model, std::span<const TokenId> tokens,
                                                   std::size_t step)
{
    auto context = Context::create(model, kCapacity);
    for (std::size_t i = 0; context && i < tokens.size(); i += step)
        if (!(*context)->evaluate(tokens.subspan(i, std::min(step, tokens.size() - i)), LogitsFor::Last))
            return {};
    return context ? copyOf((*context)->logits()) : std::vector<float>();
}

void TestDefaultDecoder::floatLogits()
{
    QFETCH(QJsonObject, golden);
    const auto ids = tokenIds(golden.value(QLatin1String("prompt_ids")));
    const QJsonObject expected = golden.value(QLatin1String("float32")).toObject();
    const auto logits = logitsAfter(*m_float, ids, ids.size());
    QCOMPARE(logits.size(), m_float->config().vocabularySize);
    const QJsonArray top = expected.value(QLatin1String("top20")).toArray();
    QCOMPARE(top.size(), 20);
    for (const QJsonValue &pair : top) {
        const auto id = static_cast<std::size_t>(pair.toArray().at(0).toInt());
        QVERIFY(std::fabs(static_cast<double>(logits[id]) - pair.toArray().at(1).toDouble()) < 2e-3);
    }
    QVERIFY(std::fabs(logSumExp(logits) - expected.value(QLatin1String("logsumexp")).toDouble()) < 2e-3);
}

void TestDefaultDecoder::floatGreedy()
{
    QFETCH(QJsonObject, golden);
    const auto ids = tokenIds(golden.value(QLatin1String("prompt_ids")));
    const auto expected =
        tokenIds(golden.value(QLatin1String("float32")).toObject().value(QLatin1String("greedy_ids")));
    QCOMPARE(expected.size(), std::size_t{64});
    auto context = Context::create(*m_float, kCapacity);
    GW_VERIFY_RESULT(context);
    GW_VERIFY_RESULT((*context)->evaluate(ids, LogitsFor::Last));
    std::vector<TokenId> greedy{argmax((*context)->logits())};
    while (greedy.size() < expected.size()) {
        GW_VERIFY_RESULT((*context)->evaluate(std::span(greedy).last(1), LogitsFor::Last));
        greedy.push_back(argmax((*context)->logits()));
    }
    QCOMPARE(greedy, expected);
}

TestDefaultDecoder::TextScore TestDefaultDecoder::score(const LlamaModel &model, const QJsonObject &text)
{
    const auto ids = tokenIds(text.value(QLatin1String("ids")));
    const QJsonObject expected = text.value(QLatin1String("float32")).toObject();
    const auto best = tokenIds(expected.value(QLatin1String("argmax")));
    const auto margins = numbers(expected.value(QLatin1String("margin")));
    const auto logProbabilities = numbers(expected.value(QLatin1String("logprob_of_next")));
    TextScore result;
    auto context = Context::create(model, kCapacity);
    if (!context || !(*context)->evaluate(ids, LogitsFor::All))
        return result;
    double nll = 0.0;
    for (std::size_t i = 0; i < ids.size(); ++i) {
        const auto logits = (*context)->logits(i);
        ++result.positions;
        if (argmax(logits) == best[i])
            ++result.sameArgmax;
        else
            result.largestLostMargin = std::max(result.largestLostMargin, margins[i]);
        if (i + 1 == ids.size())
            break;
        const double logProbability =
            static_cast<double>(logits[static_cast<std::size_t>(ids[i + 1])]) - logSumExp(logits);
        nll -= logProbability;
        result.worstLogProbability =
            std::max(result.worstLogProbability, std::fabs(logProbability - logProbabilities[i]));
    }
    result.meanNll = nll / static_cast<double>(ids.size() - 1);
    return result;
}

void TestDefaultDecoder::floatTexts()
{
    for (const QJsonValue &text : std::as_const(m_texts)) {
        const TextScore result = score(*m_float, text.toObject());
        const auto ids = tokenIds(text.toObject().value(QLatin1String("ids")));
        QCOMPARE(result.positions, static_cast<int>(ids.size()));
        QVERIFY2(result.largestLostMargin <= 1e-3, qPrintable(QString::number(result.largestLostMargin)));
        QVERIFY2(result.worstLogProbability < 2e-3, qPrintable(QString::number(result.worstLogProbability)));
    }
}

void TestDefaultDecoder::servedLogits()
{
    QFETCH(QJsonObject, golden);
    const auto ids = tokenIds(golden.value(QLatin1String("prompt_ids")));
    const auto exact = logitsAfter(*m_float, ids, ids.size());
    const auto served = logitsAfter(*m_served, ids, ids.size());
    QCOMPARE(served.size(), exact.size());
    const double rms = centredRms(served, exact);
    QVERIFY2(rms <= 0.20, qPrintable(QString::number(rms)));
}

void TestDefaultDecoder::servedGreedy()
{
    QFETCH(QJsonObject, golden);
    const QJsonObject expected = golden.value(QLatin1String("float32")).toObject();
    const auto greedy = tokenIds(expected.value(QLatin1String("greedy_ids")));
    const auto margins = numbers(expected.value(QLatin1String("greedy_margin")));
    auto context = Context::create(*m_served, kCapacity);
    GW_VERIFY_RESULT(context);
    GW_VERIFY_RESULT(
        (*context)->evaluate(tokenIds(golden.value(QLatin1String("prompt_ids"))), LogitsFor::Last));
    for (std::size_t i = 0; i < greedy.size() && margins[i] >= 0.5; ++i) {
        QCOMPARE(argmax((*context)->logits()), greedy[i]);
        GW_VERIFY_RESULT((*context)->evaluate(std::span(greedy).subspan(i, 1), LogitsFor::Last));
    }
}

void TestDefaultDecoder::servedTexts()
{
    for (const QJsonValue &text : std::as_const(m_texts)) {
        const TextScore result = score(*m_served, text.toObject());
        QVERIFY2(result.sameArgmax >= 0.96 * result.positions,
                 qPrintable(QStringLiteral("%1 of %2").arg(result.sameArgmax).arg(result.positions)));
        QVERIFY2(result.largestLostMargin <= 0.5, qPrintable(QString::number(result.largestLostMargin)));
        const double exact = text.toObject()
                                 .value(QLatin1String("float32"))
                                 .toObject()
                                 .value(QLatin1String("mean_nll"))
                                 .toDouble();
        QVERIFY2(std::fabs(result.meanNll - exact) <= 0.015,
                 qPrintable(QStringLiteral("%1, not %2").arg(result.meanNll).arg(exact)));
    }
}

void TestDefaultDecoder::rowsAndSplits()
{
    const auto ids = tokenIds(m_texts.at(0).toObject().value(QLatin1String("ids")));
    auto all = Context::create(*m_served, kCapacity);
    auto single = Context::create(*m_served, kCapacity);
    GW_VERIFY_RESULT(all);
    GW_VERIFY_RESULT(single);
    GW_VERIFY_RESULT((*all)->evaluate(ids, LogitsFor::All));
    for (std::size_t i = 0; i < ids.size(); ++i) {
        GW_VERIFY_RESULT((*single)->evaluate(std::span(ids).subspan(i, 1), LogitsFor::Last));
        QVERIFY2(sameBits(copyOf((*all)->logits(i)), copyOf((*single)->logits())),
                 qPrintable(QString::number(i)));
    }
    const auto last = copyOf((*all)->logits(ids.size() - 1));
    for (const std::size_t step : {std::size_t{7}, std::size_t{64}, std::size_t{100}})
        QVERIFY(sameBits(last, logitsAfter(*m_served, ids, step)));
}

void TestDefaultDecoder::threads()
{
    const auto ids = tokenIds(m_texts.at(1).toObject().value(QLatin1String("ids")));
    const auto two = logitsAfter(*m_served, ids, ids.size());
    for (const unsigned count : {1U, 3U}) {
        const auto model = loadDefaultModel({.threads = count});
        GW_VERIFY_RESULT(model);
        QVERIFY(sameBits(two, logitsAfter(**model, ids, ids.size())));
    }
}

void TestDefaultDecoder::kernels()
{
    const auto ids = tokenIds(m_cases.at(0).toObject().value(QLatin1String("prompt_ids")));
    const auto after = [&](const KernelTable *table, std::size_t count) {
        const auto model = loadDefaultModel({.threads = 2, .table = table});
        return model ? logitsAfter(**model, std::span(ids).first(count), count) : std::vector<float>();
    };
    const auto automatic = logitsAfter(*m_served, std::span(ids).first(24), 24);
    for (const KernelName &name : kernelNames())
        if (const KernelTable *table = kernelTable(name.choice))
            QVERIFY2(sameBits(automatic, after(table, 24)), table->name);
    if (!isAmxEmulated())
        return;
    constexpr std::size_t kFew = 12; // an emulator is slow
    QVERIFY(sameBits(logitsAfter(*m_served, std::span(ids).first(kFew), kFew),
                     after(amxTables().front().table, kFew)));
}

void TestDefaultDecoder::warmEqualsCold()
{
    const auto ids = tokenIds(m_texts.at(0).toObject().value(QLatin1String("ids")));
    const auto others = tokenIds(m_texts.at(1).toObject().value(QLatin1String("ids")));
    const auto cold = logitsAfter(*m_served, ids, ids.size());
    auto context = Context::create(*m_served, kCapacity);
    GW_VERIFY_RESULT(context);
    // Another file first, then this one with a different end, then this one.
    GW_VERIFY_RESULT((*context)->evaluate(others, LogitsFor::Last));
    auto changed = ids;
    changed[ids.size() - 20] = 42;
    for (const std::vector<TokenId> &prompt : {changed, ids}) {
        const std::size_t kept = (*context)->keepCommonPrefix(prompt);
        GW_VERIFY_RESULT((*context)->evaluate(std::span(prompt).subspan(kept), LogitsFor::Last));
    }
    QVERIFY(sameBits(cold, copyOf((*context)->logits())));
}

QTEST_GUILESS_MAIN(TestDefaultDecoder)
#include "tst_default_decoder.moc"
