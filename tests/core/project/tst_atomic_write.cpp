// SPDX-License-Identifier: Apache-2.0
#include "core/project/atomic_write.h"
#include "core/project/safety_copy.h"
#include "tests/support/files.h"
#include "tests/support/full_disk.h"
#include "tests/support/result_test.h"

#include <QDir>
#include <QFile>
#include <QTest>

#include <sys/fsuid.h>
#include <sys/stat.h>
#include <sys/xattr.h>
#include <unistd.h>

#include <memory>

using namespace gatewright;
using test::readFile;

namespace {

constexpr uid_t nobody = 65534;

struct stat statusOf(const QString &path)
{
    struct stat status = {};
    if (::lstat(QFile::encodeName(path).constData(), &status) != 0)
        qFatal("no %s", qPrintable(path));
    return status;
}

mode_t modeOf(const QString &path)
{
    return statusOf(path).st_mode & 07777;
}

void setMode(const QString &path, mode_t mode)
{
    if (::chmod(QFile::encodeName(path).constData(), mode) != 0)
        qFatal("chmod");
}

void link(const QString &target, const QString &name)
{
    if (::symlink(QFile::encodeName(target).constData(), QFile::encodeName(name).constData()) != 0)
        qFatal("symlink");
}

// While it lives, files are opened as somebody who owns none of them. Only root can do it.
class AsNobody
{
public:
    AsNobody() { ::setfsuid(nobody); }
    ~AsNobody() { ::setfsuid(::geteuid()); }
    AsNobody(const AsNobody &) = delete;
    AsNobody &operator=(const AsNobody &) = delete;
};

} // namespace

class TestAtomicWrite : public QObject
{
    Q_OBJECT

private:
    QString file(const char *name, const QByteArray &bytes = "old\n") const
    {
        return m_folder->write(name, bytes);
    }
    QString safety() const { return m_folder->path("safety"); }

    // Nothing but `names` in the folder: what was made beside the file is gone again.
    QStringList left() const
    {
        return QDir(m_folder->path())
            .entryList(QDir::AllEntries | QDir::Hidden | QDir::System | QDir::NoDotAndDotDot);
    }

    std::unique_ptr<test::Folder> m_folder;

private Q_SLOTS:
    void init() { m_folder = std::make_unique<test::Folder>(); }

    void replacesTheContents()
    {
        const QString path = file("a.txt");
        const Result<files::WrittenFile> written = files::write(path, "new, longer\n");
        GW_VERIFY_RESULT(written);
        QCOMPARE(written->method, files::WriteMethod::Replaced);
        QCOMPARE(readFile(path), QByteArray("new, longer\n"));
        QCOMPARE(written->stamp, files::stampOf(path));
        QCOMPARE(written->checksum, files::checksumOf(QByteArray("new, longer\n")));
        QCOMPARE(left(), QStringList{QStringLiteral("a.txt")});
    }

    void aNewFileHasTheRightsOfTheUmask()
    {
        const mode_t before = ::umask(027);
        const QString path = m_folder->path("new.txt");
        const Result<files::WrittenFile> written = files::write(path, "x");
        ::umask(before);
        GW_VERIFY_RESULT(written);
        QCOMPARE(modeOf(path), mode_t(0640));
    }

    void permissionsStay_data()
    {
        QTest::addColumn<uint>("mode");
        QTest::newRow("private") << 0600U;
        QTest::newRow("program") << 0755U;
        QTest::newRow("group may write") << 0664U;
        QTest::newRow("set-user-id") << 04755U;
    }
    void permissionsStay()
    {
        QFETCH(uint, mode);
        const QString path = file("a.sh");
        setMode(path, mode);
        GW_VERIFY_RESULT(files::write(path, "new"));
        QCOMPARE(modeOf(path), mode_t(mode));
    }

    void ownerAndGroupStay()
    {
        if (::geteuid() != 0)
            QSKIP("only root can give a file away");
        const QString path = file("a.txt");
        QCOMPARE(::chown(QFile::encodeName(path).constData(), nobody, 12345), 0);
        GW_VERIFY_RESULT(files::write(path, "new"));
        QCOMPARE(statusOf(path).st_uid, nobody);
        QCOMPARE(statusOf(path).st_gid, gid_t(12345));
    }

    void extendedAttributesStay()
    {
        const QString path = file("a.txt");
        const QByteArray name = QFile::encodeName(path);
        if (::setxattr(name.constData(), "user.origin", "lab", 3, 0) != 0)
            QSKIP("the file system has no extended attributes");
        GW_VERIFY_RESULT(files::write(path, "new"));
        QByteArray value(16, '\0');
        QCOMPARE(::getxattr(name.constData(), "user.origin", value.data(), 16), ssize_t(3));
        QCOMPARE(value.left(3), QByteArray("lab"));
    }

