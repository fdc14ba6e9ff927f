// SPDX-License-Identifier: Apache-2.0
#include "core/learn/torch/head_trainer.h"

#include "core/base/random.h"
#include "core/learn/torch/training_batch.h"

#include <ATen/Parallel.h>
#include <ATen/core/grad_mode.h>
#include <torch/types.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <exception>
#include <numbers>
#include <utility>
#include <vector>

namespace gatewright::learn {

namespace {

using tensors::HeadShape;
using tensors::HeadWeights;

constexpr double kDepthDecay = 0.8;
constexpr double kBeta1 = 0.9;
constexpr double kBeta2 = 0.95;
constexpr double kAdamEpsilon = 1e-8;
constexpr std::size_t kWarmUpSteps = 10;
constexpr double kLowestRate = 0.1; // of the highest, at the end

std::int64_t size(std::size_t value)
{
    return static_cast<std::int64_t>(value);
}

at::Tensor tensorOf(const std::vector<float> &values, at::IntArrayRef sizes)
{
    // The tensor gets memory of its own.
    return at::from_blob(const_cast<float *>(values.data()), sizes, at::kFloat).clone();
}

at::Tensor tensorOf(const std::vector<std::int64_t> &values, at::IntArrayRef sizes)
{
    return at::from_blob(const_cast<std::int64_t *>(values.data()), sizes, at::kLong).clone();
}

std::vector<float> valuesOf(const at::Tensor &tensor)
{
    const at::Tensor plain = tensor.detach().contiguous();
    const float *begin = plain.const_data_ptr<float>();
    return {begin, begin + plain.numel()};
}

at::Tensor normalised(const at::Tensor &rows)
{
    return rows * at::rsqrt(rows.square().mean(-1, true) + double(tensors::kHeadNormEpsilon));
}

// The head's three matrices, or as many numbers beside them.
using Matrices = std::array<at::Tensor, 3>;

Matrices matricesOf(const HeadWeights &weights, const HeadShape &shape)
{
    return {tensorOf(weights.input, {size(shape.inner), size(2 * shape.embedding)}),
            tensorOf(weights.depthBias, {size(shape.depths), size(shape.inner)}),
            tensorOf(weights.output, {size(shape.embedding), size(shape.inner)})};
}

HeadWeights weightsOf(const Matrices &matrices)
{
    return {valuesOf(matrices[0]), valuesOf(matrices[1]), valuesOf(matrices[2])};
}

Matrices zerosLike(const Matrices &matrices)
{
    return {at::zeros_like(matrices[0]), at::zeros_like(matrices[1]), at::zeros_like(matrices[2])};
}

// A as a linear layer begins (uniform in 1/sqrt(columns)), c and B zero.
HeadWeights freshWeights(const HeadShape &shape, std::uint64_t seed)
{
    RandomSource random(seed);
    const double bound = 1.0 / std::sqrt(2.0 * double(shape.embedding));
    HeadWeights weights{std::vector<float>(2 * shape.embedding * shape.inner),
                        std::vector<float>(shape.depths * shape.inner),
                        std::vector<float>(shape.embedding * shape.inner)};
    for (float &value : weights.input)
        value = static_cast<float>((2.0 * random.uniform() - 1.0) * bound);
    return weights;
}

// What torch throws does not leave this folder.
template <class Work>
auto guarded(Work work) -> Result<decltype(work())>
{
    try {
        return work();
    } catch (const std::exception &problem) {
        return makeError(ErrorCode::Internal, QStringLiteral("The training failed."),
                         QString::fromUtf8(problem.what()).section(QLatin1Char('\n'), 0, 0));
    }
}

} // namespace

struct HeadTrainer::Parts
{
    Parts(const HeadJob &job, const HeadShape &shape_, TrainingSet set_, Matrices matrices)
        : recipe(job.recipe)
        , shape(shape_)
        , set(std::move(set_))
        , weights(std::move(matrices))
        , mean(zerosLike(weights))
        , variance(zerosLike(weights))
        , inputRows(tensorOf(set.inputRows(),
                             {size(set.inputRows().size() / shape.embedding), size(shape.embedding)}))
        , outputRows(tensorOf(set.outputRows(),
                              {size(set.outputRows().size() / shape.embedding), size(shape.embedding)}))
    {
    }

    [[nodiscard]] std::vector<std::uint32_t> drawBatch() const;
    [[nodiscard]] double rate() const;
    // s_1 ... s_4 of a batch, [depth][position][embedding].
    [[nodiscard]] at::Tensor states(const Matrices &matrices, const TrainingBatch &batch) const;
    [[nodiscard]] double takeStep();
    void descend();
    void countRight(const Matrices &matrices, std::span<const std::uint32_t> positions);

