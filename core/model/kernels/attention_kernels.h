// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/model/kernels/row_kernels.h"

// Causal attention over one chunk of the cache, and the joining of chunks, written once over a lane type: a
// lane is a position in the scores and a dimension in the weighted sums. kernel_table.h states the
// arithmetic.
namespace gatewright::model {
namespace {

template <class Element>
inline constexpr bool kHasScales = false;
template <>
inline constexpr bool kHasScales<std::int8_t> = true;

template <class Lanes>
struct AttentionKernels
{
    using Row = RowKernels<Lanes>;

    // One query head of one row, and how many positions of the chunk it sees, in place or at all.
    struct Query
    {
        const float *vector;          // not for bytes
        const QuantisedBlock *blocks; // for bytes; those of the next query follow
        float *scores;
        float *partial;
        std::int16_t *quants; // the weights as integers, for bytes; one of them stands for `unit`
        float unit;
        std::size_t inPlace;
        std::size_t visible;
    };

    // Scores of `Count` queries with two blocks of 16 positions; keys are converted once for all of them.
    template <int Count, class Element>
    static void scoreBlocks(const AttentionTask<Element> &task, const Query *queries, std::size_t block)
    {
        const std::size_t blockElements = task.headDimension * kGroupRows;
        const Element *keys = task.keys + block * blockElements;
        Lanes first[Count];
        Lanes second[Count];
        for (int i = 0; i < Count; ++i)
            first[i] = second[i] = Lanes::zero();
        const Element *nextKeys = keys + 2 * blockElements; // may lie behind the cache: only a hint
        for (std::size_t d = 0; d < task.headDimension; ++d) {
            Lanes::prefetch(nextKeys + d * 2 * kGroupRows);
            const Lanes firstKeys = Lanes::load(keys + d * kGroupRows);
            const Lanes secondKeys = Lanes::load(keys + blockElements + d * kGroupRows);
            for (int i = 0; i < Count; ++i) {
                const Lanes query = Lanes::broadcast(queries[i].vector[d]);
                first[i] = Lanes::multiplyAdd(query, firstKeys, first[i]);
                second[i] = Lanes::multiplyAdd(query, secondKeys, second[i]);
            }
        }
        const Lanes scale = Lanes::broadcast(task.scale);
        for (int i = 0; i < Count; ++i) {
            Lanes::store(Lanes::multiply(first[i], scale), queries[i].scores + block * kGroupRows);
            Lanes::store(Lanes::multiply(second[i], scale), queries[i].scores + (block + 1) * kGroupRows);
        }
    }

    // 16 positions and 32 dimensions of keys that are bytes.
    static constexpr std::size_t kKeyTileBytes = kGroupRows * kBlockColumns;
    static constexpr std::size_t kPrefetchLine = 64;
    static constexpr std::size_t kBlocksAhead = 3;

    // The same with integers, for one block of 16 positions.
    template <int Count>
    static void scoreByteBlock(const AttentionTask<std::int8_t> &task, const Query *queries,
                               std::size_t block)
    {
        const std::size_t tiles = task.headDimension / kBlockColumns;
        const std::uint8_t *tile =
            reinterpret_cast<const std::uint8_t *>(task.keys) + block * tiles * kKeyTileBytes;
        Lanes sums[Count];
        for (int i = 0; i < Count; ++i)
            sums[i] = Lanes::zero();
        for (std::size_t t = 0; t < tiles; ++t, tile += kKeyTileBytes) {
            for (std::size_t line = 0; line < kKeyTileBytes; line += kPrefetchLine)
                Lanes::prefetch(tile + kBlocksAhead * tiles * kKeyTileBytes + line);
            const QuantisedBlock *x = queries[0].blocks + t;
            Lanes dots[Count];
            Lanes::dotBytes(tile, x, tiles, dots);
            for (int i = 0; i < Count; ++i)
                sums[i] = Lanes::multiplyAdd(
                    dots[i], Lanes::broadcast(x[static_cast<std::size_t>(i) * tiles].scale), sums[i]);
        }
        const Lanes scale =
            Lanes::multiply(Lanes::load(task.keyScales + block * kGroupRows), Lanes::broadcast(task.scale));
        for (int i = 0; i < Count; ++i)
            Lanes::store(Lanes::multiply(sums[i], scale), queries[i].scores + block * kGroupRows);
    }

