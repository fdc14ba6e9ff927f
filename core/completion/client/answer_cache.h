// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/completion/client/cursor_place.h"
#include "core/completion/protocol/engine_messages.h"

#include <QByteArray>
#include <QCache>

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace gatewright::completion {

// The last answers by the text around their cursor. A place finds an answer that was given there, or up to
// 128 characters further left when everything typed since is what the answer began with: what is left of it
// is then the answer here. As in llama.vim; its extra keys for shifted windows are not needed, because a key
// here depends only on the text near the cursor. Texts have LF line ends.
class AnswerCache
{
public:
    static constexpr qsizetype capacity = 250;
    static constexpr std::size_t lookBack = 128; // bytes

    void store(const CursorPlace &place, const std::vector<Suggestion> &items);
    // Items that are used up by what was typed are left out; nothing when none is left.
    [[nodiscard]] std::optional<std::vector<Suggestion>> find(const CursorPlace &place);
    void clear() { m_answers.clear(); }
    [[nodiscard]] qsizetype size() const { return m_answers.size(); }

private:
    [[nodiscard]] static QByteArray key(const CursorPlace &place, std::string_view before);

    QCache<QByteArray, std::vector<Suggestion>> m_answers{capacity};
};

} // namespace gatewright::completion
