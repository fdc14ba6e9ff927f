// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/completion/serve/completion_query.h"

#include <optional>
#include <string>
#include <string_view>

namespace gatewright::completion {

// The suggestion that was answered last: while what is typed is how it begins, the rest of it is the answer,
// and the model is not asked again. (The window keeps what it shows by itself; this is for other editors,
// and for a cursor that comes back.) Likeliest texts only: of drawn ones the next draw would be another.
class StandingAnswer
{
public:
    // What the query asks at, as the model reads it; `after` is the document behind the cursor.
    void stand(const CompletionQuery &query, const Prompt &prompt, std::string_view after,
               const CompletionAnswer &answer);
    // The part of the suggestion that was not typed yet, empty when all of it was; nothing when something
    // else was typed, or anywhere else, or when another number of candidates is wanted. Line ends are those
    // of the document.
    [[nodiscard]] std::optional<CompletionItem> rest(const CompletionQuery &query, const Prompt &prompt,
                                                     std::string_view after) const;
    void forget() { m_item.reset(); }

private:
    Prompt m_prompt;
    std::string m_after;
    SamplingChoice m_sampling;
    int m_maxTokens = 0;
    std::optional<CompletionItem> m_item;
};

} // namespace gatewright::completion