    // One of the above for a number of queries that is known only now.
    template <int Count, class Element>
    static void scoreTile(const AttentionTask<Element> &task, const Query *queries, std::size_t count,
                          std::size_t block)
    {
        if constexpr (Count > 1) {
            if (count < Count) {
                scoreTile<Count - 1>(task, queries, count, block);
                return;
            }
        }
        if constexpr (kHasScales<Element>)
            scoreByteBlock<Count>(task, queries, block);
        else
            scoreBlocks<Count>(task, queries, block);
    }

    template <class Element>
    static void score(const AttentionTask<Element> &task, const Query *queries, std::size_t count,
                      std::size_t positions)
    {
        constexpr std::size_t kTile = Lanes::kScoreTile;
        constexpr std::size_t kBlocks = kHasScales<Element> ? 1 : 2;
        for (std::size_t block = 0; block * kGroupRows < positions; block += kBlocks)
            for (std::size_t i = 0; i < count; i += kTile)
                scoreTile<Lanes::kScoreTile>(task, queries + i, count - i < kTile ? count - i : kTile, block);
    }

    // Scores become weights relative to their maximum; the maximum and the sum go to the partial, whose sums
    // of values start from nothing.
    static void weigh(const Query &query, std::size_t headDimension)
    {
        for (std::size_t d = 0; d < headDimension; d += kGroupRows)
            Lanes::store(Lanes::zero(), query.partial + d);
        const std::size_t whole = query.visible / kGroupRows * kGroupRows;
        const std::size_t rest = query.visible - whole;
        const Lanes lowest = Lanes::broadcast(-3.0e38F);
        Lanes largest = lowest;
        for (std::size_t i = 0; i < whole; i += kGroupRows)
            largest = Lanes::larger(largest, Lanes::load(query.scores + i));
        if (rest > 0)
            largest =
                Lanes::larger(largest, Lanes::keepFirst(Lanes::load(query.scores + whole), rest, lowest));
        const float maximum = Lanes::largest(largest);

        const Lanes offset = Lanes::broadcast(maximum);
        Lanes sum = Lanes::zero();
        for (std::size_t i = 0; i < query.visible; i += kGroupRows) {
            Lanes weights = Row::exponential(Lanes::subtract(Lanes::load(query.scores + i), offset));
            if (i == whole)
                weights = Lanes::keepFirst(weights, rest, Lanes::zero());
            Lanes::store(weights, query.scores + i);
            sum = Lanes::add(sum, weights);
        }
        query.partial[headDimension] = maximum;
        query.partial[headDimension + 1] = Lanes::sum(sum);
    }

    // `weights` by the scales of their values, as far as these lie in place.
    static void scaleWeights(float *weights, const float *valueScales, std::size_t count)
    {
        const Lanes one = Lanes::broadcast(1.0F);
        for (std::size_t i = 0; i < count; i += kGroupRows) {
            Lanes scales = Lanes::load(valueScales + i);
            if (count - i < kGroupRows)
                scales = Lanes::keepFirst(scales, count - i, one);
            Lanes::store(Lanes::multiply(Lanes::load(weights + i), scales), weights + i);
        }
    }

