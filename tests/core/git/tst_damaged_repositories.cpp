// SPDX-License-Identifier: Apache-2.0
// Files of a repository are damaged at random: every question about it ends with an answer or an error, in
// time and without a crash, and no file of the work folder is touched.
#include "core/git/blame.h"
#include "core/git/branches.h"
#include "core/git/commit.h"
#include "core/git/conflicts.h"
#include "core/git/file_versions.h"
#include "core/git/history.h"
#include "core/git/staging.h"
#include "core/git/stash.h"
#include "core/git/status.h"
#include "core/git/working_changes.h"
#include "tests/core/git/git_program.h"
#include "tests/support/result_test.h"

#include <QDirIterator>
#include <QMap>
#include <QTest>

#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <random>

using namespace gatewright;
using namespace gatewright::git;

namespace {

constexpr unsigned patience = 30; // seconds for all questions about one repository

void makeRepository(const test::GitFolder &folder)
{
    for (int file = 0; file < 12; ++file)
        folder.write(QStringLiteral("part%1/file%2.txt").arg(file % 3).arg(file),
                     "line of " + QByteArray::number(file) + "\nanother\n" + QByteArray(400, 'x') + "\n");
    folder.commitAll("first");
    folder.run({"branch", "other"});
    folder.write("part0/file0.txt", "changed\nanother\n");
    folder.commitAll("second");
    folder.write("part1/file1.txt", "put aside\n");
    folder.run({"stash", "-q"});
    folder.write("part1/file1.txt", "staged\n");
    folder.run({"add", "-A"});
    folder.write("part2/file2.txt", "not staged\n");
    folder.write("new\nline.txt", "not known\n");
}

QStringList filesBelow(const QString &path)
{
    QStringList files;
    QDirIterator entries(path, QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
    while (entries.hasNext())
        files.append(entries.next());
    files.sort();
    return files;
}

// Of everything but git's own.
QMap<QString, QByteArray> workFiles(const QString &folder)
{
    QMap<QString, QByteArray> contents;
    const QStringList files = filesBelow(folder);
    for (const QString &file : files) {
        if (!file.contains(QLatin1String("/.git/")))
            contents.insert(file, test::readFile(file));
    }
    return contents;
}

class Damage
{
public:
    explicit Damage(unsigned seed)
        : m_random(seed)
    {
    }

    // What was done, for the message of a failure.
    QString doTo(const QString &gitFolder)
    {
        const QStringList files = filesBelow(gitFolder);
        const QString path = files.at(number(files.size()));
        QByteArray bytes = test::readFile(path);
        QFile::setPermissions(path, QFile::ReadOwner | QFile::WriteOwner); // objects are read-only
        const char *what = "";
        switch (number(6)) {
        case 0:
            what = "removed";
            QFile::remove(path);
            return QStringLiteral("%1 %2").arg(path, QLatin1String(what));
        case 1:
            what = "cut";
            bytes.truncate(number(bytes.size() + 1));
            break;
        case 2:
            what = "emptied";
            bytes.clear();
            break;
        case 3:
            what = "lengthened";
            bytes += bytes + QByteArray(50, '\xff');
            break;
        case 4: {
            what = "replaced by another";
            bytes = test::readFile(files.at(number(files.size())));
            break;
        }
        default:
            what = "flipped";
            for (qsizetype flips = 1 + number(8); flips > 0 && !bytes.isEmpty(); --flips)
                bytes[number(bytes.size())] = static_cast<char>(number(256));
        }
        test::writeFile(path, bytes);
        return QStringLiteral("%1 %2").arg(path, QLatin1String(what));
    }

private:
    qsizetype number(qsizetype below) { return static_cast<qsizetype>(m_random()) % below; }

    std::mt19937 m_random;
};

// In a process of its own. The answers do not matter: that they come does.
void askEverything(const QString &folder)
{
    const Result<Repository> repository = Repository::open(folder);
    if (!repository)
        return;
    const Result<Head> head = repository->head();
    static_cast<void>(repository->unfinished());
    static_cast<void>(repository->remotes());
    static_cast<void>(readStatus(*repository));
    static_cast<void>(listBranches(*repository));
    static_cast<void>(listConflicts(*repository));
    HistoryQuery everything;
    everything.from = HistoryQuery::From::AllBranches;
    const Result<History> history = readHistory(*repository, everything);
    HistoryQuery ofFile;
    ofFile.path = "part0/file0.txt";
    static_cast<void>(readHistory(*repository, ofFile));
    if (history) {
        for (const CommitSummary &commit : history->commits) {
            static_cast<void>(readCommit(*repository, commit.id));
            static_cast<void>(changedFiles(*repository, commit.id));
            static_cast<void>(versionInCommit(*repository, commit.id, "part0/file0.txt"));
        }
    }
    for (const DiffScope scope : {DiffScope::Staged, DiffScope::Working})
        static_cast<void>(patchText(*repository, scope));
    const QByteArray text = "line of 0\nchanged\n";
    static_cast<void>(blameText(*repository, "part0/file0.txt", text));
    static_cast<void>(workingChanges(*repository, "part0/file0.txt", text, Encoding::Utf8));
    static_cast<void>(listStashes(*repository));
    // What changes the repository, and no file.
    static_cast<void>(stageFiles(*repository, {"part2/file2.txt", "new\nline.txt"}));
    static_cast<void>(unstageFiles(*repository, {"part1/file1.txt"}));
    static_cast<void>(createBranch(*repository, QStringLiteral("topic")));
    static_cast<void>(commit(*repository, QStringLiteral("third")));
    static_cast<void>(deleteBranch(*repository, QStringLiteral("other")));
}

} // namespace

class TestDamagedRepositories : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { test::useEmptyHome(); }

    void everyQuestionEnds()
    {
        constexpr unsigned repositories = 150;
        const test::GitFolder loose;
        makeRepository(loose);
        const test::GitFolder packed;
        makeRepository(packed);
        packed.run({"gc", "-q"});
        GW_VERIFY_RESULT(Repository::open(loose.path())); // the library is ready before the fork
        for (unsigned seed = 1; seed <= repositories; ++seed) {
            const test::Folder copies;
            const QString folder = copies.path("copy");
            const QStringList arguments{QStringLiteral("-a"), seed % 2 == 0 ? loose.path() : packed.path(),
                                        folder};
            QCOMPARE(QProcess::execute(QStringLiteral("cp"), arguments), 0);
            const QMap<QString, QByteArray> before = workFiles(folder);
            Damage damage(seed);
            QString done = damage.doTo(folder + QStringLiteral("/.git"));
            if (seed % 3 == 0)
                done += QStringLiteral(", ") + damage.doTo(folder + QStringLiteral("/.git"));
            const pid_t child = ::fork();
            QVERIFY(child >= 0);
            if (child == 0) {
                ::alarm(patience);
                askEverything(folder);
                ::_exit(0);
            }
            int status = 0;
            QCOMPARE(::waitpid(child, &status, 0), child);
            const QString story = QStringLiteral("seed %1: %2: status %3").arg(seed).arg(done).arg(status);
            QVERIFY2(WIFEXITED(status) && WEXITSTATUS(status) == 0, qPrintable(story));
            QVERIFY2(workFiles(folder) == before, qPrintable(story));
        }
    }
};

QTEST_GUILESS_MAIN(TestDamagedRepositories)
#include "tst_damaged_repositories.moc"
