// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"

#include <QSqlDatabase>
#include <QSqlQuery>
#include <QString>
#include <QVariant>

#include <chrono>
#include <memory>

namespace gatewright::store {

// One connection to an SQLite file, for the thread that made it. Values are always bound, never written into
// a statement.
class Database
{
public:
    enum class Mode { ReadOnly, ReadWrite };

    // The file must exist (see prepareFile): SQLite would make it readable for everybody. Missing when Qt has
    // no SQLite driver. `patience` is how long the lock of another program is waited for.
    [[nodiscard]] static Result<std::unique_ptr<Database>> open(const QString &path, Mode mode,
                                                                std::chrono::milliseconds patience);
    [[nodiscard]] static Result<std::unique_ptr<Database>> openInMemory();
    ~Database();
    Database(const Database &) = delete;
    Database &operator=(const Database &) = delete;

    // Corrupt when SQLite says so of the file, Io for everything else. Rows come from next(); a query must be
    // gone before a transaction ends.
    [[nodiscard]] Result<QSqlQuery> run(const QString &statement, const QVariantList &values = {});
    // The first column of the first row; zero without a row.
    [[nodiscard]] Result<qint64> number(const QString &statement, const QVariantList &values = {});
    // How many rows the statement changed.
    [[nodiscard]] Result<int> change(const QString &statement, const QVariantList &values = {});

    [[nodiscard]] const QString &path() const { return m_path; } // ":memory:" for none

private:
    Database(QSqlDatabase connection, QString path);
    [[nodiscard]] static Result<std::unique_ptr<Database>> connectTo(const QString &path,
                                                                     const QString &options);
    [[nodiscard]] tl::unexpected<Error> refuse(const QSqlError &error) const;

    QSqlDatabase m_connection;
    QString m_path;
};

// Rolls back unless it was committed.
class Transaction
{
public:
    enum class Kind { Read, Write };

    [[nodiscard]] static Result<Transaction> begin(Database &database, Kind kind = Kind::Write);
    ~Transaction();
    Transaction(Transaction &&other) noexcept;
    Transaction &operator=(Transaction &&) = delete;
    Transaction(const Transaction &) = delete;
    Transaction &operator=(const Transaction &) = delete;

    [[nodiscard]] Result<void> commit();

private:
    explicit Transaction(Database &database)
        : m_database(&database)
    {
    }

    Database *m_database; // null: over
};

} // namespace gatewright::store
