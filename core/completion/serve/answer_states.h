// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace gatewright::completion {

// What a model knew at each token of an answer that it made: kept in memory for a while, to be learned from
// if the answer is accepted. What is in it, only the maker knows (core/completion/local/state_recorder.h).
class AnswerStates
{
public:
    AnswerStates() = default;
    AnswerStates(const AnswerStates &) = delete;
    AnswerStates &operator=(const AnswerStates &) = delete;
    virtual ~AnswerStates() = default;
};

} // namespace gatewright::completion
