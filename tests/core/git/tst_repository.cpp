// SPDX-License-Identifier: Apache-2.0
// Opening repositories, the hostile ones above all.
#include "core/git/commit.h"
#include "core/git/file_versions.h"
#include "core/git/repository.h"
#include "core/git/status.h"
#include "tests/core/git/git_program.h"
#include "tests/support/result_test.h"

#include <QDir>
#include <QTest>

#include <sys/stat.h>
#include <unistd.h>

using namespace gatewright;
using namespace gatewright::git;

class TestRepository : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { test::useEmptyHome(); }

    void aFolderOutsideEveryRepositoryIsNotFound()
    {
        const test::GitFolder folder(test::GitFolder::Make::Nothing);
        GW_VERIFY_ERROR(Repository::open(folder.path()), ErrorCode::NotFound);
    }

    void aNewRepositoryHasNoCommitYet()
    {
        const test::GitFolder folder(test::GitFolder::Make::Nothing);
        const auto made = Repository::initialise(folder.path());
        GW_VERIFY_RESULT(made);
        const auto head = made->head();
        GW_VERIFY_RESULT(head);
        QCOMPARE(head->branch, QStringLiteral("main"));
        QVERIFY(head->isUnborn());
        QVERIFY(!folder.run({"status", "--porcelain=v2", "--branch"}).isEmpty());
        // The library's own sample is all: no template of the user's, which may bring hooks.
        QCOMPARE(QDir(folder.path(".git/hooks")).entryList(QDir::Files),
                 QStringList{QStringLiteral("README.sample")});
    }

    void aFolderInsideOneIsOpened()
    {
        const test::GitFolder folder;
        folder.write("src/deep/a.txt", "a\n");
        const auto repository = Repository::open(folder.path("src/deep"));
        GW_VERIFY_RESULT(repository);
        QCOMPARE(repository->workFolder(), QFileInfo(folder.path()).canonicalFilePath());
        QCOMPARE(repository->pathOf(folder.path("src/deep/a.txt")), GitPath("src/deep/a.txt"));
        QCOMPARE(repository->pathOf(folder.path(".git/config")), GitPath());
        QCOMPARE(repository->pathOf(QStringLiteral("/etc/passwd")), GitPath());
    }

    void aBareRepositoryIsRefused()
    {
        const test::GitFolder folder(test::GitFolder::Make::Nothing);
        folder.run({"init", "-q", "--bare"});
        GW_VERIFY_ERROR(Repository::open(folder.path()), ErrorCode::Unsupported);
    }

    void somebodyElsesRepositoryIsRefused()
    {
        if (::geteuid() != 0)
            QSKIP("only root can give a folder away");
        const test::GitFolder folder;
        constexpr uid_t nobody = 65534;
        for (const char *name : {"", ".git", ".git/config"})
            QCOMPARE(::chown(QFile::encodeName(folder.path(name)).constData(), nobody, nobody), 0);
        const auto refused = Repository::open(folder.path());
        GW_VERIFY_ERROR(refused, ErrorCode::Unsupported);
        QVERIFY(refused.error().message.contains(QLatin1String("safe.directory")));
        // What the git program accepts, we accept.
        const QString home = qEnvironmentVariable("HOME") + QStringLiteral("/.gitconfig");
        const QByteArray before = test::readFile(home);
        test::writeFile(home, before + "[safe]\ndirectory = " + folder.path().toUtf8() + "\n");
        GW_VERIFY_RESULT(Repository::open(folder.path()));
        test::writeFile(home, before);
        GW_VERIFY_ERROR(Repository::open(folder.path()), ErrorCode::Unsupported);
    }

    void aBrokenRepositoryIsAnError_data()
    {
        QTest::addColumn<QByteArray>("file");
        QTest::addColumn<QByteArray>("contents");
        QTest::newRow("HEAD") << QByteArray(".git/HEAD") << QByteArray("nonsense");
        QTest::newRow("index") << QByteArray(".git/index") << QByteArray("DIRCnonsense");
        QTest::newRow("config") << QByteArray(".git/config") << QByteArray("[[[");
        QTest::newRow("packed-refs") << QByteArray(".git/packed-refs") << QByteArray("\0\0\0zzz\n", 7);
        QTest::newRow("version") << QByteArray(".git/config")
                                 << QByteArray("[core]\nrepositoryformatversion = 99\n");
    }

    void aBrokenRepositoryIsAnError()
    {
        QFETCH(QByteArray, file);
        QFETCH(QByteArray, contents);
        const test::GitFolder folder;
        folder.write("a.txt", "a\n");
        folder.commitAll("first");
        QFile::remove(folder.path(".git/refs/heads/main"));
        folder.write(QString::fromUtf8(file), contents);
        const auto repository = Repository::open(folder.path());
        const bool works = repository && repository->head() && readStatus(*repository);
        QVERIFY(!works);
    }

    // The library would read for ever in it.
    void anObjectFileThatWasCutIsAnError()
    {
        const test::GitFolder folder;
        folder.write("a.txt", QByteArray(4000, 'a') + "b\n");
        folder.commitAll("first");
        const QByteArray id = folder.run({"rev-parse", "HEAD:a.txt"}).trimmed();
        const QString object =
            folder.path(QString::fromLatin1(".git/objects/" + id.left(2) + '/' + id.mid(2)));
        const QByteArray whole = test::readFile(object);
        QVERIFY(!whole.isEmpty());
        QFile::setPermissions(object, QFile::ReadOwner | QFile::WriteOwner);
        test::writeFile(object, whole.left(whole.size() / 2));
        const auto repository = Repository::open(folder.path());
        GW_VERIFY_RESULT(repository);
        const auto cut = versionInHead(*repository, "a.txt");
        QVERIFY(!cut);
        test::writeFile(object, whole);
        const auto again = versionInHead(*repository, "a.txt");
        GW_VERIFY_RESULT(again);
        QCOMPARE(again->bytes.size(), 4002);
    }

    // The library would wait for ever for somebody to write into a pipe.
    void pipesInPlaceOfFilesAreRefused_data()
    {
        QTest::addColumn<QByteArray>("file");
        for (const char *file : {".git/config", ".git/HEAD", ".git/index", ".git/packed-refs",
                                 ".git/commondir", ".git/info/exclude", ".gitignore", ".gitattributes"})
            QTest::newRow(file) << QByteArray(file);
    }

    void pipesInPlaceOfFilesAreRefused()
    {
        QFETCH(QByteArray, file);
        const test::GitFolder folder;
        const QByteArray path = QFile::encodeName(folder.path(QString::fromUtf8(file)));
        QFile::remove(folder.path(QString::fromUtf8(file)));
        QVERIFY(QDir().mkpath(folder.path(".git/info")));
        QCOMPARE(::mkfifo(path.constData(), 0600), 0);
        const auto refused = Repository::open(folder.path());
        QVERIFY(!refused);
    }

    void includedConfigurationsAreLookedAtToo()
    {
        const test::GitFolder folder;
        QCOMPARE(::mkfifo(QFile::encodeName(folder.path("pipe")).constData(), 0600), 0);
        folder.write("one.cfg", "[include]\npath = pipe\n");
        const QByteArray config = folder.read(".git/config");
        folder.write(".git/config", config + "[include]\n\tpath = ../one.cfg\n");
        GW_VERIFY_ERROR(Repository::open(folder.path()), ErrorCode::Unsupported);
        folder.write(".git/config", config + "[include]\n\tpath = ../none.cfg\n");
        GW_VERIFY_RESULT(Repository::open(folder.path()));
        folder.write(".git/config", config + "[core]\nexcludesFile = ../pipe\n");
        GW_VERIFY_ERROR(Repository::open(folder.path()), ErrorCode::Unsupported);
    }

    void configurationsThatIncludeEachOtherEnd()
    {
        const test::GitFolder folder;
        folder.write("one.cfg", "[include]\npath = two.cfg\n");
        folder.write("two.cfg", "[include]\npath = one.cfg\n");
        folder.write(".git/config", folder.read(".git/config") + "[include]\n\tpath = ../one.cfg\n");
        const auto opened = Repository::open(folder.path());
        QVERIFY(opened || opened.error().code != ErrorCode::Internal); // it came back
    }

    void aWorkTreeElsewhereIsRefused()
    {
        const test::GitFolder folder;
        const test::Folder other;
        folder.run(QStringList{QStringLiteral("config"), QStringLiteral("core.worktree"), other.path()});
        GW_VERIFY_ERROR(Repository::open(folder.path()), ErrorCode::Unsupported);
    }

    void hooksAreSeenAndNotRun()
    {
        const test::GitFolder folder;
        const QString hook = folder.write(".git/hooks/pre-commit", "#!/bin/sh\ntouch ran\nexit 1\n");
        QFile::setPermissions(hook, QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
        folder.write("a.txt", "a\n");
        folder.run({"add", "-A"});
        const auto repository = Repository::open(folder.path());
        GW_VERIFY_RESULT(repository);
        QCOMPARE(repository->commitHooks(), QStringList{QStringLiteral("pre-commit")});
        GW_VERIFY_RESULT(commit(*repository, QStringLiteral("first")));
        QVERIFY(!QFileInfo::exists(folder.path("ran")));
    }

    void aheadAndBehindAreCounted()
    {
        const test::GitFolder origin;
        origin.write("a.txt", "a\n");
        origin.commitAll("first");
        const test::GitFolder clone(test::GitFolder::Make::Nothing);
        clone.run(
            QStringList{QStringLiteral("clone"), QStringLiteral("-q"), origin.path(), QStringLiteral(".")});
        clone.write("b.txt", "b\n");
        clone.commitAll("ours");
        origin.write("c.txt", "c\n");
        origin.commitAll("theirs");
        origin.write("d.txt", "d\n");
        origin.commitAll("theirs too");
        clone.run({"fetch", "-q"});
        const auto repository = Repository::open(clone.path());
        GW_VERIFY_RESULT(repository);
        const auto head = repository->head();
        GW_VERIFY_RESULT(head);
        QCOMPARE(head->upstream, QStringLiteral("origin/main"));
        QCOMPARE(head->ahead, 1);
        QCOMPARE(head->behind, 2);
        QCOMPARE(repository->remotes().size(), std::size_t{1});
        QVERIFY(repository->remotes().front().host.isEmpty());
    }

    void hostsOfRemotesAreRead()
    {
        const test::GitFolder folder;
        folder.run({"remote", "add", "a", "git@example.org:x/y.git"});
        folder.run({"remote", "add", "b", "https://user@example.com:8443/x"});
        folder.run({"remote", "add", "c", "../elsewhere"});
        const auto remotes = Repository::open(folder.path())->remotes();
        QCOMPARE(remotes.size(), std::size_t{3});
        QCOMPARE(remotes[0].host, QStringLiteral("example.org"));
        QCOMPARE(remotes[1].host, QStringLiteral("example.com"));
        QCOMPARE(remotes[2].host, QString());
    }

    void namesAreMadeReadable()
    {
        QCOMPARE(displayPath("a\nb"), QStringLiteral("a\u21b5b"));
        QCOMPARE(displayPath("a\xe2\x80\xae"
                             "b"),
                 QStringLiteral("a\ufffdb"));
        QCOMPARE(displayPath("plain/name.txt"), QStringLiteral("plain/name.txt"));
    }

    void theNameOfTheUserIsWrittenAndRead()
    {
        const test::GitFolder folder;
        const auto repository = Repository::open(folder.path());
        GW_VERIFY_RESULT(repository);
        GW_VERIFY_ERROR(writeIdentity(*repository, {QStringLiteral("A <"), QStringLiteral("a@b")}),
                        ErrorCode::InvalidInput);
        GW_VERIFY_RESULT(
            writeIdentity(*repository, {QStringLiteral("Ada"), QStringLiteral("ada@example.org")}));
        const auto again = Repository::open(folder.path());
        GW_VERIFY_RESULT(again);
        QCOMPARE(readIdentity(*again)->name, QStringLiteral("Ada"));
        QCOMPARE(folder.run({"config", "--local", "user.email"}).trimmed(), QByteArray("ada@example.org"));
    }
};

QTEST_GUILESS_MAIN(TestRepository)
#include "tst_repository.moc"
