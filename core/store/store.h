// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/clock.h"
#include "core/base/result.h"
#include "core/store/record.h"
#include "core/store/retention.h"
#include "core/store/writer_lock.h"

#include <QDateTime>
#include <QString>
#include <QStringList>

#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <stop_token>
#include <vector>

namespace gatewright::store {

class Database;

enum class Access {
    Read,  // always possible, beside a writer too
    Write, // one process at a time: Unsupported while another one has it
    Erase, // may only erase; also beside a writer, from which SQLite's own locks keep it apart
};

struct StoreOptions
{
    // None: nothing is pruned. Whoever does not know the user's settings must not forget for them.
    std::optional<RetentionRules> retention;
    // Globs of files that nothing is kept from, added to the built-in ones of isSecretFile().
    QStringList excluded;
    // How long the locks of other programs are waited for.
    std::chrono::milliseconds patience{3000};
};

enum class Recorded {
    Yes,
    Excluded, // the file usually holds secrets, or the user's globs name it
    Unknown,  // no such suggestion was shown, or it was erased meanwhile
};

struct Imported
{
    int added = 0;
    int skipped = 0; // were there already
};

// What the user's machine learned from: completions, what became of them, and the text that was accepted
// (never a prompt, never a path). One SQLite file with the rights 0600; README.md documents its tables.
//
// A store belongs to the thread that opened it: use and destroy it there. Recording takes well under a
// millisecond, opening reads every page of the file and erasing writes it anew: the engine keeps its store on
// a serial executor.
class Store
{
public:
    // `clock` outlives the store. To write: makes the file where there is none, sets a broken one aside (then
    // problem() says where), brings an old one up to date and prunes it. To read: a file that does not exist
    // reads as an empty store.
    [[nodiscard]] static Result<std::unique_ptr<Store>> open(const QString &path, Access access,
                                                             const StoreOptions &options, const Clock &clock);
    ~Store();
    Store(const Store &) = delete;
    Store &operator=(const Store &) = delete;

    // What had to be set aside at opening.
    [[nodiscard]] const std::optional<Error> &problem() const { return m_problem; }
    // Other rules from now on; the shorter retention acts at the next pruning.
    void setOptions(const StoreOptions &options) { m_options = options; }

    // --- writing

    // `shown` is null when the suggestion is no longer in memory: then its row must be there already. So it
    // must for a `kept…`, which follows an acceptance, and when something was erased since it was shown: what
    // the user erased does not come back. Prunes once a day.
    [[nodiscard]] Result<Recorded> record(const Outcome &outcome, const Suggestion *shown);
    // By the rules, now; the rows that went. Nothing without rules.
    [[nodiscard]] Result<int> pruneNow();
    // Adds what `next` gives until it gives nothing, all or nothing. Texts are scrubbed.
    using Source = std::function<Result<std::optional<Completion>>()>;
    [[nodiscard]] Result<Imported> import(const Source &next);

    // --- erasing: afterwards the text is in no byte of the store's files
    //
    // Io while another program reads: then the rows are gone, and the store remembers that its files must
    // still be written anew. That happens with the next erasing, the next opening for writing or the daily
    // pruning.

    // NotFound, and nothing erased, when one of them does not exist.
    [[nodiscard]] Result<int> erase(const QStringList &ids);
    // Everything, the copies of broken stores and the salt of the file identities included.
    [[nodiscard]] Result<int> eraseAll();
    // How often something was erased, by any process: see Suggestion::erasures.
    [[nodiscard]] Result<qint64> erasures() const;

    // --- reading, newest first

    [[nodiscard]] Result<std::vector<Completion>> list(const Filter &filter, int limit, int offset = 0) const;
    [[nodiscard]] Result<int> count(const Filter &filter) const;
    [[nodiscard]] Result<Completion> show(const QString &id) const;
    [[nodiscard]] Result<Statistics> statistics() const;
    // Oldest first, in one state of the store: `begin` gets their number, then `visit` each.
    using Begin = std::function<Result<void>(int count)>;
    using Visit = std::function<Result<void>(const Completion &)>;
    [[nodiscard]] Result<void> visitAll(const Begin &begin, const Visit &visit, std::stop_token stop) const;

    [[nodiscard]] const QString &path() const { return m_path; }

private:
    Store(QString path, Access access, StoreOptions options, const Clock &clock);

    [[nodiscard]] Result<void> openForReading();
    [[nodiscard]] Result<void> openForWriting();
    [[nodiscard]] Result<void> connectAndCheck();
    [[nodiscard]] Result<void> mustWrite() const;
    [[nodiscard]] Result<void> insertSuggestion(const Suggestion &shown, const QString &file);
    [[nodiscard]] Result<void> insertOutcome(const QString &id, const StoredOutcome &outcome);
    [[nodiscard]] Result<void> keepText(const QString &id, const QString &text);
    [[nodiscard]] Result<bool> exists(const QString &id) const;
    [[nodiscard]] Result<QString> fileIdentity(const QString &path) const;
    [[nodiscard]] Result<bool> insertImported(const Completion &completion);
    [[nodiscard]] Result<void> removeRows(const QStringList &ids);
    // In the transaction that erases.
    [[nodiscard]] Result<void> noteErasure();
    [[nodiscard]] Result<void> tidy();
    void pruneWhenDue();

    QString m_path;
    Access m_access;
    StoreOptions m_options;
    const Clock &m_clock;
    std::unique_ptr<WriterLock> m_lock; // outlives the connection
    std::unique_ptr<Database> m_database;
    std::optional<Error> m_problem;
    QDateTime m_pruned;
};

} // namespace gatewright::store
