// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"
#include "core/learn/head_figures.h"
#include "core/learn/head_job.h"
#include "core/learn/replay_reader.h"
#include "core/learn/token_rows.h"
#include "core/learn/training_state.h"

#include <cstddef>
#include <memory>
#include <optional>

namespace gatewright::learn {

// Trains an acceleration head (tensors::DraftHead) on kept states.
//
// Objective: that of arXiv 2506.00002, section V-B, a divergence between the head's and the model's own
// distribution over future tokens. Here it is the Kullback-Leibler divergence of the model's distribution p
// from the head's q, but for its constant: sum over depths k = 1..4 of 0.8^(k-1) times the cross-entropy
// - sum_j p_j log q_j over the model's 64 likeliest tokens behind the position k further on, those outside
// the output slice left out and not made up for; weighted by the text's weight. The tokens that go in are
// those of the kept text. AdamW (0.9, 0.95), the recipe's rate, decay and clip.
//
// One thread of torch. For one thread at a time; reader and rows outlive it.
class HeadTrainer
{
public:
    // Starts with `start`, whose shape is `shape`; without it from a head that is the model's own output
    // layer (its last matrix is zero). Errors: those of the rows, LimitExceeded for too little text.
    [[nodiscard]] static Result<std::unique_ptr<HeadTrainer>>
    create(const HeadJob &job, const tensors::HeadShape &shape,
           const std::optional<tensors::HeadWeights> &start, const ReplayReader &reader,
           const TokenRows &rows);
    ~HeadTrainer();
    HeadTrainer(const HeadTrainer &) = delete;
    HeadTrainer &operator=(const HeadTrainer &) = delete;

    // One step of the optimiser; gives the loss of its batch, in nats. Nothing for a job whose steps are
    // done.
    [[nodiscard]] Result<double> step();
    [[nodiscard]] std::size_t stepsDone() const;

    // All that the following steps depend on; exact.
    [[nodiscard]] TrainingState state() const;
    [[nodiscard]] Result<void> restore(const TrainingState &state);

    // Any weights of this shape, on the positions that were held out.
    [[nodiscard]] Result<HeadFigures> measure(const tensors::HeadWeights &weights) const;

private:
    struct Parts; // where torch is
    explicit HeadTrainer(std::unique_ptr<Parts> parts);

    std::unique_ptr<Parts> m_parts;
};

} // namespace gatewright::learn
