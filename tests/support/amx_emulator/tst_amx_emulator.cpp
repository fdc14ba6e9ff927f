// SPDX-License-Identifier: Apache-2.0
#include "core/model/kernels/amx_tiles.h"
#include "tests/support/amx_emulator/amx_emulator.h"
#include "tests/support/amx_emulator/assembled_forms.h"

#include <QTest>

#include <sys/wait.h>
#include <unistd.h>

#include <csetjmp>
#include <csignal>
#include <cstring>
#include <map>
#include <random>
#include <thread>
#include <vector>

using namespace gatewright::test;
using gatewright::model::TileConfiguration;
using gatewright::model::Tiles;

namespace {

// Sums of `rows` x 16, as the kernels shape them: 8 words of 4 bytes in a row on the left.
TileConfiguration shapes(int rows = 16)
{
    TileConfiguration configuration;
    const auto set = [&](int tile, int tileRows, int bytes) {
        configuration.rows[tile] = static_cast<std::uint8_t>(tileRows);
        configuration.columnBytes[tile] = static_cast<std::uint16_t>(bytes);
    };
    set(0, rows, 64);
    set(1, rows, 32);
    set(2, 8, 64);
    set(3, rows, 64);
    return configuration;
}

std::vector<std::uint8_t> randomBytes(std::mt19937 &generator, std::size_t count)
{
    std::vector<std::uint8_t> bytes(count);
    for (std::uint8_t &byte : bytes)
        byte = static_cast<std::uint8_t>(generator());
    return bytes;
}

template <int Sums, int First, int Second>
void multiplyBy(AmxOperation operation)
{
    switch (operation) {
    case AmxOperation::SignedBySigned:
        asm volatile("tdpbssd %%tmm%c2, %%tmm%c1, %%tmm%c0" ::"i"(Sums), "i"(First), "i"(Second));
        break;
    case AmxOperation::SignedByUnsigned:
        asm volatile("tdpbsud %%tmm%c2, %%tmm%c1, %%tmm%c0" ::"i"(Sums), "i"(First), "i"(Second));
        break;
    case AmxOperation::UnsignedBySigned:
        asm volatile("tdpbusd %%tmm%c2, %%tmm%c1, %%tmm%c0" ::"i"(Sums), "i"(First), "i"(Second));
        break;
    default:
        asm volatile("tdpbuud %%tmm%c2, %%tmm%c1, %%tmm%c0" ::"i"(Sums), "i"(First), "i"(Second));
        break;
    }
}

AmxFault faultOf(const TileConfiguration &configuration)
{
    Tiles::configure(configuration);
    return AmxEmulator::takeFault();
}

std::vector<std::uint8_t> storedConfiguration()
{
    std::vector<std::uint8_t> bytes(64, 0xff);
    asm volatile("sttilecfg (%0)" ::"r"(bytes.data()) : "memory");
    return bytes;
}

sigjmp_buf jumpBack;

} // namespace

class TestAmxEmulator : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void decodesWhatTheAssemblerMakes();
    void leavesOtherInstructionsAlone();
    void refusesUndefinedForms_data();
    void refusesUndefinedForms();

    void productsAreThoseOfTheDefinition_data();
    void productsAreThoseOfTheDefinition();
    void sumsWrapAround();
    void movesBytesWithAStride();
    void addressesAreThoseOfTheRegisters();
    void configurationComesBack();
    void threadsHaveTilesOfTheirOwn();
    void badConfigurations_data();
    void badConfigurations();
    void badUse();
    void aFaultEndsTheProcess();
    void passesOtherSignalsOn();
};

#define GW_NEED_EMULATOR()                                                                                   \
    if (!AmxEmulator::isPossible())                                                                          \
    QSKIP("This processor has AMX of its own.")