    // Weights as integers of 15 bits, so that sums of 256 of them times bytes are exact in 32 bits. The unit
    // of weights with a number that is none is none either, and with it the sums.
    static void quantiseWeights(Query &query)
    {
        constexpr float kLargest = 32767.0F;
        Lanes largest = Lanes::zero();
        Lanes noNumber = Lanes::zero(); // stays nought, but for a number that is none
        for (std::size_t i = 0; i < query.visible; i += kGroupRows) {
            const Lanes weights = Lanes::load(query.scores + i);
            largest = Lanes::larger(largest, weights);
            noNumber = Lanes::multiplyAdd(weights, Lanes::zero(), noNumber);
        }
        const float maximum = Lanes::largest(largest);
        const float check = Lanes::sum(noNumber);
        const bool usable =
            check == 0.0F && maximum > Row::kSmallestMaximum && maximum < Row::kLargestMaximum;
        query.unit = usable ? maximum / kLargest : check;
        const Lanes inverse = Lanes::broadcast(usable ? kLargest / maximum : 0.0F);
        for (std::size_t i = 0; i < query.visible; i += kGroupRows) {
            const Lanes weights = usable ? Lanes::load(query.scores + i) : Lanes::zero();
            Lanes::storeRounded(Lanes::multiply(weights, inverse), query.quants + i);
        }
    }

    static constexpr std::size_t kRowsAhead = 32;

    // Adds the values of positions [begin, end), the first of which is at `values`, to the sums of `Count`
    // queries, `Width` lanes of dimensions at once: integers, which lie in the partials until finishBytes().
    template <int Count, int Width>
    static void accumulate(const Query *queries, const std::int8_t *values, std::size_t stride,
                           std::size_t begin, std::size_t end, std::size_t dimension)
    {
        typename Lanes::Sums sums[Count][Width];
#pragma GCC unroll 8
        for (int i = 0; i < Count; ++i)
#pragma GCC unroll 8
            for (int w = 0; w < Width; ++w)
                sums[i][w] = Lanes::loadSums(queries[i].partial + dimension +
                                             static_cast<std::size_t>(w) * kGroupRows);
        values += dimension;
        std::size_t p = begin;
        for (; p + 1 < end; p += 2, values += 2 * stride) {
            Lanes::prefetch(values + kRowsAhead * stride);
            Lanes::prefetch(values + (kRowsAhead + 1) * stride);
            typename Lanes::Pair pair[Width];
#pragma GCC unroll 8
            for (int w = 0; w < Width; ++w) {
                const std::size_t offset = static_cast<std::size_t>(w) * kGroupRows;
                pair[w] = Lanes::pairOf(values + offset, values + stride + offset);
            }
#pragma GCC unroll 8
            for (int i = 0; i < Count; ++i) {
                std::int32_t weights;
                __builtin_memcpy(&weights, queries[i].quants + p, sizeof weights);
#pragma GCC unroll 8
                for (int w = 0; w < Width; ++w)
                    sums[i][w] = Lanes::addPair(sums[i][w], pair[w], weights);
            }
        }
        if (p < end) { // one is left
#pragma GCC unroll 8
            for (int w = 0; w < Width; ++w) {
                const std::int8_t *row = values + static_cast<std::size_t>(w) * kGroupRows;
                const typename Lanes::Pair pair = Lanes::pairOf(row, row);
#pragma GCC unroll 8
                for (int i = 0; i < Count; ++i)
                    sums[i][w] = Lanes::addPair(sums[i][w], pair, queries[i].quants[p]);
            }
        }
#pragma GCC unroll 8
        for (int i = 0; i < Count; ++i)
#pragma GCC unroll 8
            for (int w = 0; w < Width; ++w)
                Lanes::storeSums(sums[i][w],
                                 queries[i].partial + dimension + static_cast<std::size_t>(w) * kGroupRows);
    }

    // The sums as numbers.
    static void finishBytes(const Query &query, std::size_t headDimension)
    {
        const Lanes unit = Lanes::broadcast(query.unit);
        for (std::size_t d = 0; d < headDimension; d += kGroupRows)
            Lanes::store(Lanes::multiply(Lanes::toFloat(Lanes::loadSums(query.partial + d)), unit),
                         query.partial + d);
    }

