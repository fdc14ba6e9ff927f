// SPDX-License-Identifier: Apache-2.0
#include "core/completion/local/draft_benchmark.h"

#include "core/base/random.h"
#include "core/completion/local/line_tokens.h"
#include "core/decode/draft/head_network.h"
#include "core/decode/generator.h"
#include "core/decode/token_healing.h"
#include "core/text/utf8.h"

#include <QCryptographicHash>
#include <QFile>

#include <algorithm>
#include <memory>
#include <optional>
#include <set>
#include <utility>

namespace gatewright::completion {

namespace {

constexpr std::size_t kMostPrompt = 1024; // tokens

// Whether a sequence of twelve tokens stands in it twice.
bool goesInCircles(const decode::Generation &generation)
{
    constexpr std::size_t kRound = 12;
    if (generation.end == decode::GenerationEnd::Loop)
        return true;
    std::set<std::vector<model::TokenId>> seen;
    for (std::size_t begin = 0; begin + kRound <= generation.tokens.size(); ++begin) {
        std::vector<model::TokenId> round;
        for (std::size_t i = 0; i < kRound; ++i)
            round.push_back(generation.tokens[begin + i].token);
        if (!seen.insert(std::move(round)).second)
            return true;
    }
    return false;
}

bool same(const decode::Generation &a, const decode::Generation &b)
{
    return a.text == b.text && a.end == b.end &&
           std::ranges::equal(a.tokens, b.tokens,
                              [](const decode::GeneratedToken &x, const decode::GeneratedToken &y) {
                                  return x.token == y.token && x.logProbability == y.logProbability;
                              });
}

struct Way
{
    QString name;
    decode::DraftingOptions options;
};

std::vector<Way> waysOf(const DraftBenchmarkOptions &options, bool withHead)
{
    decode::DraftingOptions none;
    none.buffer = none.history = none.answers = none.recycling = none.variations = none.head = false;
    const auto only = [&](bool decode::DraftingOptions::*drafter) {
        decode::DraftingOptions one = none;
        one.*drafter = true;
        return one;
    };
    std::vector<Way> ways{{QStringLiteral("buffer"), only(&decode::DraftingOptions::buffer)},
                          {QStringLiteral("history"), only(&decode::DraftingOptions::history)},
                          {QStringLiteral("recycling"), only(&decode::DraftingOptions::recycling)},
                          {QStringLiteral("variations"), only(&decode::DraftingOptions::variations)}};
    if (withHead)
        ways.push_back({QStringLiteral("head"), only(&decode::DraftingOptions::head)});
    const auto mixed = [&](const QString &name, bool head) {
        decode::DraftingOptions all;
        all.head = head;
        for (const std::size_t rows : options.fixedRows) {
            all.rows = rows;
            ways.push_back({QStringLiteral("%1, %2 rows").arg(name).arg(rows), all});
        }
        all.rows = 0;
        ways.push_back({name, all});
    };
    if (withHead)
        mixed(QStringLiteral("no head"), false);
    mixed(QStringLiteral("all"), true);
    return ways;
}

std::string contentOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll().toStdString() : std::string();
}

} // namespace

std::vector<DraftPlace> placesIn(const std::string &text, const QString &name, int count)
{
    constexpr std::size_t kLeastBefore = 200;
    constexpr std::size_t kLeastAfter = 40;
    std::vector<std::size_t> lines;
    for (std::size_t i = kLeastBefore; i + kLeastAfter < text.size(); ++i) {
        if (text[i - 1] == '\n')
            lines.push_back(i);
    }
    const QByteArray hash = QCryptographicHash::hash(name.toUtf8(), QCryptographicHash::Sha256);
    RandomSource random(hash.left(8).toHex().toULongLong(nullptr, 16));
    std::vector<DraftPlace> places;
    for (int i = 0; i < count && !lines.empty(); ++i) {
        std::size_t cursor = lines[random.below(lines.size())];
        const std::size_t length = std::min(text.find('\n', cursor), text.size()) - cursor;
        if (i % 3 == 2 && length > 8)
            cursor = utf8::characterStart(text, cursor + 4 + random.below(length - 4));
        places.push_back({text, cursor});
    }
    return places;
}

namespace {

class DraftContest
{
public:
    DraftContest(const DraftBenchmarkModel &model, const DraftBenchmarkOptions &options)
        : m_options(options)
        , m_tokenizer(model.tokenizer)
        , m_index(m_tokenizer)
        , m_model(model.model)
        , m_plain(m_model, m_tokenizer, m_index, options.clock)
        , m_lines(m_tokenizer)
    {
    }

    [[nodiscard]] Result<void> begin(const model::LlamaModel *model)
    {
        std::optional<tensors::DraftHead> head;
        if (model && QFile::exists(m_options.head)) {
            GW_TRY(read, tensors::DraftHead::read(m_options.head));
            head = std::move(read);
            m_model.keepStates();
        }
        const auto weights =
            decode::MixerWeights::fromJson(QByteArray::fromStdString(contentOf(m_options.startWeights)));
        m_result.rows.push_back({.name = QStringLiteral("plain")});
        for (const Way &way : waysOf(m_options, head.has_value())) {
            auto drafting = std::make_unique<decode::Drafting>(way.options, m_options.clock);
            if (weights)
                drafting->startFrom(*weights);
            if (way.options.head && head) {
                GW_TRY(network, decode::HeadNetwork::create(*model, *head));
                drafting->setHead(std::move(network));
            }
            for (std::size_t i = 0; way.options.history && i < m_options.history.size(); ++i)
                drafting->history().put(std::to_string(i), tokensOf(m_options.history[i]));
            m_generators.push_back(std::make_unique<decode::Generator>(m_model, m_tokenizer, m_index,
                                                                       m_options.clock, drafting.get()));
            m_draftings.push_back(std::move(drafting));
            m_result.rows.push_back({.name = way.name});
        }
        return {};
    }

