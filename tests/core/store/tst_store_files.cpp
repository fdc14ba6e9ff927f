// SPDX-License-Identifier: Apache-2.0
#include "core/store/database_file.h"
#include "core/store/store_export.h"
#include "store_fixture.h"
#include "tests/support/result_test.h"

#include <QDir>
#include <QFileInfo>
#include <QSqlDatabase>
#include <QSqlQuery>
#include <QTest>

#include <sys/stat.h>
#include <unistd.h>

#include <functional>

using namespace gatewright;
using namespace gatewright::store;
using gatewright::test::StoreFixture;
using namespace std::chrono_literals;

namespace {

int rightsOf(const QString &path)
{
    struct stat status = {};
    return ::stat(QFile::encodeName(path).constData(), &status) == 0 ? int(status.st_mode & 0777) : -1;
}

// Somebody else's hand in the file.
bool runSql(const QString &path, const QStringList &statements)
{
    bool good = true;
    {
        QSqlDatabase other = QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), QStringLiteral("other"));
        other.setDatabaseName(path);
        good = other.open();
        for (const QString &statement : statements)
            good = good && QSqlQuery(other).exec(statement);
        other.close();
    }
    QSqlDatabase::removeDatabase(QStringLiteral("other"));
    return good;
}

QByteArray allBytes(const QString &folder)
{
    QByteArray bytes;
    const QDir dir(folder);
    for (const QString &name : dir.entryList(QDir::Files | QDir::Hidden))
        bytes += test::readFile(dir.filePath(name));
    return bytes;
}

// What `work` gives while another program is in the middle of reading.
Result<int> whileReading(const StoreFixture &fixture, const std::function<Result<int>()> &work)
{
    GW_TRY(reader, fixture.open(Access::Read));
    Result<int> done = makeError(ErrorCode::Internal, QStringLiteral("Nothing was read."));
    const auto begin = [&](int) {
        done = work();
        return Result<void>();
    };
    GW_CHECK(reader->visitAll(begin, [](const Completion &) { return Result<void>(); }, {}));
    return done;
}

} // namespace

