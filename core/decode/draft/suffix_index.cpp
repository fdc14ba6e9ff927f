// SPDX-License-Identifier: Apache-2.0
#include "core/decode/draft/suffix_index.h"

#include <algorithm>
#include <bit>
#include <limits>

namespace gatewright::decode {

namespace {

constexpr unsigned kLeastBits = 10;
constexpr std::size_t kTokensPerBucket = 2;

std::uint64_t mixed(std::uint64_t hash, TokenId token)
{
    return (hash ^ static_cast<std::uint32_t>(token)) * 0x9e3779b97f4a7c15ULL;
}

std::size_t bucketFor(std::uint64_t hash, unsigned bits)
{
    return static_cast<std::size_t>((hash ^ (hash >> 29)) * 0xbf58476d1ce4e5b9ULL >> (64 - bits));
}

unsigned bitsFor(std::size_t tokens)
{
    return std::max(kLeastBits, static_cast<unsigned>(std::bit_width(tokens / kTokensPerBucket)));
}

} // namespace

SuffixIndex::SuffixIndex(Settings settings)
    : m_settings(std::move(settings))
{
    for (const std::uint8_t order : m_settings.orders)
        if (order > 0)
            m_chains.push_back({order, {}, {}});
    rebuild(kLeastBits);
}

void SuffixIndex::reserve(std::size_t tokens)
{
    const std::size_t wanted = std::min(tokens, mostTokens);
    m_tokens.reserve(wanted);
    for (Chain &chain : m_chains)
        chain.previous.reserve(wanted);
    if (bitsFor(wanted) > m_bucketBits)
        rebuild(bitsFor(wanted));
}

void SuffixIndex::append(TokenId token)
{
    if (m_tokens.size() >= mostTokens)
        return;
    if (m_tokens.size() == m_tokens.capacity())
        grow();
    m_tokens.push_back(token);
    if (m_tokens.size() > kTokensPerBucket << m_bucketBits) {
        rebuild(m_bucketBits + 1);
        return;
    }
    m_run = token == kBreak ? 0 : m_run + 1;
    link(m_tokens.size() - 1);
}

// Large ones by an eighth, so that little of the memory is empty.
void SuffixIndex::grow()
{
    constexpr std::size_t kLarge = 1 << 16;
    const std::size_t size = m_tokens.size();
    const std::size_t wanted = size < kLarge ? std::max<std::size_t>(64, 2 * size) : size + size / 8;
    m_tokens.reserve(wanted);
    for (Chain &chain : m_chains)
        chain.previous.reserve(wanted);
}

void SuffixIndex::append(std::span<const TokenId> tokens)
{
    for (const TokenId token : tokens)
        append(token);
}

// Its newest place is the head of each chain that it is in.
void SuffixIndex::truncate(std::size_t size)
{
    while (m_tokens.size() > size) {
        const std::size_t place = m_tokens.size() - 1;
        const std::size_t run = runAt(place);
        for (Chain &chain : m_chains) {
            if (run >= chain.order)
                chain.heads[bucketOf(chain, place)] = chain.previous[place];
            chain.previous.pop_back();
        }
        m_tokens.pop_back();
    }
    m_run = m_tokens.empty() ? 0 : runAt(m_tokens.size() - 1);
}

void SuffixIndex::erase(std::size_t begin, std::size_t end)
{
    const std::size_t last = std::min(end, m_tokens.size());
    for (std::size_t place = begin; place < last; ++place)
        m_tokens[place] = kBreak;
    m_run = m_tokens.empty() ? 0 : runAt(m_tokens.size() - 1);
}

// As far as a chain or the next token needs to know it.
std::size_t SuffixIndex::runAt(std::size_t place) const
{
    std::size_t run = 0;
    while (run < RecentTokens::most && run <= place && m_tokens[place - run] != kBreak)
        ++run;
    return run;
}

std::size_t SuffixIndex::bucketOf(const Chain &chain, std::size_t place) const
{
    std::uint64_t hash = chain.order;
    for (std::size_t i = 0; i < chain.order; ++i)
        hash = mixed(hash, m_tokens[place - i]);
    return bucketFor(hash, m_bucketBits);
}

void SuffixIndex::link(std::size_t place)
{
    for (Chain &chain : m_chains) {
        if (m_run < chain.order) {
            chain.previous.push_back(kNone);
            continue;
        }
        std::uint32_t &head = chain.heads[bucketOf(chain, place)];
        chain.previous.push_back(head);
        head = static_cast<std::uint32_t>(place);
    }
}

void SuffixIndex::rebuild(unsigned bits)
{
    m_bucketBits = bits;
    for (Chain &chain : m_chains) {
        chain.heads.assign(std::size_t{1} << bits, kNone);
        chain.previous.clear();
    }
    m_run = 0;
    for (std::size_t place = 0; place < m_tokens.size(); ++place) {
        m_run = m_tokens[place] == kBreak ? 0 : m_run + 1;
        link(place);
    }
}

std::size_t SuffixIndex::commonLength(std::size_t place, std::span<const TokenId> recent) const
{
    const std::size_t most = std::min(recent.size(), place + 1);
    std::size_t length = 0;
    while (length < most && m_tokens[place - length] == recent[length])
        ++length;
    return length;
}

void SuffixIndex::find(std::span<const TokenId> recent, std::vector<Match> &matches,
                       std::size_t leastOrder) const
{
    const std::size_t most = matches.size() + m_settings.mostMatches;
    std::size_t longer = std::numeric_limits<std::size_t>::max(); // what the chain before has given already
    for (std::size_t i = m_chains.size(); i-- > 0 && matches.size() < most;) {
        const Chain &chain = m_chains[i];
        if (recent.size() < chain.order || chain.order < leastOrder)
            continue;
        std::uint64_t hash = chain.order;
        for (std::size_t back = 0; back < chain.order; ++back)
            hash = mixed(hash, recent[back]);
        std::uint32_t place = chain.heads[bucketFor(hash, m_bucketBits)];
        // A place beyond the end was truncated after an erasure; so was one that is not before its follower.
        for (std::size_t step = 0;
             place < m_tokens.size() && step < m_settings.mostSteps && matches.size() < most; ++step) {
            const std::size_t length = commonLength(place, recent);
            if (length >= chain.order && length < longer && at(place + 1) != kBreak)
                matches.push_back({place + 1, static_cast<std::uint16_t>(length)});
            const std::uint32_t before = chain.previous[place];
            if (before >= place)
                break;
            place = before;
        }
        longer = chain.order;
    }
}

std::size_t SuffixIndex::bytes() const
{
    std::size_t bytes = m_tokens.capacity() * sizeof(TokenId);
    for (const Chain &chain : m_chains)
        bytes += (chain.previous.capacity() + chain.heads.capacity()) * sizeof(std::uint32_t);
    return bytes;
}

} // namespace gatewright::decode