    // The same where elements are numbers by themselves.
    template <int Count, int Width, class Element>
    static void accumulate(const Query *queries, const Element *values, std::size_t stride, std::size_t begin,
                           std::size_t end, std::size_t dimension)
    {
        Lanes sums[Count][Width];
        for (int i = 0; i < Count; ++i)
            for (int w = 0; w < Width; ++w)
                sums[i][w] =
                    Lanes::load(queries[i].partial + dimension + static_cast<std::size_t>(w) * kGroupRows);
        for (std::size_t p = begin; p < end; ++p, values += stride) {
            Lanes row[Width];
            Lanes::prefetch(values + kRowsAhead * stride + dimension);
            for (int w = 0; w < Width; ++w)
                row[w] = Lanes::load(values + dimension + static_cast<std::size_t>(w) * kGroupRows);
            for (int i = 0; i < Count; ++i) {
                const Lanes weight = Lanes::broadcast(queries[i].scores[p]);
                for (int w = 0; w < Width; ++w)
                    sums[i][w] = Lanes::multiplyAdd(weight, row[w], sums[i][w]);
            }
        }
        for (int i = 0; i < Count; ++i)
            for (int w = 0; w < Width; ++w)
                Lanes::store(sums[i][w],
                             queries[i].partial + dimension + static_cast<std::size_t>(w) * kGroupRows);
    }

    template <int Count, class Element>
    static void accumulateAll(const Query *queries, const Element *values, std::size_t headDimension,
                              std::size_t begin, std::size_t end)
    {
        std::size_t dimension = 0;
        for (; dimension + 4 * kGroupRows <= headDimension; dimension += 4 * kGroupRows)
            accumulate<Count, 4>(queries, values, headDimension, begin, end, dimension);
        for (; dimension < headDimension; dimension += 2 * kGroupRows)
            accumulate<Count, 2>(queries, values, headDimension, begin, end, dimension);
    }

    // accumulateAll() for a number of queries that is known only now; returns how many it took.
    template <int Count, class Element>
    static std::size_t accumulateTile(const Query *queries, std::size_t count, const Element *values,
                                      std::size_t headDimension, std::size_t begin, std::size_t end)
    {
        if constexpr (Count > 1) {
            if (count < Count)
                return accumulateTile<Count - 1>(queries, count, values, headDimension, begin, end);
        }
        accumulateAll<Count>(queries, values, headDimension, begin, end);
        return Count;
    }

    // Queries of a tile go together as far as all of them see in place, then each goes on alone.
    template <class Element>
    static void sumValues(const AttentionTask<Element> &task, const Query *queries, std::size_t count)
    {
        constexpr std::size_t kTile = Lanes::kValueTile;
        for (std::size_t i = 0; i < count;) {
            const std::size_t tile = count - i < kTile ? count - i : kTile;
            std::size_t common = queries[i].inPlace;
            for (std::size_t j = i + 1; j < i + tile; ++j)
                common = queries[j].inPlace < common ? queries[j].inPlace : common;
            const Element *values = task.values;
            accumulateTile<Lanes::kValueTile>(queries + i, tile, values, task.headDimension, 0, common);
            for (std::size_t j = i; j < i + tile; ++j)
                if (queries[j].inPlace > common)
                    accumulateAll<1>(queries + j, values + common * task.headDimension, task.headDimension,
                                     common, queries[j].inPlace);
            i += tile;
        }
    }

    // What a row of a tree sees out of place, gathered 16 positions at a time: first for the scores of its
    // queries and, when these have become weights, for the sums of values.
    template <class Element>
    struct Tail
    {
        const AttentionTask<Element> &task;
        const Query *queries;       // of the row
        const std::uint32_t *slots; // of its positions from `begin` on
        std::size_t begin;
        std::size_t end;

