// SPDX-License-Identifier: Apache-2.0
// One thread, shapes of SmolLM2-135M. `macs` is multiply-accumulates a second, `bytes` what is read of
// weights or cache.
#include "core/model/kernels/kernel_names.h"
#include "core/model/kernels/kernel_table.h"
#include "core/model/kernels/memory_arena.h"
#include "core/model/kernels/packed_matrix.h"

#include <benchmark/benchmark.h>

#include <algorithm>
#include <cstring>
#include <random>
#include <string>
#include <vector>

using namespace gatewright::model;

namespace {

constexpr std::size_t kEmbedding = 576;
constexpr std::size_t kFeedForward = 1536;
constexpr std::size_t kHeadDimension = 64;
constexpr std::size_t kGroupHeads = 3;

std::vector<float> randomFloats(std::size_t count)
{
    std::mt19937 generator(1);
    std::normal_distribution<float> normal;
    std::vector<float> values(count);
    for (float &value : values)
        value = normal(generator);
    return values;
}

// Packed weights whose values do not matter, `copies` matrices one after the other: enough of them do not fit
// a cache.
struct Weights
{
    MemoryArena arena;
    std::vector<MatrixView> matrices;
};

Weights makeWeights(WeightLayout layout, std::size_t rows, std::size_t columns, std::size_t copies)
{
    const std::size_t bytes = packedBytes(layout, rows, columns);
    Weights weights{std::move(*MemoryArena::create(bytes * copies)), {}};
    for (std::size_t i = 0; i < copies; ++i) {
        std::byte *data = weights.arena.allocate(bytes);
        std::memset(data, 0x11, bytes);
        weights.matrices.push_back({layout, static_cast<std::uint32_t>(rows),
                                    static_cast<std::uint32_t>(columns), groupBytes(layout, columns),
                                    reinterpret_cast<const std::uint8_t *>(data)});
    }
    return weights;
}

struct Shape
{
    std::size_t rows;
    std::size_t columns;
};
constexpr Shape kFeedForwardShape{kFeedForward, kEmbedding};
constexpr Shape kTypesShape{1152, 768}; // as many weights, in rows that types with blocks of 256 can have

void product(benchmark::State &state, KernelChoice choice, WeightLayout layout, Shape shape,
             std::size_t copies)
{
    const auto rows = static_cast<std::size_t>(state.range(0));
    const KernelTable &kernels = *kernelTable(choice);
    const Weights weights = makeWeights(layout, shape.rows, shape.columns, copies);
    const auto x = randomFloats(rows * shape.columns);
    std::vector<QuantisedBlock> blocks(x.size() / kBlockColumns);
    kernels.quantise(x.data(), x.size(), blocks.data());
    std::vector<float> output(rows * shape.rows);
    for (auto _ : state)
        for (const MatrixView &matrix : weights.matrices)
            if (isQuantised(layout))
                kernels.matmulQuantised({matrix, 0, matrix.groups(), blocks.data(),
                                         shape.columns / kBlockColumns, rows, output.data(), shape.rows,
                                         OutputMode::Store});
            else
                kernels.matmulFloat({matrix, 0, matrix.groups(), x.data(), shape.columns, rows, output.data(),
                                     shape.rows, OutputMode::Store});
    const auto passes = static_cast<double>(state.iterations() * static_cast<std::int64_t>(copies));
    state.counters["macs"] = benchmark::Counter(
        passes * static_cast<double>(rows * shape.columns * shape.rows), benchmark::Counter::kIsRate);
    state.counters["bytes"] =
        benchmark::Counter(passes * static_cast<double>(packedBytes(layout, shape.rows, shape.columns)),
                           benchmark::Counter::kIsRate, benchmark::Counter::kIs1024);
}

// `rows` consecutive rows behind a full chunk of the cache, three query heads on one key-value head. Element
// is that of keys and values: std::int8_t, as by default, or std::uint16_t (halves).
template <class Element>
void attention(benchmark::State &state, KernelChoice choice, std::size_t chunks)
{
    constexpr bool kIsBytes = sizeof(Element) == 1;
    const auto rows = static_cast<std::size_t>(state.range(0));
    const KernelTable &kernels = *kernelTable(choice);
    constexpr std::size_t kPartial = attentionPartialFloats(kHeadDimension);
    auto arena = std::move(*MemoryArena::create(attentionScratchFloats(kGroupHeads) * sizeof(float)));
    const auto queries = randomFloats(rows * kGroupHeads * kHeadDimension);
    constexpr std::size_t kChunkElements = kAttentionChunk * kHeadDimension;
    auto cache = std::move(*MemoryArena::create(2 * chunks * kChunkElements * sizeof(Element)));
    auto *elements = cache.allocate<Element>(2 * chunks * kChunkElements); // all keys, then all values
    std::fill_n(elements, 2 * chunks * kChunkElements, static_cast<Element>(kIsBytes ? 0x4c : 0x2e66)); // 0.1
    const std::vector<float> scales(kAttentionChunk, 0.1F / 0x4c);
    std::vector<QuantisedBlock> queryBlocks(queries.size() / kBlockColumns);
    kernels.quantise(queries.data(), queries.size(), queryBlocks.data());
    std::vector<float> partials(rows * kGroupHeads * kPartial);
    AttentionTask<Element> task;
    task.queries = queries.data();
    task.queryBlocks = queryBlocks.data();
    task.keyScales = task.valueScales = scales.data();
    task.queryStride = kGroupHeads * kHeadDimension;
    task.rows = rows;
    task.heads = kGroupHeads;
    task.headDimension = kHeadDimension;
    task.scale = 0.125F;
    for (std::size_t row = 0; row < rows; ++row)
        task.visible[row] = kAttentionChunk;
    task.partials = partials.data();
    task.partialRowStride = kGroupHeads * kPartial;
    task.partialHeadStride = kPartial;
    task.scratch = arena.allocate<float>(attentionScratchFloats(kGroupHeads));
    for (auto _ : state)
        for (std::size_t chunk = 0; chunk < chunks; ++chunk) {
            task.keys = elements + chunk * kChunkElements;
            task.values = elements + (chunks + chunk) * kChunkElements;
            if constexpr (kIsBytes)
                kernels.attendBytes(task);
            else
                kernels.attendHalf(task);
        }
    const auto passes = static_cast<double>(state.iterations() * static_cast<std::int64_t>(chunks));
    state.counters["macs"] = benchmark::Counter(
        passes * static_cast<double>(2 * rows * kGroupHeads * kAttentionChunk * kHeadDimension),
        benchmark::Counter::kIsRate);
    state.counters["bytes"] =
        benchmark::Counter(passes * static_cast<double>(2 * kChunkElements * sizeof(Element)),
                           benchmark::Counter::kIsRate, benchmark::Counter::kIs1024);
}

void rowFunction(benchmark::State &state, KernelChoice choice, bool gate)
{
    const KernelTable &kernels = *kernelTable(choice);
    const auto x = randomFloats(kFeedForward);
    std::vector<float> output = x;
    std::vector<QuantisedBlock> blocks(kFeedForward / kBlockColumns);
    for (auto _ : state) {
        if (gate)
            kernels.gate(output.data(), x.data(), kFeedForward);
        else
            kernels.normalise(x.data(), x.data(), kFeedForward, 1e-5F, output.data());
        kernels.quantise(output.data(), kFeedForward, blocks.data());
    }
}

// Every type that a file may have, to be compared with Q4_1 in the same run.
void registerTypes(KernelChoice choice)
{
    using gatewright::tensors::TensorType;
    for (const TensorType type :
         {TensorType::Q4_1, TensorType::Q4_0, TensorType::Q5_0, TensorType::Q5_1, TensorType::Q8_0,
          TensorType::Q4_K, TensorType::Q5_K, TensorType::Q6_K, TensorType::F16, TensorType::BF16})
        for (const auto &[where, copies] : {std::pair{"cached", 1}, std::pair{"streamed", 96}}) {
            const std::string name = std::string("Type/") + kernelTable(choice)->name + '/' +
                                     gatewright::tensors::traits(type).name.data() + '/' + where;
            auto *row = benchmark::RegisterBenchmark(name.c_str(), product, choice, *layoutFor(type),
                                                     kTypesShape, static_cast<std::size_t>(copies));
            row->Arg(1)->Arg(8);
        }
}

void registerAll()
{
    using namespace std::string_literals;
    constexpr std::size_t kStreamed = 128; // 71 and 120 MB: read from memory
    for (const auto &[name, choice] : kernelNames()) {
        if (choice == KernelChoice::Automatic || !kernelsAvailable(choice))
            continue;
        registerTypes(choice);
        for (const auto &[layout, layoutName] :
             {std::pair{WeightLayout::Nibbles, "nibbles"}, std::pair{WeightLayout::Bytes, "bytes"}}) {
            const auto add = [&, layoutValue = layout](const char *where, std::size_t copies) {
                benchmark::RegisterBenchmark(("Product/"s + name + "/" + layoutName + "/" + where).c_str(),
                                             product, choice, layoutValue, kFeedForwardShape, copies)
                    ->Arg(1)
                    ->Arg(4)
                    ->Arg(8)
                    ->Arg(12)
                    ->Arg(16)
                    ->Arg(17)
                    ->Arg(64);
            };
            add("cached", 1);
            add("streamed", kStreamed);
        }
        for (const auto &[where, chunks] : {std::pair{"cached", 1}, std::pair{"streamed", 1024}}) {
            const auto add = [&, count = chunks](const char *cache, auto *function) {
                benchmark::RegisterBenchmark(("Attention/"s + name + "/" + cache + "/" + where).c_str(),
                                             function, choice, static_cast<std::size_t>(count))
                    ->Arg(1)
                    ->Arg(8);
            };
            add("bytes", attention<std::int8_t>);
            add("halves", attention<std::uint16_t>);
        }
        benchmark::RegisterBenchmark(("NormaliseAndQuantise/"s + name).c_str(), rowFunction, choice, false);
        benchmark::RegisterBenchmark(("GateAndQuantise/"s + name).c_str(), rowFunction, choice, true);
    }
}

} // namespace

int main(int argc, char **argv)
{
    registerAll();
    benchmark::Initialize(&argc, argv);
    if (benchmark::ReportUnrecognizedArguments(argc, argv))
        return 1;
    benchmark::RunSpecifiedBenchmarks();
    return 0;
}
