// SPDX-License-Identifier: Apache-2.0
// Records what a model writes, replays drafting along it, and makes the weights that the mixer starts with.
// Usage: draft_lab learn MODEL OUT DIR... [--start FILE] [--head FILE] [--history DIR]... [--places N]
//        draft_lab record MODEL OUT [--history DIR]... [--places N] [--tokens N] DIR...
//        draft_lab replay TRACE... [--weights FILE]
//        draft_lab train OUT TRACE...
#include "core/decode/context_model.h"
#include "core/decode/draft/drafting.h"
#include "core/decode/draft/top_tokens.h"
#include "core/decode/generator.h"
#include "core/model/context.h"
#include "core/model/llama_model.h"
#include "core/model/model_source.h"
#include "core/model/tokenizer.h"
#include "tests/support/draft_replay.h"
#include "tests/support/manual_clock.h"

#include <QCryptographicHash>
#include <QDir>
#include <QDirIterator>
#include <QStringList>

#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>
#include <cstdio>
#include <numeric>
#include <optional>

using namespace gatewright;
using namespace gatewright::decode;
using gatewright::test::DraftTrace;
using gatewright::test::DraftTraces;

namespace {

struct Recording
{
    std::string model;
    std::string out;
    std::vector<std::string> history;
    std::vector<std::string> folders;
    int places = 3;
    int tokens = 48;
    std::size_t promptTokens = 1024;
    std::size_t afterTokens = 4096;
    int mostFiles = 0;
    bool renumbers = false;
    std::size_t taughtTokens = 0; // of the history
};

QStringList filesBelow(const std::vector<std::string> &folders)
{
    QStringList files;
    for (const std::string &folder : folders) {
        QDirIterator it(QString::fromStdString(folder), QDir::Files, QDirIterator::Subdirectories);
        while (it.hasNext())
            files.append(it.next());
    }
    files.sort();
    return files;
}

std::string contentOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll().toStdString() : std::string();
}

std::uint64_t hashOf(const QByteArray &text)
{
    return QCryptographicHash::hash(text, QCryptographicHash::Sha1).left(8).toHex().toULongLong(nullptr, 16);
}

// Two of three places stand behind a line break, the third inside a line.
std::vector<std::size_t> placesIn(const std::string &text, const QString &path, int count)
{
    std::vector<std::size_t> lines;
    for (std::size_t i = 200; i + 40 < text.size(); ++i)
        if (text[i - 1] == '\n')
            lines.push_back(i);
    std::vector<std::size_t> places;
    for (int i = 0; i < count && !lines.empty(); ++i) {
        const std::uint64_t hash = hashOf((path.section(QLatin1Char('/'), -1) + QString::number(i)).toUtf8());
        std::size_t place = lines[hash % lines.size()];
        if (i % 3 == 2) {
            const std::size_t end = text.find('\n', place);
            if (end != std::string::npos && end - place > 8)
                place += 4 + (hash >> 20) % (end - place - 4);
        }
        places.push_back(place);
    }
    return places;
}

Result<DraftTrace> record(model::Context &context, const model::Tokenizer &tokenizer, const std::string &text,
                          std::size_t place, const Recording &options)
{
    DraftTrace trace;
    trace.prompt = tokenizer.encode(std::string_view(text).substr(0, place), model::Specials::AsText);
    if (trace.prompt.size() > options.promptTokens)
        trace.prompt.erase(trace.prompt.begin(),
                           trace.prompt.end() - static_cast<std::ptrdiff_t>(options.promptTokens));
    trace.after = tokenizer.encode(std::string_view(text).substr(place), model::Specials::AsText);
    trace.after.resize(std::min(trace.after.size(), options.afterTokens));
    context.truncate(0);
    GW_CHECK(context.evaluate(trace.prompt, model::LogitsFor::Last));
    while (static_cast<int>(trace.answer.size()) < options.tokens) {
        const RowTop top = topTokens(context.logits().first(tokenizer.vocabularySize()));
        if (tokenizer.isControl(top.tokens[0]))
            break;
        trace.rows.push_back(top);
        trace.answer.push_back(top.tokens[0]);
        GW_CHECK(context.evaluate(std::span(trace.answer).last(1), model::LogitsFor::Last));
    }
    return trace;
}

