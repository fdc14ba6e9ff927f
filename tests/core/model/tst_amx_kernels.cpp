// SPDX-License-Identifier: Apache-2.0
// What the kernels with AMX have beside other tables: two widths, tiles to configure and to give back, and a
// processor and a system to ask. Their arithmetic: tst_weight_types.cpp, for every type.
#include "core/model/context.h"
#include "tests/core/model/loaded_model.h"
#include "tests/core/model/weight_test_support.h"
#include "tests/support/result_test.h"

#include <QFile>
#include <QTest>

#include <algorithm>

using namespace gatewright;
using namespace gatewright::model;

#ifdef GATEWRIGHT_AMX_EMULATOR

using test::AmxEmulator;
using test::AmxOperation;

namespace {

constexpr AmxProcessor kWilling{[] { return true; }, [] { return true; }, [] { return true; }};

// Instructions of a kind that `work` executes.
template <class Work>
std::uint64_t countOf(AmxOperation operation, Work &&work)
{
    const std::uint64_t before = AmxEmulator::executed(operation);
    work();
    return AmxEmulator::executed(operation) - before;
}

} // namespace

class TestAmxKernels : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void cleanup();

    void manyNumbersOfRows_data();
    void manyNumbersOfRows();
    void addsToWhatIsThereOnce_data() { manyNumbersOfRows_data(); }
    void addsToWhatIsThereOnce();
    void narrowProductsUseNoTiles_data() { manyNumbersOfRows_data(); }
    void narrowProductsUseNoTiles();
    void aFewRowsBehindWholeTilesUseNoTileOfTheirOwn();
    void someGroupsOfAMatrix();

    void threadsConfigureOncePerPass();
    void noThreadKeepsItsTiles();
    void cancelledPassesKeepNoTiles();

    void asksTheProcessorFirst_data();
    void asksTheProcessorFirst();
    void wrongProductsAreFound();
    void rightProductsAreTaken();
    void widthsThatPay();
    void theProcessorIsReadAsTheSystemReadsIt();
};

void TestAmxKernels::initTestCase()
{
    if (amxTables().empty() || amxTables()[0].table == nullptr)
        QSKIP("This processor lacks AVX-512 VNNI, without which there are no kernels with AMX.");
}

void TestAmxKernels::cleanup()
{
    for (const TestedTable &tested : amxTables())
        if (tested.table != nullptr)
            tested.table->release();
}

void TestAmxKernels::manyNumbersOfRows_data()
{
    QTest::addColumn<int>("table");
    for (std::size_t i = 0; i < kAmxWidthCount; ++i)
        QTest::newRow(amxTables()[i].name.c_str()) << static_cast<int>(i);
}

void TestAmxKernels::manyNumbersOfRows()
{
    QFETCH(int, table);
    const KernelTable &kernels = kAmxKernels[table];
    constexpr std::size_t kMost = 50;
    Generator generator(5);
    for (const TensorType type : {TensorType::Q4_1, TensorType::Q8_0, TensorType::Q6_K})
        for (const std::size_t blocks : {1U, 3U}) {
            if (type == TensorType::Q6_K && blocks > 1)
                continue; // a block of its file is eight of ours
            const std::size_t columns = columnsFor(type, blocks);
            const auto stored = randomStored(generator, type, 20, columns);
            const Packed packed = pack(type, stored, 20, columns);
            const auto x = quantisedRows(scalar(), randomFloats(generator, kMost * columns));
            const auto all = multiply(scalar(), packed.view, x, kMost);
            const std::size_t stride = all.size() / kMost;
            for (std::size_t rows = 1; rows <= kMost; rows += rows < 20 ? 1 : 3)
                QVERIFY2(sameBits(multiply(kernels, packed.view, x, rows),
                                  std::vector<float>(all.data(), all.data() + rows * stride)),
                         qPrintable(QString::number(rows)));
        }
}

// The last rows share a tile with rows before them, which must not be added again.
void TestAmxKernels::addsToWhatIsThereOnce()
{
    QFETCH(int, table);
    constexpr std::size_t kColumns = 64;
    Generator generator(6);
    const auto stored = randomStored(generator, TensorType::Q4_0, 32, kColumns);
    const Packed packed = pack(TensorType::Q4_0, stored, 32, kColumns);
    for (const std::size_t rows : {5U, 16U, 17U, 31U, 45U}) {
        const auto x = quantisedRows(scalar(), randomFloats(generator, rows * kColumns));
        const auto before = randomFloats(generator, rows * 40);
        std::vector<float> expected = before;
        std::vector<float> found = before;
        // Rows of 40 floats, of which 32 are written.
        const MatmulTask<QuantisedBlock> task{
            packed.view,    0, 2, x.data(), kColumns / kBlockColumns, rows, expected.data(), 40,
            OutputMode::Add};
        scalar().matmulQuantised(task);
        auto other = task;
        other.output = found.data();
        kAmxKernels[table].matmulQuantised(other);
        QVERIFY2(sameBits(found, expected), qPrintable(QString::number(rows)));
    }
}

