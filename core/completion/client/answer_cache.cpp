// SPDX-License-Identifier: Apache-2.0
#include "core/completion/client/answer_cache.h"

#include <QCryptographicHash>

#include <algorithm>

namespace gatewright::completion {

namespace {

constexpr std::size_t keyBefore = 1024; // bytes
constexpr std::size_t keyAfter = 256;   // bytes

QByteArrayView bytes(std::string_view text)
{
    return {text.data(), static_cast<qsizetype>(text.size())};
}

std::string_view lastBytes(std::string_view text, std::size_t count)
{
    return text.substr(text.size() - std::min(text.size(), count));
}

std::string withUnixLineEnds(std::string_view text)
{
    std::string result(text);
    result.erase(std::remove(result.begin(), result.end(), '\r'), result.end());
    return result;
}

} // namespace

QByteArray AnswerCache::key(const CursorPlace &place, std::string_view before)
{
    QCryptographicHash hash(QCryptographicHash::Sha256);
    hash.addData(place.uri.toUtf8());
    hash.addData(QByteArrayView("\0", 1));
    hash.addData(bytes(lastBytes(before, keyBefore)));
    hash.addData(QByteArrayView("\0", 1));
    hash.addData(bytes(std::string_view(place.after).substr(0, keyAfter)));
    return hash.result();
}

void AnswerCache::store(const CursorPlace &place, const std::vector<Suggestion> &items)
{
    m_answers.insert(key(place, place.before), new std::vector<Suggestion>(items)); // the cache owns it
}

std::optional<std::vector<Suggestion>> AnswerCache::find(const CursorPlace &place)
{
    const std::string_view before = place.before;
    const std::size_t reach = std::min(lookBack, before.size());
    for (std::size_t typed = 0; typed <= reach; ++typed) {
        const QByteArray name = key(place, before.substr(0, before.size() - typed));
        const std::vector<Suggestion> *found = m_answers.object(name);
        if (!found)
            continue;
        const QString begun = QString::fromStdString(withUnixLineEnds(before.substr(before.size() - typed)));
        std::vector<Suggestion> items;
        for (const Suggestion &item : *found) {
            if (item.text.size() <= begun.size() || !item.text.startsWith(begun))
                continue;
            items.push_back(item);
            items.back().text.remove(0, begun.size());
        }
        // An answer that says "nothing here" counts where it was given, not further right.
        if (items.empty() && typed > 0)
            continue;
        return items;
    }
    return std::nullopt;
}

} // namespace gatewright::completion
