// SPDX-License-Identifier: Apache-2.0
#include "core/git/commit.h"
#include "core/git/file_versions.h"
#include "core/git/staging.h"
#include "core/git/status.h"
#include "core/git/working_changes.h"
#include "tests/core/git/git_program.h"
#include "tests/core/git/status_text.h"
#include "tests/support/result_test.h"

#include <QTest>

#include <unistd.h>

using namespace gatewright;
using namespace gatewright::git;

class TestStaging : public QObject
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
    QByteArray status() const
    {
        return test::porcelainText(m_folder->run({"status", "--porcelain=v1", "-z"}));
    }
    QByteArray staged(const char *path) const
    {
        return m_folder->run(
            QStringList{QStringLiteral("show"), QLatin1String(":") + QString::fromUtf8(path)});
    }

private Q_SLOTS:
    void initTestCase()
    {
        test::useEmptyHome();
        m_first = std::make_unique<test::GitFolder>();
        m_first->write("a.txt", "one\ntwo\nthree\nfour\nfive\nsix\nseven\neight\n");
        m_first->write("gone.txt", "gone\n");
        m_first->commitAll("first");
    }
    void init() { m_folder = std::make_unique<test::GitFolder>(*m_first); }

    void filesAreStagedAndUnstaged()
    {
        m_folder->write("a.txt", "changed\n");
        m_folder->write("folder/new.txt", "new\n");
        m_folder->write("folder/deep/[odd] name\n.txt", "odd\n");
        QFile::remove(m_folder->path("gone.txt"));
        GW_VERIFY_RESULT(stageFiles(open(), {"a.txt", "gone.txt", "folder/"}));
        QCOMPARE(status(),
                 QByteArray("A  folder/deep/[odd] name\n.txt\nA  folder/new.txt\nD  gone.txt\nM  a.txt"));
        GW_VERIFY_RESULT(
            unstageFiles(open(), {"a.txt", "folder/new.txt", "folder/deep/[odd] name\n.txt", "gone.txt"}));
        QCOMPARE(status(), QByteArray(" D gone.txt\n M a.txt\n?? folder/"));
    }

    void aNewBranchUnstagesToNothing()
    {
        const test::GitFolder empty;
        empty.write("a.txt", "a\n");
        const auto repository = Repository::open(empty.path());
        GW_VERIFY_RESULT(repository);
        GW_VERIFY_RESULT(stageFiles(*repository, {"a.txt"}));
        GW_VERIFY_RESULT(unstageFiles(*repository, {"a.txt"}));
        QCOMPARE(empty.run({"status", "--porcelain"}), QByteArray("?? a.txt\n"));
    }

    void oneOfTwoChangesIsStaged()
    {
        const QByteArray text = "ONE\ntwo\nthree\nfour\nfive\nsix\nseven\nEIGHT\n";
        m_folder->write("a.txt", text);
        const Repository repository = open();
        const auto known = workingChanges(repository, "a.txt", text, Encoding::Utf8);
        GW_VERIFY_RESULT(known);
        QCOMPARE(known->changes.size(), std::size_t{2});
        LineSelection second;
        second.add(known->changes[1]);
        GW_VERIFY_RESULT(stageLines(repository, "a.txt", text, second, known->index));
        QCOMPARE(staged("a.txt"), QByteArray("one\ntwo\nthree\nfour\nfive\nsix\nseven\nEIGHT\n"));
        QCOMPARE(m_folder->read("a.txt"), text);
        // And back again.
        const auto index = versionInIndex(repository, "a.txt");
        GW_VERIFY_RESULT(index);
        LineSelection all;
        all.add({7, 1, 7, 1});
        GW_VERIFY_RESULT(unstageLines(open(), "a.txt", all, index->id));
        QCOMPARE(status(), QByteArray(" M a.txt"));
    }

    void aSelectionOfAnotherIndexIsRefused()
    {
        const QByteArray text = "ONE\ntwo\nthree\nfour\nfive\nsix\nseven\neight\n";
        m_folder->write("a.txt", text);
        const auto known = workingChanges(open(), "a.txt", text, Encoding::Utf8);
        GW_VERIFY_RESULT(known);
        LineSelection first;
        first.add(known->changes[0]);
        m_folder->run({"add", "a.txt"});
        GW_VERIFY_ERROR(stageLines(open(), "a.txt", text, first, known->index), ErrorCode::InvalidInput);
    }

    void linesOfANewFileAreStaged()
    {
        const QByteArray text = "first\nsecond\n";
        m_folder->write("new.txt", text);
        LineSelection first;
        first.addNewLines({0, 0, 0, 2}, 0, 1);
        GW_VERIFY_RESULT(stageLines(open(), "new.txt", text, first, {}));
        QCOMPARE(staged("new.txt"), QByteArray("first\n"));
        QCOMPARE(status(), QByteArray("AM new.txt"));
    }

    void lineEndsThatGitChangesAreNoChange()
    {
        m_folder->write(".gitattributes", "*.txt text eol=crlf\n");
        const QByteArray text = "one\r\nTWO\r\nthree\r\nfour\r\nfive\r\nsix\r\nseven\r\neight\r\n";
        m_folder->write("a.txt", text);
        const auto known = workingChanges(open(), "a.txt", text, Encoding::Utf8);
        GW_VERIFY_RESULT(known);
        QCOMPARE(known->changes, (std::vector<LineChange>{{1, 1, 1, 1}}));
        LineSelection all;
        all.add(known->changes[0]);
        GW_VERIFY_RESULT(stageLines(open(), "a.txt", text, all, known->index));
        QCOMPARE(staged("a.txt"), QByteArray("one\nTWO\nthree\nfour\nfive\nsix\nseven\neight\n"));
        QCOMPARE(m_folder->run({"diff", "--name-only", "--", "a.txt"}), QByteArray());
    }

    void textsInUtf16HaveChangesToo()
    {
        const auto wide = [](const char *text) {
            const std::string bytes = *encode(text, Encoding::Utf16LittleEndian);
            return QByteArray(bytes.data(), static_cast<qsizetype>(bytes.size()));
        };
        m_folder->write("wide.txt", wide("one\ntwo\n"));
        m_folder->commitAll("wide");
        const auto known =
            workingChanges(open(), "wide.txt", wide("one\nTWO\n"), Encoding::Utf16LittleEndian);
        GW_VERIFY_RESULT(known);
        QCOMPARE(known->changes, (std::vector<LineChange>{{1, 1, 1, 1}}));
    }

    void untrackedAndIgnoredFilesHaveNoChanges()
    {
        m_folder->write(".gitignore", "*.log\n");
        QCOMPARE(workingChanges(open(), "new.txt", "x", Encoding::Utf8)->known,
                 WorkingChanges::Known::Untracked);
        QCOMPARE(workingChanges(open(), "new.log", "x", Encoding::Utf8)->known,
                 WorkingChanges::Known::Ignored);
    }

    void whatIsDiscardedCanBeHadBack()
    {
        m_folder->write("a.txt", "mine\n");
        m_folder->write("new/file.txt", "new\n");
        QFile::remove(m_folder->path("gone.txt"));
        const QString script = m_folder->write("run.sh", "#!/bin/sh\n");
        QFile::setPermissions(script, QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
        const QByteArray before = status();
        const auto discarded = discardFiles(open(), {"a.txt", "gone.txt", "new/", "run.sh"});
        GW_VERIFY_RESULT(discarded);
        QCOMPARE(status(), QByteArray());
        QCOMPARE(m_folder->read("gone.txt"), QByteArray("gone\n"));
        QVERIFY(!QFileInfo::exists(m_folder->path("new")));
        GW_VERIFY_RESULT(restoreDiscarded(open(), *discarded));
        QCOMPARE(status(), before);
        QCOMPARE(m_folder->read("new/file.txt"), QByteArray("new\n"));
        QVERIFY(QFileInfo(script).isExecutable());
    }

    void linksToFoldersAreNotWrittenThrough()
    {
        const test::Folder outside;
        outside.write("a.txt", "precious\n");
        m_folder->write("sub/a.txt", "inside\n");
        m_folder->commitAll("sub");
        QVERIFY(QDir(m_folder->path("sub")).removeRecursively());
        QVERIFY(QFile::link(outside.path(), m_folder->path("sub")));
        const auto discarded = discardFiles(open(), {"sub/a.txt"});
        QVERIFY(!discarded);
        QCOMPARE(test::readFile(outside.path("a.txt")), QByteArray("precious\n"));
    }

    void linksStayLinks()
    {
        QVERIFY(QFile::link(QStringLiteral("a.txt"), m_folder->path("link")));
        m_folder->commitAll("link");
        QFile::remove(m_folder->path("link"));
        m_folder->write("link", "a file now\n");
        GW_VERIFY_RESULT(discardFiles(open(), {"link"}));
        QVERIFY(QFileInfo(m_folder->path("link")).isSymLink());
        QCOMPARE(status(), QByteArray());
    }

    void filesOfFilterProgramsAreLeftToGit()
    {
        m_folder->write(".gitattributes", "*.big filter=lfs\n");
        m_folder->write("x.big", "much\n");
        GW_VERIFY_ERROR(stageFiles(open(), {"x.big"}), ErrorCode::Unsupported);
        GW_VERIFY_ERROR(stageFiles(open(), {"a.txt", "x.big"}), ErrorCode::Unsupported);
    }

    void loopsOfLinksEnd()
    {
        QVERIFY(QFile::link(QStringLiteral("."), m_folder->path("loop")));
        QVERIFY(QFile::link(QStringLiteral("loop2"), m_folder->path("loop2")));
        const auto read = readStatus(open());
        GW_VERIFY_RESULT(read);
        QCOMPARE(test::statusText(*read), QByteArray("?? loop\n?? loop2"));
    }

    void aStoppedStatusIsCancelled()
    {
        std::stop_source stop;
        stop.request_stop();
        GW_VERIFY_ERROR(readStatus(open(), {}, stop.get_token()), ErrorCode::Cancelled);
    }

    // --- commits

    void whatIsStagedIsCommitted()
    {
        m_folder->write("a.txt", "changed\n");
        m_folder->write("b.txt", "left\n");
        m_folder->run({"add", "a.txt"});
        const auto made = commit(open(), QStringLiteral("Change a  \n\n\n\nBecause.\n\n"));
        GW_VERIFY_RESULT(made);
        QCOMPARE(m_folder->run({"rev-parse", "HEAD"}).trimmed(), *made);
        QCOMPARE(m_folder->run({"log", "-1", "--format=%B"}), QByteArray("Change a\n\nBecause.\n\n"));
        QCOMPARE(status(), QByteArray("?? b.txt"));
        QVERIFY(m_folder->run({"fsck", "--strict"}).isEmpty());
    }

    void nothingStagedIsNoCommit()
    {
        GW_VERIFY_ERROR(commit(open(), QStringLiteral("nothing")), ErrorCode::InvalidInput);
        GW_VERIFY_ERROR(commit(open(), QStringLiteral("  \n")), ErrorCode::InvalidInput);
    }

    void theLastCommitIsAmended()
    {
        m_folder->write("b.txt", "b\n");
        m_folder->run({"add", "-A"});
        CommitOptions options;
        options.amend = CommitOptions::Amend::Yes;
        GW_VERIFY_RESULT(commit(open(), QStringLiteral("first, with b"), options));
        QCOMPARE(m_folder->run({"rev-list", "--count", "HEAD"}).trimmed(), QByteArray("1"));
        QCOMPARE(*lastMessage(open()), QStringLiteral("first, with b\n"));
    }

    void aMergeIsEndedWithBothParents()
    {
        m_folder->run({"checkout", "-q", "-b", "other"});
        m_folder->write("b.txt", "b\n");
        m_folder->commitAll("b");
        m_folder->run({"checkout", "-q", "main"});
        m_folder->write("c.txt", "c\n");
        m_folder->commitAll("c");
        m_folder->run({"merge", "-q", "--no-commit", "other"});
        const Repository repository = open();
        QCOMPARE(repository.unfinished(), Unfinished::Merge);
        QVERIFY(repository.preparedMessage().startsWith(QLatin1String("Merge branch")));
        GW_VERIFY_RESULT(commit(repository, QStringLiteral("merged")));
        QCOMPARE(m_folder->run({"log", "-1", "--format=%P"}).trimmed().split(' ').size(), 2);
        QCOMPARE(open().unfinished(), Unfinished::Nothing);
    }

    void aCommitWithoutANameSaysHowToSetIt()
    {
        const QString home = qEnvironmentVariable("HOME") + QStringLiteral("/.gitconfig");
        const QByteArray before = test::readFile(home);
        test::writeFile(home, "");
        m_folder->write("a.txt", "changed\n");
        GW_VERIFY_RESULT(stageFiles(open(), {"a.txt"}));
        const auto refused = commit(open(), QStringLiteral("x"));
        test::writeFile(home, before);
        GW_VERIFY_ERROR(refused, ErrorCode::Missing);
    }

    void messagesAreChecked()
    {
        using Kind = MessageIssue::Kind;
        const auto kinds = [](const char *message) {
            std::vector<Kind> found;
            for (const MessageIssue &issue : checkMessage(QString::fromUtf8(message)))
                found.push_back(issue.kind);
            return found;
        };
        QCOMPARE(kinds("git: stage single lines\n\nBecause."), std::vector<Kind>{});
        QCOMPARE(kinds(" \n"), std::vector<Kind>{Kind::Empty});
        QCOMPARE(kinds("title.\nbody"), (std::vector<Kind>{Kind::SubjectStop, Kind::SecondLine}));
        QCOMPARE(kinds("title \n"), std::vector<Kind>{Kind::TrailingSpace});
        QCOMPARE(kinds(QByteArray(80, 'x').constData()), std::vector<Kind>{Kind::SubjectLong});
        QCOMPARE(kinds(("t\n\nhttps://example.org/" + QByteArray(120, 'x')).constData()),
                 std::vector<Kind>{});
    }
};

QTEST_GUILESS_MAIN(TestStaging)
#include "tst_staging.moc"
