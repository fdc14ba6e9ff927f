// SPDX-License-Identifier: Apache-2.0
#include "core/store/database.h"
#include "core/store/database_file.h"
#include "core/store/store.h"

#include <QSqlError>

#include <algorithm>
#include <utility>

// What only reads. A file may have been written by anybody: each value is brought into its limits.
namespace gatewright::store {

namespace {

constexpr int mostListed = 1000;
constexpr qint64 lastMillisecond = 253'402'300'799'999; // the end of the year 9999

constexpr int longestName = 64; // of a language or a kind

// SQLite cuts long values, so that they are never copied whole.
const QString columns =
    QStringLiteral("substr(completions.id, 1, %1), completions.time, substr(completions.language, 1, %2), "
                   "substr(completions.file, 1, %1), substr(completions.model, 1, %3), completions.tier, "
                   "completions.score, completions.tokens, substr(texts.text, 1, %4)")
        .arg(maximumIdLength)
        .arg(longestName)
        .arg(maximumModelLength)
        .arg(maximumTextLength);

QDateTime timeOf(const QVariant &value)
{
    return QDateTime::fromMSecsSinceEpoch(std::clamp<qint64>(value.toLongLong(), 0, lastMillisecond),
                                          Qt::UTC);
}

int countOf(const QVariant &value)
{
    return static_cast<int>(std::clamp<qint64>(value.toLongLong(), 0, maximumCount));
}

int tierOf(const QVariant &value)
{
    return static_cast<int>(std::clamp<qint64>(value.toLongLong(), -1, maximumTier));
}

QString shortText(const QVariant &value, int limit)
{
    return value.toString().left(limit);
}

Completion completionOf(const QSqlQuery &row)
{
    Completion completion;
    completion.id = shortText(row.value(0), maximumIdLength);
    completion.time = timeOf(row.value(1));
    completion.language = languageFromId(row.value(2).toString());
    completion.file = shortText(row.value(3), maximumIdLength);
    completion.model = shortText(row.value(4), maximumModelLength);
    completion.tier = tierOf(row.value(5));
    completion.score = std::clamp(row.value(6).toDouble(), 0.0, 1.0);
    completion.tokens = countOf(row.value(7));
    completion.text = shortText(row.value(8), maximumTextLength);
    return completion;
}

Result<void> checkEnd(const Database &database, const QSqlQuery &query)
{
    if (!query.lastError().isValid())
        return {};
    return makeError(ErrorCode::Corrupt, QStringLiteral("The learning store cannot be read to its end."),
                     query.lastError().text(), database.path());
}

Result<std::vector<StoredOutcome>> outcomesOf(Database &database, const QString &id)
{
    GW_TRY(query, database.run(QStringLiteral("SELECT substr(kind, 1, %1), characters, tier, time FROM "
                                              "outcomes WHERE completion = ? ORDER BY time, kind LIMIT 16")
                                   .arg(longestName),
                               {id}));
    std::vector<StoredOutcome> outcomes;
    while (query.next()) {
        if (const auto kind = outcomeFromName(query.value(0).toString()))
            outcomes.push_back(
                {*kind, countOf(query.value(1)), tierOf(query.value(2)), timeOf(query.value(3))});
    }
    GW_CHECK(checkEnd(database, query));
    return outcomes;
}

// The condition of a filter and the values to bind to it.
struct Condition
{
    QString text;
    QVariantList values;
};

Condition conditionOf(const Filter &filter)
{
    Condition condition{QStringLiteral(" WHERE 1"), {}};
    if (filter.language) {
        condition.text += QStringLiteral(" AND completions.language = ?");
        condition.values << languageId(*filter.language);
    }
    if (filter.kind) {
        condition.text += QStringLiteral(" AND EXISTS (SELECT 1 FROM outcomes WHERE outcomes.completion = "
                                         "completions.id AND outcomes.kind = ?)");
        condition.values << QString(outcomeName(*filter.kind));
    }
    return condition;
}

Result<std::vector<Completion>> select(Database &database, const Condition &condition, const QString &order,
                                       int limit, int offset)
{
    QVariantList values = condition.values;
    values << limit << offset;
    GW_TRY(query, database.run(QStringLiteral("SELECT ") + columns +
                                   QStringLiteral(" FROM completions LEFT JOIN texts ON texts.id = "
                                                  "completions.text") +
                                   condition.text + order + QStringLiteral(" LIMIT ? OFFSET ?"),
                               values));
    std::vector<Completion> rows;
    while (query.next()) {
        Completion completion = completionOf(query);
        GW_TRY(outcomes, outcomesOf(database, completion.id));
        completion.outcomes = std::move(outcomes);
        rows.push_back(std::move(completion));
    }
    GW_CHECK(checkEnd(database, query));
    return rows;
}

} // namespace

Result<std::vector<Completion>> Store::list(const Filter &filter, int limit, int offset) const
{
    return select(*m_database, conditionOf(filter),
                  QStringLiteral(" ORDER BY completions.time DESC, completions.id DESC"),
                  std::clamp(limit, 0, mostListed), std::max(offset, 0));
}

Result<int> Store::count(const Filter &filter) const
{
    const Condition condition = conditionOf(filter);
    GW_TRY(rows, m_database->number(QStringLiteral("SELECT count(*) FROM completions") + condition.text,
                                    condition.values));
    return static_cast<int>(rows);
}

Result<Completion> Store::show(const QString &id) const
{
    GW_TRY(rows, select(*m_database, {QStringLiteral(" WHERE completions.id = ?"), {id}}, {}, 1, 0));
    if (rows.empty())
        return makeError(ErrorCode::NotFound, QStringLiteral("The learning store has no such row."), {}, id);
    return std::move(rows.front());
}

Result<Statistics> Store::statistics() const
{
    Statistics statistics;
    GW_TRY(transaction, Transaction::begin(*m_database, Transaction::Kind::Read));
    {
        GW_TRY(query,
               m_database->run(QStringLiteral("SELECT count(*), min(time), max(time) FROM completions")));
        if (query.next()) {
            statistics.completions = query.value(0).toInt();
            if (!query.value(1).isNull()) {
                statistics.oldest = timeOf(query.value(1));
                statistics.newest = timeOf(query.value(2));
            }
        }
    }
    {
        GW_TRY(query, m_database->run(
                          QStringLiteral("SELECT count(*), sum(length(CAST(text AS BLOB))) FROM texts")));
        if (query.next()) {
            statistics.texts = query.value(0).toInt();
            statistics.textBytes = query.value(1).toLongLong();
        }
    }
    {
        GW_TRY(query, m_database->run(
                          QStringLiteral("SELECT substr(kind, 1, %1), count(*) FROM outcomes GROUP BY kind")
                              .arg(longestName)));
        while (query.next()) {
            if (const auto kind = outcomeFromName(query.value(0).toString()))
                statistics.byKind[static_cast<std::size_t>(*kind)] = query.value(1).toInt();
        }
        GW_CHECK(checkEnd(*m_database, query));
    }
    {
        GW_TRY(query,
               m_database->run(QStringLiteral("SELECT substr(language, 1, %1), count(*) FROM completions "
                                              "GROUP BY language ORDER BY language LIMIT 16")
                                   .arg(longestName)));
        while (query.next())
            statistics.byLanguage.emplace_back(shortText(query.value(0), maximumIdLength),
                                               query.value(1).toInt());
    }
    {
        // The highest tier that the suggestion reached, when it was shown or later.
        GW_TRY(query,
               m_database->run(QStringLiteral(
                   "SELECT reached, count(*) FROM (SELECT max(completions.tier, coalesce((SELECT "
                   "max(outcomes.tier) FROM outcomes WHERE outcomes.completion = completions.id), -1)) AS "
                   "reached FROM completions) GROUP BY reached ORDER BY reached")));
        while (query.next() && statistics.byTier.size() < 16)
            statistics.byTier.emplace_back(tierOf(query.value(0)), query.value(1).toInt());
    }
    statistics.fileBytes = bytesOnDisk(m_path);
    GW_CHECK(transaction.commit());
    return statistics;
}

Result<void> Store::visitAll(const Begin &begin, const Visit &visit, std::stop_token stop) const
{
    // One read transaction: what is written meanwhile is not seen.
    GW_TRY(transaction, Transaction::begin(*m_database, Transaction::Kind::Read));
    GW_TRY(total, count({}));
    GW_CHECK(begin(total));
    {
        GW_TRY(query, m_database->run(QStringLiteral("SELECT ") + columns +
                                      QStringLiteral(" FROM completions LEFT JOIN texts ON texts.id = "
                                                     "completions.text ORDER BY completions.time, "
                                                     "completions.id")));
        while (query.next()) {
            if (stop.stop_requested())
                return makeError(ErrorCode::Cancelled, QStringLiteral("Cancelled."));
            Completion completion = completionOf(query);
            GW_TRY(outcomes, outcomesOf(*m_database, completion.id));
            completion.outcomes = std::move(outcomes);
            GW_CHECK(visit(completion));
        }
        GW_CHECK(checkEnd(*m_database, query));
    }
    return transaction.commit();
}

} // namespace gatewright::store
