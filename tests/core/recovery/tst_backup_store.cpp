// SPDX-License-Identifier: Apache-2.0
#include "core/recovery/backup_store.h"
#include "tests/support/files.h"
#include "tests/support/full_disk.h"
#include "tests/support/result_test.h"

#include <QTest>

using namespace gatewright;
using recovery::BackupStore;

class TestBackupStore : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theLatestVersionsAreKept()
    {
        const test::Folder folder;
        const BackupStore store(folder.path("state/backups"));
        const QString path = folder.path("a.cpp");
        for (int version = 1; version <= 5; ++version) {
            folder.write("a.cpp", QByteArray::number(version));
            GW_VERIFY_RESULT(store.keep(path, 3));
        }
        const std::vector<BackupStore::Backup> backups = store.backupsOf(path);
        QCOMPARE(backups.size(), std::size_t(3));
        QCOMPARE(test::readFile(backups[0].file), QByteArray("5"));
        QCOMPARE(test::readFile(backups[2].file), QByteArray("3"));
        QVERIFY(backups[0].made > backups[2].made);
        QVERIFY(!(QFile::permissions(backups[0].file) & (QFile::ReadGroup | QFile::ReadOther)));
        QVERIFY(store.backupsOf(folder.path("b.cpp")).empty());
    }

    void aClockThatWasSetBackMixesNothingUp()
    {
        const test::Folder folder;
        const BackupStore store(folder.path("backups"));
        const QString path = folder.write("a.cpp", "of tomorrow");
        GW_VERIFY_RESULT(store.keep(path, 2));
        const QString first = store.backupsOf(path)[0].file;
        QVERIFY(QFile::rename(first, QFileInfo(first).path() + QStringLiteral("/20991231-235959-999")));
        for (const char *text : {"second", "third"}) {
            folder.write("a.cpp", text);
            GW_VERIFY_RESULT(store.keep(path, 2));
        }
        const std::vector<BackupStore::Backup> backups = store.backupsOf(path);
        QCOMPARE(backups.size(), std::size_t(2));
        QCOMPARE(test::readFile(backups[0].file), QByteArray("third"));
        QCOMPARE(test::readFile(backups[1].file), QByteArray("second"));
    }

    void theSameVersionIsKeptOnce()
    {
        const test::Folder folder;
        const BackupStore store(folder.path("backups"));
        const QString path = folder.write("a.cpp", "same");
        GW_VERIFY_RESULT(store.keep(path, 3));
        GW_VERIFY_RESULT(store.keep(path, 3));
        QCOMPARE(store.backupsOf(path).size(), std::size_t(1));
    }

    void aFileThatIsNotThereHasNone()
    {
        const test::Folder folder;
        const BackupStore store(folder.path("backups"));
        GW_VERIFY_RESULT(store.keep(folder.path("none"), 3));
        QVERIFY(store.backupsOf(folder.path("none")).empty());
    }

    void aFullDiskIsAnError()
    {
        const test::Folder folder;
        const BackupStore store(folder.path("backups"));
        const QString path = folder.write("a.cpp", QByteArray(5000, 'x'));
        const test::FullDisk full(100);
        GW_VERIFY_ERROR(store.keep(path, 3), ErrorCode::Io);
    }
};

QTEST_GUILESS_MAIN(TestBackupStore)
#include "tst_backup_store.moc"