void TestAmxEmulator::decodesWhatTheAssemblerMakes()
{
    std::map<int, int> forms;
    for (const AssembledForm &form : assembledForms()) {
        const auto instruction = decodeAmx(form.code);
        const auto shown = QByteArray(reinterpret_cast<const char *>(form.code), form.bytes).toHex(' ');
        QVERIFY2(instruction.has_value(), shown.constData());
        const AmxInstruction expected{static_cast<AmxOperation>(form.operation),
                                      form.bytes,
                                      form.tile,
                                      form.first,
                                      form.second,
                                      {form.base, form.index, form.shift, form.displacement}};
        QVERIFY2(*instruction == expected, shown.constData());
        ++forms[form.operation];
    }
    QCOMPARE(forms.size(), std::size_t{10});
    QCOMPARE(forms[static_cast<int>(AmxOperation::SignedByUnsigned)], 8 * 7 * 6);
    QVERIFY(forms[static_cast<int>(AmxOperation::Store)] > 1900);
}

void TestAmxEmulator::leavesOtherInstructionsAlone()
{
    QVERIFY(otherInstructions().size() >= 7);
    for (const AssembledForm &form : otherInstructions())
        QVERIFY(!decodeAmx(form.code).has_value());
}

void TestAmxEmulator::refusesUndefinedForms_data()
{
    QTest::addColumn<QByteArray>("code");
    const auto row = [](const char *name, const char *hex) {
        QTest::newRow(name) << QByteArray::fromHex(hex).append(16, '\0');
    };
    row("256 bits", "c4e27c490000");            // ldtilecfg with VEX.L
    row("VEX.W", "c4e2f8490000");               // ldtilecfg with W1
    row("another map", "c4e1784900");           // map 0F
    row("an operand too many", "c4e270490000"); // ldtilecfg with vvvv
    row("a register for a configuration", "c4e27849c1");
    row("the ninth tile", "c4627b49c0");           // tilezero tmm8
    row("the ninth tile to load", "c4627b4b0418"); // tileloadd tmm8
    row("no SIB", "c4e27b4b00");                   // tileloadd (rax)
    row("a tile from a register", "c4e27b4bc4");
    row("no prefix", "c4e2784b0418");
    row("the ninth tile on the right", "c4e23b5ec0");
    row("a product from memory", "c4e2735e00");
    row("two bytes of VEX", "c5f849c0");
}

void TestAmxEmulator::refusesUndefinedForms()
{
    QFETCH(QByteArray, code);
    QVERIFY(!decodeAmx(reinterpret_cast<const std::uint8_t *>(code.constData())).has_value());
}

void TestAmxEmulator::productsAreThoseOfTheDefinition_data()
{
    QTest::addColumn<int>("operation");
    QTest::addColumn<int>("rows");
    for (const int rows : {1, 7, 16}) {
        QTest::addRow("signed by signed, %d", rows) << int(AmxOperation::SignedBySigned) << rows;
        QTest::addRow("signed by unsigned, %d", rows) << int(AmxOperation::SignedByUnsigned) << rows;
        QTest::addRow("unsigned by signed, %d", rows) << int(AmxOperation::UnsignedBySigned) << rows;
        QTest::addRow("unsigned by unsigned, %d", rows) << int(AmxOperation::UnsignedByUnsigned) << rows;
    }
}