        // Behind the scores and their quants in the task's scratch memory.
        [[nodiscard]] Element *gathered() const
        {
            return reinterpret_cast<Element *>(task.scratch + kAttentionTileRows * task.heads *
                                                                  (kAttentionChunk + kAttentionChunk / 2));
        }

        // The key of a slot as lane `lane` of a block of 16 positions.
        void copyKey(std::uint32_t slot, Element *block, std::size_t lane) const
        {
            constexpr std::size_t kRun = kHasScales<Element> ? 4 : 1; // elements of a position side by side
            constexpr std::size_t kStep = kGroupRows * kRun;
            const Element *source = task.cacheKeys + slot / kGroupRows * kGroupRows * task.headDimension +
                                    slot % kGroupRows * kRun;
            Element *target = block + lane * kRun;
            for (std::size_t d = 0; d < task.headDimension; d += kRun, source += kStep, target += kStep)
                for (std::size_t k = 0; k < kRun; ++k)
                    target[k] = source[k];
        }

        void score() const
        {
            AttentionTask<Element> block = task;
            float scales[kGroupRows] = {};
            block.keys = gathered();
            block.keyScales = scales;
            for (std::size_t first = begin; first < end; first += kGroupRows) {
                const std::size_t count = end - first < kGroupRows ? end - first : kGroupRows;
                for (std::size_t i = 0; i < count; ++i) {
                    const std::uint32_t slot = slots[first - begin + i];
                    copyKey(slot, gathered(), i);
                    if constexpr (kHasScales<Element>)
                        scales[i] = task.cacheKeyScales[slot];
                }
                for (std::size_t head = 0; head < task.heads; ++head) {
                    float scores[2 * kGroupRows];
                    Query query = queries[head];
                    query.scores = scores;
                    scoreTile<1>(block, &query, 1, 0);
                    for (std::size_t i = 0; i < count; ++i)
                        queries[head].scores[first + i] = scores[i];
                }
            }
        }

        // Weights by the scales of their values.
        void scale() const
        {
            for (std::size_t p = begin; p < end; ++p)
                for (std::size_t head = 0; head < task.heads; ++head)
                    queries[head].scores[p] *= task.cacheValueScales[slots[p - begin]];
        }

        void sum() const
        {
            for (std::size_t first = begin; first < end; first += kGroupRows) {
                const std::size_t count = end - first < kGroupRows ? end - first : kGroupRows;
                for (std::size_t i = 0; i < count; ++i) {
                    const std::size_t slot = slots[first - begin + i];
                    for (std::size_t d = 0; d < task.headDimension; ++d)
                        gathered()[i * task.headDimension + d] =
                            task.cacheValues[slot * task.headDimension + d];
                }
                for (std::size_t head = 0; head < task.heads;)
                    head += accumulateTile<Lanes::kValueTile>(queries + head, task.heads - head, gathered(),
                                                              task.headDimension, first, first + count);
            }
        }
    };

    // The query of a head of a row. Its partial was last written for another layer, by any core: it is asked
    // for long before it is needed.
    template <class Element>
    static Query makeQuery(const AttentionTask<Element> &task, std::size_t row, std::size_t head,
                           float *scores)
    {
        const auto seen = static_cast<std::size_t>(task.visible[row]);
        Query query = {};
        query.scores = scores;
        query.visible = seen < kAttentionChunk ? seen : kAttentionChunk;
        query.inPlace = query.visible < task.inPlace ? query.visible : task.inPlace;
        query.partial = task.partials + row * task.partialRowStride + head * task.partialHeadStride;
        for (std::size_t d = 0; d < attentionPartialFloats(task.headDimension); d += kGroupRows)
            Lanes::prefetchForWriting(query.partial + d);
        if constexpr (kHasScales<Element>)
            query.blocks =
                task.queryBlocks + (row * task.heads + head) * (task.headDimension / kBlockColumns);
        else
            query.vector = task.queries + row * task.queryStride + head * task.headDimension;
        return query;
    }

