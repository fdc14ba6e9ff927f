// SPDX-License-Identifier: Apache-2.0
#include "core/completion/local/local_model.h"

#include "core/completion/local/decode_conversion.h"
#include "core/decode/parallel_sample_batch.h"
#include "core/model/chat_template.h"
#include "core/model/kv_cache.h"
#include "core/model/model_source.h"
#include "core/model/thread_pool.h"

#include <QFileInfo>
#include <QSysInfo>

#include <algorithm>
#include <optional>
#include <utility>

namespace gatewright::completion {

namespace {

// What the times of passes depend on, beside the model.
QString machineName(const char *kernels, int threads, model::CachePrecision cache)
{
    return QStringLiteral("%1 %2 %3 %4")
        .arg(QString::fromUtf8(QSysInfo::machineUniqueId()), QString::fromLatin1(kernels))
        .arg(threads)
        .arg(static_cast<int>(cache));
}

// For samples that are written side by side: address space, of which only what they use becomes memory.
std::size_t spareTokens(const model::LlamaModel &model)
{
    constexpr std::size_t mostBytes = std::size_t{512} << 20;
    constexpr std::size_t wanted = decode::ParallelSampleBatch::mostTogether * 1024;
    return std::min(wanted,
                    mostBytes / model::KvCache::bytesPerToken(model.config(), model.cachePrecision()));
}

std::size_t viewTokens(std::size_t entries)
{
    return entries > 0 ? entries + model::Context::pageTokens : 0;
}

std::optional<model::ViewSettings> viewOf(std::size_t entries)
{
    return entries > 0 ? std::optional(model::ViewSettings::of(entries)) : std::nullopt;
}

} // namespace

Result<std::unique_ptr<LocalModel>> LocalModel::load(const QString &path, const LocalModelOptions &options,
                                                     const Clock &clock)
{
    std::unique_ptr<LocalModel> local(new LocalModel(clock));
    GW_TRY(source, model::ModelSource::open(path));
    GW_TRY(parts, source->tokenizer());
    GW_TRY(tokenizer, model::Tokenizer::create(std::move(parts)));
    model::ModelOptions modelOptions;
    modelOptions.threads = options.threads;
    modelOptions.kernels = options.kernels;
    modelOptions.cache = options.cache;
    GW_TRY(model, model::LlamaModel::load(*source, modelOptions));
    if (model->config().vocabularySize < tokenizer->vocabularySize())
        return makeError(
            ErrorCode::Corrupt, QStringLiteral("The model has fewer tokens than its tokenizer."),
            QStringLiteral("%1, %2").arg(model->config().vocabularySize).arg(tokenizer->vocabularySize()),
            path);
    GW_TRY(context,
           model::Context::create(*model, std::min(options.contextTokens, model->config().contextLength),
                                  spareTokens(*model) + viewTokens(options.viewEntries)));
    const QFileInfo info(path);
    local->m_name = info.isDir() ? info.fileName() : info.completeBaseName();
    local->m_threads = static_cast<int>(model->threadPool().size());
    local->m_tokenizer = std::move(tokenizer);
    local->m_index = std::make_unique<decode::TokenPrefixIndex>(*local->m_tokenizer);
    local->m_model = std::move(model);
    local->m_context = std::move(context);
    local->m_languageModel = std::make_unique<decode::ContextModel>(
        *local->m_context, local->m_model->config().vocabularySize, viewOf(options.viewEntries));
    local->m_drafts = std::make_unique<LocalDraftMemory>(
        *local->m_tokenizer, *local->m_languageModel, local->m_model.get(),
        DraftMemoryOptions{path, options.draftFolder, options.draftWeights,
                           machineName(local->kernelName(), local->m_threads, options.cache),
                           options.headFolder, options.shippedHead},
        clock);
    local->m_generator = std::make_unique<decode::Generator>(
        *local->m_languageModel, *local->m_tokenizer, *local->m_index, clock, &local->m_drafts->drafting());
    local->m_recorder = std::make_unique<StateRecorder>(*local->m_tokenizer);
    local->m_generator->setObserver(local->m_recorder.get());
    local->m_samples = std::make_unique<decode::ParallelSampleBatch>(
        *local->m_generator, *local->m_context, *local->m_tokenizer, *local->m_index, clock);
    return local;
}

LocalModel::~LocalModel() = default;

const char *LocalModel::kernelName() const
{
    return m_model->kernels().name;
}

decode::GenerationRequest LocalModel::toDecode(const GenerationRequest &request) const
{
    decode::GenerationRequest wanted = completion::toDecode(request, *m_tokenizer, m_context->capacity());
    wanted.drafts = request.drafts && m_drafts->isEnabled();
    return wanted;
}

Result<GeneratedText> LocalModel::generate(const GenerationRequest &request, std::stop_token stop)
{
    const decode::GenerationRequest wanted = toDecode(request);
    if (wanted.drafts)
        m_drafts->setNearby(request.nearby);
    // Before the model is known nothing can be learned for it.
    m_recorder->expect(m_keepsStates ? m_drafts->modelHash() : QString());
    GW_TRY(generation, m_generator->generate(wanted, std::move(stop)));
    GeneratedText text = fromDecode(generation, wanted.required);
    text.states = m_recorder->take(generation.text, wanted.required.size());
    return text;
}

void LocalModel::keepStates(bool keeps)
{
    m_keepsStates = keeps;
    if (keeps)
        m_languageModel->keepStates();
    else
        m_recorder->clear();
}

Result<void> LocalModel::samples(const GenerationRequest &request, std::span<const int> indexes,
                                 const OnSample &onSample, std::stop_token stop)
{
    const decode::GenerationRequest wanted = toDecode(request);
    m_recorder->expect({});
    const auto onGeneration = [&](int index, const decode::Generation &generation) {
        onSample(index, fromDecode(generation, wanted.required));
    };
    return m_samples->generate(wanted, indexes, onGeneration, std::move(stop));
}

bool LocalModel::fillsInTheMiddle() const
{
    return m_tokenizer->fillInTheMiddle().isComplete();
}

bool LocalModel::answersRequests() const
{
    return model::chatFormatOf(*m_tokenizer) != model::ChatFormat::Plain;
}

Result<GenerationTiming> LocalModel::warm(const Prompt &prompt, std::stop_token stop)
{
    GW_TRY(timing,
           m_generator->warm(warmTokens(prompt, *m_tokenizer, m_context->capacity()), std::move(stop)));
    return fromDecode(timing);
}

} // namespace gatewright::completion
