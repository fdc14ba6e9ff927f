// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/completion/serve/completion_query.h"

#include <QByteArray>
#include <QCache>

#include <cstddef>
#include <string_view>

namespace gatewright::completion {

// The last answers by all that they depend on, so that one which was made ahead of time, or asked for twice,
// need not be made again: what is found here is what the model would say. (Answers to places further left,
// whose text was typed since, are the window's business: client/answer_cache.h.)
class AnswerMemory
{
public:
    static constexpr qsizetype capacity = 250;

    // `before` and `after`: the document as far as an answer looks at it.
    [[nodiscard]] static QByteArray key(const CompletionQuery &query, std::string_view prompt,
                                        std::string_view before, std::string_view after);

    // Answers that say more about the moment than about the place are not kept: stopped, failed, out of time.
    void keep(const QByteArray &key, const CompletionAnswer &answer);
    // Null when there is none. Lives until the next keep().
    [[nodiscard]] const CompletionAnswer *find(const QByteArray &key);
    [[nodiscard]] qsizetype size() const { return m_answers.size(); }

private:
    QCache<QByteArray, CompletionAnswer> m_answers{capacity};
};

} // namespace gatewright::completion