    template <class Element>
    static void attend(const AttentionTask<Element> &task)
    {
        Query queries[kAttentionTileRows * kMaximumGroupHeads];
        std::size_t count = 0;
        std::size_t positions = 0;
        for (std::size_t row = 0; row < task.rows; ++row) {
            for (std::size_t head = 0; task.visible[row] > 0 && head < task.heads; ++head, ++count) {
                queries[count] = makeQuery(task, row, head, task.scratch + count * kAttentionChunk);
                positions = positions < queries[count].inPlace ? queries[count].inPlace : positions;
            }
        }
        score(task, queries, count, positions);
        eachTail(task, queries, [](const Tail<Element> &tail) { tail.score(); });
        for (std::size_t i = 0; i < count; ++i)
            weigh(queries[i], task.headDimension);
        if constexpr (kHasScales<Element>)
            makeQuants(task, queries, count);
        sumValues(task, queries, count);
        eachTail(task, queries, [](const Tail<Element> &tail) { tail.sum(); });
        if constexpr (kHasScales<Element>)
            for (std::size_t i = 0; i < count; ++i)
                finishBytes(queries[i], task.headDimension);
    }

    static void makeQuants(const AttentionTask<std::int8_t> &task, Query *queries, std::size_t count)
    {
        auto *quants = reinterpret_cast<std::int16_t *>(task.scratch +
                                                        kAttentionTileRows * task.heads * kAttentionChunk);
        for (std::size_t i = 0; i < count; ++i)
            scaleWeights(queries[i].scores, task.valueScales, queries[i].inPlace);
        eachTail(task, queries, [](const Tail<std::int8_t> &tail) { tail.scale(); });
        for (std::size_t i = 0; i < count; ++i) {
            queries[i].quants = quants + i * kAttentionChunk;
            quantiseWeights(queries[i]);
        }
    }

    template <class Element, class Function>
    static void eachTail(const AttentionTask<Element> &task, const Query *queries, Function function)
    {
        for (std::size_t row = 0; row < task.rows; ++row) {
            if (task.visible[row] <= 0)
                continue;
            if (queries->inPlace < queries->visible)
                function(Tail<Element>{task, queries, task.tails[row], queries->inPlace, queries->visible});
            queries += task.heads;
        }
    }

    static void combine(const float *partials, std::size_t partialStride, std::size_t chunks,
                        std::size_t headDimension, float *output)
    {
        for (std::size_t d = 0; d < headDimension; d += kGroupRows)
            Lanes::store(Lanes::load(partials + d), output + d);
        Lanes maximum = Lanes::broadcast(partials[headDimension]);
        Lanes total = Lanes::broadcast(partials[headDimension + 1]);
        for (std::size_t chunk = 1; chunk < chunks; ++chunk) {
            const float *next = partials + chunk * partialStride;
            const Lanes nextMaximum = Lanes::broadcast(next[headDimension]);
            const Lanes both = Lanes::larger(maximum, nextMaximum);
            const Lanes keep = Row::exponential(Lanes::subtract(maximum, both));
            const Lanes bring = Row::exponential(Lanes::subtract(nextMaximum, both));
            for (std::size_t d = 0; d < headDimension; d += kGroupRows)
                Lanes::store(Lanes::multiplyAdd(Lanes::load(output + d), keep,
                                                Lanes::multiply(Lanes::load(next + d), bring)),
                             output + d);
            total = Lanes::multiplyAdd(total, keep,
                                       Lanes::multiply(Lanes::broadcast(next[headDimension + 1]), bring));
            maximum = both;
        }
        for (std::size_t d = 0; d < headDimension; d += kGroupRows)
            Lanes::store(Lanes::divide(Lanes::load(output + d), total), output + d);
    }
};

} // namespace
} // namespace gatewright::model