    void aSymbolicLinkStaysAndItsTargetIsWritten()
    {
        const QString path = file("real/a.txt");
        link(QStringLiteral("real"), m_folder->path("folder"));
        link(QStringLiteral("folder/a.txt"), m_folder->path("link"));
        GW_VERIFY_RESULT(files::write(m_folder->path("link"), "new"));
        QVERIFY(S_ISLNK(statusOf(m_folder->path("link")).st_mode));
        QVERIFY(S_ISREG(statusOf(path).st_mode));
        QCOMPARE(readFile(path), QByteArray("new"));
    }

    void aLinkToNothingMakesItsTarget()
    {
        link(QStringLiteral("later.txt"), m_folder->path("link"));
        GW_VERIFY_RESULT(files::write(m_folder->path("link"), "new"));
        QVERIFY(S_ISLNK(statusOf(m_folder->path("link")).st_mode));
        QCOMPARE(readFile(m_folder->path("later.txt")), QByteArray("new"));
    }

    void aCircleOfLinksIsAnError()
    {
        link(QStringLiteral("b"), m_folder->path("a"));
        link(QStringLiteral("a"), m_folder->path("b"));
        GW_VERIFY_ERROR(files::write(m_folder->path("a"), "new"), ErrorCode::InvalidInput);
        GW_VERIFY_ERROR(files::read(m_folder->path("a")), ErrorCode::InvalidInput);
        QCOMPARE(left(), (QStringList{QStringLiteral("a"), QStringLiteral("b")}));
    }

    void hardLinksStayTogether()
    {
        const QString path = file("a.txt", "old, and longer\n");
        const QString other = m_folder->path("b.txt");
        QCOMPARE(::link(QFile::encodeName(path).constData(), QFile::encodeName(other).constData()), 0);
        const Result<files::WrittenFile> written = files::write({path, "new\n", {}, safety()});
        GW_VERIFY_RESULT(written);
        QCOMPARE(written->method, files::WriteMethod::InPlace);
        QCOMPARE(readFile(other), QByteArray("new\n"));
        QCOMPARE(statusOf(path).st_ino, statusOf(other).st_ino);
        QCOMPARE(QDir(safety()).entryList(QDir::Files).size(), 0);
    }

    void aFolderThatCannotBeWrittenStillHoldsFilesThatCan()
    {
        if (::geteuid() != 0)
            QSKIP("only root can become somebody else");
        const QString path = file("folder/a.txt");
        setMode(path, 0666);
        setMode(m_folder->path("folder"), 0755);
        setMode(m_folder->path(), 0755);
        const AsNobody nobodyNow;
        const Result<files::WrittenFile> written = files::write(path, "new");
        GW_VERIFY_RESULT(written);
        QCOMPARE(written->method, files::WriteMethod::InPlace);
        QCOMPARE(readFile(path), QByteArray("new"));
    }

    void aFileOfSomebodyElseIsAnErrorThatNamesTheOwner()
    {
        if (::geteuid() != 0)
            QSKIP("only root can become somebody else");
        const QString path = file("a.txt");
        setMode(path, 0644);
        setMode(m_folder->path(), 0777);
        const AsNobody nobodyNow;
        const Result<files::WrittenFile> written = files::write(path, "new");
        GW_VERIFY_ERROR(written, ErrorCode::Io);
        QVERIFY(written.error().message.contains(QStringLiteral("root")));
        QCOMPARE(readFile(path), QByteArray("old\n"));
        const Result<LoadedFile> loaded = files::read(path);
        GW_VERIFY_RESULT(loaded);
        QVERIFY(!loaded->writable);
        QVERIFY(loaded->whyNot.contains(QStringLiteral("root")));
    }

    void anotherProgramsChangeIsNotOverwritten()
    {
        const QString path = file("a.txt");
        const FileStamp known = files::stampOf(path);
        test::writeFile(path, "theirs\n");
        GW_VERIFY_ERROR(files::write({path, "mine", known, {}}), ErrorCode::Cancelled);
        QCOMPARE(readFile(path), QByteArray("theirs\n"));
        GW_VERIFY_RESULT(files::write({path, "mine", files::stampOf(path), {}}));
        QCOMPARE(readFile(path), QByteArray("mine"));
    }

    void aFileThatWentMayBeWrittenAgain()
    {
        const QString path = file("a.txt");
        const FileStamp known = files::stampOf(path);
        QVERIFY(QFile::remove(path));
        GW_VERIFY_RESULT(files::write({path, "mine", known, {}}));
        QCOMPARE(readFile(path), QByteArray("mine"));
    }

