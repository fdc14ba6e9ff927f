// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/completion/serve/answer_states.h"
#include "core/decode/answer_observer.h"
#include "core/learn/replay_record.h"
#include "core/model/tokenizer.h"

#include <QString>

#include <cstddef>
#include <cstdint>
#include <deque>
#include <memory>
#include <string>
#include <vector>

namespace gatewright::completion {

// The states of one answer, in half precision as the replay store has them. Immutable once it is made: any
// thread may read it.
class RecordedAnswer final : public AnswerStates
{
public:
    [[nodiscard]] const QString &modelHash() const { return m_modelHash; }
    [[nodiscard]] std::size_t embedding() const { return m_embedding; }
    // What the model wrote, before anything of it was cut off.
    [[nodiscard]] const std::string &text() const { return m_text; }
    // Those of the tokens that lie in text()[begin, end) as a whole; with those that came before the text,
    // to complete a word that was begun, when `begin` is 0.
    [[nodiscard]] std::vector<learn::ReplayPosition> positions(std::size_t begin, std::size_t end) const;
    // Where the last token ends that lies in text()[0, end) as a whole.
    [[nodiscard]] std::size_t lastTokenEnd(std::size_t end) const;
    [[nodiscard]] std::size_t bytes() const;

private:
    friend class StateRecorder;

    QString m_modelHash;
    std::size_t m_embedding = 0;
    std::string m_text;
    std::vector<model::TokenId> m_tokens;
    std::vector<std::size_t> m_ends; // of each token's bytes in the text; 0 for those before it
    std::vector<std::uint16_t> m_hidden;
    std::vector<std::int32_t> m_teacherTokens;
    std::vector<std::uint16_t> m_teacherLogs;
};

// Keeps what a generator's passes leave behind for the answers that it makes: of the newest kMostAnswers, at
// most kMostTokens of each; about 1.6 kB a token for the default model. On the generator's thread.
class StateRecorder final : public decode::AnswerObserver
{
public:
    static constexpr std::size_t kMostAnswers = 64;
    static constexpr std::size_t kMostTokens = 256;

    // The tokenizer outlives it.
    explicit StateRecorder(const model::Tokenizer &tokenizer)
        : m_tokenizer(tokenizer)
    {
    }

    // Whether the next answer is recorded, and for which model (SHA-256 of its weights).
    void expect(const QString &modelHash);
    // The answer is this text, behind so many bytes that it had to begin with. Null when nothing was
    // recorded. It lives until enough newer ones came: who wants it longer holds it.
    [[nodiscard]] std::shared_ptr<const AnswerStates> take(const std::string &text, std::size_t required);
    // Forgets all.
    void clear();
    [[nodiscard]] std::size_t answers() const { return m_answers.size(); }

    [[nodiscard]] bool begins() override;
    void chosen(std::span<const float> state, std::span<const float> logits,
                const decode::Choice &choice) override;

private:
    const model::Tokenizer &m_tokenizer;
    std::shared_ptr<RecordedAnswer> m_expected; // the answer that comes
    bool m_isOpen = false;
    std::deque<std::shared_ptr<const RecordedAnswer>> m_answers; // the oldest first
};

} // namespace gatewright::completion