    HeadRecipe recipe;
    HeadShape shape;
    TrainingSet set;
    Matrices weights;
    Matrices mean;
    Matrices variance;
    at::Tensor inputRows;
    at::Tensor outputRows;
    std::size_t step = 0;
    double runningLoss = 0.0;
    // Of a measurement.
    std::array<double, HeadFigures::kDepths> seen{};
    std::array<double, HeadFigures::kDepths> right{};
    double amongEight = 0.0;
};

std::vector<std::uint32_t> HeadTrainer::Parts::drawBatch() const
{
    constexpr std::uint64_t kSpread = 0x9E3779B97F4A7C15U;
    RandomSource random(recipe.seed + (step + 1) * kSpread);
    std::vector<std::uint32_t> positions(recipe.batch);
    for (std::uint32_t &position : positions) {
        const bool isNew = !set.newest().empty() && random.uniform() < recipe.newestShare;
        const auto source = isNew ? set.newest() : set.training();
        position = source[random.below(source.size())];
    }
    return positions;
}

double HeadTrainer::Parts::rate() const
{
    if (step < kWarmUpSteps)
        return recipe.learningRate * double(step + 1) / double(kWarmUpSteps);
    const double done = double(step - kWarmUpSteps) /
                        double(std::max<std::size_t>(1, recipe.steps - std::min(recipe.steps, kWarmUpSteps)));
    const double cosine = 0.5 * (1.0 + std::cos(std::numbers::pi * std::min(done, 1.0)));
    return recipe.learningRate * (kLowestRate + (1.0 - kLowestRate) * cosine);
}

at::Tensor HeadTrainer::Parts::states(const Matrices &matrices, const TrainingBatch &batch) const
{
    const std::int64_t positions = size(batch.positions);
    const at::Tensor inputs = tensorOf(batch.inputs, {size(TrainingBatch::kDepths), positions});
    at::Tensor state = tensorOf(batch.hidden, {positions, size(shape.embedding)});
    // [A_s A_x] [s; x] = A_s s + A_x x, and the x of all depths are known: one product for them.
    const auto columns = matrices[0].split(size(shape.embedding), 1);
    const at::Tensor fromTokens = at::matmul(inputRows.index_select(0, inputs.flatten()), columns[1].t())
                                      .view({size(TrainingBatch::kDepths), positions, size(shape.inner)});
    std::vector<at::Tensor> all;
    for (std::size_t depth = 0; depth < TrainingBatch::kDepths; ++depth) {
        const at::Tensor bias = matrices[1][size(std::min(depth, shape.depths - 1))];
        const at::Tensor inner =
            at::silu(at::matmul(normalised(state), columns[0].t()) + fromTokens[size(depth)] + bias);
        state = state + at::matmul(inner, matrices[2].t());
        all.push_back(state);
    }
    return at::stack(all);
}

// The gradient of the loss by the states is computed by hand: softmax times the mass of the teacher, less the
// teacher. Autograd would keep three more copies of all logits.
double HeadTrainer::Parts::takeStep()
{
    const TrainingBatch batch = set.batch(drawBatch());
    const std::int64_t rows = size(TrainingBatch::kDepths * batch.positions);
    for (at::Tensor &matrix : weights)
        matrix.requires_grad_(true);
    const at::Tensor outputs = states(weights, batch).flatten(0, 1);

    double loss = 0.0;
    at::Tensor gradient;
    {
        const at::NoGradGuard noGrad;
        const at::Tensor tokens = tensorOf(batch.teacher, {rows, size(kTeacherTokens)});
        at::Tensor wanted = tensorOf(batch.teacherProbability, {rows, size(kTeacherTokens)});
        const at::Tensor weight = tensorOf(batch.weight, {size(batch.positions)});
        std::vector<at::Tensor> factors;
        for (std::size_t depth = 0; depth < TrainingBatch::kDepths; ++depth)
            factors.push_back(weight * (std::pow(kDepthDecay, double(depth)) /
                                        std::max(weight.sum().item<double>(), 1e-6)));
        wanted.mul_(at::cat(factors).unsqueeze(1));
        const at::Tensor mass = wanted.sum(1, true);
        at::Tensor logits = at::matmul(outputs, outputRows.t());
        const at::Tensor norm = at::logsumexp(logits, {1}, true);
        loss = (mass * norm).sum().item<double>() - (wanted * logits.gather(1, tokens)).sum().item<double>();
        logits.sub_(norm).exp_().mul_(mass).scatter_add_(1, tokens, wanted.neg());
        gradient = at::matmul(logits, outputRows);
    }
    outputs.backward(gradient);
    descend();
    return loss;
}

void HeadTrainer::Parts::descend()
{
    const at::NoGradGuard noGrad;
    double squares = 0.0;
    for (const at::Tensor &matrix : weights)
        squares += matrix.grad().square().sum().item<double>();
    const double scale = std::min(1.0, recipe.clip / (std::sqrt(squares) + 1e-6));
    const double now = rate();
    const double correction1 = 1.0 - std::pow(kBeta1, double(step + 1));
    const double correction2 = 1.0 - std::pow(kBeta2, double(step + 1));
    for (std::size_t i = 0; i < weights.size(); ++i) {
        const at::Tensor gradient = weights[i].grad() * scale;
        mean[i].mul_(kBeta1).add_(gradient, 1.0 - kBeta1);
        variance[i].mul_(kBeta2).addcmul_(gradient, gradient, 1.0 - kBeta2);
        weights[i].mul_(1.0 - now * recipe.weightDecay);
        weights[i].addcdiv_(mean[i], (variance[i] / correction2).sqrt_().add_(kAdamEpsilon),
                            -now / correction1);
        weights[i].mutable_grad().reset();
    }
}

void HeadTrainer::Parts::countRight(const Matrices &matrices, std::span<const std::uint32_t> positions)
{
    constexpr std::int64_t kFew = 8;
    const TrainingBatch batch = set.batch(positions);
    const at::Tensor logits = at::matmul(states(matrices, batch), outputRows.t());
    const at::Tensor best = std::get<1>(logits.topk(std::min(kFew, logits.size(2)), 2)).contiguous();
    const std::int64_t candidates = best.size(2);
    const auto *drafts = best.const_data_ptr<std::int64_t>();
    for (std::size_t i = 0; i < batch.positions; ++i) {
        bool goesOn = true;
        for (std::size_t depth = 0; depth < TrainingBatch::kDepths && goesOn; ++depth) {
            const std::size_t place = depth * batch.positions + i;
            const auto *first = drafts + size(place) * candidates;
            const bool isRight = *first == batch.choice[place];
            seen[depth] += 1.0;
            right[depth] += isRight ? 1.0 : 0.0;
            if (depth == 0 && std::find(first, first + candidates, batch.choice[place]) != first + candidates)
                amongEight += 1.0;
            goesOn = isRight && batch.choiceFollows[place] != 0;
        }
    }
}

HeadTrainer::HeadTrainer(std::unique_ptr<Parts> parts)
    : m_parts(std::move(parts))
{
}

HeadTrainer::~HeadTrainer() = default;

Result<std::unique_ptr<HeadTrainer>> HeadTrainer::create(const HeadJob &job, const HeadShape &shape,
                                                         const std::optional<HeadWeights> &start,
                                                         const ReplayReader &reader, const TokenRows &rows)
{
    if (shape.embedding != rows.embedding() || (start && !start->fits(shape)))
        return makeError(ErrorCode::InvalidInput, QStringLiteral("The head belongs to another model."));
    GW_TRY(set, TrainingSet::create(reader, rows, job.vocabulary, HeadJob::kHeldOut, job.newest));
    return guarded([&] {
        at::set_num_threads(1);
        const HeadWeights weights = start ? *start : freshWeights(shape, job.recipe.seed);
        return std::unique_ptr<HeadTrainer>(
            new HeadTrainer(std::make_unique<Parts>(job, shape, std::move(set), matricesOf(weights, shape))));
    });
}

Result<double> HeadTrainer::step()
{
    return guarded([this] {
        Parts &parts = *m_parts;
        if (parts.step >= parts.recipe.steps)
            return parts.runningLoss;
        const double loss = parts.takeStep();
        constexpr double kForget = 0.1;
        parts.runningLoss = parts.step == 0 ? loss : parts.runningLoss + kForget * (loss - parts.runningLoss);
        ++parts.step;
        return loss;
    });
}

std::size_t HeadTrainer::stepsDone() const
{
    return m_parts->step;
}

TrainingState HeadTrainer::state() const
{
    return {m_parts->step, weightsOf(m_parts->weights), weightsOf(m_parts->mean),
            weightsOf(m_parts->variance), m_parts->runningLoss};
}

Result<void> HeadTrainer::restore(const TrainingState &state)
{
    const HeadShape &shape = m_parts->shape;
    if (!state.weights.fits(shape) || !state.mean.fits(shape) || !state.variance.fits(shape))
        return makeError(ErrorCode::InvalidInput,
                         QStringLiteral("The checkpoint belongs to another training."));
    m_parts->weights = matricesOf(state.weights, shape);
    m_parts->mean = matricesOf(state.mean, shape);
    m_parts->variance = matricesOf(state.variance, shape);
    m_parts->step = state.step;
    m_parts->runningLoss = state.loss;
    return {};
}

Result<HeadFigures> HeadTrainer::measure(const HeadWeights &weights) const
{
    if (!weights.fits(m_parts->shape))
        return makeError(ErrorCode::InvalidInput, QStringLiteral("The head belongs to another model."));
    return guarded([&] {
        constexpr std::size_t kPart = 256;
        const at::NoGradGuard noGrad;
        Parts &parts = *m_parts;
        parts.seen = {};
        parts.right = {};
        parts.amongEight = 0.0;
        const Matrices matrices = matricesOf(weights, parts.shape);
        const auto positions = parts.set.heldOut();
        for (std::size_t begin = 0; begin < positions.size(); begin += kPart)
            parts.countRight(matrices, positions.subspan(begin, std::min(kPart, positions.size() - begin)));
        HeadFigures figures;
        figures.positions = positions.size();
        figures.rightAmongEight = parts.amongEight / double(positions.size());
        double allRight = 1.0;
        for (std::size_t depth = 0; depth < HeadFigures::kDepths; ++depth) {
            figures.right[depth] = parts.seen[depth] > 0.0 ? parts.right[depth] / parts.seen[depth] : 0.0;
            allRight *= figures.right[depth];
            figures.tokensPerPass += allRight;
        }
        return figures;
    });
}

} // namespace gatewright::learn