void TestAmxEmulator::productsAreThoseOfTheDefinition()
{
    GW_NEED_EMULATOR();
    QFETCH(int, operation);
    QFETCH(int, rows);
    const auto kind = static_cast<AmxOperation>(operation);
    const bool signedFirst = kind == AmxOperation::SignedBySigned || kind == AmxOperation::SignedByUnsigned;
    const bool signedSecond = kind == AmxOperation::SignedBySigned || kind == AmxOperation::UnsignedBySigned;
    const AmxEmulator emulator;
    std::mt19937 generator(static_cast<unsigned>(operation * 100 + rows));
    const auto first = randomBytes(generator, static_cast<std::size_t>(rows) * 32);
    const auto second = randomBytes(generator, 8 * 64);
    std::vector<std::int32_t> sums(static_cast<std::size_t>(rows) * 16);
    for (std::int32_t &sum : sums)
        sum = static_cast<std::int32_t>(generator() % 1000) - 500;
    std::vector<std::int32_t> expected = sums;
    const auto number = [](std::uint8_t byte, bool isSigned) {
        return isSigned && byte > 127 ? byte - 256 : int(byte);
    };
    for (std::size_t m = 0; m < static_cast<std::size_t>(rows); ++m)
        for (std::size_t n = 0; n < 16; ++n)
            for (std::size_t k = 0; k < 32; ++k)
                expected[m * 16 + n] += number(first[m * 32 + k], signedFirst) *
                                        number(second[k / 4 * 64 + n * 4 + k % 4], signedSecond);

    Tiles::configure(shapes(rows));
    Tiles::load<0>(sums.data(), 64);
    Tiles::load<1>(first.data(), 32);
    Tiles::load<2>(second.data(), 64);
    multiplyBy<0, 1, 2>(kind);
    Tiles::store<0>(sums.data(), 64);
    Tiles::release();
    QVERIFY(sums == expected);
}

void TestAmxEmulator::sumsWrapAround()
{
    GW_NEED_EMULATOR();
    const AmxEmulator emulator;
    std::vector<std::int32_t> sums(16 * 16, INT32_MAX);
    const std::vector<std::uint8_t> ones(512, 1);
    Tiles::configure(shapes());
    Tiles::load<0>(sums.data(), 64);
    Tiles::load<1>(ones.data(), 32);
    Tiles::load<2>(ones.data(), 64);
    Tiles::addProducts<0, 1, 2>();
    Tiles::store<0>(sums.data(), 64);
    Tiles::release();
    for (const std::int32_t sum : sums)
        QCOMPARE(sum, INT32_MIN + 31);
}

void TestAmxEmulator::movesBytesWithAStride()
{
    GW_NEED_EMULATOR();
    const AmxEmulator emulator;
    std::mt19937 generator(3);
    const auto from = randomBytes(generator, 16 * 100);
    std::vector<std::uint8_t> to(16 * 70, 0xa5);
    Tiles::configure(shapes(5));
    Tiles::load<1>(from.data(), 100);
    Tiles::store<1>(to.data(), 70);
    for (std::size_t row = 0; row < 16; ++row)
        for (std::size_t i = 0; i < 70; ++i)
            QCOMPARE(to[row * 70 + i], row < 5 && i < 32 ? from[row * 100 + i] : std::uint8_t{0xa5});
    Tiles::clear<1>();
    Tiles::store<1>(to.data(), 70);
    Tiles::release();
    QCOMPARE(to[0], std::uint8_t{0});
    QCOMPARE(to[4 * 70 + 31], std::uint8_t{0});
    QCOMPARE(to[5 * 70], std::uint8_t{0xa5});
}

void TestAmxEmulator::addressesAreThoseOfTheRegisters()
{
    GW_NEED_EMULATOR();
    const AmxEmulator emulator;
    std::mt19937 generator(4);
    const auto from = randomBytes(generator, 4096);
    std::vector<std::uint8_t> to(16 * 64);
    Tiles::configure(shapes());
    const std::size_t stride = 16;
    // A displacement, a scale and registers of the upper eight.
    asm volatile("movq %0, %%r13\n\tmovq %1, %%r12\n\ttileloadd 72(%%r13,%%r12,8), %%tmm0" ::"r"(from.data()),
                 "r"(stride)
                 : "r12", "r13", "memory");
    Tiles::store<0>(to.data(), 64);
    for (std::size_t row = 0; row < 16; ++row)
        QVERIFY(std::memcmp(to.data() + row * 64, from.data() + 72 + row * stride * 8, 64) == 0);
    // No index: every row is the same. A negative stride goes upwards.
    asm volatile("tileloadd (%0), %%tmm0" ::"r"(from.data() + 5) : "memory");
    Tiles::store<0>(to.data() + 15 * 64, static_cast<std::size_t>(-64));
    Tiles::release();
    for (std::size_t row = 0; row < 16; ++row)
        QVERIFY(std::memcmp(to.data() + row * 64, from.data() + 5, 64) == 0);
}