    [[nodiscard]] Result<DraftBenchmark> run(LocalDraftMemory &memory)
    {
        bool measured = false;
        for (int round = 0; round < m_options.rounds; ++round) {
            for (const DraftPlace &place : m_options.places) {
                GW_CHECK(runAt(place));
                if (std::exchange(measured, true))
                    continue;
                GW_CHECK(memory.measureTimes(m_options.stop));
                const auto shape = memory.drafting().times().shape();
                m_result.passMs.assign(shape.begin(), shape.end());
                std::vector<std::pair<std::size_t, double>> times;
                for (std::size_t i = 0; i < shape.size(); ++i)
                    times.emplace_back(i + 1, shape[i]);
                for (auto &drafting : m_draftings)
                    drafting->times().measured(times);
            }
        }
        for (std::size_t i = 0; i < m_draftings.size(); ++i) {
            DraftBenchmarkRow &row = m_result.rows[i + 1];
            row.statistics = m_draftings[i]->statistics();
            row.meanRows = double(row.statistics.passes + row.statistics.drafted) /
                           double(std::max<std::int64_t>(1, row.statistics.passes));
        }
        return std::move(m_result);
    }

private:
    struct Answer
    {
        decode::Generation generation;
        double ms = 0.0;
        int tokens = 0; // that passes brought
        int passes = 0;
    };

    [[nodiscard]] std::vector<model::TokenId> tokensOf(const std::string &text)
    {
        std::vector<model::TokenId> tokens;
        m_lines.append(text, tokens);
        return tokens;
    }

    [[nodiscard]] decode::GenerationRequest requestAt(const DraftPlace &place) const
    {
        decode::HealedPrompt prompt =
            decode::healPrompt(m_tokenizer, std::string_view(place.text).substr(0, place.cursor));
        decode::GenerationRequest request;
        request.prompt = std::move(prompt.tokens);
        if (request.prompt.size() > kMostPrompt)
            request.prompt.erase(request.prompt.begin(),
                                 request.prompt.end() - static_cast<std::ptrdiff_t>(kMostPrompt));
        request.required = std::move(prompt.required);
        request.maxTokens = m_options.tokens;
        return request;
    }

    // Plain decoding before and after, so that both sides meet the same machine. The prompt has been read by
    // then, as it has when a user stops typing.
    [[nodiscard]] Result<void> runAt(const DraftPlace &place)
    {
        const decode::GenerationRequest request = requestAt(place);
        GW_CHECK(m_plain.warm(request.prompt, m_options.stop));
        GW_TRY(before, m_plain.generate(request, m_options.stop));
        std::vector<Answer> drafted;
        const std::vector<model::TokenId> after = tokensOf(place.text.substr(place.cursor));
        for (std::size_t i = 0; i < m_generators.size(); ++i) {
            decode::Drafting &drafting = *m_draftings[i];
            drafting.forgetAnswers();
            drafting.setSurroundings(after);
            const decode::DraftStatistics &statistics = drafting.statistics();
            const std::int64_t tokens = statistics.tokens;
            const std::int64_t passes = statistics.passes;
            GW_TRY(generation, m_generators[i]->generate(request, m_options.stop));
            const double ms = generation.timing.prefillMs + generation.timing.decodeMs;
            drafted.push_back({std::move(generation), ms, static_cast<int>(statistics.tokens - tokens),
                               static_cast<int>(statistics.passes - passes)});
        }
        GW_TRY(after2, m_plain.generate(request, m_options.stop));
        const double ms = (before.timing.prefillMs + before.timing.decodeMs + after2.timing.prefillMs +
                           after2.timing.decodeMs) /
                          2.0;
        const int tokens = after2.timing.generatedTokens;
        const Answer plain{std::move(after2), ms, tokens, tokens};
        const bool loops = goesInCircles(plain.generation);
        m_result.looping += loops ? 1 : 0;
        add(m_result.rows[0], plain, plain, loops);
        for (std::size_t i = 0; i < drafted.size(); ++i)
            add(m_result.rows[i + 1], drafted[i], plain, loops);
        return {};
    }

    static void add(DraftBenchmarkRow &row, const Answer &one, const Answer &plain, bool loops)
    {
        row.depth += one.generation.timing.promptTokens;
        row.tokens += one.tokens;
        row.passes += one.passes;
        row.ms += one.ms;
        row.plainMs += plain.ms;
        row.different += same(one.generation, plain.generation) ? 0 : 1;
        if (loops)
            return;
        row.freeTokens += one.tokens;
        row.freePasses += one.passes;
        row.freeMs += one.ms;
        row.freePlainMs += plain.ms;
    }

    const DraftBenchmarkOptions &m_options;
    const model::Tokenizer &m_tokenizer;
    decode::TokenPrefixIndex m_index;
    decode::LanguageModel &m_model;
    decode::Generator m_plain;
    LineTokens m_lines;
    std::vector<std::unique_ptr<decode::Drafting>> m_draftings;
    std::vector<std::unique_ptr<decode::Generator>> m_generators;
    DraftBenchmark m_result;
};

} // namespace

Result<DraftBenchmark> benchmarkDrafts(const DraftBenchmarkModel &model, const DraftBenchmarkOptions &options)
{
    DraftContest contest(model, options);
    GW_CHECK(contest.begin(model.weights));
    GW_TRY(result, contest.run(model.memory));
    const double runs = std::max(1.0, double(options.places.size()) * options.rounds);
    for (DraftBenchmarkRow &row : result.rows)
        row.depth /= runs;
    return result;
}

} // namespace gatewright::completion
