// SPDX-License-Identifier: Apache-2.0
#include "core/base/random.h"
#include "core/decode/draft/suffix_index.h"

#include <QTest>

#include <algorithm>
#include <map>

using namespace gatewright;
using namespace gatewright::decode;

namespace {

// No caps, so that everything that matches is found.
SuffixIndex::Settings complete()
{
    SuffixIndex::Settings settings;
    settings.orders = {1, 2, 4};
    settings.mostMatches = settings.mostSteps = 1'000'000;
    return settings;
}

std::vector<TokenId> randomTokens(RandomSource &random, std::size_t count, TokenId alphabet)
{
    std::vector<TokenId> tokens;
    for (std::size_t i = 0; i < count; ++i)
        tokens.push_back(static_cast<TokenId>(random.below(static_cast<std::uint64_t>(alphabet))));
    return tokens;
}

std::vector<TokenId> reversed(const std::vector<TokenId> &tokens)
{
    RecentTokens recent;
    recent.addBefore(tokens);
    return {recent.tokens().begin(), recent.tokens().end()};
}

// By looking at every place.
std::map<std::uint32_t, std::uint16_t> matchesByHand(const std::vector<TokenId> &text,
                                                     const std::vector<TokenId> &recent)
{
    std::map<std::uint32_t, std::uint16_t> matches;
    for (std::size_t next = 1; next < text.size(); ++next) {
        std::uint16_t length = 0;
        while (length < recent.size() && length < next && text[next - 1 - length] == recent[length] &&
               recent[length] != SuffixIndex::kBreak)
            ++length;
        if (length > 0 && text[next] != SuffixIndex::kBreak)
            matches[static_cast<std::uint32_t>(next)] = length;
    }
    return matches;
}

std::map<std::uint32_t, std::uint16_t> found(const SuffixIndex &index, const std::vector<TokenId> &recent)
{
    std::vector<SuffixIndex::Match> matches;
    index.find(recent, matches);
    std::map<std::uint32_t, std::uint16_t> byPlace;
    for (const SuffixIndex::Match &match : matches)
        byPlace[match.next] = match.length;
    return byPlace.size() == matches.size() ? byPlace : std::map<std::uint32_t, std::uint16_t>{};
}

} // namespace

class TestSuffixIndex : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void findsEveryPlaceThatMatches()
    {
        RandomSource random(1);
        for (const TokenId alphabet : {2, 3, 20}) {
            SuffixIndex index(complete());
            std::vector<TokenId> text = randomTokens(random, 2000, alphabet);
            for (std::size_t i = 0; i < text.size(); i += 97)
                text[i] = SuffixIndex::kBreak;
            index.append(text);
            for (int i = 0; i < 50; ++i) {
                const std::size_t end = 1 + random.below(text.size());
                std::vector<TokenId> past(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(end));
                past.push_back(static_cast<TokenId>(random.below(static_cast<std::uint64_t>(alphabet))));
                std::erase(past, SuffixIndex::kBreak);
                QCOMPARE(found(index, reversed(past)), matchesByHand(text, reversed(past)));
            }
        }
    }

    void longestFirstThenNewest()
    {
        SuffixIndex index(complete());
        index.append(std::vector<TokenId>{1, 2, 3, 4, 50, 9, 3, 4, 60, 8, 3, 4, 70, 7, 4, 80, 1, 2, 3, 4});
        std::vector<SuffixIndex::Match> matches;
        index.find(reversed({1, 2, 3, 4}), matches);
        std::vector<TokenId> next;
        for (const SuffixIndex::Match &match : matches)
            next.push_back(index.at(match.next));
        QCOMPARE(next, (std::vector<TokenId>{50, 70, 60, 80}));
        QCOMPARE(matches.front().length, std::uint16_t{4});
    }

    void whatWasTruncatedNeverWas()
    {
        RandomSource random(2);
        const std::vector<TokenId> text = randomTokens(random, 5000, 4);
        SuffixIndex whole(complete());
        whole.append(std::span(text).first(1500));
        SuffixIndex index(complete());
        index.append(text); // grows its tables on the way
        index.truncate(900);
        index.append(randomTokens(random, 700, 4));
        index.truncate(900);
        index.append(std::span(text).subspan(900, 600));
        for (std::size_t end = 1000; end < 1400; end += 37) {
            const std::vector<TokenId> past(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(end));
            QCOMPARE(found(index, reversed(past)), found(whole, reversed(past)));
        }
    }

    void whatIsErasedIsFoundNoMore()
    {
        SuffixIndex index(complete());
        index.append(
            std::vector<TokenId>{1, 2, 3, 4, 5, SuffixIndex::kBreak, 1, 2, 3, 4, 6, SuffixIndex::kBreak});
        index.erase(0, 5);
        QCOMPARE(found(index, reversed({1, 2, 3, 4})).size(), std::size_t{1});
        QVERIFY(std::ranges::find(index.tokens(), 5) == index.tokens().end());
        // Truncating over an erasure leaves nothing that leads astray.
        index.truncate(2);
        index.append(std::vector<TokenId>{7, 1, 2, 3, 4, 8});
        QCOMPARE(found(index, reversed({1, 2, 3, 4})), (std::map<std::uint32_t, std::uint16_t>{{7, 4}}));
    }

    void nothingMatchesAcrossABreak()
    {
        SuffixIndex index(complete());
        index.append(std::vector<TokenId>{1, 2, SuffixIndex::kBreak, 3, 4, 5});
        QCOMPARE(found(index, reversed({1, 2, 3, 4})), (std::map<std::uint32_t, std::uint16_t>{{5, 2}}));
        QVERIFY(found(index, reversed({1, 2})).empty());
    }

    void aLookupIsBounded()
    {
        SuffixIndex::Settings settings;
        settings.orders = {0, 1, 2};
        settings.mostMatches = 10;
        settings.mostSteps = 50;
        SuffixIndex index(settings);
        for (int i = 0; i < 100'000; ++i)
            index.append(TokenId{i % 2});
        std::vector<SuffixIndex::Match> matches;
        index.find(reversed({0, 1, 0, 1}), matches);
        QCOMPARE(matches.size(), std::size_t{10});
        QVERIFY(matches.front().next > 99'990); // the newest
    }

    void anEmptyIndexFindsNothing()
    {
        const SuffixIndex index(complete());
        std::vector<SuffixIndex::Match> matches;
        index.find({}, matches);
        index.find(reversed({1, 2}), matches);
        QVERIFY(matches.empty());
        QCOMPARE(index.at(0), SuffixIndex::kBreak);
    }
};

QTEST_GUILESS_MAIN(TestSuffixIndex)
#include "tst_suffix_index.moc"
