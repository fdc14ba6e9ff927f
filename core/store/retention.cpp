// SPDX-License-Identifier: Apache-2.0
#include "core/store/retention.h"

#include "core/store/database.h"

#include <algorithm>
#include <cmath>

namespace gatewright::store {

namespace {

constexpr int mostRounds = 32;

Result<qint64> usedBytes(Database &database)
{
    GW_TRY(pages, database.number(QStringLiteral("PRAGMA page_count")));
    GW_TRY(unused, database.number(QStringLiteral("PRAGMA freelist_count")));
    GW_TRY(size, database.number(QStringLiteral("PRAGMA page_size")));
    return (pages - unused) * size;
}

Result<int> removeOld(Database &database, const QDateTime &before)
{
    GW_TRY(transaction, Transaction::begin(database));
    GW_TRY(removed, database.change(QStringLiteral("DELETE FROM completions WHERE time < ?"),
                                    {before.toMSecsSinceEpoch()}));
    GW_CHECK(removeUnusedTexts(database));
    if (removed > 0)
        GW_CHECK(oweCompaction(database));
    GW_CHECK(transaction.commit());
    return removed;
}

// About as many of the oldest rows as hold `excess` of `used` bytes.
Result<int> removeShare(Database &database, qint64 excess, qint64 used)
{
    GW_TRY(rows, database.number(QStringLiteral("SELECT count(*) FROM completions")));
    const double share = static_cast<double>(excess) / static_cast<double>(used);
    const auto count = static_cast<qint64>(std::ceil(share * static_cast<double>(rows)));
    GW_TRY(transaction, Transaction::begin(database));
    GW_TRY(removed, database.change(QStringLiteral("DELETE FROM completions WHERE id IN "
                                                   "(SELECT id FROM completions ORDER BY time, id LIMIT ?)"),
                                    {std::max<qint64>(count, 1)}));
    GW_CHECK(removeUnusedTexts(database));
    GW_CHECK(oweCompaction(database));
    GW_CHECK(transaction.commit());
    return removed;
}

// What oweCompaction() noted; empty when nothing is owed.
Result<QString> debtOf(Database &database)
{
    GW_TRY(query,
           database.run(QStringLiteral("SELECT substr(value, 1, 64) FROM meta WHERE key = 'compaction'")));
    return query.next() ? query.value(0).toString() : QString(QLatin1String(""));
}

} // namespace

Result<int> prune(Database &database, const RetentionRules &rules, const QDateTime &now)
{
    GW_TRY(removed, removeOld(database, now.addDays(-rules.days)));
    GW_TRY(used, usedBytes(database));
    if (used > rules.bytes) {
        const qint64 goal = rules.bytes - rules.bytes / 10;
        for (int round = 0; round < mostRounds && used > goal; ++round) {
            GW_TRY(gone, removeShare(database, used - goal, used));
            if (gone == 0)
                break;
            removed += gone;
            GW_TRY(now_used, usedBytes(database));
            used = now_used;
        }
    }
    if (removed > 0)
        GW_CHECK(compact(database));
    return removed;
}

Result<void> removeUnusedTexts(Database &database)
{
    GW_CHECK(database.run(QStringLiteral("DELETE FROM texts WHERE NOT EXISTS "
                                         "(SELECT 1 FROM completions WHERE completions.text = texts.id)")));
    return {};
}

Result<void> oweCompaction(Database &database)
{
    GW_CHECK(database.run(QStringLiteral("INSERT INTO meta VALUES ('compaction', lower(hex(randomblob(8)))) "
                                         "ON CONFLICT (key) DO UPDATE SET value = excluded.value")));
    return {};
}

Result<void> compactWhatIsOwed(Database &database)
{
    GW_TRY(owed, database.number(QStringLiteral("SELECT count(*) FROM meta WHERE key = 'compaction'")));
    return owed > 0 ? compact(database) : Result<void>();
}

Result<void> compact(Database &database)
{
    GW_TRY(debt, debtOf(database));
    GW_CHECK(database.run(QStringLiteral("VACUUM")));
    GW_TRY(busy, database.number(QStringLiteral("PRAGMA wal_checkpoint(TRUNCATE)")));
    if (busy != 0)
        return makeError(ErrorCode::Io,
                         QStringLiteral("The rows are erased, but another program reads the store just now "
                                        "and keeps its journal; try again."),
                         {}, database.path());
    // Only this debt: another process may have erased and owe another one by now.
    GW_CHECK(database.run(
        QStringLiteral("DELETE FROM meta WHERE key = 'compaction' AND substr(value, 1, 64) = ?"), {debt}));
    return {};
}

} // namespace gatewright::store