void TestAmxKernels::narrowProductsUseNoTiles()
{
    if (!isAmxEmulated())
        QSKIP("Instructions are counted by the emulator, and this processor has AMX.");
    QFETCH(int, table);
    const std::size_t width = kAmxWidths[table];
    Generator generator(7);
    const auto stored = randomStored(generator, TensorType::Q4_1, 16, 96);
    const Packed packed = pack(TensorType::Q4_1, stored, 16, 96);
    const auto x = quantisedRows(scalar(), randomFloats(generator, 16 * 96));
    const auto products = [&](std::size_t rows) {
        return countOf(AmxOperation::SignedByUnsigned,
                       [&] { multiply(kAmxKernels[table], packed.view, x, rows); });
    };
    QCOMPARE(products(1), std::uint64_t{0});
    QCOMPARE(products(width - 1), std::uint64_t{0});
    QCOMPARE(products(width), std::uint64_t{3}); // one a block
    QCOMPARE(products(16), std::uint64_t{3});
}

void TestAmxKernels::aFewRowsBehindWholeTilesUseNoTileOfTheirOwn()
{
    if (!isAmxEmulated())
        QSKIP("Instructions are counted by the emulator, and this processor has AMX.");
    Generator generator(8);
    const auto stored = randomStored(generator, TensorType::Q4_1, 16, 32);
    const Packed packed = pack(TensorType::Q4_1, stored, 16, 32);
    const auto x = quantisedRows(scalar(), randomFloats(generator, 64 * 32));
    const auto products = [&](std::size_t rows) {
        return countOf(AmxOperation::SignedByUnsigned,
                       [&] { multiply(kAmxKernels[1], packed.view, x, rows); });
    };
    QCOMPARE(kAmxWidths[1], std::size_t{8});
    QCOMPARE(products(23), std::uint64_t{1});
    QCOMPARE(products(24), std::uint64_t{2});
    QCOMPARE(products(33), std::uint64_t{2});
    QCOMPARE(products(64), std::uint64_t{4});
}

void TestAmxKernels::someGroupsOfAMatrix()
{
    Generator generator(9);
    constexpr std::size_t kRows = 18;
    const auto stored = randomStored(generator, TensorType::Q5_1, 64, 64);
    const Packed packed = pack(TensorType::Q5_1, stored, 64, 64);
    const auto x = quantisedRows(scalar(), randomFloats(generator, kRows * 64));
    std::vector<float> expected(kRows * 64, -1.0F);
    std::vector<float> found = expected;
    MatmulTask<QuantisedBlock> task{packed.view,      1, 3, x.data(), 2, kRows, expected.data(), 64,
                                    OutputMode::Store};
    scalar().matmulQuantised(task);
    task.output = found.data();
    kAmxKernels[0].matmulQuantised(task);
    QVERIFY(sameBits(found, expected));
    QCOMPARE(found[0], -1.0F);
    QCOMPARE(found[63], -1.0F);
}

void TestAmxKernels::threadsConfigureOncePerPass()
{
    if (!isAmxEmulated())
        QSKIP("Instructions are counted by the emulator, and this processor has AMX.");
    const SyntheticModel shape;
    const auto loaded = load(shape.builder(), {.threads = 3, .table = &kAmxKernels[0]});
    GW_VERIFY_RESULT(loaded);
    const auto tokens = someTokens(32, shape);
    auto context = Context::create(*loaded->model, 64);
    GW_VERIFY_RESULT(context);
    std::uint64_t releases = 0;
    const std::uint64_t configurations = countOf(AmxOperation::LoadConfiguration, [&] {
        releases =
            countOf(AmxOperation::Release, [&] { (void)(*context)->evaluate(tokens, LogitsFor::All); });
    });
    QCOMPARE((*context)->length(), std::size_t{32});
    QVERIFY(configurations >= 1 && configurations <= 3);
    QCOMPARE(releases, configurations);
}

void TestAmxKernels::noThreadKeepsItsTiles()
{
    if (!isAmxEmulated())
        QSKIP("Threads are counted by the emulator, and this processor has AMX.");
    const SyntheticModel shape;
    const auto loaded = load(shape.builder(), {.threads = 3, .table = &kAmxKernels[1]});
    GW_VERIFY_RESULT(loaded);
    auto context = Context::create(*loaded->model, 200);
    GW_VERIFY_RESULT(context);
    const auto tokens = someTokens(100, shape);
    std::size_t begin = 0;
    for (const std::size_t rows : {20U, 1U, 9U, 16U, 40U}) {
        GW_VERIFY_RESULT((*context)->evaluate(std::span(tokens).subspan(begin, rows), LogitsFor::Last));
        QCOMPARE(AmxEmulator::configuredThreads(), 0);
        begin += rows;
    }
}

