// SPDX-License-Identifier: Apache-2.0
#include "core/model/kernels/amx_choice.h"

#include "core/base/log.h"
#include "core/model/kernels/packed_matrix.h"

#include <asm/prctl.h>
#include <cpuid.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstring>
#include <random>
#include <span>
#include <vector>

namespace gatewright::model {

namespace {

struct Registers
{
    unsigned eax = 0;
    unsigned ebx = 0;
    unsigned ecx = 0;
    unsigned edx = 0;
};

// Zeros for a leaf that the processor lacks.
Registers cpuid(unsigned leaf, unsigned subleaf)
{
    Registers r;
    if (__get_cpuid_count(leaf, subleaf, &r.eax, &r.ebx, &r.ecx, &r.edx) == 0)
        return {};
    return r;
}

bool hasBit(unsigned word, unsigned bit)
{
    return (word >> bit & 1U) != 0;
}

// Intel SDM, volume 2, CPUID: leaf 7 names the features, leaf 1DH the sizes of palette 1, leaf 1EH the
// multiplier.
bool hasInstructions()
{
    const Registers features = cpuid(7, 0);
    constexpr unsigned kTile = 24;
    constexpr unsigned kInt8 = 25;
    if (!hasBit(features.edx, kTile) || !hasBit(features.edx, kInt8))
        return false;
    const Registers palette = cpuid(0x1d, 1);
    const unsigned bytesPerTile = palette.eax >> 16;
    const unsigned bytesPerRow = palette.ebx & 0xffffU;
    const unsigned tiles = palette.ebx >> 16;
    const unsigned rows = palette.ecx & 0xffffU;
    const Registers multiplier = cpuid(0x1e, 0);
    const unsigned mostInner = multiplier.ebx & 0xffU;
    const unsigned mostColumnBytes = multiplier.ebx >> 8 & 0xffffU;
    return bytesPerTile >= 1024 && bytesPerRow >= 64 && tiles >= 8 && rows >= 16 && mostInner >= 8 &&
           mostColumnBytes >= 64;
}

bool systemSavesTiles()
{
    constexpr unsigned kOsXsave = 27;
    if (!hasBit(cpuid(1, 0).ecx, kOsXsave))
        return false;
    unsigned low = 0;
    unsigned high = 0;
    asm volatile("xgetbv" : "=a"(low), "=d"(high) : "c"(0));
    constexpr unsigned kTileStates = 3U << 17; // the configuration and the data
    return (low & kTileStates) == kTileStates;
}

// Since Linux 5.16; older systems know no such request.
bool systemPermits()
{
    constexpr int kRequestPermission = 0x1023; // ARCH_REQ_XCOMP_PERM
    constexpr int kTileData = 18;
    return ::syscall(SYS_arch_prctl, kRequestPermission, kTileData) == 0;
}

constexpr WeightLayout kQuantisedLayouts[] = {
    WeightLayout::Nibbles,          WeightLayout::CentredNibbles, WeightLayout::FiveBits,
    WeightLayout::CentredFiveBits,  WeightLayout::Bytes,          WeightLayout::TwoLevelNibbles,
    WeightLayout::TwoLevelFiveBits, WeightLayout::TwoLevelSixBits};

// A made-up matrix with activations for it.
struct Sample
{
    std::vector<std::uint16_t> weights;
    MatrixView matrix;
    std::vector<QuantisedBlock> activations;
    std::vector<float> output;
};

// Every 16 bits are at once a half between 2^-11 and 2^-9, of either sign, and two quants or factors: what a
// layout takes them for does not matter.
Sample makeSample(WeightLayout layout, std::size_t matrixRows, std::size_t columns, std::size_t rows)
{
    std::mt19937 generator(1);
    Sample sample;
    sample.weights.resize(packedBytes(layout, matrixRows, columns) / sizeof(std::uint16_t));
    for (std::uint16_t &word : sample.weights)
        word = static_cast<std::uint16_t>((generator() & 0x87ffU) | 0x1000U);
    sample.matrix = {layout, static_cast<std::uint32_t>(matrixRows), static_cast<std::uint32_t>(columns),
                     groupBytes(layout, columns),
                     reinterpret_cast<const std::uint8_t *>(sample.weights.data())};
    std::vector<float> x(rows * columns);
    for (float &value : x)
        value = static_cast<float>(generator() % 2001U) - 1000.0F;
    sample.activations.resize(x.size() / kBlockColumns);
    kernelTable(KernelChoice::Scalar)->quantise(x.data(), x.size(), sample.activations.data());
    sample.output.resize(rows * matrixRows);
    return sample;
}

void multiply(const KernelTable &table, Sample &sample, std::size_t rows)
{
    table.matmulQuantised({sample.matrix, 0, sample.matrix.groups(), sample.activations.data(),
                           sample.matrix.columns / kBlockColumns, rows, sample.output.data(),
                           sample.matrix.rows, OutputMode::Store});
}

// The shortest of a few, since other programs take the processor too.
std::int64_t timeOf(const KernelTable &table, Sample &sample, std::size_t rows)
{
    constexpr int kRepeats = 12;
    std::int64_t shortest = INT64_MAX;
    for (int i = 0; i < kRepeats; ++i) {
        const auto begin = std::chrono::steady_clock::now();
        multiply(table, sample, rows);
        shortest = std::min<std::int64_t>(shortest, (std::chrono::steady_clock::now() - begin).count());
    }
    return shortest;
}

std::size_t measureWidth()
{
    Sample sample = makeSample(WeightLayout::Nibbles, 128, 576, kAmxWidths[kAmxWidthCount - 1]);
    std::int64_t wide[kAmxWidthCount];
    std::int64_t narrow[kAmxWidthCount];
    for (std::size_t i = 0; i < kAmxWidthCount; ++i) {
        wide[i] = timeOf(kAmxKernels[0], sample, kAmxWidths[i]);
        narrow[i] = timeOf(*kernelTable(KernelChoice::Avx512Vnni), sample, kAmxWidths[i]);
    }
    kAmxKernels[0].release();
    return firstWidthThatPays(wide, narrow);
}

} // namespace

const AmxProcessor &thisAmxProcessor()
{
    static constexpr AmxProcessor processor{hasInstructions, systemSavesTiles, systemPermits};
    return processor;
}

bool agreesWithScalar(const KernelTable &table)
{
    constexpr std::size_t kColumns = 256;
    constexpr std::size_t kRows = 21; // a whole tile and some rows more
    const KernelTable &reference = *kernelTable(KernelChoice::Scalar);
    bool agrees = true;
    for (const WeightLayout layout : kQuantisedLayouts) {
        Sample expected = makeSample(layout, kGroupRows, kColumns, kRows);
        multiply(reference, expected, kRows);
        for (const std::size_t rows : {std::size_t{7}, kRows}) {
            Sample found = makeSample(layout, kGroupRows, kColumns, kRows);
            multiply(table, found, rows);
            agrees = agrees && std::memcmp(found.output.data(), expected.output.data(),
                                           rows * kGroupRows * sizeof(float)) == 0;
        }
    }
    table.release();
    return agrees;
}

std::size_t firstWidthThatPays(const std::int64_t (&wide)[kAmxWidthCount],
                               const std::int64_t (&narrow)[kAmxWidthCount])
{
    std::size_t first = kAmxWidthCount;
    while (first > 0 && wide[first - 1] <= narrow[first - 1])
        --first;
    return first;
}

AmxChoice chooseAmxKernels(const AmxProcessor &processor)
{
    if (!kernelsAvailable(KernelChoice::Avx512Vnni) || !processor.hasInstructions())
        return {AmxState::Absent, nullptr};
    if (!processor.systemSavesTiles()) {
        qCInfo(logEngine) << "AMX is not used: the system does not save its registers";
        return {AmxState::NotSaved, nullptr};
    }
    if (!processor.systemPermits()) {
        qCInfo(logEngine) << "AMX is not used: the system does not permit it";
        return {AmxState::NotPermitted, nullptr};
    }
    if (!agreesWithScalar(kAmxKernels[0])) {
        qCWarning(logEngine) << "AMX is not used: its products are not those of the reference";
        return {AmxState::Wrong, nullptr};
    }
    const std::size_t width = measureWidth();
    if (width == kAmxWidthCount) {
        qCInfo(logEngine) << "AMX is not used unless it is asked for: AVX-512 is faster here";
        return {AmxState::Slow, &kAmxKernels[kAmxWidthCount - 1]};
    }
    return {AmxState::Good, &kAmxKernels[width]};
}

} // namespace gatewright::model