void TestAmxEmulator::configurationComesBack()
{
    GW_NEED_EMULATOR();
    const AmxEmulator emulator;
    const TileConfiguration configuration = shapes(9);
    Tiles::configure(configuration);
    QVERIFY(std::memcmp(storedConfiguration().data(), &configuration, 64) == 0);
    QCOMPARE(AmxEmulator::configuredThreads(), 1);
    Tiles::release();
    QCOMPARE(AmxEmulator::configuredThreads(), 0);
    QVERIFY(storedConfiguration() == std::vector<std::uint8_t>(64, 0));
    // Palette 0 is the state after release.
    Tiles::configure(configuration);
    TileConfiguration none = configuration;
    none.palette = 0;
    Tiles::configure(none);
    QVERIFY(storedConfiguration() == std::vector<std::uint8_t>(64, 0));
    QCOMPARE(AmxEmulator::configuredThreads(), 0);
}

void TestAmxEmulator::threadsHaveTilesOfTheirOwn()
{
    GW_NEED_EMULATOR();
    const AmxEmulator emulator(AmxEmulator::Faults::Remember);
    Tiles::configure(shapes(4));
    AmxFault inThread = AmxFault::None;
    AmxFault afterwards = AmxFault::None;
    std::thread([&] {
        Tiles::clear<0>();
        inThread = AmxEmulator::takeFault();
        Tiles::configure(shapes(9));
        Tiles::clear<0>();
        afterwards = AmxEmulator::takeFault();
        Tiles::release();
    }).join();
    QCOMPARE(inThread, AmxFault::NotConfigured);
    QCOMPARE(afterwards, AmxFault::None);
    QCOMPARE(storedConfiguration()[48], std::uint8_t{4});
    Tiles::release();
}

void TestAmxEmulator::badConfigurations_data()
{
    QTest::addColumn<int>("byte");
    QTest::addColumn<int>("value");
    QTest::addColumn<int>("fault");
    const auto row = [](const char *name, int byte, int value, AmxFault fault) {
        QTest::newRow(name) << byte << value << static_cast<int>(fault);
    };
    row("palette 2", 0, 2, AmxFault::UnknownPalette);
    row("the first reserved byte", 2, 1, AmxFault::ReservedBytes);
    row("the columns of a ninth tile", 32, 64, AmxFault::ReservedBytes);
    row("the rows of a ninth tile", 56, 16, AmxFault::ReservedBytes);
    row("17 rows", 48, 17, AmxFault::TooManyRows);
    row("65 bytes", 16, 65, AmxFault::TooManyColumns);
    row("256 bytes", 17, 1, AmxFault::TooManyColumns);
    row("no rows", 48, 0, AmxFault::HalfAShape);
    row("no columns", 16, 0, AmxFault::HalfAShape);
    row("a good one", 48, 3, AmxFault::None);
}

void TestAmxEmulator::badConfigurations()
{
    GW_NEED_EMULATOR();
    QFETCH(int, byte);
    QFETCH(int, value);
    QFETCH(int, fault);
    const AmxEmulator emulator(AmxEmulator::Faults::Remember);
    QCOMPARE(faultOf(shapes(7)), AmxFault::None);
    const std::vector<std::uint8_t> before = storedConfiguration();
    TileConfiguration configuration = shapes();
    reinterpret_cast<std::uint8_t *>(&configuration)[byte] = static_cast<std::uint8_t>(value);
    QCOMPARE(static_cast<int>(faultOf(configuration)), fault);
    QCOMPARE(storedConfiguration() == before, fault != static_cast<int>(AmxFault::None));
    Tiles::release();
}

