// SPDX-License-Identifier: Apache-2.0
#include "core/project/search/project_search.h"
#include "core/task/task_pool.h"
#include "tests/support/files.h"
#include "tests/support/result_test.h"

#include <QSignalSpy>
#include <QThreadPool>

#include <unistd.h>

using namespace gatewright;

class TestProjectSearch : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<test::Folder> m_folder;
    std::unique_ptr<ProjectSearch> m_search;
    QStringList m_found; // "file:line"
    std::optional<SearchSummary> m_summary;

    void start(const ProjectQuery &query, ProjectSearch::OpenTexts open = {}, const QStringList &first = {})
    {
        m_found.clear();
        m_summary.reset();
        const auto index = indexFiles(m_folder->path());
        GW_VERIFY_RESULT(index);
        GW_VERIFY_RESULT(m_search->start(query, *index, std::move(open), first));
    }

    QStringList search(const ProjectQuery &query, ProjectSearch::OpenTexts open = {})
    {
        start(query, std::move(open));
        if (!QTest::qWaitFor([this] { return m_summary.has_value(); }, 20'000))
            return {QStringLiteral("it did not end")};
        m_found.sort();
        return m_found;
    }

private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<test::Folder>();
        m_search = std::make_unique<ProjectSearch>();
        connect(m_search.get(), &ProjectSearch::found, this, [this](const std::vector<FileMatches> &files) {
            for (const FileMatches &file : files) {
                for (const SearchHit &hit : file.hits)
                    m_found.append(QStringLiteral("%1:%2").arg(file.shown).arg(hit.line + 1));
            }
        });
        connect(m_search.get(), &ProjectSearch::finished, this,
                [this](const SearchSummary &summary) { m_summary = summary; });
    }

    void hitsOfAllFilesCome()
    {
        m_folder->write("a.cpp", "int tap;\n\ntap = 1;\n");
        m_folder->write("src/b.py", "# tap\n");
        m_folder->write("src/c.h", "nothing\n");
        QCOMPARE(search({{QStringLiteral("tap")}}),
                 (QStringList{QStringLiteral("a.cpp:1"), QStringLiteral("a.cpp:3"),
                              QStringLiteral("src/b.py:1")}));
        QCOMPARE(m_summary->files, std::size_t{3});
        QCOMPARE(m_summary->filesWithHits, std::size_t{2});
        QCOMPARE(m_summary->hits, std::size_t{3});
        QVERIFY(!m_summary->limited && !m_summary->cancelled);
    }

    void globsChooseFiles()
    {
        m_folder->write("a.cpp", "tap\n");
        m_folder->write("test/a.cpp", "tap\n");
        m_folder->write("a.py", "tap\n");
        QCOMPARE(search({{QStringLiteral("tap")}, QStringLiteral("*.cpp"), QStringLiteral("test")}),
                 QStringList{QStringLiteral("a.cpp:1")});
    }

    void whatIsNoTextIsPassedOverAndCounted()
    {
        m_folder->write("binary.o", QByteArray("tap\0tap", 7));
        m_folder->write("huge.log", QByteArray(qsizetype(ProjectSearch::largestFile) + 1, 't') + "tap");
        m_folder->write("wide.txt", QByteArray("\xFF\xFE"
                                               "t\0a\0p\0\n\0",
                                               10));
        m_folder->write("marked.txt", "\xEF\xBB\xBF"
                                      "tap\n");
        m_folder->write("latin.txt", "\xE4 tap\n");
        QCOMPARE(search({{QStringLiteral("^tap|ä? tap"), false, false, true}}),
                 (QStringList{QStringLiteral("latin.txt:1"), QStringLiteral("marked.txt:1"),
                              QStringLiteral("wide.txt:1")}));
        QCOMPARE(m_summary->binary, std::size_t{1});
        QCOMPARE(m_summary->huge, std::size_t{1});
    }

    void unreadableFilesAreCounted()
    {
        if (geteuid() == 0)
            QSKIP("root may read everything");
        const QString path = m_folder->write("a.txt", "tap");
        QVERIFY(QFile::setPermissions(path, {}));
        QCOMPARE(search({{QStringLiteral("tap")}}), QStringList{});
        QCOMPARE(m_summary->unreadable, std::size_t{1});
    }

    void textsThatAreOpenCountInsteadOfTheirFiles()
    {
        const QString path = m_folder->write("a.cpp", "old\n");
        QCOMPARE(search({{QStringLiteral("tap")}}, {{path, "new\ntap\n"}}),
                 QStringList{QStringLiteral("a.cpp:2")});
        QCOMPARE(search({{QStringLiteral("old")}}, {{path, "new\n"}}), QStringList{});
    }

    void theLimitOfHitsIsSaid()
    {
        for (int file = 0; file < 30; ++file)
            m_folder->write(QStringLiteral("f%1.txt").arg(file), QByteArray("tap\n").repeated(1'000));
        QCOMPARE(search({{QStringLiteral("tap")}}).size(), qsizetype(ProjectSearch::mostHits));
        QVERIFY(m_summary->limited);
    }

    void aRunawayExpressionEndsTheSearchAndIsSaid()
    {
        for (int file = 0; file < 60; ++file)
            m_folder->write(QStringLiteral("f%1.txt").arg(file), QByteArray(200, 'a') + "!\n");
        QCOMPARE(search({{QStringLiteral("(a+)+$"), false, false, true}}), QStringList{});
        QVERIFY(m_summary->tooComplex >= 20);
        QVERIFY(m_summary->tooComplex < 60);
    }

    void aSearchCanBeCancelledAndStartedAnew()
    {
        for (int file = 0; file < 300; ++file)
            m_folder->write(QStringLiteral("f%1.txt").arg(file), QByteArray("tap\n").repeated(10));
        start({{QStringLiteral("tap")}});
        m_search->cancel();
        QVERIFY(m_summary && m_summary->cancelled);
        QVERIFY(!m_search->isRunning());
        start({{QStringLiteral("tap")}});
        start({{QStringLiteral("none of this")}});
        m_found.clear();
        QTRY_VERIFY(m_summary && !m_search->isRunning());
        QVERIFY(m_found.isEmpty());
        QVERIFY(!m_summary->cancelled);
    }

    void destroyingASearchEndsIt()
    {
        for (int file = 0; file < 300; ++file)
            m_folder->write(QStringLiteral("f%1.txt").arg(file), QByteArray("tap\n").repeated(100));
        start({{QStringLiteral("tap")}});
        disconnect(m_search.get(), nullptr, this, nullptr);
        m_search.reset();
        taskPool().waitForDone();
    }

    void aWrongExpressionStartsNothing()
    {
        const auto index = indexFiles(m_folder->path());
        GW_VERIFY_ERROR(m_search->start({{QStringLiteral("("), false, false, true}}, *index),
                        ErrorCode::InvalidInput);
        QVERIFY(!m_search->isRunning());
    }

    void whatIsLikelyMeantIsLookedAtFirst()
    {
        for (int file = 0; file < 200; ++file)
            m_folder->write(QStringLiteral("a%1.txt").arg(file, 3, 10, QLatin1Char('0')), "tap\n");
        const QString last = m_folder->write("z.txt", "tap\n");
        QStringList order;
        connect(m_search.get(), &ProjectSearch::found, this, [&order](const std::vector<FileMatches> &files) {
            for (const FileMatches &file : files)
                order.append(file.shown);
        });
        start({{QStringLiteral("tap")}}, {}, {last, QStringLiteral("/elsewhere")});
        QTRY_VERIFY(m_summary);
        QCOMPARE(order.count(QStringLiteral("z.txt")), 1);
        // Several threads deliver; the one that had it first needed it for its first file.
        QVERIFY2(order.indexOf(QStringLiteral("z.txt")) < 150, qPrintable(order.join(QLatin1Char(' '))));
        QCOMPARE(order.size(), 201);
    }
};

QTEST_GUILESS_MAIN(TestProjectSearch)
#include "tst_project_search.moc"
