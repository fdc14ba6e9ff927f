// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string>
#include <utility>

namespace gatewright::completion {

// What a model goes on from: UTF-8 with LF line ends. None of its texts is ever parsed for control tokens:
// "<|endoftext|>" in a source file stays text.
struct Prompt
{
    enum class Form {
        GoOn,   // from the end of `text`
        FillIn, // the same, with what comes behind the cursor: for models that have tokens for it
        Answer, // answer the request `text`: for models that were trained to
    };

    // What was typed is a prompt; so a test or a tool says what the model is to read.
    Prompt() = default;
    Prompt(std::string toGoOnFrom) // NOLINT(google-explicit-constructor)
        : text(std::move(toGoOnFrom))
    {
    }
    Prompt(const char *toGoOnFrom) // NOLINT(google-explicit-constructor)
        : text(toGoOnFrom)
    {
    }

    Form form = Form::GoOn;
    // All up to the cursor, wherever that stands in a word; of an Answer the request.
    std::string text;
    // How many bytes of `text` stand before the text of the file itself: they change only when another file
    // does, or when the cursor leaves the place.
    std::size_t contextBytes = 0;

    // FillIn: the model fills a hole between text[0, hole) and `after`, and what `text` has from `hole` on is
    // what it has filled in already. So the text that is being typed stands at the end of what the model
    // reads, and a key costs the tokens of that key: with the hole at the cursor it would cost all of
    // `after`.
    std::size_t hole = 0;
    std::string after;

    std::string system; // Answer: who answers, and how; may be empty
    std::string begun;  // Answer: what the answer begins with, as if the model had written it

    // Whether a model that has read `other` has read the beginning of this.
    [[nodiscard]] bool beginsWith(const Prompt &other) const
    {
        return form == other.form && hole == other.hole && after == other.after && system == other.system &&
               begun == other.begun && text.starts_with(other.text);
    }
    friend bool operator==(const Prompt &, const Prompt &) = default;
};

} // namespace gatewright::completion