void TestAmxEmulator::badUse()
{
    GW_NEED_EMULATOR();
    const AmxEmulator emulator(AmxEmulator::Faults::Remember);
    const auto fault = [](auto use) {
        use();
        return AmxEmulator::takeFault();
    };
    std::vector<std::uint8_t> bytes(2048);
    QCOMPARE(fault([&] { Tiles::load<0>(bytes.data(), 64); }), AmxFault::NotConfigured);
    QCOMPARE(fault([] { Tiles::addProducts<0, 1, 2>(); }), AmxFault::NotConfigured);

    Tiles::configure(shapes());
    QCOMPARE(fault([] { Tiles::clear<7>(); }), AmxFault::UnusedTile);
    QCOMPARE(fault([&] { Tiles::store<7>(bytes.data(), 64); }), AmxFault::UnusedTile);
    QCOMPARE(fault([] { Tiles::addProducts<0, 1, 7>(); }), AmxFault::UnusedTile);
    QCOMPARE(fault([] { Tiles::addProducts<0, 2, 1>(); }), AmxFault::ShapesDisagree);
    QCOMPARE(fault([] { Tiles::addProducts<1, 3, 2>(); }), AmxFault::ShapesDisagree);
    QCOMPARE(fault([] { Tiles::addProducts<0, 1, 2>(); }), AmxFault::None);
    // The assembler warns of the same tile twice; the bytes are those of tdpbsud tmm0, tmm0, tmm2.
    QCOMPARE(fault([] { asm volatile(".byte 0xc4, 0xe2, 0x6a, 0x5e, 0xc0"); }), AmxFault::SameTile);

    TileConfiguration fewer = shapes();
    fewer.rows[1] = 15;
    Tiles::configure(fewer);
    QCOMPARE(fault([] { Tiles::addProducts<0, 1, 2>(); }), AmxFault::ShapesDisagree);

    TileConfiguration broken = shapes();
    broken.columnBytes[1] = 30;
    Tiles::configure(broken);
    QCOMPARE(fault([&] { Tiles::load<1>(bytes.data(), 64); }), AmxFault::BrokenColumns);
    QCOMPARE(fault([] { Tiles::addProducts<0, 1, 2>(); }), AmxFault::BrokenColumns);

    TileConfiguration late = shapes();
    late.startRow = 16;
    Tiles::configure(late);
    QCOMPARE(fault([&] { Tiles::load<0>(bytes.data(), 64); }), AmxFault::StartRow);
    Tiles::release();
}

void TestAmxEmulator::aFaultEndsTheProcess()
{
    GW_NEED_EMULATOR();
    const pid_t child = ::fork();
    QVERIFY(child >= 0);
    if (child == 0) {
        ::signal(SIGABRT, SIG_DFL);
        const AmxEmulator emulator;
        Tiles::clear<0>();
        ::_exit(0);
    }
    int status = 0;
    QCOMPARE(::waitpid(child, &status, 0), child);
    QVERIFY(WIFSIGNALED(status));
    QCOMPARE(WTERMSIG(status), SIGABRT);
}

void TestAmxEmulator::passesOtherSignalsOn()
{
    struct sigaction before = {};
    struct sigaction action = {};
    action.sa_handler = [](int) { siglongjmp(jumpBack, 1); };
    ::sigaction(SIGILL, &action, &before);
    bool passedOn = false;
    {
        const AmxEmulator emulator;
        if (sigsetjmp(jumpBack, 1) == 0)
            asm volatile("ud2");
        else
            passedOn = true;
    }
    ::sigaction(SIGILL, &before, nullptr);
    QVERIFY(passedOn);
}

QTEST_GUILESS_MAIN(TestAmxEmulator)
#include "tst_amx_emulator.moc"
