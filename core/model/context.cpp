// SPDX-License-Identifier: Apache-2.0
#include "core/model/context.h"

#include "core/model/decoder_pass.h"
#include "core/model/llama_model.h"

#include <algorithm>
#include <cmath>

namespace gatewright::model {

namespace {

std::size_t paddedRows(std::size_t rows)
{
    return (rows + kGroupRows - 1) / kGroupRows * kGroupRows;
}

// Even parts of at most kMaximumPassRows, in whole tiles: 65 rows are better done as 40 and 25 than as 64
// and 1.
std::size_t passRows(std::size_t tokens)
{
    constexpr std::size_t kTileRows = 8; // what the kernels multiply at once at best
    const std::size_t passes = (tokens + kMaximumPassRows - 1) / kMaximumPassRows;
    const std::size_t even = (tokens + passes - 1) / passes;
    return (even + kTileRows - 1) / kTileRows * kTileRows;
}

bool allFinite(std::span<const float> values)
{
    return std::all_of(values.begin(), values.end(), [](float value) { return std::isfinite(value); });
}

} // namespace

Result<std::unique_ptr<Context>> Context::create(const LlamaModel &model, std::size_t capacity)
{
    if (capacity == 0 || capacity > model.config().contextLength)
        return makeError(ErrorCode::InvalidInput,
                         QStringLiteral("The model's context holds between 1 and %1 tokens, not %2.")
                             .arg(model.config().contextLength)
                             .arg(capacity));
    GW_TRY(pass, DecoderPass::create(model, capacity));
    return std::unique_ptr<Context>(new Context(model, capacity, std::move(pass)));
}

Context::Context(const LlamaModel &model, std::size_t capacity, std::unique_ptr<DecoderPass> pass)
    : m_model(model)
    , m_capacity(capacity)
    , m_logitsStride(paddedRows(model.config().vocabularySize))
    , m_pass(std::move(pass))
    , m_logits(m_logitsStride)
{
    m_tokens.reserve(capacity);
}

Context::~Context() = default;

Result<void> Context::evaluate(std::span<const TokenId> tokens, LogitsFor logitsFor, std::stop_token stop)
{
    if (tokens.empty())
        return makeError(ErrorCode::InvalidInput, QStringLiteral("There are no tokens to evaluate."));
    if (tokens.size() > m_capacity - length())
        return makeError(
            ErrorCode::LimitExceeded,
            QStringLiteral("The text is longer than the context of %1 tokens; shorten it.").arg(m_capacity));
    const auto vocabulary = m_model.config().vocabularySize;
    for (TokenId token : tokens)
        if (token < 0 || static_cast<std::size_t>(token) >= vocabulary)
            return makeError(ErrorCode::InvalidInput,
                             QStringLiteral("Token %1 is not in the model's vocabulary.").arg(token));

    m_logitsRows = 0;
    const std::size_t wanted = logitsFor == LogitsFor::All    ? tokens.size()
                               : logitsFor == LogitsFor::Last ? 1
                                                              : 0;
    if (m_logits.size() < wanted * m_logitsStride)
        m_logits.resize(wanted * m_logitsStride);

    const std::size_t most = passRows(tokens.size());
    float *logits = m_logits.data();
    for (std::size_t begin = 0; begin < tokens.size(); begin += most) {
        const std::size_t end = std::min(begin + most, tokens.size());
        const std::size_t firstWanted = tokens.size() - wanted;
        const std::size_t skipped = std::clamp(firstWanted, begin, end) - begin;
        const DecoderPass::Rows rows{tokens.subspan(begin, end - begin), length(), skipped};
        if (!m_pass->run(rows, logits, m_logitsStride, stop))
            return makeError(ErrorCode::Cancelled, QStringLiteral("The evaluation was cancelled."));
        logits += (end - begin - skipped) * m_logitsStride;
        m_tokens.insert(m_tokens.end(), rows.tokens.begin(), rows.tokens.end());
    }
    for (std::size_t row = 0; row < wanted; ++row)
        if (!allFinite(std::span(m_logits).subspan(row * m_logitsStride, vocabulary)))
            return makeError(
                ErrorCode::Corrupt,
                QStringLiteral("The model computes values that are not numbers; its file is damaged, fetch "
                               "it again."));
    m_logitsRows = wanted;
    return {};
}

std::span<const float> Context::logits(std::size_t row) const
{
    if (row >= m_logitsRows)
        return {};
    return std::span(m_logits).subspan(row * m_logitsStride, m_model.config().vocabularySize);
}

void Context::truncate(std::size_t length)
{
    if (length < m_tokens.size())
        m_tokens.resize(length);
}

std::size_t Context::keepCommonPrefix(std::span<const TokenId> prompt)
{
    const auto mismatch = std::mismatch(prompt.begin(), prompt.end(), m_tokens.begin(), m_tokens.end());
    auto common = static_cast<std::size_t>(mismatch.first - prompt.begin());
    if (common == prompt.size() && common > 0)
        --common;
    truncate(common);
    return common;
}

std::size_t Context::bytes() const
{
    return m_pass->bytes() + m_logits.size() * sizeof(float);
}

} // namespace gatewright::model