void TestAmxKernels::cancelledPassesKeepNoTiles()
{
    if (!isAmxEmulated())
        QSKIP("Threads are counted by the emulator, and this processor has AMX.");
    const SyntheticModel shape;
    const auto loaded = load(shape.builder(), {.threads = 2, .table = &kAmxKernels[0]});
    GW_VERIFY_RESULT(loaded);
    auto context = Context::create(*loaded->model, 200);
    GW_VERIFY_RESULT(context);
    std::stop_source source;
    source.request_stop();
    GW_VERIFY_ERROR((*context)->evaluate(someTokens(20, shape), LogitsFor::Last, source.get_token()),
                    ErrorCode::Cancelled);
    QCOMPARE(AmxEmulator::configuredThreads(), 0);
}

void TestAmxKernels::asksTheProcessorFirst_data()
{
    QTest::addColumn<int>("asked");
    QTest::addColumn<int>("state");
    QTest::newRow("no instructions") << 1 << static_cast<int>(AmxState::Absent);
    QTest::newRow("not saved") << 2 << static_cast<int>(AmxState::NotSaved);
    QTest::newRow("not permitted") << 3 << static_cast<int>(AmxState::NotPermitted);
}

void TestAmxKernels::asksTheProcessorFirst()
{
    QFETCH(int, asked);
    QFETCH(int, state);
    static int questions = 0;
    static int lastGood = 0;
    questions = 0;
    lastGood = asked - 1;
    constexpr auto answer = [] { return ++questions <= lastGood; };
    const AmxChoice choice = chooseAmxKernels({answer, answer, answer});
    QCOMPARE(static_cast<int>(choice.state), state);
    QVERIFY(choice.table == nullptr);
    QCOMPARE(questions, asked);
}

void TestAmxKernels::wrongProductsAreFound()
{
    if (!isAmxEmulated())
        QSKIP("Only an emulator can be made to be wrong, and this processor has AMX.");
    QVERIFY(agreesWithScalar(kAmxKernels[0]));
    AmxEmulator::miscalculate(true);
    QTest::ignoreMessage(QtWarningMsg, "AMX is not used: its products are not those of the reference");
    const AmxChoice choice = chooseAmxKernels(kWilling);
    AmxEmulator::miscalculate(false);
    QCOMPARE(choice.state, AmxState::Wrong);
    QVERIFY(choice.table == nullptr);
    QCOMPARE(AmxEmulator::configuredThreads(), 0);
}

void TestAmxKernels::rightProductsAreTaken()
{
    const AmxChoice choice = chooseAmxKernels(kWilling);
    // An emulator is never faster.
    QVERIFY(isAmxEmulated() ? choice.state == AmxState::Slow
                            : choice.state == AmxState::Slow || choice.state == AmxState::Good);
    QVERIFY(choice.table >= kAmxKernels && choice.table < kAmxKernels + kAmxWidthCount);
    if (isAmxEmulated())
        QCOMPARE(AmxEmulator::configuredThreads(), 0);
}

void TestAmxKernels::widthsThatPay()
{
    QCOMPARE(firstWidthThatPays({5, 5, 5, 5}, {4, 8, 12, 16}), std::size_t{1});
    QCOMPARE(firstWidthThatPays({4, 4, 4, 4}, {4, 8, 12, 16}), std::size_t{0});
    QCOMPARE(firstWidthThatPays({1, 1, 1, 17}, {4, 8, 12, 16}), kAmxWidthCount);
    // A width that pays below one that does not is an error of measurement.
    QCOMPARE(firstWidthThatPays({1, 9, 1, 1}, {4, 8, 12, 16}), std::size_t{2});
}

void TestAmxKernels::theProcessorIsReadAsTheSystemReadsIt()
{
    QFile file(QStringLiteral("/proc/cpuinfo"));
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QByteArray text = file.readAll();
    const QList<QByteArray> flags =
        text.mid(text.indexOf("flags"), text.indexOf('\n', text.indexOf("flags")) - text.indexOf("flags"))
            .split(' ');
    const AmxProcessor &processor = thisAmxProcessor();
    QCOMPARE(processor.hasInstructions() && processor.systemSavesTiles(),
             flags.contains("amx_tile") && flags.contains("amx_int8"));
}

#else

class TestAmxKernels : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QSKIP("The kernels with AMX are for x86-64 and Linux."); }
};

#endif

QTEST_GUILESS_MAIN(TestAmxKernels)
#include "tst_amx_kernels.moc"
