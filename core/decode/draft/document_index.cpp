// SPDX-License-Identifier: Apache-2.0
#include "core/decode/draft/document_index.h"

#include <algorithm>
#include <utility>

namespace gatewright::decode {

namespace {

constexpr std::size_t kTidyFrom = 65'536; // erased tokens

} // namespace

DocumentIndex::DocumentIndex(std::size_t mostTokens)
    : m_mostTokens(std::min(mostTokens, SuffixIndex::mostTokens / 2))
    , m_index(emptyIndex())
{
}

SuffixIndex DocumentIndex::emptyIndex()
{
    return SuffixIndex(SuffixIndex::Settings{});
}

void DocumentIndex::put(std::string_view key, std::span<const TokenId> tokens)
{
    erase(key);
    const auto kept = tokens.first(std::min(tokens.size(), m_mostTokens));
    if (kept.empty())
        return;
    makeRoom(kept.size());
    m_documents.insert_or_assign(std::string(key), Place{m_index.size(), kept.size()});
    m_index.append(kept);
    m_index.append(SuffixIndex::kBreak);
    m_live += kept.size();
}

bool DocumentIndex::erase(std::string_view key)
{
    const auto found = m_documents.find(std::string(key));
    if (found == m_documents.end())
        return false;
    m_index.erase(found->second.begin, found->second.begin + found->second.length);
    m_live -= found->second.length;
    m_documents.erase(found);
    if (m_documents.empty())
        m_index = emptyIndex();
    return true;
}

std::vector<std::string> DocumentIndex::keys(std::string_view keyPrefix) const
{
    std::vector<std::string> found;
    for (const auto &[key, place] : m_documents) {
        if (key.starts_with(keyPrefix))
            found.push_back(key);
    }
    return found;
}

std::size_t DocumentIndex::eraseAll(std::string_view keyPrefix)
{
    const std::vector<std::string> found = keys(keyPrefix);
    for (const std::string &key : found)
        erase(key);
    return found.size();
}

bool DocumentIndex::contains(std::string_view key) const
{
    return m_documents.contains(std::string(key));
}

std::vector<TokenId> DocumentIndex::tokensOf(std::string_view key) const
{
    const auto found = m_documents.find(std::string(key));
    if (found == m_documents.end())
        return {};
    const auto tokens = m_index.tokens().subspan(found->second.begin, found->second.length);
    return {tokens.begin(), tokens.end()};
}

std::vector<std::string> DocumentIndex::inOrder() const
{
    std::vector<std::pair<std::size_t, std::string>> places;
    places.reserve(m_documents.size());
    for (const auto &[key, place] : m_documents)
        places.emplace_back(place.begin, key);
    std::ranges::sort(places);
    std::vector<std::string> keys;
    keys.reserve(places.size());
    for (auto &[begin, key] : places)
        keys.push_back(std::move(key));
    return keys;
}

// A tenth more than is needed, so that the next texts find room without looking for the oldest again.
void DocumentIndex::makeRoom(std::size_t tokens)
{
    if (m_live + tokens <= m_mostTokens)
        return;
    const std::size_t wanted = m_mostTokens - std::min(m_mostTokens, tokens + m_mostTokens / 10);
    for (const std::string &key : inOrder()) {
        if (m_live <= wanted)
            break;
        erase(key);
        ++m_dropped;
    }
}

bool DocumentIndex::isUntidy() const
{
    const std::size_t erased = m_index.size() - m_live - m_documents.size();
    return erased > std::max(kTidyFrom, m_live);
}

bool DocumentIndex::tidy(std::stop_token stop)
{
    SuffixIndex index = emptyIndex();
    index.reserve(m_live + m_documents.size());
    std::unordered_map<std::string, Place> documents;
    for (std::string &key : inOrder()) {
        if (stop.stop_requested())
            return false;
        const Place &old = m_documents.at(key);
        const Place place{index.size(), old.length};
        index.append(m_index.tokens().subspan(old.begin, old.length));
        index.append(SuffixIndex::kBreak);
        documents.emplace(std::move(key), place);
    }
    m_index = std::move(index);
    m_documents = std::move(documents);
    return true;
}

void DocumentIndex::reserve(std::size_t tokens)
{
    m_index.reserve(m_index.size() + std::min(tokens, m_mostTokens));
}

} // namespace gatewright::decode
