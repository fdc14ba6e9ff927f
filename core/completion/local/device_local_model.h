// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/clock.h"
#include "core/completion/local/local_draft_memory.h"
#include "core/completion/local/local_model.h"
#include "core/completion/serve/text_generator.h"
#include "core/decode/device_context_model.h"
#include "core/decode/generator.h"
#include "core/model/device_decoder.h"
#include "core/model/tokenizer.h"

#include <QString>

#include <memory>

namespace gatewright::completion {

// A model on a GPU, through the module that is loaded for it. It drafts as one on the processor does, and the
// measured times of its passes make the trees as large as they pay; samples are made one after the other. For
// one thread at a time.
class DeviceLocalModel final : public TextGenerator
{
public:
    // Errors: those of DeviceModule (Missing says why there is no GPU and what helps), ModelSource and
    // Tokenizer. `clock` outlives the model.
    [[nodiscard]] static Result<std::unique_ptr<DeviceLocalModel>>
    load(const QString &path, const LocalModelOptions &options, const Clock &clock);
    // The same on any device, from a module that is there already.
    [[nodiscard]] static Result<std::unique_ptr<DeviceLocalModel>>
    load(const QString &path, const model::DeviceModule &module, const model::DeviceOptions &device,
         const LocalModelOptions &options, const Clock &clock);
    ~DeviceLocalModel() override;

    [[nodiscard]] Result<GeneratedText> generate(const GenerationRequest &request,
                                                 std::stop_token stop) override;
    [[nodiscard]] bool fillsInTheMiddle() const override;
    [[nodiscard]] bool answersRequests() const override;
    [[nodiscard]] Result<GenerationTiming> warm(const Prompt &prompt, std::stop_token stop) override;
    [[nodiscard]] LocalDraftMemory *draftMemory() override { return m_drafts.get(); }

    // The file's name without its suffix, or the folder's.
    [[nodiscard]] const QString &name() const { return m_name; }
    [[nodiscard]] model::DeviceModel &model() { return *m_model; }
    [[nodiscard]] const model::Tokenizer &tokenizer() const { return *m_tokenizer; }
    [[nodiscard]] decode::LanguageModel &languageModel() { return *m_languageModel; }
    [[nodiscard]] QString deviceName() const { return m_model->deviceName(); }

private:
    DeviceLocalModel() = default;

    QString m_name;
    std::unique_ptr<model::Tokenizer> m_tokenizer;
    std::unique_ptr<decode::TokenPrefixIndex> m_index;
    std::unique_ptr<model::DeviceModel> m_model;
    std::unique_ptr<model::DeviceContext> m_context;
    std::unique_ptr<decode::DeviceContextModel> m_languageModel;
    std::unique_ptr<LocalDraftMemory> m_drafts;
    std::unique_ptr<decode::Generator> m_generator;
};

} // namespace gatewright::completion