Result<void> recordAll(const Recording &options)
{
    GW_TRY(source, model::ModelSource::open(QString::fromStdString(options.model)));
    GW_TRY(parts, source->tokenizer());
    GW_TRY(tokenizer, model::Tokenizer::create(std::move(parts)));
    GW_TRY(model, model::LlamaModel::load(*source, {}));
    GW_TRY(context, model::Context::create(*model, options.promptTokens + 256));
    DraftTraces all;
    for (const QString &path : filesBelow(options.history))
        all.history.push_back(tokenizer->encode(contentOf(path), model::Specials::AsText));
    std::size_t taught = 0;
    for (const auto &text : all.history) {
        constexpr std::size_t kPart = 512;
        for (std::size_t begin = 0; begin < text.size() && taught < options.taughtTokens; begin += kPart) {
            DraftTrace part;
            const auto tokens = std::span(text).subspan(begin, std::min(kPart, text.size() - begin));
            part.answer.assign(tokens.begin(), tokens.end());
            context->truncate(0);
            GW_CHECK(context->evaluate(part.answer, model::LogitsFor::All));
            for (std::size_t row = 0; row < part.answer.size(); ++row)
                part.rows.push_back(topTokens(context->logits(row).first(tokenizer->vocabularySize())));
            taught += part.answer.size();
            all.taught.push_back(std::move(part));
        }
    }
    QStringList files = filesBelow(options.folders);
    // An even choice of the files, by the hash of their names.
    std::ranges::sort(
        files, {}, [](const QString &path) { return hashOf(path.section(QLatin1Char('/'), -1).toUtf8()); });
    if (options.mostFiles > 0 && files.size() > options.mostFiles)
        files = files.mid(0, options.mostFiles);
    for (const QString &path : files) {
        const std::string text = contentOf(path);
        for (const std::size_t place : placesIn(text, path, options.places)) {
            GW_TRY(trace, record(*context, *tokenizer, text, place, options));
            if (trace.answer.size() > 8)
                all.traces.push_back(std::move(trace));
        }
        std::fprintf(stderr, "\r%zu traces", all.traces.size());
    }
    std::fprintf(stderr, "\n");
    if (options.renumbers)
        all.renumber();
    return all.write(QString::fromStdString(options.out));
}

double curve(std::size_t rows)
{
    static const PassTimes times;
    return times.of(rows);
}

struct Config
{
    const char *name;
    DraftingOptions options;
};

// The same place once some of what was suggested has been typed: the answer is the rest of it.
std::optional<DraftTrace> typedOn(const DraftTrace &trace, std::size_t tokens)
{
    if (trace.answer.size() < tokens + 8)
        return std::nullopt;
    const auto begin = static_cast<std::ptrdiff_t>(tokens);
    DraftTrace rest = trace;
    rest.prompt.insert(rest.prompt.end(), rest.answer.begin(), rest.answer.begin() + begin);
    rest.answer.erase(rest.answer.begin(), rest.answer.begin() + begin);
    rest.rows.erase(rest.rows.begin(), rest.rows.begin() + begin);
    return rest;
}

void report(const char *name, const DraftTraces &traces, Drafting &drafting, bool typesOn = false)
{
    const std::size_t vocabulary = traces.vocabularySize();
    test::Replay all;
    test::Replay free;
    for (const DraftTrace &trace : traces.traces) {
        if (!typesOn)
            drafting.forgetAnswers();
        const test::Replay one = test::replay(trace, drafting, vocabulary, curve);
        const auto add = [&](test::Replay &to) {
            to.passes += one.passes;
            to.tokens += one.tokens;
            to.cost += one.cost;
        };
        add(all);
        if (!test::goesInCircles(trace))
            add(free);
        if (const auto rest = typedOn(trace, 1 + all.passes % 12); typesOn && rest && all.passes % 4 == 0)
            test::replay(*rest, drafting, vocabulary, curve);
    }
    const DraftStatistics &s = drafting.statistics();
    const auto speed = [&](const test::Replay &of) { return double(of.tokens) * curve(1) / of.cost; };
    std::fflush(stdout);
    std::printf(
        "%-34s E %.3f (no loops %.3f)  S %.3f (%.3f)  rows %.1f  calibration %.3f  draft %.3f ms/pass\n",
        name, all.tokensPerPass(), free.tokensPerPass(), speed(all), speed(free),
        double(s.drafted + s.passes) / double(s.passes), s.predicted / std::max(1.0, double(s.accepted)),
        s.draftMs / double(s.passes));
}