    void aFullDiskLeavesTheOldFile_data()
    {
        QTest::addColumn<bool>("linked");
        QTest::newRow("replaced") << false;
        QTest::newRow("in place") << true;
    }
    void aFullDiskLeavesTheOldFile()
    {
        QFETCH(bool, linked);
        const QString path = file("a.txt");
        if (linked)
            QCOMPARE(::link(QFile::encodeName(path).constData(),
                            QFile::encodeName(m_folder->path("b.txt")).constData()),
                     0);
        const QStringList before = left();
        {
            const test::FullDisk full(1000);
            const Result<files::WrittenFile> written = files::write(path, QByteArray(20'000, 'x'));
            GW_VERIFY_ERROR(written, ErrorCode::Io);
            QVERIFY(written.error().message.contains(QStringLiteral("free some space")));
        }
        QCOMPARE(readFile(path), QByteArray("old\n"));
        QCOMPARE(left(), before);
    }

    void namesThatShellsDoNotLike_data()
    {
        QTest::addColumn<QString>("name");
        QTest::newRow("line feed") << QStringLiteral("a\nb.cpp");
        QTest::newRow("as long as names may be") << QString(255, QLatin1Char('n'));
        QTest::newRow("quotes and blanks") << QStringLiteral(" 'a' \"b\" $c ");
        QTest::newRow("UTF-8") << QStringLiteral("fïr ü.cpp");
    }
    void namesThatShellsDoNotLike()
    {
        QFETCH(QString, name);
        const QString path = m_folder->write(name, "old");
        GW_VERIFY_RESULT(files::write(path, "new"));
        QCOMPARE(readFile(path), QByteArray("new"));
        QCOMPARE(left(), QStringList{name});
    }

    void whatIsNoFileIsRefused()
    {
        const QString pipe = m_folder->path("pipe");
        QCOMPARE(::mkfifo(QFile::encodeName(pipe).constData(), 0600), 0);
        GW_VERIFY_ERROR(files::read(pipe), ErrorCode::InvalidInput);
        QVERIFY(!files::write(pipe, "x"));
        GW_VERIFY_ERROR(files::read(m_folder->path()), ErrorCode::InvalidInput);
        QVERIFY(!files::write(m_folder->path(), "x"));
        QVERIFY(!files::write(m_folder->path("no/such/folder/a"), "x"));
    }

    void readingTellsHowFarItIsAndStops()
    {
        const QString path = file("a.txt", QByteArray(9'000'000, 'x'));
        qint64 last = 0;
        const Result<LoadedFile> loaded =
            files::read(path, {}, [&last](qint64 done, qint64 total) { last = done == total ? done : -1; });
        GW_VERIFY_RESULT(loaded);
        QCOMPARE(loaded->bytes.size(), 9'000'000);
        QCOMPARE(last, 9'000'000);
        std::stop_source stop;
        GW_VERIFY_ERROR(files::read(path, stop.get_token(), [&stop](qint64, qint64) { stop.request_stop(); }),
                        ErrorCode::Cancelled);
    }

    // --- what a kill leaves behind
    void tornIsWhatHoldsBothTexts_data()
    {
        QTest::addColumn<QByteArray>("now");
        QTest::addColumn<bool>("torn");
        QTest::newRow("before") << QByteArray("old contents") << false;
        QTest::newRow("after") << QByteArray("new") << false;
        QTest::newRow("between") << QByteArray("ned contents") << true;
        QTest::newRow("written, not shortened") << QByteArray("new contents") << true;
        QTest::newRow("somebody else's") << QByteArray("new contents!") << false;
        QTest::newRow("emptied") << QByteArray() << false;
    }
    void tornIsWhatHoldsBothTexts()
    {
        QFETCH(QByteArray, now);
        QFETCH(bool, torn);
        QCOMPARE(files::isTorn(now, "old contents", "new"), torn);
    }

    void aTornFileIsMendedAtTheNextStart()
    {
        const QString path = file("a.txt", "newer an");
        {
            Result<files::SafetyCopy> copy =
                files::SafetyCopy::create(safety(), path, "old", "newer and much longer");
            GW_VERIFY_RESULT(copy);
            QCOMPARE(modeOf(QDir(safety()).entryInfoList(QDir::Files).first().filePath()), mode_t(0600));
            // While its process lives the file is that process's.
            QCOMPARE(files::mendTornFiles(safety()), QStringList());
            copy->abandon();
        }
        QCOMPARE(files::mendTornFiles(safety()), QStringList{path});
        QCOMPARE(readFile(path), QByteArray("newer and much longer"));
        QCOMPARE(QDir(safety()).entryList(QDir::Files).size(), 0);
    }

    void aFileThatSomebodyChangedSinceIsLeftAlone()
    {
        const QString path = file("a.txt", "theirs");
        Result<files::SafetyCopy> copy = files::SafetyCopy::create(safety(), path, "old", "new");
        GW_VERIFY_RESULT(copy);
        copy->abandon();
        copy = tl::unexpected<Error>(Error());
        QCOMPARE(files::mendTornFiles(safety()), QStringList());
        QCOMPARE(readFile(path), QByteArray("theirs"));
    }

    void aDamagedSafetyCopyMendsNothing()
    {
        const QString path = file("a.txt", "newer an");
        m_folder->write("safety/x.save", "Gatewright save 1\nrubbish");
        m_folder->write("safety/y.save", "");
        QCOMPARE(files::mendTornFiles(safety()), QStringList());
        QCOMPARE(readFile(path), QByteArray("newer an"));
    }
};

QTEST_GUILESS_MAIN(TestAtomicWrite)
#include "tst_atomic_write.moc"
