// SPDX-License-Identifier: Apache-2.0
#include "core/model/tokenizer_parts.h"

#include "core/tensors/gguf_metadata.h"
#include "core/text/utf8.h"

#include <algorithm>

namespace gatewright::model {

namespace {

// SentencePiece's own limit is 16 characters; longer tokens are never made by merges.
constexpr std::size_t kLongestMergedToken = 256;

tl::unexpected<Error> corrupt(const QString &fileName, QString message, std::string_view detail)
{
    return makeError(ErrorCode::Corrupt, std::move(message), tensors::toQString(detail.substr(0, 256)),
                     fileName);
}

} // namespace

VocabularyIndex indexOf(const TokenizerParts &parts, bool normalOnly)
{
    VocabularyIndex index;
    index.reserve(parts.names.size());
    for (std::size_t i = 0; i < parts.names.size(); ++i)
        if (!parts.names[i].empty() && (!normalOnly || parts.kinds[i] == TokenKind::Normal))
            index.emplace(parts.names[i], static_cast<TokenId>(i));
    return index;
}

Result<std::pair<std::string_view, std::string_view>> splitMerge(std::string_view line,
                                                                 const QString &fileName)
{
    const std::size_t blank = line.find(' ', 1); // letters of the alphabet are never blanks
    if (blank == std::string_view::npos)
        return corrupt(fileName, QStringLiteral("A merge of the tokenizer is not a pair."), line);
    return std::pair(line.substr(0, blank), line.substr(blank + 1));
}

Result<void> setMerges(TokenizerParts &parts,
                       std::span<const std::pair<std::string_view, std::string_view>> pairs)
{
    const VocabularyIndex vocabulary = indexOf(parts, false);
    parts.merges.reserve(pairs.size());
    std::string joinedName;
    for (const auto &[leftName, rightName] : pairs) {
        joinedName.assign(leftName).append(rightName);
        const auto left = vocabulary.find(leftName);
        const auto right = vocabulary.find(rightName);
        const auto joined = vocabulary.find(joinedName);
        if (left == vocabulary.end() || right == vocabulary.end() || joined == vocabulary.end())
            return corrupt(parts.fileName,
                           QStringLiteral("A merge of the tokenizer names a token that is not in the "
                                          "vocabulary."),
                           std::string(leftName).append(" ").append(rightName));
        parts.merges.push_back({left->second, right->second, joined->second});
    }
    return {};
}

void setMergesFromScores(TokenizerParts &parts, std::span<const float> scores)
{
    const VocabularyIndex vocabulary = indexOf(parts, true);
    std::vector<float> order(scores.begin(), scores.end());
    std::ranges::sort(order, std::ranges::greater());
    order.erase(std::unique(order.begin(), order.end()), order.end());
    for (std::size_t i = 0; i < parts.names.size(); ++i) {
        const std::string_view name = parts.names[i];
        if (parts.kinds[i] != TokenKind::Normal || name.size() > kLongestMergedToken)
            continue;
        const auto joined = vocabulary.find(name);
        if (joined == vocabulary.end() || joined->second != static_cast<TokenId>(i))
            continue; // the same name stood before
        const auto rank = static_cast<std::uint32_t>(
            std::ranges::lower_bound(order, scores[i], std::ranges::greater()) - order.begin());
        for (std::size_t cut = 1; cut < name.size(); ++cut) {
            if (utf8::isContinuation(name[cut]))
                continue;
            const auto left = vocabulary.find(name.substr(0, cut));
            const auto right = vocabulary.find(name.substr(cut));
            if (left == vocabulary.end() || right == vocabulary.end())
                continue;
            parts.merges.push_back({left->second, right->second, static_cast<TokenId>(i)});
            parts.ranks.push_back(rank);
        }
    }
}

} // namespace gatewright::model