int replayAll(const std::vector<std::string> &paths, const std::string &weights, int rows, bool onlyAll,
              bool fresh)
{
    const test::ManualClock clock; // drafting itself takes no time here
    for (const std::string &path : paths) {
        auto traces = DraftTraces::read(QString::fromStdString(path));
        if (!traces) {
            std::fprintf(stderr, "%s\n", qPrintable(traces.error().toString()));
            return 2;
        }
        traces->renumber();
        std::printf("%s: %zu traces\n", path.c_str(), traces->traces.size());
        DraftingOptions all;
        all.learnsRejectedRows = false;
        DraftingOptions bufferOnly = all;
        bufferOnly.history = bufferOnly.recycling = bufferOnly.variations = bufferOnly.head = false;
        DraftingOptions suffix = all;
        suffix.recycling = suffix.variations = suffix.head = false;
        DraftingOptions recycling = all;
        recycling.head = recycling.variations = recycling.buffer = recycling.history = recycling.answers =
            false;
        std::vector<Config> configs{
            {"buffer", bufferOnly}, {"buffer+history", suffix}, {"recycling", recycling}, {"all", all}};
        if (onlyAll)
            configs.erase(configs.begin(), configs.end() - 1);
        for (const int n : onlyAll    ? std::vector<int>{6, 0}
                           : rows > 0 ? std::vector<int>{rows}
                                      : std::vector<int>{4, 6, 8, 16, 0}) {
            for (const Config &config : configs) {
                DraftingOptions options = config.options;
                options.rows = static_cast<std::size_t>(n);
                Drafting drafting(options, clock);
                if (const auto start = MixerWeights::fromJson(
                        QByteArray::fromStdString(contentOf(QString::fromStdString(weights)))))
                    drafting.startFrom(*start);
                if (options.history)
                    test::learnHistory(*traces, drafting);
                if (!fresh)
                    test::teach(*traces, drafting);
                report((std::string(config.name) + (n > 0 ? " n=" + std::to_string(n) : " by cost")).c_str(),
                       *traces, drafting);
            }
        }
    }
    return 0;
}

// Goes over the traces again and again, learning less each time.
int train(const std::string &out, const std::vector<std::string> &paths)
{
    constexpr std::array<double, 8> kRates{0.1, 0.07, 0.05, 0.03, 0.02, 0.015, 0.01, 0.005};
    const test::ManualClock clock; // drafting itself takes no time here
    MixerWeights weights;
    for (const double rate : kRates) {
        for (const std::string &path : paths) {
            auto traces = DraftTraces::read(QString::fromStdString(path));
            if (!traces) {
                std::fprintf(stderr, "%s\n", qPrintable(traces.error().toString()));
                return 2;
            }
            traces->renumber();
            DraftingOptions options;
            options.learnsRejectedRows = false;
            options.rows = 12;
            Drafting drafting(options, clock);
            drafting.goOnFrom(weights);
            drafting.mixer().setRate(rate, 0.001);
            test::learnHistory(*traces, drafting);
            test::teach(*traces, drafting);
            report((path + " rate " + std::to_string(rate)).c_str(), *traces, drafting, true);
            weights = drafting.weights();
        }
    }
    QSaveFile file(QString::fromStdString(out));
    if (!file.open(QIODevice::WriteOnly) || file.write(weights.toJson()) < 0 || !file.commit()) {
        std::fprintf(stderr, "%s\n", qPrintable(file.errorString()));
        return 2;
    }
    return 0;
}

