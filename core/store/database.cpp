// SPDX-License-Identifier: Apache-2.0
#include "core/store/database.h"

#include <QSqlError>
#include <QUuid>

#include <utility>

namespace gatewright::store {

namespace {

// SQLite's primary result codes.
constexpr int sqliteBusy = 5;
constexpr int sqliteLocked = 6;
constexpr int sqliteCorrupt = 11;
constexpr int sqliteFull = 13;
constexpr int sqliteNotADatabase = 26;

int primaryCode(const QSqlError &error)
{
    return error.nativeErrorCode().toInt() & 0xff;
}

Result<void> applyPragmas(Database &database, Database::Mode mode)
{
    // The file may come from anybody: no code of its schema runs, and broken pages are noticed.
    GW_CHECK(database.run(QStringLiteral("PRAGMA trusted_schema = OFF")));
    GW_CHECK(database.run(QStringLiteral("PRAGMA cell_size_check = ON")));
    if (mode == Database::Mode::ReadOnly)
        return {};
    GW_CHECK(database.run(QStringLiteral("PRAGMA foreign_keys = ON")));
    GW_CHECK(database.run(QStringLiteral("PRAGMA secure_delete = ON")));
    GW_CHECK(database.run(QStringLiteral("PRAGMA journal_mode = WAL")));
    // In WAL mode a crash of the machine may lose the last outcomes, and never breaks the file.
    GW_CHECK(database.run(QStringLiteral("PRAGMA synchronous = NORMAL")));
    return {};
}

} // namespace

Database::Database(QSqlDatabase connection, QString path)
    : m_connection(std::move(connection))
    , m_path(std::move(path))
{
}

Database::~Database()
{
    const QString name = m_connection.connectionName();
    m_connection.close();
    m_connection = QSqlDatabase(); // removing is only allowed when nothing refers to it
    QSqlDatabase::removeDatabase(name);
}

Result<std::unique_ptr<Database>> Database::open(const QString &path, Mode mode,
                                                 std::chrono::milliseconds patience)
{
    QString options = QStringLiteral("QSQLITE_BUSY_TIMEOUT=%1").arg(patience.count());
    if (mode == Mode::ReadOnly)
        options += QStringLiteral(";QSQLITE_OPEN_READONLY");
    GW_TRY(database, connectTo(path, options));
    GW_CHECK(applyPragmas(*database, mode));
    return database;
}

Result<std::unique_ptr<Database>> Database::openInMemory()
{
    GW_TRY(database, connectTo(QStringLiteral(":memory:"), {}));
    GW_CHECK(applyPragmas(*database, Mode::ReadWrite));
    return database;
}

Result<std::unique_ptr<Database>> Database::connectTo(const QString &path, const QString &options)
{
    const QString driver = QStringLiteral("QSQLITE");
    if (!QSqlDatabase::isDriverAvailable(driver))
        return makeError(ErrorCode::Missing, QStringLiteral("Qt has no driver for SQLite here; install the "
                                                            "package libqt6sql6-sqlite."));
    const QString name =
        QStringLiteral("gatewright-store-") + QUuid::createUuid().toString(QUuid::WithoutBraces);
    auto database = std::unique_ptr<Database>(new Database(QSqlDatabase::addDatabase(driver, name), path));
    database->m_connection.setDatabaseName(path);
    database->m_connection.setConnectOptions(options);
    if (!database->m_connection.open())
        return database->refuse(database->m_connection.lastError());
    return database;
}

tl::unexpected<Error> Database::refuse(const QSqlError &error) const
{
    switch (primaryCode(error)) {
    case sqliteCorrupt:
    case sqliteNotADatabase:
        return makeError(ErrorCode::Corrupt, QStringLiteral("The learning store is damaged."), error.text(),
                         m_path);
    case sqliteBusy:
    case sqliteLocked:
        return makeError(ErrorCode::Io,
                         QStringLiteral("The learning store is in use by another program; try again."),
                         error.text(), m_path);
    case sqliteFull:
        return makeError(ErrorCode::Io,
                         QStringLiteral("The disk is full: nothing was written to the learning store."),
                         error.text(), m_path);
    default:
        return makeError(ErrorCode::Io, QStringLiteral("The learning store could not be used."), error.text(),
                         m_path);
    }
}

Result<QSqlQuery> Database::run(const QString &statement, const QVariantList &values)
{
    QSqlQuery query(m_connection);
    query.setForwardOnly(true);
    if (!query.prepare(statement))
        return refuse(query.lastError());
    for (const QVariant &value : values)
        query.addBindValue(value);
    if (!query.exec())
        return refuse(query.lastError());
    return query;
}

Result<qint64> Database::number(const QString &statement, const QVariantList &values)
{
    GW_TRY(query, run(statement, values));
    const bool found = query.next();
    if (!found && query.lastError().isValid())
        return refuse(query.lastError());
    return found ? query.value(0).toLongLong() : 0;
}

Result<int> Database::change(const QString &statement, const QVariantList &values)
{
    GW_TRY(query, run(statement, values));
    return query.numRowsAffected();
}

Result<Transaction> Transaction::begin(Database &database, Kind kind)
{
    // IMMEDIATE: waits for another writer now, not in the middle.
    GW_CHECK(database.run(kind == Kind::Write ? QStringLiteral("BEGIN IMMEDIATE") : QStringLiteral("BEGIN")));
    return Transaction(database);
}

Transaction::Transaction(Transaction &&other) noexcept
    : m_database(std::exchange(other.m_database, nullptr))
{
}

Transaction::~Transaction()
{
    if (m_database)
        static_cast<void>(m_database->run(QStringLiteral("ROLLBACK")));
}

Result<void> Transaction::commit()
{
    GW_CHECK(m_database->run(QStringLiteral("COMMIT")));
    m_database = nullptr;
    return {};
}

} // namespace gatewright::store
