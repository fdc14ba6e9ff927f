// SPDX-License-Identifier: Apache-2.0
#include "core/base/random.h"
#include "core/model/byte_pair_encoder.h"

#include <QTest>

#include <optional>

using namespace gatewright;
using namespace gatewright::model;

namespace {

using Merge = BytePairEncoder::Merge;

// The definition, taken at its word: search the whole run for the best pair, join it, begin again.
std::vector<TokenId> encodeByDefinition(const std::vector<Merge> &merges, std::vector<TokenId> symbols)
{
    for (;;) {
        std::optional<std::pair<std::size_t, std::size_t>> best; // rank, position
        for (std::size_t position = 0; position + 1 < symbols.size(); ++position) {
            for (std::size_t rank = 0; rank < merges.size(); ++rank) {
                const bool matches =
                    merges[rank].left == symbols[position] && merges[rank].right == symbols[position + 1];
                if (matches && (!best || rank < best->first))
                    best = {rank, position};
            }
        }
        if (!best)
            return symbols;
        symbols[best->second] = merges[best->first].joined;
        symbols.erase(symbols.begin() + static_cast<std::ptrdiff_t>(best->second) + 1);
    }
}

std::vector<TokenId> encoded(const BytePairEncoder &encoder, const std::vector<TokenId> &symbols)
{
    std::vector<TokenId> out;
    encoder.encode(symbols, out);
    return out;
}

} // namespace

class TestBytePairEncoder : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void joinsInTheOrderOfRanks()
    {
        // a=0 b=1 c=2; "bc" comes before "ab".
        const BytePairEncoder encoder(std::vector<Merge>{{1, 2, 3}, {0, 1, 4}});
        QVERIFY((encoded(encoder, {0, 1, 2}) == std::vector<TokenId>{0, 3}));
        QVERIFY((encoded(encoder, {0, 1, 0}) == std::vector<TokenId>{4, 0}));
    }

    void joinsTheLeftmostOfEqualPairs()
    {
        const BytePairEncoder encoder(std::vector<Merge>{{0, 0, 1}});
        QVERIFY((encoded(encoder, {0, 0, 0}) == std::vector<TokenId>{1, 0}));
    }

    void shortRunsStayAsTheyAre()
    {
        const BytePairEncoder encoder(std::vector<Merge>{{0, 0, 1}});
        QVERIFY(encoded(encoder, {}).empty());
        QVERIFY((encoded(encoder, {7}) == std::vector<TokenId>{7}));
        QVERIFY((encoded(BytePairEncoder({}), {1, 2, 3}) == std::vector<TokenId>{1, 2, 3}));
    }

    void theFirstOfTwoEqualMergesCounts()
    {
        const BytePairEncoder encoder(std::vector<Merge>{{0, 1, 2}, {0, 1, 3}});
        QVERIFY((encoded(encoder, {0, 1}) == std::vector<TokenId>{2}));
    }

    void appendsToWhatIsThere()
    {
        std::vector<TokenId> out{9};
        BytePairEncoder(std::vector<Merge>{{0, 1, 2}}).encode(std::vector<TokenId>{0, 1}, out);
        QVERIFY((out == std::vector<TokenId>{9, 2}));
    }

    void agreesWithTheDefinitionOnRandomVocabularies()
    {
        RandomSource random(7);
        for (int round = 0; round < 300; ++round) {
            const TokenId letters = 2 + static_cast<TokenId>(random.below(4));
            std::vector<Merge> merges;
            for (TokenId next = letters; next < letters + 12; ++next) {
                const auto any = [&] {
                    return static_cast<TokenId>(random.below(static_cast<std::uint64_t>(next)));
                };
                merges.push_back({any(), any(), next});
            }
            const BytePairEncoder encoder(merges);
            for (int run = 0; run < 20; ++run) {
                std::vector<TokenId> symbols(random.below(40));
                for (TokenId &symbol : symbols)
                    symbol = static_cast<TokenId>(random.below(static_cast<std::uint64_t>(letters)));
                QVERIFY(encoded(encoder, symbols) == encodeByDefinition(merges, symbols));
            }
        }
    }

    void aMillionEqualSymbolsTakeNoQuadraticTime()
    {
        // 20 doublings: 2^20 symbols become one. Quadratic work would run into the test's time limit.
        std::vector<Merge> merges;
        for (TokenId level = 0; level < 20; ++level)
            merges.push_back({level, level, level + 1});
        const std::vector<TokenId> symbols(std::size_t{1} << 20, 0);
        QVERIFY((encoded(BytePairEncoder(merges), symbols) == std::vector<TokenId>{20}));
    }
};

QTEST_GUILESS_MAIN(TestBytePairEncoder)
#include "tst_byte_pair_encoder.moc"
