// SPDX-License-Identifier: Apache-2.0
#include "app/engine/learning/replay_log.h"

#include <algorithm>
#include <string_view>
#include <utility>
#include <vector>

namespace gatewright::engine {

namespace {

constexpr std::size_t kMostOffers = 256;

// Where two texts part, in bytes.
std::size_t commonLength(std::string_view a, std::string_view b)
{
    return static_cast<std::size_t>(std::ranges::mismatch(a, b).in1 - a.begin());
}

} // namespace

ReplayLog::ReplayLog(LearningFolders folders, OnChange onChange)
    : m_folders(std::move(folders))
    , m_onChange(std::move(onChange))
{
}

void ReplayLog::offer(const QString &id, const std::shared_ptr<const completion::RecordedAnswer> &answer,
                      std::size_t begin)
{
    const std::lock_guard lock(m_mutex);
    m_offers.push_back({id, answer, begin});
    if (m_offers.size() > kMostOffers)
        m_offers.pop_front();
}

void ReplayLog::forgetOffers()
{
    const std::lock_guard lock(m_mutex);
    m_offers.clear();
}

Result<void> ReplayLog::accepted(const QString &id, const QString &text, int tier)
{
    std::shared_ptr<const completion::RecordedAnswer> answer;
    std::size_t begin = 0;
    std::size_t end = 0;
    {
        const std::lock_guard lock(m_mutex);
        const auto offer = std::ranges::find(m_offers, id, &Offer::id);
        if (offer == m_offers.end() || !(answer = offer->answer.lock()))
            return {};
        // As the model wrote it: line ends are the document's, and what was changed since is not its own.
        const std::string accepted = QString(text).remove(QLatin1Char('\r')).toStdString();
        const std::string_view written = std::string_view(answer->text());
        const std::size_t length =
            commonLength(written.substr(std::min(offer->begin, written.size())), accepted);
        begin = offer->begin + offer->learned;
        // The rest of a token that was accepted in part comes with the next piece.
        end = answer->lastTokenEnd(offer->begin + length);
        if (end <= begin)
            return {};
        offer->learned = end - offer->begin;
    }
    learn::ReplayText kept{learn::sourceOf(id), learn::weightOf(tier), false, answer->positions(begin, end)};
    if (kept.positions.empty())
        return {};
    GW_TRY(store, storeOf(*answer));
    kept.continues = m_last.id == id && m_last.end == begin && m_last.record == store->end();
    GW_CHECK(store->append(kept));
    m_last = {id, end, store->end()};
    m_onChange(false);
    return {};
}

Result<learn::ReplayStore *> ReplayLog::storeOf(const completion::RecordedAnswer &answer)
{
    const learn::ModelIdentity identity{answer.modelHash(), {}};
    if (!m_store || m_identity != identity) {
        m_store.reset();
        GW_TRY(opened, learn::ReplayStore::open(m_folders.replay, identity, answer.embedding()));
        m_store = std::move(opened);
        m_identity = identity;
    }
    return m_store.get();
}

void ReplayLog::close()
{
    m_store.reset();
}

Result<learn::ErasedLearning> ReplayLog::erase(const QStringList &ids)
{
    forgetOffers();
    auto erased = learn::eraseLearned(m_folders.replay, m_folders.heads, ids);
    m_onChange(true);
    return erased;
}

Result<learn::ErasedLearning> ReplayLog::eraseAll()
{
    forgetOffers();
    close(); // its file goes
    auto erased = learn::eraseAllLearned(m_folders.replay, m_folders.heads);
    m_onChange(true);
    return erased;
}

void ReplayLog::erasedElsewhere()
{
    forgetOffers();
    close();
    m_onChange(true);
}

} // namespace gatewright::engine