// Like training, with the model itself: for what traces do not hold, an acceleration head and rows that were
// rejected.
Result<void> learnLive(const Recording &options, const std::string &start, const std::string &headFile)
{
    constexpr std::array<double, 3> kRates{0.05, 0.02, 0.007};
    GW_TRY(source, model::ModelSource::open(QString::fromStdString(options.model)));
    GW_TRY(parts, source->tokenizer());
    GW_TRY(tokenizer, model::Tokenizer::create(std::move(parts)));
    GW_TRY(model, model::LlamaModel::load(*source, {}));
    GW_TRY(context, model::Context::create(*model, options.promptTokens + 256));
    const SystemClock clock;
    const TokenPrefixIndex index(*tokenizer);
    ContextModel languageModel(*context, model->config().vocabularySize);
    languageModel.keepStates();
    const QStringList files = filesBelow(options.folders);
    MixerWeights weights;
    if (auto read =
            MixerWeights::fromJson(QByteArray::fromStdString(contentOf(QString::fromStdString(start)))))
        weights = std::move(*read);
    for (const double rate : kRates) {
        DraftingOptions drafts;
        drafts.rows = 10;
        Drafting drafting(drafts, clock);
        drafting.startFrom(weights);
        drafting.mixer().setRate(rate, 0.001);
        if (!headFile.empty()) {
            GW_TRY(head, tensors::DraftHead::read(QString::fromStdString(headFile)));
            GW_TRY(network, HeadNetwork::create(*model, head));
            drafting.setHead(std::move(network));
        }
        for (const QString &path : filesBelow(options.history))
            drafting.history().put(path.toStdString(),
                                   tokenizer->encode(contentOf(path), model::Specials::AsText));
        Generator generator(languageModel, *tokenizer, index, clock, &drafting);
        for (const QString &path : files) {
            const std::string text = contentOf(path);
            for (const std::size_t place : placesIn(text, path, options.places)) {
                GenerationRequest request;
                request.prompt =
                    tokenizer->encode(std::string_view(text).substr(0, place), model::Specials::AsText);
                if (request.prompt.size() > options.promptTokens)
                    request.prompt.erase(request.prompt.begin(),
                                         request.prompt.end() -
                                             static_cast<std::ptrdiff_t>(options.promptTokens));
                request.maxTokens = options.tokens;
                std::vector<TokenId> after =
                    tokenizer->encode(std::string_view(text).substr(place), model::Specials::AsText);
                after.resize(std::min(after.size(), options.afterTokens));
                drafting.setSurroundings(after);
                drafting.forgetAnswers();
                GW_CHECK(generator.generate(request, {}));
            }
        }
        const DraftStatistics &s = drafting.statistics();
        std::printf("rate %.3f: %.3f tokens a pass, calibration %.3f", rate, s.tokensPerPass(),
                    s.predicted / std::max(1.0, double(s.accepted)));
        for (const auto &share : s.shares)
            std::printf("  %s %.2f", share.drafter.latin1(), share.accepted / double(s.accepted));
        std::printf("\n");
        std::fflush(stdout);
        weights = drafting.weights();
        QSaveFile file(QString::fromStdString(options.out));
        if (!file.open(QIODevice::WriteOnly) || file.write(weights.toJson()) < 0 || !file.commit())
            return makeError(ErrorCode::Io, file.errorString(), {}, QString::fromStdString(options.out));
    }
    return {};
}

} // namespace

int main(int argc, char *argv[])
{
    CLI::App app("Traces of drafting", "draft_lab");
    app.require_subcommand(1);
    Recording recording;
    CLI::App &record = *app.add_subcommand("record", "Record what a model writes");
    record.add_option("MODEL", recording.model)->required();
    record.add_option("OUT", recording.out)->required();
    record.add_option("DIR", recording.folders)->required();
    record.add_option("--history", recording.history);
    record.add_flag("--renumber", recording.renumbers);
    record.add_option("--taught", recording.taughtTokens);
    record.add_option("--places", recording.places);
    record.add_option("--tokens", recording.tokens);
    record.add_option("--files", recording.mostFiles);
    record.add_option("--prompt", recording.promptTokens);
    record.add_option("--after", recording.afterTokens);
    std::vector<std::string> traces;
    std::string weights;
    int rows = 0;
    bool onlyAll = false;
    bool fresh = false;
    CLI::App &replay = *app.add_subcommand("replay", "Draft along traces");
    replay.add_option("TRACE", traces)->required();
    replay.add_option("--weights", weights);
    replay.add_option("--rows", rows);
    replay.add_flag("--only-all", onlyAll);
    replay.add_flag("--fresh", fresh);
    std::string out;
    CLI::App &training = *app.add_subcommand("train", "Make the weights that the mixer starts with");
    training.add_option("OUT", out)->required();
    training.add_option("TRACE", traces)->required();
    std::string start;
    std::string head;
    CLI::App &learning = *app.add_subcommand("learn", "The same with the model itself");
    learning.add_option("MODEL", recording.model)->required();
    learning.add_option("OUT", recording.out)->required();
    learning.add_option("DIR", recording.folders)->required();
    learning.add_option("--history", recording.history);
    learning.add_option("--places", recording.places);
    learning.add_option("--tokens", recording.tokens);
    learning.add_option("--start", start);
    learning.add_option("--head", head);
    CLI11_PARSE(app, argc, argv);
    if (learning.parsed()) {
        if (const auto done = learnLive(recording, start, head); !done) {
            std::fprintf(stderr, "%s\n", qPrintable(done.error().toString()));
            return 2;
        }
        return 0;
    }
    if (record.parsed()) {
        if (const auto done = recordAll(recording); !done) {
            std::fprintf(stderr, "%s\n", qPrintable(done.error().toString()));
            return 2;
        }
        return 0;
    }
    if (training.parsed())
        return train(out, traces);
    return replayAll(traces, weights, rows, onlyAll, fresh);
}
