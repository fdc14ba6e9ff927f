// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/clock.h"
#include "core/completion/local/local_draft_memory.h"
#include "core/completion/local/state_recorder.h"
#include "core/completion/serve/text_generator.h"
#include "core/decode/context_model.h"
#include "core/decode/generator.h"
#include "core/decode/sample_batch.h"
#include "core/model/context.h"
#include "core/model/llama_model.h"
#include "core/model/tokenizer.h"

#include <QString>

#include <memory>
#include <string>

namespace gatewright::completion {

struct LocalModelOptions
{
    // Where it computes; LocalModel itself knows the processor alone.
    enum class Device { Processor, Cuda };

    Device device = Device::Processor;
    unsigned threads = 0; // 0 = one a core, at most 8: more do not pay for a model of this size
    model::KernelChoice kernels = model::KernelChoice::Automatic;
    model::CachePrecision cache = model::CachePrecision::Bytes;
    std::size_t contextTokens =
        2048; // room for a prompt and its answer; at most what the model was trained for
    // Long contexts are answered through so many entries (core/model/context_view.h), whole pages of 256; 0 =
    // as they are. The answers are a little different.
    std::size_t viewEntries = 0;
    QString draftFolder{};  // what drafting learned, for all models; empty: nothing is kept
    QString draftWeights{}; // the shipped weights of the drafts' mixer; empty: it begins with nothing
    QString headFolder{};   // acceleration heads, for all models; empty: none are learned
    QString shippedHead{};  // the file of the one that came with the program; may be empty
};

// A model, a GGUF file or a Hugging Face folder, loaded into this process. For one thread at a time.
class LocalModel final : public TextGenerator
{
public:
    // Errors: those of ModelSource, Tokenizer, LlamaModel and Context, naming the file. `clock` outlives the
    // model.
    [[nodiscard]] static Result<std::unique_ptr<LocalModel>>
    load(const QString &path, const LocalModelOptions &options, const Clock &clock);
    ~LocalModel() override;

    [[nodiscard]] Result<GeneratedText> generate(const GenerationRequest &request,
                                                 std::stop_token stop) override;
    [[nodiscard]] Result<void> samples(const GenerationRequest &request, std::span<const int> indexes,
                                       const OnSample &onSample, std::stop_token stop) override;
    [[nodiscard]] bool fillsInTheMiddle() const override;
    [[nodiscard]] bool answersRequests() const override;
    [[nodiscard]] Result<GenerationTiming> warm(const Prompt &prompt, std::stop_token stop) override;
    void keepStates(bool keeps) override;
    [[nodiscard]] LocalDraftMemory *draftMemory() override { return m_drafts.get(); }

    // The file's name without its suffix, or the folder's.
    [[nodiscard]] const QString &name() const { return m_name; }
    [[nodiscard]] const char *kernelName() const;
    [[nodiscard]] int threads() const { return m_threads; }
    [[nodiscard]] const model::LlamaModel &model() const { return *m_model; }
    [[nodiscard]] const model::Tokenizer &tokenizer() const { return *m_tokenizer; }
    [[nodiscard]] model::Context &context() { return *m_context; }
    [[nodiscard]] decode::LanguageModel &languageModel() { return *m_languageModel; }

private:
    explicit LocalModel(const Clock &clock)
        : m_clock(clock)
    {
    }

    [[nodiscard]] decode::GenerationRequest toDecode(const GenerationRequest &request) const;

    const Clock &m_clock;
    QString m_name;
    int m_threads = 0;
    std::unique_ptr<model::Tokenizer> m_tokenizer;
    std::unique_ptr<decode::TokenPrefixIndex> m_index;
    std::unique_ptr<model::LlamaModel> m_model;
    std::unique_ptr<model::Context> m_context;
    std::unique_ptr<decode::ContextModel> m_languageModel;
    std::unique_ptr<LocalDraftMemory> m_drafts;
    std::unique_ptr<StateRecorder> m_recorder;
    bool m_keepsStates = false;
    std::unique_ptr<decode::Generator> m_generator;
    std::unique_ptr<decode::SampleBatch> m_samples;
};

} // namespace gatewright::completion
