// SPDX-License-Identifier: Apache-2.0
#include "core/store/schema.h"

#include <QStringList>

#include <array>

namespace gatewright::store {

namespace {

constexpr int longestComplaint = 200;        // SQLite names what the file itself named
constexpr qint64 applicationId = 0x47577374; // "GWst"

const std::array<QLatin1String, 4> tableNames{QLatin1String("completions"), QLatin1String("meta"),
                                              QLatin1String("outcomes"), QLatin1String("texts")};

// Version 1. A later version appends its own list of statements and never changes this one.
QStringList statementsOfVersion1()
{
    return {
        QStringLiteral("CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID"),
        QStringLiteral("CREATE TABLE texts (id INTEGER PRIMARY KEY, hash TEXT NOT NULL UNIQUE, "
                       "text TEXT NOT NULL) STRICT"),
        QStringLiteral("CREATE TABLE completions (id TEXT PRIMARY KEY, time INTEGER NOT NULL, "
                       "language TEXT NOT NULL, file TEXT NOT NULL, model TEXT NOT NULL, "
                       "tier INTEGER NOT NULL CHECK (tier BETWEEN -1 AND 2), score REAL NOT NULL, "
                       "tokens INTEGER NOT NULL CHECK (tokens >= 0), "
                       "text INTEGER REFERENCES texts (id)) STRICT, WITHOUT ROWID"),
        QStringLiteral("CREATE INDEX completions_by_time ON completions (time)"),
        QStringLiteral("CREATE INDEX completions_by_text ON completions (text)"),
        QStringLiteral("CREATE TABLE outcomes ("
                       "completion TEXT NOT NULL REFERENCES completions (id) ON DELETE CASCADE, "
                       "kind TEXT NOT NULL CHECK (kind IN ('accepted', 'partial', 'dismissed', 'typedOver', "
                       "'kept30s', 'kept5min')), "
                       "characters INTEGER NOT NULL CHECK (characters >= 0), "
                       "tier INTEGER NOT NULL CHECK (tier BETWEEN -1 AND 2), time INTEGER NOT NULL, "
                       "PRIMARY KEY (completion, kind)) STRICT, WITHOUT ROWID"),
        // The salt of the file identities: random, never exported, new after everything was erased.
        QStringLiteral("INSERT INTO meta VALUES ('salt', lower(hex(randomblob(16))))"),
        QStringLiteral("PRAGMA application_id = %1").arg(applicationId),
        QStringLiteral("PRAGMA user_version = 1"),
    };
}

tl::unexpected<Error> foreignFile(const Database &database, const QString &detail)
{
    return makeError(ErrorCode::Corrupt, QStringLiteral("This file is not a learning store."), detail,
                     database.path());
}

Result<bool> isEmpty(Database &database)
{
    GW_TRY(objects, database.number(QStringLiteral("SELECT count(*) FROM sqlite_schema")));
    return objects == 0;
}

Result<qint64> checkVersion(Database &database)
{
    GW_TRY(version, database.number(QStringLiteral("PRAGMA user_version")));
    GW_TRY(application, database.number(QStringLiteral("PRAGMA application_id")));
    if (application != applicationId || version < 1)
        return foreignFile(
            database, QStringLiteral("application_id %1, user_version %2").arg(application).arg(version));
    if (version > schemaVersion)
        return makeError(ErrorCode::Unsupported,
                         QStringLiteral("A newer version of Gatewright wrote this store; update this one."),
                         QStringLiteral("schema %1, this version knows %2").arg(version).arg(schemaVersion),
                         database.path());
    return version;
}

// A prepared file could run code of its own through triggers and views.
Result<void> checkObjects(Database &database)
{
    GW_TRY(active, database.number(QStringLiteral(
                       "SELECT count(*) FROM sqlite_schema WHERE type NOT IN ('table', 'index')")));
    if (active != 0)
        return foreignFile(database, QStringLiteral("it has triggers or views"));
    for (const QLatin1String name : tableNames) {
        GW_TRY(found, database.number(QStringLiteral("SELECT count(*) FROM sqlite_schema WHERE type = "
                                                     "'table' AND name = ? AND sql LIKE 'CREATE TABLE%'"),
                                      {QString(name)}));
        if (found != 1)
            return foreignFile(database, QStringLiteral("it has no table %1").arg(name));
    }
    return {};
}

} // namespace

Result<void> bringUpToDate(Database &database)
{
    GW_TRY(empty, isEmpty(database));
    if (empty) {
        GW_TRY(transaction, Transaction::begin(database));
        for (const QString &statement : statementsOfVersion1())
            GW_CHECK(database.run(statement));
        return transaction.commit();
    }
    // With a version 2 its statements run here, in one transaction, for a file of version 1.
    return checkSchema(database);
}

Result<void> checkSchema(Database &database)
{
    GW_CHECK(checkVersion(database));
    GW_CHECK(checkObjects(database));
    // Without it the identities of the files could be guessed.
    GW_TRY(salts, database.number(
                      QStringLiteral("SELECT count(*) FROM meta WHERE key = 'salt' AND length(value) = 32")));
    if (salts != 1)
        return foreignFile(database, QStringLiteral("it has no salt"));
    return {};
}

Result<void> checkPages(Database &database)
{
    GW_TRY(query, database.run(QStringLiteral("PRAGMA quick_check(1)")));
    const QString answer =
        query.next() ? query.value(0).toString().left(longestComplaint) : QStringLiteral("no answer");
    if (answer != QLatin1String("ok"))
        return makeError(ErrorCode::Corrupt, QStringLiteral("The learning store is damaged."), answer,
                         database.path());
    return {};
}

} // namespace gatewright::store
