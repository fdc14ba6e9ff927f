// SPDX-License-Identifier: Apache-2.0
#include "core/model/benchmark.h"

#include "core/model/context.h"
#include "core/model/model_source.h"

#include <algorithm>
#include <functional>
#include <memory>
#include <vector>

namespace gatewright::model {

namespace {

constexpr std::size_t kDecodedTokens = 64;

// Which tokens hardly matters for the time; they only have to differ.
std::vector<TokenId> tokensFor(const BenchmarkOptions &options, std::size_t count, std::size_t vocabulary)
{
    std::vector<TokenId> tokens(count);
    for (std::size_t i = 0; i < count; ++i)
        tokens[i] = options.text.empty() ? static_cast<TokenId>((i * 7919 + 104729) % vocabulary)
                                         : options.text[i % options.text.size()];
    return tokens;
}

// Times `options.repeats` calls after a first one that warms caches up.
Result<BenchmarkRow> measure(BenchmarkRow row, const BenchmarkOptions &options, std::size_t unitsPerSample,
                             const std::function<Result<void>()> &sample)
{
    std::vector<double> times;
    for (int i = 0; i <= std::max(1, options.repeats); ++i) {
        const auto begin = options.clock.now();
        GW_CHECK(sample());
        if (i > 0)
            times.push_back(milliseconds(options.clock.now() - begin) / static_cast<double>(unitsPerSample));
        if (options.stop.stop_requested())
            return makeError(ErrorCode::Cancelled, QStringLiteral("The benchmark was cancelled."));
    }
    std::sort(times.begin(), times.end());
    row.minimumMs = times.front();
    row.medianMs = times[times.size() / 2];
    row.p90Ms = times[std::min(times.size() - 1, times.size() * 9 / 10)];
    return row;
}

double perSecond(std::size_t tokens, double ms)
{
    return ms > 0.0 ? 1000.0 * static_cast<double>(tokens) / ms : 0.0;
}

Result<std::unique_ptr<Context>> createContext(const LlamaModel &model, std::size_t capacity)
{
    return Context::create(model, capacity);
}

Result<std::unique_ptr<DeviceContext>> createContext(DeviceModel &model, std::size_t capacity)
{
    return model.createContext(capacity);
}

// A pass of `n` tokens behind `depth` others, over and over.
template <class Model>
Result<BenchmarkRow> measurePass(Model &model, BenchmarkRow row, LogitsFor logits,
                                 const BenchmarkOptions &options)
{
    if (row.n == 0)
        return makeError(ErrorCode::InvalidInput,
                         QStringLiteral("There must be at least one token to measure."));
    GW_TRY(context, createContext(model, row.depth + row.n));
    const auto tokens = tokensFor(options, row.depth + row.n, model.config().vocabularySize);
    const std::span all(tokens);
    if (row.depth > 0)
        GW_CHECK(context->evaluate(all.first(row.depth), LogitsFor::None, options.stop));
    GW_TRY(measured, measure(row, options, 1, [&] {
               context->truncate(row.depth);
               return context->evaluate(all.subspan(row.depth), logits, options.stop);
           }));
    measured.tokensPerSecond = perSecond(row.n, measured.medianMs);
    return measured;
}

constexpr auto kNoView = [](auto &) -> Result<void> { return {}; };

// A token at a time behind `depth` others. `begin` is called with the context that holds these.
template <class AnyContext, class Begin>
Result<BenchmarkRow> measureDecode(AnyContext &context, std::size_t vocabulary, BenchmarkRow row,
                                   const Begin &begin, const BenchmarkOptions &options)
{
    const auto tokens = tokensFor(options, row.depth + kDecodedTokens, vocabulary);
    const std::span all(tokens);
    if (row.depth > 0)
        GW_CHECK(context.evaluate(all.first(row.depth), LogitsFor::None, options.stop));
    GW_CHECK(begin(context));
    GW_TRY(measured, measure(row, options, kDecodedTokens, [&]() -> Result<void> {
               context.truncate(row.depth);
               for (std::size_t i = row.depth; i < all.size(); ++i)
                   GW_CHECK(context.evaluate(all.subspan(i, 1), LogitsFor::Last, options.stop));
               return {};
           }));
    measured.tokensPerSecond = perSecond(1, measured.medianMs);
    return measured;
}

BenchmarkRow prefillRow(std::size_t n, std::size_t depth)
{
    return {.name = QStringLiteral("prefill"), .n = n, .depth = depth};
}

BenchmarkRow batchRow(std::size_t n, std::size_t depth)
{
    return {.name = QStringLiteral("batch"), .n = n, .depth = depth};
}

BenchmarkRow decodeRow(std::size_t depth)
{
    return {.name = QStringLiteral("decode"), .n = 1, .depth = depth};
}

} // namespace

Result<BenchmarkRow> benchmarkPrefill(const LlamaModel &model, std::size_t n, std::size_t depth,
                                      const BenchmarkOptions &options)
{
    return measurePass(model, prefillRow(n, depth), LogitsFor::Last, options);
}

Result<BenchmarkRow> benchmarkPrefill(DeviceModel &model, std::size_t n, std::size_t depth,
                                      const BenchmarkOptions &options)
{
    return measurePass(model, prefillRow(n, depth), LogitsFor::Last, options);
}

Result<BenchmarkRow> benchmarkBatch(const LlamaModel &model, std::size_t n, std::size_t depth,
                                    const BenchmarkOptions &options)
{
    return measurePass(model, batchRow(n, depth), LogitsFor::All, options);
}

Result<BenchmarkRow> benchmarkBatch(DeviceModel &model, std::size_t n, std::size_t depth,
                                    const BenchmarkOptions &options)
{
    return measurePass(model, batchRow(n, depth), LogitsFor::All, options);
}

Result<BenchmarkRow> benchmarkDecode(const LlamaModel &model, std::size_t depth,
                                     const BenchmarkOptions &options)
{
    GW_TRY(context, createContext(model, depth + kDecodedTokens));
    return measureDecode(*context, model.config().vocabularySize, decodeRow(depth), kNoView, options);
}

Result<BenchmarkRow> benchmarkDecode(DeviceModel &model, std::size_t depth, const BenchmarkOptions &options)
{
    GW_TRY(context, createContext(model, depth + kDecodedTokens));
    return measureDecode(*context, model.config().vocabularySize, decodeRow(depth), kNoView, options);
}

Result<BenchmarkRow> benchmarkDecodeView(const LlamaModel &model, std::size_t depth, const ViewSettings &view,
                                         const BenchmarkOptions &options)
{
    GW_TRY(context, Context::create(model, depth + kDecodedTokens, view.entries + Context::pageTokens));
    BenchmarkRow row = decodeRow(depth);
    row.name = QStringLiteral("decode-view");
    return measureDecode(
        *context, model.config().vocabularySize, row,
        [&](Context &filled) { return filled.beginView(view, options.stop); }, options);
}

Result<BenchmarkRow> benchmarkBeginView(const LlamaModel &model, std::size_t depth, const ViewSettings &view,
                                        const BenchmarkOptions &options)
{
    const auto tokens = tokensFor(options, depth, model.config().vocabularySize);
    GW_TRY(context, Context::create(model, depth, view.entries + Context::pageTokens));
    GW_CHECK(context->evaluate(tokens, LogitsFor::None, options.stop));
    return measure({.name = QStringLiteral("begin-view"), .n = view.entries, .depth = depth}, options, 1,
                   [&] {
                       context->endView();
                       return context->beginView(view, options.stop);
                   });
}

Result<BenchmarkRow> benchmarkLoad(const QString &path, const ModelOptions &modelOptions,
                                   const BenchmarkOptions &options)
{
    return measure({.name = QStringLiteral("load")}, options, 1, [&]() -> Result<void> {
        GW_TRY(source, ModelSource::open(path));
        GW_TRY(model, LlamaModel::load(*source, modelOptions));
        return {};
    });
}

} // namespace gatewright::model
