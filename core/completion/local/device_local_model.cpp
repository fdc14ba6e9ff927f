// SPDX-License-Identifier: Apache-2.0
#include "core/completion/local/device_local_model.h"

#include "core/completion/local/decode_conversion.h"
#include "core/model/chat_template.h"
#include "core/model/model_source.h"

#include <QFileInfo>
#include <QSysInfo>

#include <algorithm>
#include <utility>

namespace gatewright::completion {

namespace {

// What the times of passes depend on, beside the model.
QString machineName(const model::DeviceModel &model)
{
    return QStringLiteral("%1 %2").arg(QString::fromUtf8(QSysInfo::machineUniqueId()), model.deviceName());
}

} // namespace

Result<std::unique_ptr<DeviceLocalModel>>
DeviceLocalModel::load(const QString &path, const LocalModelOptions &options, const Clock &clock)
{
    GW_TRY(module, model::DeviceModule::open());
    return load(path, module, {}, options, clock);
}

Result<std::unique_ptr<DeviceLocalModel>> DeviceLocalModel::load(const QString &path,
                                                                 const model::DeviceModule &module,
                                                                 const model::DeviceOptions &device,
                                                                 const LocalModelOptions &options,
                                                                 const Clock &clock)
{
    std::unique_ptr<DeviceLocalModel> local(new DeviceLocalModel);
    GW_TRY(source, model::ModelSource::open(path));
    GW_TRY(parts, source->tokenizer());
    GW_TRY(tokenizer, model::Tokenizer::create(std::move(parts)));
    GW_TRY(model, module.load(*source, device));
    if (model->config().vocabularySize < tokenizer->vocabularySize())
        return makeError(
            ErrorCode::Corrupt, QStringLiteral("The model has fewer tokens than its tokenizer."),
            QStringLiteral("%1, %2").arg(model->config().vocabularySize).arg(tokenizer->vocabularySize()),
            path);
    GW_TRY(context, model->createContext(std::min(options.contextTokens, model->config().contextLength)));
    const QFileInfo info(path);
    local->m_name = info.isDir() ? info.fileName() : info.completeBaseName();
    local->m_tokenizer = std::move(tokenizer);
    local->m_index = std::make_unique<decode::TokenPrefixIndex>(*local->m_tokenizer);
    local->m_model = std::move(model);
    local->m_context = std::move(context);
    local->m_languageModel = std::make_unique<decode::DeviceContextModel>(
        *local->m_context, local->m_model->config().vocabularySize);
    // Without acceleration heads: their arithmetic is that of the processor's kernels.
    local->m_drafts =
        std::make_unique<LocalDraftMemory>(*local->m_tokenizer, *local->m_languageModel, nullptr,
                                           DraftMemoryOptions{.model = path,
                                                              .folder = options.draftFolder,
                                                              .startWeights = options.draftWeights,
                                                              .machine = machineName(*local->m_model)},
                                           clock);
    local->m_generator = std::make_unique<decode::Generator>(
        *local->m_languageModel, *local->m_tokenizer, *local->m_index, clock, &local->m_drafts->drafting());
    return local;
}

DeviceLocalModel::~DeviceLocalModel() = default;

Result<GeneratedText> DeviceLocalModel::generate(const GenerationRequest &request, std::stop_token stop)
{
    decode::GenerationRequest wanted = toDecode(request, *m_tokenizer, m_context->capacity());
    wanted.drafts = request.drafts && m_drafts->isEnabled();
    if (wanted.drafts)
        m_drafts->setNearby(request.nearby);
    GW_TRY(generation, m_generator->generate(wanted, std::move(stop)));
    return fromDecode(generation, wanted.required);
}

bool DeviceLocalModel::fillsInTheMiddle() const
{
    return m_tokenizer->fillInTheMiddle().isComplete();
}

bool DeviceLocalModel::answersRequests() const
{
    return model::chatFormatOf(*m_tokenizer) != model::ChatFormat::Plain;
}

Result<GenerationTiming> DeviceLocalModel::warm(const Prompt &prompt, std::stop_token stop)
{
    GW_TRY(timing,
           m_generator->warm(warmTokens(prompt, *m_tokenizer, m_context->capacity()), std::move(stop)));
    return fromDecode(timing);
}

} // namespace gatewright::completion
