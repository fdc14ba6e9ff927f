// SPDX-License-Identifier: Apache-2.0
#include "core/base/whole_file.h"
#include "tests/support/files.h"
#include "tests/support/full_disk.h"
#include "tests/support/result_test.h"

#include <QDir>
#include <QFileInfo>
#include <QTemporaryDir>
#include <QTest>

using namespace gatewright;

class TestWholeFile : public QObject
{
    Q_OBJECT

private:
    QTemporaryDir m_folder;
    QString m_path;

    QStringList names() const
    {
        return QDir(m_folder.path()).entryList(QDir::Files | QDir::Hidden | QDir::System);
    }

private Q_SLOTS:
    void init()
    {
        m_path = m_folder.filePath(QStringLiteral("own.json"));
        test::writeFile(m_path, "before");
    }

    void theNewBytesTakeThePlaceOfTheOld()
    {
        GW_VERIFY_RESULT(writeWhole(m_path, "after"));
        QCOMPARE(test::readFile(m_path), QByteArray("after"));
        QCOMPARE(names(), QStringList{QStringLiteral("own.json")});
    }

    void aFileForItsOwnerIsReadByNobodyElse()
    {
        const QString secret = m_folder.filePath(QStringLiteral("secret"));
        GW_VERIFY_RESULT(writeWhole(secret, "x", FileReaders::Owner));
        const QFile::Permissions others =
            QFile::ReadGroup | QFile::WriteGroup | QFile::ReadOther | QFile::WriteOther;
        QVERIFY(!(QFileInfo(secret).permissions() & others));
        QVERIFY(QFile::remove(secret));
    }

    void whatIsNotCommittedWasNotWritten()
    {
        {
            WholeFile file(m_path);
            GW_VERIFY_RESULT(file.open());
            GW_VERIFY_RESULT(file.write("half of"));
        }
        QCOMPARE(test::readFile(m_path), QByteArray("before"));
        QCOMPARE(names(), QStringList{QStringLiteral("own.json")});
    }

    // QSaveFile of Qt 6.4 forgets a flush that failed, and a cut file took the place of the old one.
    void aDiskThatFillsLeavesTheOldFile_data()
    {
        QTest::addColumn<int>("size");
        QTest::addColumn<int>("room");
        QTest::newRow("less than Qt's buffer") << 1000 << 400;
        QTest::newRow("none left") << 1000 << 0;
        QTest::newRow("in the middle of several buffers") << 200'000 << 100'001;
        QTest::newRow("at the last byte") << 40'000 << 39'999;
    }
    void aDiskThatFillsLeavesTheOldFile()
    {
        QFETCH(int, size);
        QFETCH(int, room);
        const test::FullDisk full(static_cast<rlim_t>(room));
        const Result<void> written = writeWhole(m_path, QByteArray(size, 'x'));
        GW_VERIFY_ERROR(written, ErrorCode::Io);
        QCOMPARE(written.error().place, m_path);
        QVERIFY(!written.error().detail.isEmpty());
        QCOMPARE(test::readFile(m_path), QByteArray("before"));
        QCOMPARE(names(), QStringList{QStringLiteral("own.json")});
    }

    void pieceByPieceADiskThatFillsLeavesTheOldFile()
    {
        const test::FullDisk full(50'000);
        WholeFile file(m_path);
        GW_VERIFY_RESULT(file.open());
        // Some of these are told about it and some are not: the last step knows.
        for (int piece = 0; piece < 100; ++piece)
            static_cast<void>(file.write(QByteArray(1000, 'x')));
        GW_VERIFY_ERROR(file.commit(), ErrorCode::Io);
        QCOMPARE(test::readFile(m_path), QByteArray("before"));
    }

    void aFolderThatIsNotThereIsNamed()
    {
        const QString path = m_folder.filePath(QStringLiteral("no/own.json"));
        const Result<void> written = writeWhole(path, "x");
        GW_VERIFY_ERROR(written, ErrorCode::Io);
        QCOMPARE(written.error().place, path);
    }
};

QTEST_GUILESS_MAIN(TestWholeFile)
#include "tst_whole_file.moc"
