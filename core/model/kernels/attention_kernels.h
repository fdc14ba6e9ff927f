// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/model/kernels/row_kernels.h"

// Causal attention over one chunk of the cache, and the joining of chunks, written once over a lane type: a
// lane is a position in the scores and a dimension in the weighted sums. kernel_table.h states the
// arithmetic.
namespace gatewright::model {
namespace {

template <class Lanes>
struct AttentionKernels
{
    using Row = RowKernels<Lanes>;

    // One query head of one row, and how much of the chunk it sees.
    struct Query
    {
        const float *vector;
        float *scores;
        float *partial;
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

    // scoreBlocks() for a number of queries that is known only now.
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
        scoreBlocks<Count>(task, queries, block);
    }

    template <class Element>
    static void score(const AttentionTask<Element> &task, const Query *queries, std::size_t count,
                      std::size_t positions)
    {
        constexpr std::size_t kTile = Lanes::kScoreTile;
        for (std::size_t block = 0; block * kGroupRows < positions; block += 2)
            for (std::size_t i = 0; i < count; i += kTile)
                scoreTile<Lanes::kScoreTile>(task, queries + i, count - i < kTile ? count - i : kTile, block);
    }

    // Scores become weights relative to their maximum; the maximum and the sum go to the partial.
    static void weigh(const Query &query, std::size_t headDimension)
    {
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

    // Adds the values of positions [begin, end) to the sums of `Count` queries, `Width` lanes of dimensions
    // at once.
    template <int Count, int Width, class Element>
    static void accumulate(const Query *queries, const Element *values, std::size_t stride, std::size_t begin,
                           std::size_t end, std::size_t dimension)
    {
        Lanes sums[Count][Width];
        for (int i = 0; i < Count; ++i)
            for (int w = 0; w < Width; ++w)
                sums[i][w] =
                    Lanes::load(queries[i].partial + dimension + static_cast<std::size_t>(w) * kGroupRows);
        for (std::size_t p = begin; p < end; ++p) {
            Lanes row[Width];
            for (int w = 0; w < Width; ++w)
                row[w] =
                    Lanes::load(values + p * stride + dimension + static_cast<std::size_t>(w) * kGroupRows);
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
    static void accumulateAll(const AttentionTask<Element> &task, const Query *queries, std::size_t begin,
                              std::size_t end)
    {
        std::size_t dimension = 0;
        for (; dimension + 4 * kGroupRows <= task.headDimension; dimension += 4 * kGroupRows)
            accumulate<Count, 4>(queries, task.values, task.headDimension, begin, end, dimension);
        for (; dimension < task.headDimension; dimension += 2 * kGroupRows)
            accumulate<Count, 2>(queries, task.values, task.headDimension, begin, end, dimension);
    }

    // Queries of a tile go together as far as all of them see, then each goes on alone.
    template <class Element>
    static void sumValues(const AttentionTask<Element> &task, const Query *queries, std::size_t count)
    {
        constexpr std::size_t kTile = Lanes::kValueTile;
        std::size_t i = 0;
        for (; i + kTile <= count; i += kTile) {
            std::size_t common = queries[i].visible; // later rows see more
            accumulateAll<Lanes::kValueTile>(task, queries + i, 0, common);
            for (std::size_t j = i; j < i + kTile; ++j)
                if (queries[j].visible > common)
                    accumulateAll<1>(task, queries + j, common, queries[j].visible);
        }
        for (; i < count; ++i)
            accumulateAll<1>(task, queries + i, 0, queries[i].visible);
    }

    template <class Element>
    static void attend(const AttentionTask<Element> &task)
    {
        Query queries[kAttentionTileRows * kMaximumGroupHeads];
        std::size_t count = 0;
        std::size_t positions = 0;
        for (std::size_t row = 0; row < task.rows; ++row) {
            const std::ptrdiff_t seen = task.visible + static_cast<std::ptrdiff_t>(row);
            if (seen <= 0)
                continue;
            const auto visible = static_cast<std::size_t>(seen) < kAttentionChunk
                                     ? static_cast<std::size_t>(seen)
                                     : kAttentionChunk;
            positions = visible;
            for (std::size_t head = 0; head < task.heads; ++head, ++count) {
                float *partial = task.partials + row * task.partialRowStride + head * task.partialHeadStride;
                for (std::size_t d = 0; d < task.headDimension; ++d)
                    partial[d] = 0.0F;
                queries[count] = {task.queries + row * task.queryStride + head * task.headDimension,
                                  task.scratch + count * kAttentionChunk, partial, visible};
            }
        }
        score(task, queries, count, positions);
        for (std::size_t i = 0; i < count; ++i)
            weigh(queries[i], task.headDimension);
        sumValues(task, queries, count);
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
