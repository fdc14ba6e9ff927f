// SPDX-License-Identifier: Apache-2.0
#include "core/model/benchmark.h"
#include "tests/core/model/synthetic_model.h"
#include "tests/support/result_test.h"

#include <QTemporaryDir>
#include <QTest>

using namespace gatewright;
using namespace gatewright::model;

namespace {

// Every look at the clock is 10 ms later than the one before.
class SteppingClock final : public Clock
{
public:
    [[nodiscard]] std::chrono::steady_clock::time_point now() const override
    {
        return std::chrono::steady_clock::time_point(std::chrono::milliseconds(10 * ++m_looks));
    }
    [[nodiscard]] QDateTime today() const override { return {}; }

private:
    mutable int m_looks = 0;
};

} // namespace

class TestBenchmark : public QObject
{
    Q_OBJECT

private:
    SteppingClock m_clock;
    QByteArray m_bytes;
    std::unique_ptr<LlamaModel> m_model;

private Q_SLOTS:
    void initTestCase();
    void prefill();
    void decode();
    void batch();
    void load();
    void wrongCalls();
    void cancels();
};

void TestBenchmark::initTestCase()
{
    m_bytes = SyntheticModel{}.builder().bytes();
    const auto file = tensors::GgufFile::parse(
        std::as_bytes(std::span(m_bytes.constData(), static_cast<std::size_t>(m_bytes.size()))),
        QStringLiteral("synthetic.gguf"));
    GW_VERIFY_RESULT(file);
    auto model = LlamaModel::load(**file, {.threads = 1});
    GW_VERIFY_RESULT(model);
    m_model = std::move(*model);
}

void TestBenchmark::prefill()
{
    const auto row = benchmarkPrefill(*m_model, 20, 30, {m_clock, 3});
    GW_VERIFY_RESULT(row);
    QCOMPARE(row->name, QStringLiteral("prefill"));
    QCOMPARE(row->n, std::size_t{20});
    QCOMPARE(row->depth, std::size_t{30});
    QCOMPARE(row->minimumMs, 10.0);
    QCOMPARE(row->medianMs, 10.0);
    QCOMPARE(row->p90Ms, 10.0);
    QCOMPARE(row->tokensPerSecond, 2000.0);
}

void TestBenchmark::decode()
{
    const auto row = benchmarkDecode(*m_model, 5, {m_clock, 2});
    GW_VERIFY_RESULT(row);
    QCOMPARE(row->name, QStringLiteral("decode"));
    QCOMPARE(row->n, std::size_t{1});
    QCOMPARE(row->medianMs, 10.0 / 64); // a sample is 64 tokens
    QCOMPARE(row->tokensPerSecond, 6400.0);
}

void TestBenchmark::batch()
{
    const auto row = benchmarkBatch(*m_model, 4, 0, {m_clock, 1});
    GW_VERIFY_RESULT(row);
    QCOMPARE(row->name, QStringLiteral("batch"));
    QCOMPARE(row->tokensPerSecond, 400.0);
}

void TestBenchmark::load()
{
    QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("synthetic.gguf"));
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    QCOMPARE(file.write(m_bytes), m_bytes.size());
    file.close();
    const auto row = benchmarkLoad(path, {.threads = 1}, {m_clock, 2});
    GW_VERIFY_RESULT(row);
    QCOMPARE(row->name, QStringLiteral("load"));
    QCOMPARE(row->medianMs, 10.0);
    GW_VERIFY_ERROR(benchmarkLoad(folder.filePath(QStringLiteral("none.gguf")), {}, {m_clock, 2}),
                    ErrorCode::NotFound);
}

void TestBenchmark::wrongCalls()
{
    GW_VERIFY_ERROR(benchmarkPrefill(*m_model, 0, 10, {m_clock}), ErrorCode::InvalidInput);
    GW_VERIFY_ERROR(benchmarkPrefill(*m_model, 3000, 0, {m_clock}),
                    ErrorCode::InvalidInput); // beyond the context
    GW_VERIFY_ERROR(benchmarkDecode(*m_model, 2000, {m_clock}), ErrorCode::InvalidInput);
}

void TestBenchmark::cancels()
{
    std::stop_source stop;
    stop.request_stop();
    GW_VERIFY_ERROR(benchmarkDecode(*m_model, 0, {m_clock, 3, stop.get_token()}), ErrorCode::Cancelled);
}

QTEST_GUILESS_MAIN(TestBenchmark)
#include "tst_benchmark.moc"
