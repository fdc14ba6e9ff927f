// SPDX-License-Identifier: Apache-2.0
#include "core/base/random.h"
#include "core/decode/draft/document_index.h"

#include <QTest>

using namespace gatewright;
using namespace gatewright::decode;

namespace {

std::size_t matches(const DocumentIndex &index, const std::vector<TokenId> &past)
{
    RecentTokens recent;
    recent.addBefore(past);
    std::vector<SuffixIndex::Match> found;
    index.index().find(recent.tokens(), found);
    return found.size();
}

} // namespace

class TestDocumentIndex : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void textsAreReplacedAndErasedByTheirKeys()
    {
        DocumentIndex index;
        index.put("file/a.cpp", std::vector<TokenId>{1, 2, 3});
        index.put("file/b.cpp", std::vector<TokenId>{1, 2, 4, 5});
        index.put("store/1", std::vector<TokenId>{1, 2, 6});
        QCOMPARE(index.documents(), std::size_t{3});
        QCOMPARE(index.tokens(), std::size_t{10});
        QCOMPARE(matches(index, {1, 2}), std::size_t{3});
        index.put("file/b.cpp", std::vector<TokenId>{7, 8, 9});
        QCOMPARE(matches(index, {1, 2}), std::size_t{2});
        QCOMPARE(matches(index, {7, 8}), std::size_t{1});
        QVERIFY(index.erase("store/1"));
        QVERIFY(!index.erase("store/1"));
        QCOMPARE(matches(index, {1, 2}), std::size_t{1});
        QCOMPARE(index.eraseAll("file/"), std::size_t{2});
        QCOMPARE(index.tokens(), std::size_t{0});
        QCOMPARE(matches(index, {1, 2}), std::size_t{0});
    }

    void aTextWithoutTokensIsNone()
    {
        DocumentIndex index;
        index.put("a", std::vector<TokenId>{1, 2});
        index.put("a", {});
        QVERIFY(!index.contains("a"));
    }

    void theOldestGoForLackOfRoom()
    {
        DocumentIndex index(1000);
        const std::vector<TokenId> text(100, 7);
        for (int i = 0; i < 50; ++i)
            index.put("text/" + std::to_string(i), text);
        QVERIFY(index.tokens() <= 1000);
        QVERIFY(index.tokens() >= 800);
        QVERIFY(index.contains("text/49"));
        QVERIFY(!index.contains("text/0"));
        QCOMPARE(index.dropped() + index.documents(), std::size_t{50});
        index.put("huge", std::vector<TokenId>(5000, 3));
        QVERIFY(index.tokens() <= 1000);
        QVERIFY(index.contains("huge"));
    }

    void tidyingGivesMemoryBackAndChangesNothing()
    {
        RandomSource random(3);
        DocumentIndex index;
        for (int round = 0; round < 6; ++round) {
            for (int i = 0; i < 40; ++i) {
                std::vector<TokenId> text;
                for (int token = 0; token < 1000; ++token)
                    text.push_back(static_cast<TokenId>(random.below(50)));
                index.put("text/" + std::to_string(i), text);
            }
        }
        QVERIFY(index.isUntidy());
        const std::size_t before = index.bytes();
        const std::vector<TokenId> text = index.tokensOf("text/7");
        const std::vector<TokenId> past(text.begin() + 100, text.begin() + 110);
        const std::size_t found = matches(index, past);
        std::stop_source stopped;
        stopped.request_stop();
        QVERIFY(!index.tidy(stopped.get_token()));
        QVERIFY(index.isUntidy());
        QVERIFY(index.tidy({}));
        QVERIFY(!index.isUntidy());
        QVERIFY(index.bytes() * 2 < before);
        QCOMPARE(index.tokensOf("text/7"), text);
        QCOMPARE(matches(index, past), found);
        QCOMPARE(index.tokens(), std::size_t{40'000});
    }
};

QTEST_GUILESS_MAIN(TestDocumentIndex)
#include "tst_document_index.moc"
