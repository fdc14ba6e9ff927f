// SPDX-License-Identifier: Apache-2.0
#include "core/git/branches.h"
#include "core/git/stash.h"
#include "tests/core/git/git_program.h"
#include "tests/support/result_test.h"

#include <QTest>

using namespace gatewright;
using namespace gatewright::git;

class TestBranches : public QObject
{
    Q_OBJECT

    std::unique_ptr<test::GitFolder> m_first; // what each test begins with
    std::unique_ptr<test::GitFolder> m_folder;

    Repository open() const
    {
        Result<Repository> repository = Repository::open(m_folder->path());
        if (!repository)
            qFatal("%s", qPrintable(repository.error().toString()));
        return std::move(*repository);
    }
    QByteArray status() const { return m_folder->run({"status", "--porcelain"}); }
    QByteArray branch() const { return m_folder->run({"symbolic-ref", "--short", "HEAD"}).trimmed(); }

private Q_SLOTS:
    void initTestCase()
    {
        test::useEmptyHome();
        m_first = std::make_unique<test::GitFolder>();
        m_first->write("a.txt", "one\ntwo\n");
        m_first->write("same.txt", "same\n");
        m_first->commitAll("first");
        m_first->run({"checkout", "-q", "-b", "other"});
        m_first->write("a.txt", "one\nother\n");
        m_first->write("deep/er/new.txt", "new\n");
        m_first->write("run.sh", "#!/bin/sh\n");
        QFile::setPermissions(m_first->path("run.sh"),
                              QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
        QFile::link(QStringLiteral("a.txt"), m_first->path("link"));
        m_first->commitAll("other");
        m_first->run({"checkout", "-q", "main"});
    }
    void init() { m_folder = std::make_unique<test::GitFolder>(*m_first); }

    void branchesAreListed()
    {
        const auto branches = listBranches(open());
        GW_VERIFY_RESULT(branches);
        QCOMPARE(branches->size(), std::size_t{2});
        QCOMPARE(branches->at(0).name, QStringLiteral("other"));
        QVERIFY(branches->at(1).isCurrent);
        QCOMPARE(branches->at(1).subject, QStringLiteral("first"));
    }

    void switchingTakesTheFilesAlong()
    {
        GW_VERIFY_RESULT(switchBranch(open(), QStringLiteral("other")));
        QCOMPARE(branch(), QByteArray("other"));
        QCOMPARE(status(), QByteArray());
        QCOMPARE(m_folder->read("a.txt"), QByteArray("one\nother\n"));
        QVERIFY(QFileInfo(m_folder->path("run.sh")).isExecutable());
        QVERIFY(QFileInfo(m_folder->path("link")).isSymLink());
        GW_VERIFY_RESULT(switchBranch(open(), QStringLiteral("main")));
        QCOMPARE(status(), QByteArray());
        QVERIFY2(!QFileInfo::exists(m_folder->path("deep")), "empty folders go too");
    }

    void changesElsewhereStay()
    {
        m_folder->write("same.txt", "mine\n");
        m_folder->write("untracked.txt", "mine\n");
        GW_VERIFY_RESULT(switchBranch(open(), QStringLiteral("other")));
        QCOMPARE(m_folder->read("same.txt"), QByteArray("mine\n"));
        QCOMPARE(status(), QByteArray(" M same.txt\n?? untracked.txt\n"));
    }

    void changesThatWouldBeLostKeepTheBranch_data()
    {
        QTest::addColumn<QString>("file");
        QTest::newRow("changed") << QStringLiteral("a.txt");
        QTest::newRow("not tracked") << QStringLiteral("deep/er/new.txt");
        QTest::newRow("a file where a folder must be") << QStringLiteral("deep");
        QTest::newRow("a folder where a file must be") << QStringLiteral("run.sh/mine.txt");
    }

    void changesThatWouldBeLostKeepTheBranch()
    {
        QFETCH(QString, file);
        m_folder->write(file, "precious\n");
        const QByteArray before = status();
        GW_VERIFY_ERROR(switchBranch(open(), QStringLiteral("other")), ErrorCode::InvalidInput);
        QCOMPARE(branch(), QByteArray("main"));
        QCOMPARE(status(), before);
        QCOMPARE(test::readFile(m_folder->path(file)), QByteArray("precious\n"));
    }

    void ignoredFilesInTheWayStayToo()
    {
        m_folder->write(".git/info/exclude", "deep/\n");
        m_folder->write("deep/er/new.txt", "precious\n");
        GW_VERIFY_ERROR(switchBranch(open(), QStringLiteral("other")), ErrorCode::InvalidInput);
        QCOMPARE(m_folder->read("deep/er/new.txt"), QByteArray("precious\n"));
    }

    void aRemoteBranchIsFollowed()
    {
        const test::GitFolder clone(test::GitFolder::Make::Nothing);
        clone.run(QStringList{QStringLiteral("clone"), QStringLiteral("-q"), m_folder->path(),
                              QStringLiteral(".")});
        const auto repository = Repository::open(clone.path());
        GW_VERIFY_RESULT(repository);
        GW_VERIFY_RESULT(switchBranch(*repository, QStringLiteral("origin/other")));
        QCOMPARE(clone.run({"rev-parse", "--abbrev-ref", "other@{upstream}"}).trimmed(),
                 QByteArray("origin/other"));
        QCOMPARE(clone.run({"status", "--porcelain"}), QByteArray());
    }

    void branchesAreMadeRenamedAndDeleted()
    {
        GW_VERIFY_RESULT(createBranch(open(), QStringLiteral("topic/one")));
        GW_VERIFY_ERROR(createBranch(open(), QStringLiteral("topic/one")), ErrorCode::InvalidInput);
        GW_VERIFY_RESULT(renameBranch(open(), QStringLiteral("topic/one"), QStringLiteral("two")));
        GW_VERIFY_RESULT(deleteBranch(open(), QStringLiteral("two")));
        QCOMPARE(m_folder->run({"branch", "--format=%(refname:short)"}), QByteArray("main\nother\n"));
    }

    void badNamesAreRefused_data()
    {
        QTest::addColumn<QString>("name");
        for (const char *name :
             {"", "a b", "-x", "a..b", "x.lock", "/x", "x/", "a~b", "HEAD", "a\nb", "@{x}"})
            QTest::newRow(name) << QString::fromUtf8(name);
    }

    void badNamesAreRefused()
    {
        QFETCH(QString, name);
        GW_VERIFY_ERROR(createBranch(open(), name), ErrorCode::InvalidInput);
    }

    void aBranchWithWorkOfItsOwnIsKept()
    {
        GW_VERIFY_ERROR(deleteBranch(open(), QStringLiteral("main")), ErrorCode::InvalidInput);
        GW_VERIFY_ERROR(deleteBranch(open(), QStringLiteral("other")), ErrorCode::InvalidInput);
        const auto at = deleteBranch(open(), QStringLiteral("other"), Unmerged::Delete);
        GW_VERIFY_RESULT(at);
        GW_VERIFY_RESULT(createBranch(open(), QStringLiteral("other"), *at));
        QCOMPARE(m_folder->run({"rev-parse", "other"}).trimmed(), *at);
    }

    void aCommitCanBeSwitchedTo()
    {
        const CommitId at = m_folder->run({"rev-parse", "other"}).trimmed();
        GW_VERIFY_RESULT(switchToCommit(open(), at));
        const auto head = open().head();
        GW_VERIFY_RESULT(head);
        QVERIFY(head->isDetached());
        QCOMPARE(head->commit, at);
        QCOMPARE(status(), QByteArray());
    }

    // --- stashes

    void changesArePutAsideAndComeBack()
    {
        m_folder->write("a.txt", "mine\n");
        m_folder->write("staged.txt", "staged\n");
        m_folder->run({"add", "staged.txt"});
        m_folder->write("new.txt", "new\n");
        QFile::remove(m_folder->path("same.txt"));
        const QByteArray before = status();
        GW_VERIFY_RESULT(saveStash(open(), QStringLiteral("my  work"), UntrackedFiles::Stash));
        QCOMPARE(status(), QByteArray());
        const auto stashes = listStashes(open());
        GW_VERIFY_RESULT(stashes);
        QCOMPARE(stashes->size(), std::size_t{1});
        QCOMPARE(stashes->front().message, QStringLiteral("On main: my work"));
        QVERIFY(m_folder->run({"stash", "list"}).contains("On main: my work"));
        const auto conflicts = applyStash(open(), stashes->front(), StashEnd::Drop);
        GW_VERIFY_RESULT(conflicts);
        QVERIFY(conflicts->empty());
        QCOMPARE(status(), before);
        QCOMPARE(m_folder->read("new.txt"), QByteArray("new\n"));
        QVERIFY(listStashes(open())->empty());
    }

    void theGitProgramAppliesOurStashes()
    {
        m_folder->write("a.txt", "mine\n");
        m_folder->write("new.txt", "new\n");
        const QByteArray before = status();
        GW_VERIFY_RESULT(saveStash(open(), {}, UntrackedFiles::Stash));
        QVERIFY(m_folder->run({"stash", "list"}).contains("WIP on main: "));
        m_folder->run({"stash", "pop", "-q"});
        QCOMPARE(status(), before);
        QCOMPARE(m_folder->read("new.txt"), QByteArray("new\n"));
    }

    void weApplyTheGitProgramsStashes()
    {
        m_folder->write("a.txt", "mine\n");
        m_folder->write("new.txt", "new\n");
        const QByteArray before = status();
        m_folder->run({"stash", "-q", "--include-untracked"});
        GW_VERIFY_RESULT(applyStash(open(), listStashes(open())->front(), StashEnd::Keep));
        QCOMPARE(status(), before);
        QCOMPARE(listStashes(open())->size(), std::size_t{1});
    }

    void aStashThatDoesNotFitIsAConflictAndStays()
    {
        m_folder->write("a.txt", "one\nstashed\n");
        GW_VERIFY_RESULT(saveStash(open(), {}, UntrackedFiles::Leave));
        m_folder->write("a.txt", "one\ncommitted\n");
        m_folder->commitAll("second");
        const auto conflicts = applyStash(open(), listStashes(open())->front(), StashEnd::Drop);
        GW_VERIFY_RESULT(conflicts);
        QCOMPARE(*conflicts, std::vector<GitPath>{"a.txt"});
        QCOMPARE(status(), QByteArray("UU a.txt\n"));
        QVERIFY(m_folder->read("a.txt").contains("<<<<<<<"));
        QCOMPARE(listStashes(open())->size(), std::size_t{1});
    }

    void filesWithChangesAreNotOverwrittenByAStash()
    {
        m_folder->write("a.txt", "stashed\n");
        m_folder->write("new.txt", "stashed\n");
        GW_VERIFY_RESULT(saveStash(open(), {}, UntrackedFiles::Stash));
        m_folder->write("new.txt", "precious\n");
        GW_VERIFY_ERROR(applyStash(open(), listStashes(open())->front(), StashEnd::Drop),
                        ErrorCode::InvalidInput);
        QCOMPARE(m_folder->read("new.txt"), QByteArray("precious\n"));
        QCOMPARE(m_folder->read("a.txt"), QByteArray("one\ntwo\n"));
    }

    void aDroppedStashComesBack()
    {
        m_folder->write("a.txt", "mine\n");
        GW_VERIFY_RESULT(saveStash(open(), {}, UntrackedFiles::Leave));
        const Stash stash = listStashes(open())->front();
        GW_VERIFY_RESULT(dropStash(open(), stash));
        QVERIFY(listStashes(open())->empty());
        GW_VERIFY_ERROR(dropStash(open(), stash), ErrorCode::NotFound);
        GW_VERIFY_RESULT(restoreStash(open(), stash));
        QCOMPARE(listStashes(open())->front().commit, stash.commit);
    }

    void nothingToPutAsideIsSaid()
    {
        GW_VERIFY_ERROR(saveStash(open(), {}, UntrackedFiles::Leave), ErrorCode::InvalidInput);
    }
};

QTEST_GUILESS_MAIN(TestBranches)
#include "tst_branches.moc"
