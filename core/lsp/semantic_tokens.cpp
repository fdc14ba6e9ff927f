// SPDX-License-Identifier: Apache-2.0
#include "core/lsp/semantic_tokens.h"

#include <algorithm>
#include <limits>

namespace gatewright::lsp {

namespace {

constexpr std::size_t numbersInAToken = 5;

// A long list of numbers without a Field for each.
Result<std::vector<std::uint32_t>> numbersFromJson(const Field &field)
{
    std::vector<std::uint32_t> numbers;
    if (field.isNothing())
        return numbers;
    if (!field.value().isArray())
        return field.refuse(QStringLiteral("must be a list"));
    const QJsonArray array = field.value().toArray();
    if (array.size() > SemanticTokens::mostNumbers)
        return makeError(ErrorCode::LimitExceeded, QStringLiteral("There are too many semantic tokens."));
    numbers.reserve(static_cast<std::size_t>(array.size()));
    for (const QJsonValue value : array) {
        const double number = value.toDouble(-1);
        if (number < 0 || number > std::numeric_limits<std::int32_t>::max())
            return field.refuse(QStringLiteral("must hold whole numbers"));
        numbers.push_back(static_cast<std::uint32_t>(number));
    }
    return numbers;
}

} // namespace

void SemanticTokens::forget()
{
    m_resultId.clear();
    m_numbers.clear();
}

Result<void> SemanticTokens::take(const Field &answer)
{
    if (answer.isNothing()) {
        forget();
        return {};
    }
    const QString id = answer["resultId"].value().toString();
    if (const Field edits = answer["edits"]; !edits.isNothing()) {
        if (auto applied = applyEdits(edits); !applied) {
            forget();
            return applied;
        }
    } else {
        auto numbers = numbersFromJson(answer["data"]);
        if (!numbers) {
            forget();
            return tl::unexpected(numbers.error());
        }
        m_numbers = std::move(*numbers);
    }
    m_resultId = id;
    return {};
}

Result<void> SemanticTokens::applyEdits(const Field &edits)
{
    struct Edit
    {
        std::size_t start;
        std::size_t removed;
        std::vector<std::uint32_t> inserted;
    };
    std::vector<Edit> all;
    GW_TRY(elements, edits.elements());
    for (const Field &element : elements) {
        GW_TRY(start, element["start"].unsignedInteger());
        GW_TRY(removed, element["deleteCount"].unsignedInteger());
        GW_TRY(data, numbersFromJson(element["data"]));
        all.push_back({static_cast<std::size_t>(start), static_cast<std::size_t>(removed), std::move(data)});
    }
    // They all count in the list before; from the back none moves another.
    std::ranges::stable_sort(all, std::ranges::greater(), &Edit::start);
    for (const Edit &edit : all) {
        if (edit.start > m_numbers.size() || edit.removed > m_numbers.size() - edit.start)
            return makeError(
                ErrorCode::Corrupt,
                QStringLiteral("A difference of semantic tokens does not fit what it is about."));
        if (m_numbers.size() + edit.inserted.size() > static_cast<std::size_t>(mostNumbers))
            return makeError(ErrorCode::LimitExceeded, QStringLiteral("There are too many semantic tokens."));
        const auto begin = m_numbers.begin() + static_cast<std::ptrdiff_t>(edit.start);
        const auto at = m_numbers.erase(begin, begin + static_cast<std::ptrdiff_t>(edit.removed));
        m_numbers.insert(at, edit.inserted.begin(), edit.inserted.end());
    }
    return {};
}

std::vector<SemanticToken> SemanticTokens::tokens() const
{
    std::vector<SemanticToken> found;
    found.reserve(m_numbers.size() / numbersInAToken);
    // 64 bits: sums of what a server may send do not overflow.
    std::uint64_t line = 0;
    std::uint64_t column = 0;
    for (std::size_t at = 0; at + numbersInAToken <= m_numbers.size(); at += numbersInAToken) {
        if (m_numbers[at] > 0)
            column = 0;
        line += m_numbers[at];
        column += m_numbers[at + 1];
        constexpr std::uint64_t most = std::numeric_limits<int>::max();
        if (line > most || column > most)
            break;
        found.push_back({static_cast<int>(line), static_cast<int>(column),
                         static_cast<int>(m_numbers[at + 2]), static_cast<int>(m_numbers[at + 3]),
                         m_numbers[at + 4]});
    }
    return found;
}

} // namespace gatewright::lsp
