// SPDX-License-Identifier: Apache-2.0
#include "core/store/store.h"

#include "core/base/log.h"
#include "core/store/database.h"
#include "core/store/database_file.h"
#include "core/store/schema.h"
#include "core/text/scrub.h"
#include "core/text/secret_files.h"
#include "core/text/utf8.h"

#include <QCryptographicHash>
#include <QFileInfo>

#include <algorithm>
#include <cmath>
#include <string>
#include <utility>

namespace gatewright::store {

namespace {

constexpr int textHashLength = 64;

// The first `count` code points.
QString head(const QString &text, int count)
{
    const std::string bytes = text.toStdString();
    const std::size_t length = utf8::bytesOfCodePoints(bytes, static_cast<std::size_t>(std::max(count, 0)));
    return QString::fromUtf8(bytes.data(), static_cast<qsizetype>(length)).left(maximumTextLength);
}

QString hashOf(const QString &text, int length)
{
    return QString::fromLatin1(
        QCryptographicHash::hash(text.toUtf8(), QCryptographicHash::Sha256).toHex().left(length));
}

// SQLite takes a null QString for NULL.
QString notNull(const QString &text)
{
    return text.isNull() ? QString(QLatin1String("")) : text;
}

bool isAcceptance(OutcomeKind kind)
{
    return kind == OutcomeKind::Accepted || kind == OutcomeKind::Partial;
}

// These follow an acceptance, which made the row.
bool isKept(OutcomeKind kind)
{
    return kind == OutcomeKind::Kept30s || kind == OutcomeKind::Kept5min;
}

// The numbers come from another process.
StoredOutcome checkedOutcome(const Outcome &outcome, const QDateTime &time)
{
    return {outcome.kind, std::clamp(outcome.characters, 0, maximumCount),
            std::clamp(outcome.tier, -1, maximumTier), time};
}

} // namespace

Store::Store(QString path, Access access, StoreOptions options, const Clock &clock)
    : m_path(std::move(path))
    , m_access(access)
    , m_options(std::move(options))
    , m_clock(clock)
{
}

Store::~Store() = default;

// --- opening ----------------------------------------------------------------------------------------------

Result<std::unique_ptr<Store>> Store::open(const QString &path, Access access, const StoreOptions &options,
                                           const Clock &clock)
{
    const QString absolute = QFileInfo(path).absoluteFilePath();
    auto store = std::unique_ptr<Store>(new Store(absolute, access, options, clock));
    const bool exists = QFileInfo(absolute).size() > 0;
    if (access == Access::Read || (access == Access::Erase && !exists))
        GW_CHECK(store->openForReading());
    else
        GW_CHECK(store->openForWriting());
    return store;
}

Result<void> Store::openForReading()
{
    // An empty file is one that a writer is about to fill.
    if (QFileInfo(m_path).size() == 0) {
        GW_TRY(empty, Database::openInMemory());
        m_database = std::move(empty);
        return bringUpToDate(*m_database);
    }
    GW_TRY(database, Database::open(m_path, Database::Mode::ReadOnly, m_options.patience));
    m_database = std::move(database);
    return checkSchema(*m_database);
}

Result<void> Store::openForWriting()
{
    GW_CHECK(prepareFile(m_path));
    GW_TRY(lock, WriterLock::tryAcquire(m_path + QLatin1String(".lock")));
    if (!lock && m_access == Access::Write)
        return makeError(ErrorCode::Unsupported,
                         QStringLiteral("Another engine writes this store; close the editor that uses it, or "
                                        "give another --profile."),
                         {}, m_path);
    m_lock = std::move(lock);
    Result<void> connected = connectAndCheck();
    // Without the lock another process uses the file, and only that one may move it away.
    if (!connected && connected.error().code == ErrorCode::Corrupt && m_lock) {
        m_database.reset();
        GW_TRY(aside, setAside(m_path, m_clock.today().date()));
        m_problem =
            Error{ErrorCode::Corrupt,
                  QStringLiteral("The learning store was damaged and is set aside; a new one was begun. "
                                 "Delete the old file when you do not need it."),
                  connected.error().toString(), aside};
        GW_CHECK(prepareFile(m_path));
        connected = connectAndCheck();
    }
    if (!connected)
        return connected;
    if (m_access == Access::Write)
        pruneWhenDue();
    return {};
}

Result<void> Store::connectAndCheck()
{
    GW_TRY(database, Database::open(m_path, Database::Mode::ReadWrite, m_options.patience));
    m_database = std::move(database);
    GW_CHECK(checkPages(*m_database));
    return bringUpToDate(*m_database);
}

// --- writing ----------------------------------------------------------------------------------------------

Result<void> Store::mustWrite() const
{
    if (m_access == Access::Write)
        return {};
    return makeError(ErrorCode::Internal, QStringLiteral("The learning store was not opened for writing."),
                     {}, m_path);
}

Result<Recorded> Store::record(const Outcome &outcome, const Suggestion *shown)
{
    GW_CHECK(mustWrite());
    pruneWhenDue();
    if (!isValidId(outcome.id))
        return Recorded::Unknown;
    if (shown && isSecretFile(shown->path, m_options.excluded))
        return Recorded::Excluded;
    GW_TRY(transaction, Transaction::begin(*m_database));
    GW_TRY(known, exists(outcome.id));
    if (!known) {
        if (!shown || shown->id != outcome.id || isKept(outcome.kind))
            return Recorded::Unknown;
        GW_TRY(erased, erasures());
        if (erased != shown->erasures)
            return Recorded::Unknown;
        GW_TRY(file, fileIdentity(shown->path));
        GW_CHECK(insertSuggestion(*shown, file));
    }
    if (shown && isAcceptance(outcome.kind)) {
        const QString accepted = head(shown->text, outcome.characters);
        GW_TRY(before, m_database->number(
                           QStringLiteral("SELECT max(characters) FROM outcomes WHERE completion = ? AND "
                                          "kind IN ('accepted', 'partial')"),
                           {outcome.id}));
        if (outcome.characters > before)
            GW_CHECK(keepText(outcome.id, scrub(accepted, shown->linePrefix)));
    }
    GW_CHECK(insertOutcome(outcome.id, checkedOutcome(outcome, m_clock.today())));
    GW_CHECK(transaction.commit());
    return Recorded::Yes;
}

Result<bool> Store::exists(const QString &id) const
{
    GW_TRY(found, m_database->number(QStringLiteral("SELECT count(*) FROM completions WHERE id = ?"), {id}));
    return found > 0;
}

Result<QString> Store::fileIdentity(const QString &path) const
{
    if (path.isEmpty())
        return QString();
    GW_TRY(query,
           m_database->run(QStringLiteral("SELECT substr(value, 1, 64) FROM meta WHERE key = 'salt'")));
    const QString salt = query.next() ? query.value(0).toString() : QString();
    // Without it anybody could try paths.
    if (salt.isEmpty())
        return makeError(ErrorCode::Corrupt, QStringLiteral("The learning store is damaged."),
                         QStringLiteral("it has no salt"), m_path);
    return hashOf(salt + path, identityLength);
}

Result<void> Store::insertSuggestion(const Suggestion &shown, const QString &file)
{
    GW_CHECK(m_database->run(
        QStringLiteral("INSERT INTO completions (id, time, language, file, model, tier, score, tokens) "
                       "VALUES (?, ?, ?, ?, ?, ?, ?, ?)"),
        {shown.id, shown.time.toMSecsSinceEpoch(), languageId(shown.language), notNull(file),
         notNull(scrub(shown.model.left(maximumModelLength))), std::clamp(shown.tier, -1, maximumTier),
         std::isfinite(shown.score) ? std::clamp(shown.score, 0.0, 1.0) : 0.0,
         std::clamp(shown.tokens, 0, maximumCount)}));
    return {};
}

Result<void> Store::insertOutcome(const QString &id, const StoredOutcome &outcome)
{
    // A suggestion can come back from the window's cache and meet the same end again.
    GW_CHECK(m_database->run(
        QStringLiteral("INSERT INTO outcomes (completion, kind, characters, tier, time) "
                       "VALUES (?, ?, ?, ?, ?) ON CONFLICT (completion, kind) DO UPDATE SET "
                       "characters = max(characters, excluded.characters), tier = max(tier, excluded.tier), "
                       "time = excluded.time"),
        {id, QString(outcomeName(outcome.kind)), outcome.characters, outcome.tier,
         outcome.time.toMSecsSinceEpoch()}));
    return {};
}

Result<void> Store::keepText(const QString &id, const QString &text)
{
    if (text.isEmpty())
        return {};
    const QString hash = hashOf(text, textHashLength);
    GW_CHECK(m_database->run(
        QStringLiteral("INSERT INTO texts (hash, text) VALUES (?, ?) ON CONFLICT (hash) DO NOTHING"),
        {hash, text}));
    GW_TRY(previous, m_database->number(QStringLiteral("SELECT text FROM completions WHERE id = ?"), {id}));
    GW_CHECK(m_database->run(
        QStringLiteral("UPDATE completions SET text = (SELECT id FROM texts WHERE hash = ?) WHERE id = ?"),
        {hash, id}));
    GW_CHECK(m_database->run(QStringLiteral("DELETE FROM texts WHERE id = ? AND NOT EXISTS "
                                            "(SELECT 1 FROM completions WHERE completions.text = texts.id)"),
                             {previous}));
    return {};
}

void Store::pruneWhenDue()
{
    const QDateTime now = m_clock.today();
    if (m_pruned.isValid() && m_pruned.addDays(1) > now)
        return;
    // A clock that was set back must not stop the pruning for ever.
    m_pruned = now;
    if (const Result<void> tidied = tidy(); !tidied)
        qCWarning(logBase).noquote() << "pruning the learning store:" << tidied.error().toString();
}

Result<void> Store::tidy()
{
    GW_CHECK(pruneNow());
    return compactWhatIsOwed(*m_database);
}

Result<int> Store::pruneNow()
{
    GW_CHECK(mustWrite());
    if (!m_options.retention)
        return 0;
    const QDateTime now = m_clock.today();
    GW_CHECK(removeBrokenCopies(m_path, now.addDays(-m_options.retention->days)));
    return prune(*m_database, *m_options.retention, now);
}

// --- import -----------------------------------------------------------------------------------------------

Result<Imported> Store::import(const Source &next)
{
    GW_CHECK(mustWrite());
    Imported imported;
    GW_TRY(transaction, Transaction::begin(*m_database));
    for (;;) {
        GW_TRY(completion, next());
        if (!completion)
            break;
        GW_TRY(added, insertImported(*completion));
        ++(added ? imported.added : imported.skipped);
    }
    GW_CHECK(transaction.commit());
    return imported;
}

Result<bool> Store::insertImported(const Completion &completion)
{
    GW_TRY(known, exists(completion.id));
    if (known)
        return false;
    Suggestion suggestion;
    suggestion.id = completion.id;
    suggestion.time = completion.time;
    suggestion.language = completion.language;
    suggestion.model = completion.model;
    suggestion.tier = completion.tier;
    suggestion.score = completion.score;
    suggestion.tokens = completion.tokens;
    GW_CHECK(insertSuggestion(suggestion, completion.file));
    GW_CHECK(keepText(completion.id, scrub(completion.text)));
    for (const StoredOutcome &outcome : completion.outcomes)
        GW_CHECK(insertOutcome(completion.id, outcome));
    return true;
}

// --- erasing ----------------------------------------------------------------------------------------------

Result<int> Store::erase(const QStringList &ids)
{
    if (m_access == Access::Read)
        GW_CHECK(mustWrite());
    const Result<void> removed = removeRows(ids);
    // Their rows may have gone the last time, when their text had to stay in the journal.
    if (!removed && removed.error().code == ErrorCode::NotFound)
        GW_CHECK(compactWhatIsOwed(*m_database));
    GW_CHECK(removed);
    GW_CHECK(compact(*m_database));
    return static_cast<int>(ids.size());
}

Result<void> Store::removeRows(const QStringList &ids)
{
    GW_TRY(transaction, Transaction::begin(*m_database));
    for (const QString &id : ids) {
        GW_TRY(removed, m_database->change(QStringLiteral("DELETE FROM completions WHERE id = ?"), {id}));
        if (removed == 0)
            return makeError(ErrorCode::NotFound,
                             QStringLiteral("The learning store has no such row; nothing was erased."), {},
                             id);
    }
    GW_CHECK(removeUnusedTexts(*m_database));
    GW_CHECK(noteErasure());
    return transaction.commit();
}

Result<void> Store::noteErasure()
{
    GW_CHECK(m_database->run(
        QStringLiteral("INSERT INTO meta VALUES ('erasures', '1') ON CONFLICT (key) DO UPDATE SET "
                       "value = CAST(CAST(value AS INTEGER) + 1 AS TEXT)")));
    return oweCompaction(*m_database);
}

Result<qint64> Store::erasures() const
{
    return m_database->number(
        QStringLiteral("SELECT CAST(substr(value, 1, 64) AS INTEGER) FROM meta WHERE key = 'erasures'"));
}

Result<int> Store::eraseAll()
{
    if (m_access == Access::Read)
        GW_CHECK(mustWrite());
    int removed = 0;
    {
        GW_TRY(transaction, Transaction::begin(*m_database));
        GW_TRY(rows, m_database->change(QStringLiteral("DELETE FROM completions")));
        removed = rows;
        GW_CHECK(m_database->run(QStringLiteral("DELETE FROM outcomes")));
        GW_CHECK(m_database->run(QStringLiteral("DELETE FROM texts")));
        GW_CHECK(m_database->run(
            QStringLiteral("UPDATE meta SET value = lower(hex(randomblob(16))) WHERE key = 'salt'")));
        GW_CHECK(noteErasure());
        GW_CHECK(transaction.commit());
    }
    GW_CHECK(compact(*m_database));
    GW_CHECK(removeBrokenCopies(m_path, {}));
    return removed;
}

} // namespace gatewright::store
