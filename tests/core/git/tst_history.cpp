// SPDX-License-Identifier: Apache-2.0
#include "core/git/blame.h"
#include "core/git/file_versions.h"
#include "core/git/history.h"
#include "tests/core/git/git_program.h"
#include "tests/support/result_test.h"

#include <QTest>

#include <set>

using namespace gatewright;
using namespace gatewright::git;

class TestHistory : public QObject
{
    Q_OBJECT

    std::unique_ptr<test::GitFolder> m_folder;

    Repository open() const
    {
        Result<Repository> repository = Repository::open(m_folder->path());
        if (!repository)
            qFatal("%s", qPrintable(repository.error().toString()));
        return std::move(*repository);
    }
    static QByteArrayList ids(const Result<History> &history)
    {
        QByteArrayList made;
        for (const CommitSummary &commit : history->commits)
            made.append(commit.id);
        return made;
    }

    // Two branches, a merge, a rename and a tag.
    void makeHistory() const
    {
        m_folder->write("a.txt", "one\ntwo\nthree\nfour\nfive\n");
        m_folder->commitAll("first");
        m_folder->write("b.txt", "b\n");
        m_folder->commitAll("second");
        m_folder->run({"checkout", "-q", "-b", "other"});
        m_folder->write("a.txt", "one\ntwo\nthree\nfour\nFIVE\n");
        m_folder->commitAll("on other");
        m_folder->run({"checkout", "-q", "main"});
        m_folder->write("a.txt", "ONE\ntwo\nthree\nfour\nfive\n");
        m_folder->commitAll("on main");
        m_folder->run({"merge", "-q", "--no-edit", "other"});
        m_folder->run({"tag", "v1"});
        m_folder->run({"mv", "a.txt", "renamed.txt"});
        m_folder->commitAll("renamed");
    }

private Q_SLOTS:
    void initTestCase() { test::useEmptyHome(); }
    void init() { m_folder = std::make_unique<test::GitFolder>(); }

    void theHistoryHasTheCommitsOfTheGitProgram()
    {
        makeHistory();
        const auto history = readHistory(open(), {});
        GW_VERIFY_RESULT(history);
        QVERIFY(history->complete);
        QByteArrayList listed = ids(history);
        // Children stand in front of their parents.
        for (std::size_t row = 0; row < history->commits.size(); ++row) {
            for (const CommitId &parent : history->commits[row].parents)
                QVERIFY(listed.indexOf(parent) > static_cast<qsizetype>(row));
        }
        QByteArrayList wanted = m_folder->run({"log", "--format=%H"}).trimmed().split('\n');
        std::sort(listed.begin(), listed.end());
        std::sort(wanted.begin(), wanted.end());
        QCOMPARE(listed, wanted);
        QCOMPARE(history->commits[0].names, (QStringList{QStringLiteral("HEAD"), QStringLiteral("main")}));
        QCOMPARE(history->commits[1].names, QStringList{QStringLiteral("tag: v1")});
        QCOMPARE(history->commits[1].parents.size(), std::size_t{2});
    }

    void aLimitIsKept()
    {
        makeHistory();
        HistoryQuery query;
        query.limit = 2;
        const auto history = readHistory(open(), query);
        GW_VERIFY_RESULT(history);
        QCOMPARE(history->commits.size(), std::size_t{2});
        QVERIFY(!history->complete);
    }

    void aFileIsFollowedThroughItsNames()
    {
        makeHistory();
        HistoryQuery query;
        query.path = "renamed.txt";
        const auto history = readHistory(open(), query);
        GW_VERIFY_RESULT(history);
        const std::set<QByteArray> found = [&] {
            std::set<QByteArray> subjects;
            for (const CommitSummary &commit : history->commits)
                subjects.insert(commit.subject.toUtf8());
            return subjects;
        }();
        for (const char *subject : {"first", "on other", "on main", "renamed"})
            QVERIFY2(found.count(subject) == 1, subject);
        QVERIFY(found.count("second") == 0);
        QCOMPARE(history->commits.front().path, GitPath("renamed.txt"));
        QCOMPARE(history->commits.back().path, GitPath("a.txt"));
    }

    void aRepositoryWithoutCommitsHasNoHistory()
    {
        const auto history = readHistory(open(), {});
        GW_VERIFY_RESULT(history);
        QVERIFY(history->commits.empty());
    }

    void whatACommitChangedIsListed()
    {
        makeHistory();
        const CommitId head = m_folder->run({"rev-parse", "HEAD"}).trimmed();
        const auto files = changedFiles(open(), head);
        GW_VERIFY_RESULT(files);
        QCOMPARE(files->size(), std::size_t{1});
        QCOMPARE(files->front().change, FileChange::Renamed);
        QCOMPARE(files->front().oldPath, GitPath("a.txt"));
        const CommitId first = m_folder->run({"rev-list", "--max-parents=0", "HEAD"}).trimmed();
        QCOMPARE(changedFiles(open(), first)->front().change, FileChange::Added);
        QCOMPARE(readCommit(open(), first)->message, QStringLiteral("first\n"));
        GW_VERIFY_ERROR(readCommit(open(), QByteArray(40, 'a')), ErrorCode::NotFound);
    }

    void linesAreBlamedOnTheirCommits()
    {
        makeHistory();
        const auto blame = blameText(open(), "renamed.txt", "ONE\nnew\ntwo\nthree\nfour\nFIVE\n");
        GW_VERIFY_RESULT(blame);
        QStringList subjects;
        for (int line = 0; line < 6; ++line)
            subjects.append(blame->at(line) ? blame->at(line)->subject : QStringLiteral("-"));
        QCOMPARE(subjects.join(QLatin1Char(',')), QStringLiteral("on main,-,first,first,first,on other"));
        GW_VERIFY_ERROR(blameText(open(), "none.txt", "x"), ErrorCode::NotFound);
    }

    void aStoppedBlameIsCancelled()
    {
        makeHistory();
        std::stop_source stop;
        stop.request_stop();
        GW_VERIFY_ERROR(blameText(open(), "renamed.txt", "ONE\n", stop.get_token()), ErrorCode::Cancelled);
    }

    void theGraphLeadsEveryCommitToItsParents()
    {
        makeHistory();
        HistoryQuery query;
        query.from = HistoryQuery::From::AllBranches;
        const auto history = readHistory(open(), query);
        GW_VERIFY_RESULT(history);
        const std::vector<GraphRow> rows = graphOf(history->commits);
        QCOMPARE(rows.size(), history->commits.size());
        // The lanes that leave one row are those that enter the next.
        for (std::size_t row = 0; row + 1 < rows.size(); ++row) {
            std::set<int> leaving;
            std::set<int> entering;
            for (const GraphRow::Line &line : rows[row].lines) {
                if (line.to >= 0)
                    leaving.insert(line.to);
            }
            for (const GraphRow::Line &line : rows[row + 1].lines) {
                if (line.from >= 0)
                    entering.insert(line.from);
            }
            QCOMPARE(entering, leaving);
        }
        QCOMPARE(rows.front().lane, 0);
        QVERIFY(rows.back().lines.size() == 1 && rows.back().lines.front().to < 0);
    }
};

QTEST_GUILESS_MAIN(TestHistory)
#include "tst_history.moc"
