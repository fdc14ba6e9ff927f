// SPDX-License-Identifier: Apache-2.0
#include "core/git/conflicts.h"
#include "core/git/staging.h"
#include "tests/core/git/git_program.h"
#include "tests/support/result_test.h"

#include <QTest>

using namespace gatewright;
using namespace gatewright::git;

class TestConflicts : public QObject
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

private Q_SLOTS:
    void initTestCase()
    {
        test::useEmptyHome();
        m_first = std::make_unique<test::GitFolder>();
        m_first->write("a.txt", "base\n");
        m_first->write("gone.txt", "base\n");
        m_first->write("own.txt", "own\n");
        m_first->commitAll("base");
        m_first->run({"checkout", "-q", "-b", "other"});
        m_first->write("a.txt", "theirs\n");
        m_first->write("gone.txt", "theirs\n");
        m_first->write("added.txt", "theirs\n");
        m_first->commitAll("theirs");
        m_first->run({"checkout", "-q", "main"});
        m_first->write("a.txt", "ours\n");
        QFile::remove(m_first->path("gone.txt"));
        m_first->commitAll("ours");
        m_first->attempt({"merge", "-q", "other"});
    }
    void init() { m_folder = std::make_unique<test::GitFolder>(*m_first); }

    void conflictsAreListedWithTheirSides()
    {
        QCOMPARE(*listConflicts(open()), (std::vector<GitPath>{"a.txt", "gone.txt"}));
        const auto conflict = readConflict(open(), "a.txt");
        GW_VERIFY_RESULT(conflict);
        QCOMPARE(conflict->base.bytes, QByteArray("base\n"));
        QCOMPARE(conflict->ours.bytes, QByteArray("ours\n"));
        QCOMPARE(conflict->theirs.bytes, QByteArray("theirs\n"));
        QCOMPARE(readConflict(open(), "gone.txt")->ours.kind, FileVersion::Kind::Missing);
        GW_VERIFY_ERROR(readConflict(open(), "own.txt"), ErrorCode::NotFound);
    }

    void aSideIsTaken()
    {
        const auto kept = takeSide(open(), "a.txt", ConflictSide::Theirs);
        GW_VERIFY_RESULT(kept);
        QCOMPARE(m_folder->read("a.txt"), QByteArray("theirs\n"));
        QVERIFY(m_folder->run({"cat-file", "-p", kept->constData()}).contains("<<<<<<<"));
        GW_VERIFY_RESULT(takeSide(open(), "gone.txt", ConflictSide::Ours));
        QVERIFY(!QFileInfo::exists(m_folder->path("gone.txt")));
        QVERIFY(listConflicts(open())->empty());
        QCOMPARE(status(), QByteArray("M  a.txt\nA  added.txt\n"));
    }

    void aSettledFileIsStaged()
    {
        m_folder->write("a.txt", "both\n");
        GW_VERIFY_RESULT(stageFiles(open(), {"a.txt"}));
        QCOMPARE(*listConflicts(open()), std::vector<GitPath>{"gone.txt"});
    }

    void aMergeIsGivenUp()
    {
        m_folder->write("own.txt", "changed meanwhile\n");
        GW_VERIFY_RESULT(abortMerge(open()));
        QCOMPARE(open().unfinished(), Unfinished::Nothing);
        QCOMPARE(status(), QByteArray(" M own.txt\n"));
        QCOMPARE(m_folder->read("a.txt"), QByteArray("ours\n"));
        QVERIFY(!QFileInfo::exists(m_folder->path("added.txt")));
        GW_VERIFY_ERROR(abortMerge(open()), ErrorCode::InvalidInput);
    }

    void blocksAreFoundInTexts()
    {
        const std::string text =
            "a\n<<<<<<< HEAD\nours\n||||||| base\nbase\n=======\ntheirs\n>>>>>>> other\nb\n"
            "<<<<<<< HEAD\n=======\nonly theirs\n>>>>>>> other\n<<<<<<< open\n";
        const std::vector<ConflictBlock> blocks = findConflicts(text);
        QCOMPARE(blocks.size(), std::size_t{2});
        QCOMPARE(settled(text, blocks[0], ConflictChoice::Ours), std::string("ours\n"));
        QCOMPARE(settled(text, blocks[0], ConflictChoice::Theirs), std::string("theirs\n"));
        QCOMPARE(settled(text, blocks[0], ConflictChoice::Both), std::string("ours\ntheirs\n"));
        QCOMPARE(settled(text, blocks[1], ConflictChoice::Ours), std::string());
        QCOMPARE(text.substr(blocks[0].end, 2), std::string("b\n"));
    }

    void otherLinesAreNoMarkers()
    {
        QVERIFY(findConflicts("<<<<<<< a\nx\n========\ny\n>>>>>>> b\n").empty());
        QVERIFY(findConflicts("=======\n>>>>>>> b\n").empty());
        QVERIFY(findConflicts("  <<<<<<< a\n=======\n>>>>>>> b\n").empty());
    }
};

QTEST_GUILESS_MAIN(TestConflicts)
#include "tst_conflicts.moc"
