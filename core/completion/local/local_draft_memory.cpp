// SPDX-License-Identifier: Apache-2.0
#include "core/completion/local/local_draft_memory.h"

#include "core/base/log.h"
#include "core/learn/head_versions.h"
#include "core/text/utf8.h"

#include <QFile>

#include <algorithm>
#include <array>
#include <limits>
#include <utility>

namespace gatewright::completion {

namespace {

using namespace std::chrono_literals;

constexpr std::array<std::size_t, 14> kMeasuredRows{1, 2, 3, 4, 5, 6, 8, 10, 12, 16, 24, 32, 48, 64};
constexpr std::size_t kRounds = 5; // over all of them; the shortest time of each counts
constexpr std::size_t kLeastContext = 64;
constexpr auto kSaveAfter = 60s;

decode::DraftingOptions draftingOptions(const DraftMemoryOptions &options)
{
    decode::DraftingOptions drafting;
    drafting.mostHistoryTokens = options.mostTextTokens;
    return drafting;
}

std::optional<decode::MixerWeights> weightsFrom(const QString &path)
{
    QFile file(path);
    if (path.isEmpty() || !file.open(QIODevice::ReadOnly))
        return std::nullopt;
    auto weights = decode::MixerWeights::fromJson(file.readAll());
    if (weights)
        return *weights;
    qCWarning(logEngine).noquote() << weights.error().toString() << path;
    return std::nullopt;
}

} // namespace

LocalDraftMemory::LocalDraftMemory(const model::Tokenizer &tokenizer, decode::LanguageModel &model,
                                   const model::LlamaModel *weights, DraftMemoryOptions options,
                                   const Clock &clock)
    : m_tokenizer(tokenizer)
    , m_model(model)
    , m_weights(weights)
    , m_options(std::move(options))
    , m_clock(clock)
    , m_drafting(draftingOptions(m_options), clock)
    , m_lines(tokenizer)
    , m_isOpen(m_options.folder.isEmpty() && m_options.headFolder.isEmpty() &&
               m_options.shippedHead.isEmpty())
    , m_saved(clock.now())
{
    if (const auto start = weightsFrom(m_options.startWeights))
        m_drafting.startFrom(*start);
}

LocalDraftMemory::~LocalDraftMemory()
{
    if (hasLearned())
        static_cast<void>(save());
}

void LocalDraftMemory::put(const std::string &key, std::string_view text)
{
    std::vector<model::TokenId> tokens;
    m_lines.append(text, tokens);
    m_drafting.history().put(key, tokens);
}

void LocalDraftMemory::remove(std::string_view keyPrefix)
{
    m_drafting.history().eraseAll(keyPrefix);
}

void LocalDraftMemory::forget(std::string_view keyPrefix)
{
    for (const std::string &key : m_drafting.history().keys(keyPrefix))
        m_drafting.recycling().erase(m_drafting.history().tokensOf(key));
    m_drafting.history().eraseAll(keyPrefix);
    m_drafting.forgetAnswers();
    keepNow();
}

void LocalDraftMemory::forgetAll()
{
    m_drafting.history().eraseAll("store/");
    m_drafting.recycling().clear();
    m_drafting.forgetAnswers();
    keepNow();
}

// What the user erased must not wait in a file for the next occasion.
void LocalDraftMemory::keepNow()
{
    m_changed = true;
    if (const auto saved = save(); !saved)
        qCWarning(logEngine).noquote() << saved.error().toString();
}

void LocalDraftMemory::setNearby(const std::vector<std::string> &parts)
{
    if (parts == m_nearby)
        return;
    m_nearby = parts;
    std::vector<model::TokenId> tokens;
    for (const std::string &part : parts) {
        if (!tokens.empty())
            tokens.push_back(decode::SuffixIndex::kBreak);
        m_lines.append(part, tokens);
    }
    m_drafting.setSurroundings(tokens);
}

std::string LocalDraftMemory::continuation(std::string_view text)
{
    constexpr std::size_t kReach = 512; // bytes
    constexpr std::size_t kMostTokens = 24;
    const std::string_view end = text.substr(text.size() - std::min(text.size(), kReach));
    std::vector<model::TokenId> tokens = m_tokenizer.encode(end, model::Specials::AsText);
    const std::size_t begin = tokens.size();
    std::string written;
    while (tokens.size() < begin + kMostTokens) {
        const std::optional<model::TokenId> next = m_drafting.continuation(tokens);
        if (!next || m_tokenizer.isControl(*next))
            return {}; // what breaks off is no line
        const std::string_view bytes = m_tokenizer.bytesOf(*next);
        const std::size_t line = bytes.find('\n');
        written += bytes.substr(0, line);
        if (line != std::string_view::npos)
            return utf8::firstInvalid(written) == std::string_view::npos ? written : std::string();
        tokens.push_back(*next);
    }
    return {};
}

bool LocalDraftMemory::work(std::stop_token stop)
{
    if (!m_isOpen) {
        open(stop);
        return true;
    }
    if (!m_drafting.times().isMeasured() && measureOne(stop))
        return true;
    if (m_drafting.history().isUntidy())
        return m_drafting.history().tidy(stop) || true;
    if (m_files && hasLearned() && m_clock.now() - m_saved >= kSaveAfter) {
        if (const auto saved = save(); !saved)
            qCInfo(logEngine).noquote() << saved.error().toString();
        m_saved = m_clock.now();
    }
    return false;
}

Result<QString> LocalDraftMemory::hashModel(const std::stop_token &stop)
{
    if (!m_hashing) {
        GW_TRY(hash, model::WeightHash::open(m_options.model));
        m_hashing.emplace(std::move(hash));
    }
    return m_hashing->finish(stop);
}

void LocalDraftMemory::open(const std::stop_token &stop)
{
    const auto hash = hashModel(stop);
    if (!hash && hash.error().code == ErrorCode::Cancelled)
        return; // goes on the next time
    m_hashing.reset();
    m_isOpen = true;
    if (!hash) {
        qCWarning(logEngine).noquote() << hash.error().toString();
        return;
    }
    m_hash = *hash;
    readHead();
    if (m_options.folder.isEmpty())
        return;
    m_files.emplace(m_options.folder + QLatin1Char('/') + *hash, m_options.machine);
    for (const QString &problem : m_files->load(m_drafting, m_tokenizer.vocabularySize()))
        qCWarning(logEngine).noquote() << problem;
}

Result<std::optional<decode::HeadNetwork>> LocalDraftMemory::servedHead() const
{
    const learn::HeadVersions versions(m_options.headFolder, {m_hash, {}}, m_options.shippedHead);
    GW_TRY(served, versions.served());
    if (!served)
        return std::optional<decode::HeadNetwork>();
    GW_TRY(network, decode::HeadNetwork::create(*m_weights, served->head));
    return std::optional(std::move(network));
}

void LocalDraftMemory::readHead()
{
    if (!m_weights || m_hash.isEmpty())
        return;
    auto head = servedHead();
    if (!head) {
        qCWarning(logEngine).noquote() << head.error().toString();
        return m_drafting.setHead(std::nullopt);
    }
    if (*head)
        m_model.keepStates();
    m_drafting.setHead(std::move(*head));
}

Result<void> LocalDraftMemory::save()
{
    if (!m_files)
        return {};
    m_changed = false;
    m_savedPasses = m_drafting.statistics().passes;
    return m_files->save(m_drafting);
}

// One pass. Any tokens do, as a chain; nothing is accepted, so the context stays as it is.
Result<void> LocalDraftMemory::measurePass(std::size_t number, const std::stop_token &stop)
{
    const std::size_t rows = kMeasuredRows[number % kMeasuredRows.size()];
    std::vector<model::TreeNode> nodes;
    for (std::size_t node = 0; node < rows; ++node)
        nodes.push_back({static_cast<model::TokenId>(node * 7919 % m_tokenizer.vocabularySize()),
                         node == 0 ? model::TreeNode::kRoot : node - 1});
    const auto begun = m_clock.now();
    GW_CHECK(m_model.evaluateTree(nodes, stop));
    const double ms = milliseconds(m_clock.now() - begun);
    if (number < kMeasuredRows.size())
        m_measured.emplace_back(rows, ms);
    else
        m_measured[number % kMeasuredRows.size()].second =
            std::min(m_measured[number % kMeasuredRows.size()].second, ms);
    return {};
}

Result<void> LocalDraftMemory::measureTimes(std::stop_token stop)
{
    m_measured.clear();
    m_passes = 0;
    for (; m_passes < kRounds * kMeasuredRows.size(); ++m_passes)
        GW_CHECK(measurePass(m_passes, stop));
    m_drafting.times().measured(m_measured);
    return {};
}

// False when that cannot be done now.
bool LocalDraftMemory::measureOne(const std::stop_token &stop)
{
    const std::size_t length = m_model.tokens().size();
    if (length < kLeastContext || length + kMeasuredRows.back() > m_model.capacity())
        return false;
    const auto measured = measurePass(m_passes, stop);
    if (!measured)
        return measured.error().code == ErrorCode::Cancelled;
    if (++m_passes == kRounds * kMeasuredRows.size()) {
        m_drafting.times().measured(m_measured);
        m_changed = true;
    }
    return true;
}

DraftReport LocalDraftMemory::report() const
{
    const decode::DraftStatistics &statistics = m_drafting.statistics();
    DraftReport report;
    report.enabled = m_enabled;
    report.paused = m_drafting.isPaused();
    report.passes = statistics.passes;
    report.tokens = statistics.tokens;
    report.drafted = statistics.drafted;
    report.accepted = statistics.accepted;
    report.savedMs = std::max(0.0, statistics.plainMs - statistics.passMs - statistics.draftMs);
    const double accepted = std::max(1.0, static_cast<double>(statistics.accepted));
    for (const decode::DraftStatistics::Share &share : statistics.shares)
        report.shares.push_back({QString(share.drafter), share.accepted / accepted});
    report.texts = static_cast<qint64>(m_drafting.history().documents());
    report.textTokens = static_cast<qint64>(m_drafting.history().tokens());
    report.dropped = static_cast<qint64>(m_drafting.history().dropped());
    if (statistics.passes > 0)
        report.rows = static_cast<double>(statistics.passes + statistics.drafted) /
                      static_cast<double>(statistics.passes);
    report.measured = m_drafting.times().isMeasured();
    report.memoryBytes = static_cast<qint64>(m_drafting.bytes());
    return report;
}

} // namespace gatewright::completion