class TestStoreFiles : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void onlyItsOwnerMayReadIt()
    {
        const mode_t before = ::umask(0);
        const StoreFixture fixture;
        {
            const auto store = fixture.open();
            GW_VERIFY_RESULT(store);
            GW_VERIFY_RESULT(fixture.accept(**store, QStringLiteral("a"), QStringLiteral("x")));
            for (const char *suffix : {"", "-wal", "-shm", ".lock"})
                QCOMPARE(rightsOf(fixture.path + QLatin1String(suffix)), 0600);
        }
        ::umask(before);
        // Rights that somebody gave it are taken back.
        QVERIFY(QFile::setPermissions(fixture.path, QFile::Permissions(0x6644)));
        GW_VERIFY_RESULT(fixture.open());
        QCOMPARE(rightsOf(fixture.path), 0600);
    }

    void oneWriterAndManyReaders()
    {
        const StoreFixture fixture;
        auto writer = fixture.open();
        GW_VERIFY_RESULT(writer);
        GW_VERIFY_ERROR(fixture.open(), ErrorCode::Unsupported);
        const auto reader = fixture.open(Access::Read);
        GW_VERIFY_RESULT(reader);
        GW_VERIFY_RESULT(fixture.accept(**writer, QStringLiteral("a"), QStringLiteral("x")));
        QCOMPARE((*reader)->count({}).value(), 1);
        GW_VERIFY_ERROR((*reader)->record({QStringLiteral("a"), OutcomeKind::Kept30s, 1, 0}, nullptr),
                        ErrorCode::Internal);
        GW_VERIFY_ERROR((*reader)->eraseAll(), ErrorCode::Internal);
        writer->reset();
        GW_VERIFY_RESULT(fixture.open());
    }

    void noFileReadsAsAnEmptyStore()
    {
        const StoreFixture fixture;
        const auto reader = fixture.open(Access::Read);
        GW_VERIFY_RESULT(reader);
        QCOMPARE((*reader)->count({}).value(), 0);
        QCOMPARE((*reader)->statistics()->fileBytes, 0);
        const auto eraser = fixture.open(Access::Erase);
        QCOMPARE((*eraser)->eraseAll().value(), 0);
        QVERIFY(!QFileInfo::exists(fixture.path));
    }

    void erasedTextIsInNoByteOfTheFiles()
    {
        const StoreFixture fixture;
        const auto store = fixture.open();
        for (int number = 0; number < 200; ++number)
            GW_VERIFY_RESULT(fixture.accept(**store, QStringLiteral("n%1").arg(number),
                                            QStringLiteral("remarkable_words_%1").arg(number)));
        const QString folder = QFileInfo(fixture.path).absolutePath();
        QVERIFY(allBytes(folder).contains("remarkable_words_7"));
        GW_VERIFY_RESULT((*store)->erase({QStringLiteral("n7")}));
        QVERIFY(!allBytes(folder).contains(QByteArray("remarkable_words_7\0", 19)));
        QVERIFY(allBytes(folder).contains("remarkable_words_8"));
        GW_VERIFY_ERROR((*store)->erase({QStringLiteral("n8"), QStringLiteral("n7")}), ErrorCode::NotFound);
        GW_VERIFY_RESULT((*store)->show(QStringLiteral("n8")));
        QCOMPARE((*store)->eraseAll().value(), 199);
        QVERIFY(!allBytes(folder).contains("remarkable"));
        QVERIFY(!allBytes(folder).contains("small-model"));
        // It goes on working.
        GW_VERIFY_RESULT(fixture.accept(**store, QStringLiteral("again"), QStringLiteral("x")));
    }

    // `store erase --all` while the editor is open.
    void erasingBesideAWriter()
    {
        const StoreFixture fixture;
        const auto writer = fixture.open();
        GW_VERIFY_RESULT(fixture.accept(**writer, QStringLiteral("a"), QStringLiteral("remarkable_words")));
        const auto eraser = fixture.open(Access::Erase);
        GW_VERIFY_RESULT(eraser);
        QCOMPARE((*eraser)->eraseAll().value(), 1);
        QVERIFY(!allBytes(QFileInfo(fixture.path).absolutePath()).contains("remarkable"));
        QCOMPARE((*writer)->count({}).value(), 0);
        GW_VERIFY_RESULT(fixture.accept(**writer, QStringLiteral("b"), QStringLiteral("y")));
        QCOMPARE((*writer)->count({}).value(), 1);
    }

    // The text stayed in the journal for good: the retry found no row and gave up.
    void erasingBesideAReaderIsFinishedByTheRetry_data()
    {
        QTest::addColumn<bool>("all");
        QTest::newRow("one") << false;
        QTest::newRow("all") << true;
    }
    void erasingBesideAReaderIsFinishedByTheRetry()
    {
        QFETCH(bool, all);
        StoreFixture fixture;
        fixture.options.patience = 20ms;
        const auto store = fixture.open();
        GW_VERIFY_RESULT(fixture.accept(**store, QStringLiteral("a"), QStringLiteral("remarkable_words")));
        const auto erase = [&] {
            return all ? (*store)->eraseAll() : (*store)->erase({QStringLiteral("a")});
        };
        const auto first = whileReading(fixture, erase);
        GW_VERIFY_ERROR(first, ErrorCode::Io);
        const QString folder = QFileInfo(fixture.path).absolutePath();
        QCOMPARE((*store)->count({}).value(), 0);
        QVERIFY(allBytes(folder).contains("remarkable"));
        // Still somebody reads: said again.
        GW_VERIFY_ERROR(whileReading(fixture, erase), ErrorCode::Io);
        const auto again = erase();
        if (all)
            GW_VERIFY_RESULT(again);
        else
            GW_VERIFY_ERROR(again, ErrorCode::NotFound);
        QVERIFY(!allBytes(folder).contains("remarkable"));
    }

    // Without a retry too.
    void anUnfinishedErasingIsFinishedAtTheNextOpening()
    {
        StoreFixture fixture;
        fixture.options.patience = 20ms;
        const QString folder = QFileInfo(fixture.path).absolutePath();
        auto writer = fixture.open();
        GW_VERIFY_RESULT(fixture.accept(**writer, QStringLiteral("a"), QStringLiteral("remarkable_words")));
        {
            const auto eraser = fixture.open(Access::Erase);
            GW_VERIFY_ERROR(whileReading(fixture, [&] { return (*eraser)->eraseAll(); }), ErrorCode::Io);
        }
        // A connection that stays keeps the journal, as that of a command line that was killed.
        const auto reader = fixture.open(Access::Read);
        GW_VERIFY_RESULT(reader);
        writer->reset();
        QVERIFY(allBytes(folder).contains("remarkable"));
        writer = fixture.open();
        GW_VERIFY_RESULT(writer);
        QVERIFY(!allBytes(folder).contains("remarkable"));
    }

    void anUnfinishedErasingIsFinishedByTheDailyPruning()
    {
        StoreFixture fixture;
        fixture.options.patience = 20ms;
        const QString folder = QFileInfo(fixture.path).absolutePath();
        const auto store = fixture.open();
        GW_VERIFY_RESULT(fixture.accept(**store, QStringLiteral("a"), QStringLiteral("remarkable_words")));
        GW_VERIFY_ERROR(whileReading(fixture, [&] { return (*store)->eraseAll(); }), ErrorCode::Io);
        fixture.clock.addDays(1);
        GW_VERIFY_RESULT((*store)->record({QStringLiteral("a"), OutcomeKind::Kept30s, 1, 0}, nullptr));
        QVERIFY(!allBytes(folder).contains("remarkable"));
    }

    // Rows that the retention removed are erased as well.
    void pruningBesideAReaderIsFinishedLater()
    {
        StoreFixture fixture;
        fixture.options.patience = 20ms;
        fixture.options.retention->days = 30;
        const QString folder = QFileInfo(fixture.path).absolutePath();
        const auto store = fixture.open();
        GW_VERIFY_RESULT(fixture.accept(**store, QStringLiteral("a"), QStringLiteral("remarkable_words")));
        fixture.clock.addDays(40);
        GW_VERIFY_ERROR(whileReading(fixture, [&] { return (*store)->pruneNow(); }), ErrorCode::Io);
        QVERIFY(allBytes(folder).contains("remarkable"));
        GW_VERIFY_RESULT((*store)->record({QStringLiteral("a"), OutcomeKind::Kept30s, 1, 0}, nullptr));
        QVERIFY(!allBytes(folder).contains("remarkable"));
    }

    // The engine still had the suggestion in memory, and wrote it anew.
    void erasedRowsDoNotComeBack()
    {
        const StoreFixture fixture;
        const auto writer = fixture.open();
        const QString id = QStringLiteral("a");
        const Suggestion shown = fixture.suggestion(id, QStringLiteral("remarkable words"));
        const Suggestion other = fixture.suggestion(QStringLiteral("b"), QStringLiteral("remarkable words"));
        GW_VERIFY_RESULT((*writer)->record({id, OutcomeKind::Partial, 10, 0}, &shown));
        QCOMPARE((*writer)->erasures().value(), 0);
        {
            const auto eraser = fixture.open(Access::Erase);
            QCOMPARE((*eraser)->erase({id}).value(), 1);
        }
        QCOMPARE((*writer)->erasures().value(), 1);
        for (const OutcomeKind kind : {OutcomeKind::Kept30s, OutcomeKind::Kept5min, OutcomeKind::Accepted})
            QCOMPARE((*writer)->record({id, kind, 16, 0}, &shown).value(), Recorded::Unknown);
        QCOMPARE((*writer)->record({other.id, OutcomeKind::Accepted, 16, 0}, &other).value(),
                 Recorded::Unknown);
        QCOMPARE((*writer)->count({}).value(), 0);
        QVERIFY(!allBytes(QFileInfo(fixture.path).absolutePath()).contains("remarkable"));
        QCOMPARE(fixture.accept(**writer, QStringLiteral("c"), QStringLiteral("new")).value(), Recorded::Yes);
        // An erasing that found nothing forgets nothing.
        GW_VERIFY_ERROR((*writer)->erase({id}), ErrorCode::NotFound);
        QCOMPARE((*writer)->erasures().value(), 1);
    }

    void erasingMakesNewIdentities()
    {
        const StoreFixture fixture;
        const auto store = fixture.open();
        GW_VERIFY_RESULT(fixture.accept(**store, QStringLiteral("a"), QStringLiteral("x")));
        GW_VERIFY_RESULT(fixture.accept(**store, QStringLiteral("b"), QStringLiteral("y")));
        const QString before = (*store)->show(QStringLiteral("a"))->file;
        QCOMPARE((*store)->show(QStringLiteral("b"))->file, before);
        GW_VERIFY_RESULT((*store)->eraseAll());
        GW_VERIFY_RESULT(fixture.accept(**store, QStringLiteral("a"), QStringLiteral("x")));
        QVERIFY((*store)->show(QStringLiteral("a"))->file != before);
    }

    void aBrokenFileIsSetAside_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::newRow("text")
            << QByteArray("this is no database at all, but a text of some length\n").repeated(99);
        QTest::newRow("header alone") << QByteArray("SQLite format 3\0", 16);
        QTest::newRow("zeros") << QByteArray(8192, '\0');
    }
    void aBrokenFileIsSetAside()
    {
        QFETCH(QByteArray, bytes);
        const StoreFixture fixture;
        QVERIFY(QDir().mkpath(QFileInfo(fixture.path).absolutePath()));
        test::writeFile(fixture.path, bytes);
        GW_VERIFY_ERROR(fixture.open(Access::Read), ErrorCode::Corrupt);
        const auto store = fixture.open();
        GW_VERIFY_RESULT(store);
        QVERIFY((*store)->problem());
        QCOMPARE((*store)->problem()->place, fixture.path + QStringLiteral(".broken-2026-01-02"));
        QCOMPARE(test::readFile((*store)->problem()->place), bytes);
        GW_VERIFY_RESULT(fixture.accept(**store, QStringLiteral("a"), QStringLiteral("x")));
        // "Delete all my data" means that copy too.
        GW_VERIFY_RESULT((*store)->eraseAll());
        QVERIFY(brokenCopies(fixture.path).isEmpty());
    }

    void brokenPagesAreNoticed()
    {
        const StoreFixture fixture;
        {
            const auto store = fixture.open();
            for (int number = 0; number < 200; ++number)
                GW_VERIFY_RESULT(fixture.accept(**store, QStringLiteral("n%1").arg(number),
                                                QStringLiteral("text %1").arg(number)));
        }
        QByteArray bytes = test::readFile(fixture.path);
        for (qsizetype offset = 4096; offset + 4096 <= bytes.size(); offset += 4096)
            bytes.replace(offset, 64, QByteArray(64, '\x5a'));
        test::writeFile(fixture.path, bytes);
        // A reader may fail, and must not crash.
        if (const auto reader = fixture.open(Access::Read)) {
            static_cast<void>((*reader)->list({}, 1000));
            static_cast<void>((*reader)->statistics());
            QVERIFY(!exportStore(**reader, fixture.folder.filePath(QStringLiteral("e")), {}));
        }
        const auto store = fixture.open();
        GW_VERIFY_RESULT(store);
        QVERIFY((*store)->problem());
        QCOMPARE((*store)->count({}).value(), 0);
        // Twice on one day: the first copy stays.
        QCOMPARE(brokenCopies(fixture.path).size(), 1);
    }

    void brokenCopiesAgeAsRowsDo()
    {
        StoreFixture fixture;
        fixture.clock.setToday(QDateTime::currentDateTimeUtc());
        QVERIFY(QDir().mkpath(QFileInfo(fixture.path).absolutePath()));
        for (int copy = 1; copy <= 2; ++copy) {
            test::writeFile(fixture.path, "broken");
            GW_VERIFY_RESULT(fixture.open());
            QCOMPARE(brokenCopies(fixture.path).size(), copy);
        }
        fixture.clock.addDays(fixture.options.retention->days + 1);
        GW_VERIFY_RESULT(fixture.open());
        QCOMPARE(brokenCopies(fixture.path).size(), 0);
    }

    void aFileOfSomebodyElseIsNotTouched_data()
    {
        QTest::addColumn<QStringList>("statements");
        QTest::newRow("foreign") << QStringList{QStringLiteral("CREATE TABLE t (a)")};
        QTest::newRow("trigger") << QStringList{
            QStringLiteral("CREATE TRIGGER t AFTER DELETE ON completions BEGIN INSERT INTO meta VALUES "
                           "(random(), 'x'); END")};
        QTest::newRow("view for a table")
            << QStringList{QStringLiteral("DROP TABLE outcomes"),
                           QStringLiteral("CREATE VIEW outcomes AS SELECT 1 AS completion, 2 AS kind")};
        // File identities without a salt could be guessed.
        QTest::newRow("salt missing") << QStringList{QStringLiteral("DELETE FROM meta")};
        QTest::newRow("salt empty") << QStringList{QStringLiteral("UPDATE meta SET value = ''")};
        QTest::newRow("table missing") << QStringList{QStringLiteral("DROP TABLE texts")};
    }
    void aFileOfSomebodyElseIsNotTouched()
    {
        QFETCH(QStringList, statements);
        const StoreFixture fixture;
        if (statements.front().startsWith(QLatin1String("CREATE TABLE")))
            QVERIFY(QDir().mkpath(QFileInfo(fixture.path).absolutePath()));
        else
            GW_VERIFY_RESULT(fixture.open());
        QVERIFY(runSql(fixture.path, statements));
        GW_VERIFY_ERROR(fixture.open(Access::Read), ErrorCode::Corrupt);
        const auto store = fixture.open();
        GW_VERIFY_RESULT(store);
        QVERIFY((*store)->problem());
    }

    void hostileRowsAreReadWithinLimits()
    {
        const StoreFixture fixture;
        GW_VERIFY_RESULT(fixture.open());
        QVERIFY(runSql(fixture.path,
                       {QStringLiteral("INSERT INTO texts VALUES (1, 'h', printf('%.*c', 3000000, 'x'))"),
                        QStringLiteral("INSERT INTO completions VALUES (printf('%.*c', 5000, 'i'), "
                                       "-9223372036854775808, 'klingon', '', '', 2, 9e999, "
                                       "9223372036854775807, 1)"),
                        QStringLiteral("INSERT INTO completions VALUES ('b', 9223372036854775807, 'cpp', '', "
                                       "char(0), 0, -1, 0, 99)"),
                        QStringLiteral("INSERT INTO outcomes VALUES ('b', 'kept30s', "
                                       "9223372036854775807, 0, -5)")}));
        const auto reader = fixture.open(Access::Read);
        GW_VERIFY_RESULT(reader);
        const auto rows = (*reader)->list({}, 10);
        GW_VERIFY_RESULT(rows);
        QCOMPARE(rows->size(), std::size_t(2));
        QCOMPARE(rows->at(1).id.size(), maximumIdLength);
        QCOMPARE(rows->at(1).text.size(), maximumTextLength);
        QCOMPARE(rows->at(1).language, Language::PlainText);
        QCOMPARE(rows->at(1).tokens, maximumCount);
        QVERIFY(rows->at(0).time.isValid());
        QCOMPARE(rows->at(0).outcomes.at(0).characters, maximumCount);
        GW_VERIFY_RESULT((*reader)->statistics());
    }

    // While the store is open.
    void withoutASaltNothingIsWritten()
    {
        const StoreFixture fixture;
        const auto store = fixture.open();
        GW_VERIFY_RESULT(store);
        QVERIFY(runSql(fixture.path, {QStringLiteral("DELETE FROM meta WHERE key = 'salt'")}));
        GW_VERIFY_ERROR(fixture.accept(**store, QStringLiteral("a"), QStringLiteral("x")),
                        ErrorCode::Corrupt);
        QCOMPARE((*store)->count({}).value(), 0);
    }

    // Only the texts were cut by SQLite.
    void everyTextOfAHostileRowIsCut()
    {
        const StoreFixture fixture;
        GW_VERIFY_RESULT(fixture.open());
        QVERIFY(
            runSql(fixture.path,
                   {QStringLiteral("PRAGMA ignore_check_constraints = ON"),
                    QStringLiteral("INSERT INTO completions VALUES ('b', 1, printf('%.*c', 3000000, 'l'), "
                                   "printf('%.*c', 3000000, 'f'), printf('%.*c', 3000000, 'm'), 0, 0, 0, "
                                   "NULL)"),
                    QStringLiteral("INSERT INTO outcomes VALUES ('b', printf('%.*c', 3000000, 'k'), 1, 0, "
                                   "1)"),
                    QStringLiteral("INSERT INTO meta VALUES ('compaction', printf('%.*c', 3000000, 'c')), "
                                   "('erasures', printf('%.*c', 3000000, '7'))")}));
        {
            const auto reader = fixture.open(Access::Read);
            GW_VERIFY_RESULT(reader);
            const auto row = (*reader)->show(QStringLiteral("b"));
            GW_VERIFY_RESULT(row);
            QCOMPARE(row->file.size(), maximumIdLength);
            QCOMPARE(row->model.size(), maximumModelLength);
            QVERIFY(row->outcomes.empty());
            const auto statistics = (*reader)->statistics();
            GW_VERIFY_RESULT(statistics);
            QCOMPARE(statistics->byLanguage.at(0).first.size(), 64);
            GW_VERIFY_RESULT((*reader)->erasures());
        }
        // The debt is paid, however long its name.
        GW_VERIFY_RESULT(fixture.open());
        QVERIFY(!test::readFile(fixture.path).contains("cccccccc"));
    }

    void aNewerStoreIsLeftAlone()
    {
        const StoreFixture fixture;
        GW_VERIFY_RESULT(fixture.open());
        QVERIFY(runSql(fixture.path, {QStringLiteral("PRAGMA user_version = 2")}));
        GW_VERIFY_ERROR(fixture.open(), ErrorCode::Unsupported);
        GW_VERIFY_ERROR(fixture.open(Access::Read), ErrorCode::Unsupported);
        QVERIFY(brokenCopies(fixture.path).isEmpty());
    }

    void whatIsNoFileIsRefused()
    {
        const StoreFixture fixture;
        QVERIFY(QDir().mkpath(fixture.path));
        GW_VERIFY_ERROR(fixture.open(), ErrorCode::Io);
        const auto nowhere = Store::open(QStringLiteral("/proc/nowhere/store.sqlite"), Access::Write,
                                         fixture.options, fixture.clock);
        GW_VERIFY_ERROR(nowhere, ErrorCode::Io);
    }

    // tests/data/store/README.md says what is in it.
    void schema1IsStillRead()
    {
        const StoreFixture fixture;
        QVERIFY(QDir().mkpath(QFileInfo(fixture.path).absolutePath()));
        QVERIFY(QFile::copy(QStringLiteral(GATEWRIGHT_TEST_DATA "/store/schema-1.sqlite"), fixture.path));
        QFile::setPermissions(fixture.path, QFile::ReadOwner | QFile::WriteOwner);
        for (const Access access : {Access::Read, Access::Write}) {
            const auto store = fixture.open(access);
            GW_VERIFY_RESULT(store);
            QVERIFY(!(*store)->problem());
            QCOMPARE((*store)->count({}).value(), 3);
            const auto row = (*store)->show(QStringLiteral("0123456789abcdef-1"));
            GW_VERIFY_RESULT(row);
            QCOMPARE(row->text, QStringLiteral("accumulator += delay_line[tap] * coefficients[tap];\n"));
            QCOMPARE(row->time, QDateTime(QDate(2026, 1, 2), QTime(3, 4, 5), Qt::UTC));
            QCOMPARE(row->model, QStringLiteral("SmolLM2-135M-Instruct.Q4_1"));
            QCOMPARE(row->outcomes.size(), std::size_t(3));
            QCOMPARE(row->outcomes[2].kind, OutcomeKind::Kept5min);
            const auto dismissed = (*store)->show(QStringLiteral("0123456789abcdef-3"));
            GW_VERIFY_RESULT(dismissed);
            QCOMPARE(dismissed->language, Language::Qiskit);
            QVERIFY(dismissed->text.isEmpty());
        }
    }
};

QTEST_GUILESS_MAIN(TestStoreFiles)
#include "tst_store_files.moc"
