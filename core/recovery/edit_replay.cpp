// SPDX-License-Identifier: Apache-2.0
#include "core/recovery/edit_replay.h"

#include <algorithm>
#include <cstring>

namespace gatewright::recovery {

namespace {

// A text with a hole where it is edited.
class GapText
{
public:
    explicit GapText(std::string_view text)
        : m_bytes(text.size() + smallestGap, '\0')
        , m_gap(text.size())
        , m_gapEnd(m_bytes.size())
    {
        text.copy(m_bytes.data(), text.size());
    }

    [[nodiscard]] std::size_t size() const { return m_bytes.size() - (m_gapEnd - m_gap); }

    void apply(const TextEdit &edit)
    {
        moveGap(edit.begin);
        m_gapEnd += edit.end - edit.begin;
        if (m_gapEnd - m_gap < edit.text.size())
            growGap(edit.text.size());
        edit.text.copy(m_bytes.data() + m_gap, edit.text.size());
        m_gap += edit.text.size();
    }

    [[nodiscard]] std::string text() const { return m_bytes.substr(0, m_gap) + m_bytes.substr(m_gapEnd); }

private:
    static constexpr std::size_t smallestGap = 64U * 1024U;

    void moveGap(std::size_t to)
    {
        char *bytes = m_bytes.data();
        if (to < m_gap)
            std::memmove(bytes + m_gapEnd - (m_gap - to), bytes + to, m_gap - to);
        else
            std::memmove(bytes + m_gap, bytes + m_gapEnd, to - m_gap);
        m_gapEnd = m_gapEnd + to - m_gap;
        m_gap = to;
    }

    void growGap(std::size_t needed)
    {
        const std::size_t more = needed + std::max(smallestGap, m_bytes.size() / 8);
        m_bytes.insert(m_gapEnd, more, '\0');
        m_gapEnd += more;
    }

    std::string m_bytes;
    std::size_t m_gap;
    std::size_t m_gapEnd;
};

bool continuesTyping(const TextEdit &before, const TextEdit &next)
{
    return next.begin == next.end && next.begin == before.newEnd() && !before.text.empty() &&
           before.text.back() != '\n';
}

// Backspace: each takes what stands before the one before.
bool continuesRubbing(const TextEdit &before, const TextEdit &next)
{
    return before.text.empty() && next.text.empty() && next.end == before.begin;
}

} // namespace

Replayed replay(std::string_view text, std::span<const TextEdit> edits)
{
    GapText gap(text);
    Replayed replayed;
    for (const TextEdit &edit : edits) {
        if (edit.begin > edit.end || edit.end > gap.size())
            break;
        gap.apply(edit);
        ++replayed.applied;
    }
    replayed.text = gap.text();
    return replayed;
}

std::vector<TextEdit> coalesced(std::span<const TextEdit> edits)
{
    std::vector<TextEdit> joined;
    for (const TextEdit &edit : edits) {
        if (!joined.empty() && continuesTyping(joined.back(), edit))
            joined.back().text += edit.text;
        else if (!joined.empty() && continuesRubbing(joined.back(), edit))
            joined.back().begin = edit.begin;
        else
            joined.push_back(edit);
    }
    return joined;
}

} // namespace gatewright::recovery
