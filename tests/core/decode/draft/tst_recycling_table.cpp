// SPDX-License-Identifier: Apache-2.0
#include "core/decode/draft/recycling_table.h"
#include "tests/support/result_test.h"

using namespace gatewright;
using namespace gatewright::decode;

namespace {

RowTop rowOf(std::vector<TokenId> tokens)
{
    RowTop row;
    row.count = tokens.size();
    for (std::size_t i = 0; i < tokens.size(); ++i) {
        row.tokens[i] = tokens[i];
        row.behind[i] = -0.5F * static_cast<float>(i);
    }
    return row;
}

using Recent = std::vector<TokenId>; // last token first

TokenId best(const RecyclingTable &table, const Recent &recent)
{
    const auto found = table.find(recent);
    return found.entry ? found.entry->tokens[0] : -1;
}

} // namespace

class TestRecyclingTable : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theLongestKeyThatIsKnownAnswers()
    {
        RecyclingTable table;
        table.put(Recent{3, 2, 1}, rowOf({10, 11}));
        table.put(Recent{3, 2, 9}, rowOf({20}));
        table.put(Recent{3, 8, 9}, rowOf({30}));
        QCOMPARE(best(table, {3, 2, 1}), 10);
        QCOMPARE(table.find(Recent{3, 2, 1}).keyLength, std::size_t{3});
        QCOMPARE(best(table, {3, 2, 7}), 20); // the newest behind (2, 3)
        QCOMPARE(table.find(Recent{3, 2, 7}).keyLength, std::size_t{2});
        QCOMPARE(best(table, {3, 7, 7}), 30);
        QCOMPARE(best(table, {3}), 30);
        QVERIFY(!table.find(Recent{4}).entry);
        QVERIFY(!table.find(Recent{}).entry);
    }

    void aNewRowReplacesTheOldOne()
    {
        RecyclingTable table;
        table.put(Recent{2, 1}, rowOf({10, 11}));
        const std::size_t size = table.size();
        table.put(Recent{2, 1}, rowOf({12}));
        QCOMPARE(best(table, {2, 1}), 12);
        QCOMPARE(table.find(Recent{2, 1}).entry->count, std::uint8_t{1});
        QCOMPARE(table.size(), size);
    }

    void staysWithinItsSize()
    {
        RecyclingTable table;
        for (int i = 0; i < 200'000; ++i)
            table.put(Recent{i, i + 1}, rowOf({i}));
        QVERIFY(table.size() <= RecyclingTable::mostEntries);
        QVERIFY(table.size() > RecyclingTable::mostEntries * 9 / 10);
        QCOMPARE(best(table, {199'999, 200'000}), 199'999);
    }

    void erasesTheRowsOfAText()
    {
        RecyclingTable table;
        table.put(Recent{3, 2, 1}, rowOf({10}));
        table.put(Recent{4, 3, 2}, rowOf({11}));
        table.put(Recent{7, 6, 5}, rowOf({12}));
        table.erase(std::vector<TokenId>{1, 2, 3, 4});
        QVERIFY(!table.find(Recent{3, 2, 1}).entry);
        QVERIFY(!table.find(Recent{4, 3, 2}).entry);
        QCOMPARE(best(table, {7, 6, 5}), 12);
        QCOMPARE(table.size(), std::size_t{3});
    }

    void isSavedAndRestored()
    {
        RecyclingTable table;
        table.put(Recent{3, 2, 1}, rowOf({10, 11, 12}));
        table.put(Recent{4, 3, 2}, rowOf({13}));
        const QByteArray bytes = table.save();
        RecyclingTable other;
        other.put(Recent{9}, rowOf({1}));
        GW_VERIFY_RESULT(other.restore(bytes, 20));
        QCOMPARE(other.size(), table.size());
        QVERIFY(!other.find(Recent{9}).entry);
        const auto found = other.find(Recent{3, 2, 1});
        QVERIFY(found.entry);
        QCOMPARE(found.entry->tokens[2], 12);
        QCOMPARE(found.entry->logitBehind(2), 1.0);
        QCOMPARE(other.save(), bytes);
    }

    void whatIsDamagedIsRefusedAndChangesNothing()
    {
        RecyclingTable table;
        table.put(Recent{3, 2, 1}, rowOf({10, 11, 12}));
        const QByteArray bytes = table.save();
        RecyclingTable other;
        other.put(Recent{9}, rowOf({1}));
        for (qsizetype size = 0; size < bytes.size(); ++size)
            GW_VERIFY_ERROR(other.restore(bytes.left(size), 20), ErrorCode::Corrupt);
        GW_VERIFY_ERROR(other.restore(bytes + 'x', 20), ErrorCode::Corrupt);
        GW_VERIFY_ERROR(other.restore(bytes, 12), ErrorCode::Corrupt); // of a larger vocabulary
        GW_VERIFY_ERROR(other.restore(QByteArray("\xff\xff\xff\xff"), 20), ErrorCode::Corrupt);
        QCOMPARE(best(other, {9}), 1);
        QCOMPARE(other.size(), std::size_t{1});
    }
};

QTEST_GUILESS_MAIN(TestRecyclingTable)
#include "tst_recycling_table.moc"
