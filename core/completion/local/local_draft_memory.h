// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/clock.h"
#include "core/completion/local/draft_files.h"
#include "core/completion/local/line_tokens.h"
#include "core/completion/serve/draft_memory.h"
#include "core/decode/draft/drafting.h"
#include "core/decode/language_model.h"
#include "core/model/tokenizer.h"
#include "core/model/weight_hash.h"

#include <QString>

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace gatewright::completion {

struct DraftMemoryOptions
{
    QString model;         // the file or folder, for its hash
    QString folder;        // of what is learned, for all models; empty: nothing is kept
    QString startWeights;  // the shipped file of the mixer's weights
    QString machine;       // what the times of passes depend on
    QString headFolder{};  // of acceleration heads, for all models; empty: none are learned
    QString shippedHead{}; // the file of the one that came with the program; may be empty or not be there
    std::size_t mostTextTokens = 3'000'000;
};

// The draft memory of a model in this process. It owns the drafting itself, which a generator uses as its
// source of drafts. On the model's thread, like everything that touches it.
class LocalDraftMemory final : public DraftMemory
{
public:
    // All references outlive it. `weights` are those of the model, for its acceleration head; null: it has
    // none.
    LocalDraftMemory(const model::Tokenizer &tokenizer, decode::LanguageModel &model,
                     const model::LlamaModel *weights, DraftMemoryOptions options, const Clock &clock);
    // Writes what was learned since it did last.
    ~LocalDraftMemory() override;

    void setEnabled(bool enabled) override { m_enabled = enabled; }
    [[nodiscard]] bool isEnabled() const { return m_enabled; }
    void put(const std::string &key, std::string_view text) override;
    void remove(std::string_view keyPrefix) override;
    void forget(std::string_view keyPrefix) override;
    void forgetAll() override;
    [[nodiscard]] std::string continuation(std::string_view text) override;
    bool work(std::stop_token stop) override;
    [[nodiscard]] Result<void> save() override;
    void readHead() override;
    [[nodiscard]] DraftReport report() const override;

    // The parts of the document that the next prompt does not hold.
    void setNearby(const std::vector<std::string> &parts);
    [[nodiscard]] decode::Drafting &drafting() { return m_drafting; }

    // SHA-256 of the model's weights; empty until work() has found it, and where nothing is kept.
    [[nodiscard]] const QString &modelHash() const { return m_hash; }

    // Measures what passes of all sizes cost behind what the context holds now. Cancelled when stopped;
    // LimitExceeded when the context has no room for a pass.
    [[nodiscard]] Result<void> measureTimes(std::stop_token stop);

private:
    [[nodiscard]] Result<void> measurePass(std::size_t number, const std::stop_token &stop);
    // What finds the hash is kept while it is stopped.
    [[nodiscard]] Result<QString> hashModel(const std::stop_token &stop);
    // Looks for what an earlier run learned.
    void open(const std::stop_token &stop);
    [[nodiscard]] Result<std::optional<decode::HeadNetwork>> servedHead() const;
    bool measureOne(const std::stop_token &stop);
    void keepNow();
    [[nodiscard]] bool hasLearned() const
    {
        return m_changed || m_drafting.statistics().passes > m_savedPasses;
    }

    const model::Tokenizer &m_tokenizer;
    decode::LanguageModel &m_model;
    const model::LlamaModel *m_weights;
    const DraftMemoryOptions m_options;
    const Clock &m_clock;
    decode::Drafting m_drafting;
    LineTokens m_lines;
    std::vector<std::string> m_nearby;
    std::optional<DraftFiles> m_files;
    std::optional<model::WeightHash> m_hashing; // until it is known
    QString m_hash;                             // of the model, once it is known
    bool m_enabled = true;
    bool m_isOpen = false;  // or there is nothing to open
    bool m_changed = false; // since it was written
    std::int64_t m_savedPasses = 0;
    std::chrono::steady_clock::time_point m_saved;
    std::vector<std::pair<std::size_t, double>> m_measured; // so far
    std::size_t m_passes = 0;                               // that made them
};

} // namespace gatewright::completion
