// SPDX-License-Identifier: Apache-2.0
// A process that changes a repository is killed at any moment: every file of the work folder is whole, old or
// new, and the repository is sound.
#include "core/git/branches.h"
#include "core/git/staging.h"
#include "core/git/stash.h"
#include "tests/core/git/git_program.h"
#include "tests/support/result_test.h"

#include <QTest>

#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <random>
#include <set>

using namespace gatewright;
using namespace gatewright::git;

namespace {

constexpr int files = 24;

QByteArray contents(int file, int version)
{
    const QByteArray line =
        "file " + QByteArray::number(file) + " version " + QByteArray::number(version) + "\n";
    return line.repeated(3000 + 500 * (file % 5));
}

QString name(int file)
{
    return QStringLiteral("folder%1/file%2.txt").arg(file % 3).arg(file);
}

// Everything that writes, over and over, until the process is killed.
[[noreturn]] void work(const QString &folder)
{
    while (true) {
        for (const QString &branch : {QStringLiteral("two"), QStringLiteral("main")}) {
            const Result<Repository> repository = Repository::open(folder);
            if (!repository)
                ::_exit(1);
            static_cast<void>(switchBranch(*repository, branch));
            test::writeFile(folder + QStringLiteral("/new.txt"), contents(0, 7));
            static_cast<void>(stageFiles(*repository, {"new.txt"}));
            static_cast<void>(saveStash(*repository, {}, UntrackedFiles::Stash));
            const auto stashes = listStashes(*repository);
            if (stashes && !stashes->empty())
                static_cast<void>(applyStash(*repository, stashes->front(), StashEnd::Drop));
            static_cast<void>(unstageFiles(*repository, {"new.txt"}));
            static_cast<void>(discardFiles(*repository, {"new.txt"}));
        }
    }
}

} // namespace

class TestGitCrash : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { test::useEmptyHome(); }

    void filesAreWholeAfterEveryKill()
    {
        const test::GitFolder folder;
        for (int file = 0; file < files; ++file)
            folder.write(name(file), contents(file, 1));
        folder.commitAll("one");
        folder.run({"checkout", "-q", "-b", "two"});
        for (int file = 0; file < files; ++file)
            folder.write(name(file), contents(file, 2));
        folder.commitAll("two");
        folder.run({"checkout", "-q", "main"});
        const Result<Repository> warm =
            Repository::open(folder.path()); // the library is ready before the fork
        GW_VERIFY_RESULT(warm);

        std::mt19937 random(11); // NOLINT(cert-msc51-cpp): the same moments each time
        constexpr int kills = 200;
        std::set<int> seen; // versions of the first file
        for (int kill = 0; kill < kills; ++kill) {
            const pid_t child = ::fork();
            QVERIFY(child >= 0);
            if (child == 0)
                work(folder.path());
            ::usleep(1000 + random() % 60'000);
            ::kill(child, SIGKILL);
            int status = 0;
            QCOMPARE(::waitpid(child, &status, 0), child);
            QVERIFY2(WIFSIGNALED(status), "the work ended by itself");
            for (int file = 0; file < files; ++file) {
                const QByteArray found = test::readFile(folder.path(name(file)));
                const bool whole = found == contents(file, 1) || found == contents(file, 2) ||
                                   !QFileInfo::exists(folder.path(name(file)));
                QVERIFY2(whole, qPrintable(name(file)));
                if (file == 0)
                    seen.insert(found == contents(file, 1) ? 1 : 2);
            }
            // What a crash leaves behind, and its lock, which the user is told to remove.
            for (const char *lock : {".git/index.lock", ".git/HEAD.lock", ".git/refs/stash.lock"})
                QFile::remove(folder.path(lock));
            if (kill % 20 == 0)
                QCOMPARE(folder.attempt({"fsck", "--no-dangling"}).code, 0);
            folder.run({"reset", "-q", "--hard"});
            folder.run({"clean", "-q", "-fd"});
        }
        QVERIFY(folder.run({"status", "--porcelain"}).isEmpty());
        QCOMPARE(seen.size(), std::size_t{2}); // it was at work
    }
};

QTEST_GUILESS_MAIN(TestGitCrash)
#include "tst_git_crash.moc"
