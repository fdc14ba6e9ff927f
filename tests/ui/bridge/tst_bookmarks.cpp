// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/files.h"
#include "tests/support/result_test.h"
#include "ui/bridge/bookmarks.h"
#include "ui/bridge/document.h"
#include "ui/theme/syntax_library.h"

#include <QTest>

using namespace gatewright;

class TestBookmarks : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<SyntaxLibrary> m_library;
    std::unique_ptr<test::Folder> m_folder;
    using Lines = std::vector<int>;

    std::unique_ptr<Document> document(const QString &path, const char *text = "a\nb\nc\nd\ne\n") const
    {
        auto made = std::make_unique<Document>(1, QString(), *m_library);
        made->buffer().setPath(path);
        made->buffer().setBytes(text);
        return made;
    }

private Q_SLOTS:
    void initTestCase() { m_library = std::make_unique<SyntaxLibrary>(); }
    void init() { m_folder = std::make_unique<test::Folder>(); }

    void aLineIsMarkedAndUnmarked()
    {
        Bookmarks bookmarks{QString()};
        const auto file = document(QStringLiteral("/w/a.cpp"));
        bookmarks.attach(*file);
        QVERIFY(bookmarks.toggle(*file, 3));
        QVERIFY(bookmarks.toggle(*file, 1));
        QCOMPARE(bookmarks.lines(file->path()), (Lines{1, 3}));
        QVERIFY(bookmarks.toggle(*file, 3));
        QCOMPARE(bookmarks.lines(file->path()), (Lines{1}));
        const auto untitled = document({});
        QVERIFY(!bookmarks.toggle(*untitled, 0));
    }

    void bookmarksGoAlongWithTheText()
    {
        Bookmarks bookmarks{QString()};
        const auto file = document(QStringLiteral("/w/a.cpp"));
        bookmarks.attach(*file);
        bookmarks.toggle(*file, 2);
        GW_VERIFY_RESULT(file->buffer().apply({0, 0, "new\nnew\n"}));
        QCOMPARE(bookmarks.lines(file->path()), (Lines{4}));
        GW_VERIFY_RESULT(file->buffer().apply({0, 4, {}}));
        QCOMPARE(bookmarks.lines(file->path()), (Lines{3}));
    }

    void theWayGoesThroughAllFilesAndRoundTheEnds()
    {
        Bookmarks bookmarks{QString()};
        const auto first = document(QStringLiteral("/w/a.cpp"));
        const auto second = document(QStringLiteral("/w/b.cpp"));
        bookmarks.toggle(*first, 1);
        bookmarks.toggle(*first, 3);
        bookmarks.toggle(*second, 0);
        using Place = Bookmarks::Place;
        QCOMPARE(bookmarks.step({QStringLiteral("/w/a.cpp"), 0}, 1), (Place{QStringLiteral("/w/a.cpp"), 1}));
        QCOMPARE(bookmarks.step({QStringLiteral("/w/a.cpp"), 3}, 1), (Place{QStringLiteral("/w/b.cpp"), 0}));
        QCOMPARE(bookmarks.step({QStringLiteral("/w/b.cpp"), 0}, 1), (Place{QStringLiteral("/w/a.cpp"), 1}));
        QCOMPARE(bookmarks.step({QStringLiteral("/w/a.cpp"), 1}, -1), (Place{QStringLiteral("/w/b.cpp"), 0}));
        QVERIFY(!Bookmarks(QString()).step({}, 1));
    }

    void bookmarksAreKept()
    {
        const QString path = m_folder->path("state/bookmarks.json");
        {
            Bookmarks bookmarks(path);
            const auto file = document(QStringLiteral("/w/a.cpp"));
            bookmarks.toggle(*file, 2);
        }
        QCOMPARE(Bookmarks(path).lines(QStringLiteral("/w/a.cpp")), (Lines{2}));
    }

    void aFileOfOthersIsReadWithCare()
    {
        const QString path =
            m_folder->write("b.json", R"({"files":{"/w/a":[3,-1,"x",1,1e99],"relative":[1],"/w/b":7}})");
        const Bookmarks bookmarks(path);
        QCOMPARE(bookmarks.lines(QStringLiteral("/w/a")), (Lines{1, 3}));
        QCOMPARE(bookmarks.all().size(), std::size_t{2});
        m_folder->write("b.json", "no JSON at all");
        QVERIFY(Bookmarks(path).all().empty());
    }

    void aRenamedFileKeepsThem()
    {
        Bookmarks bookmarks{QString()};
        const auto file = document(QStringLiteral("/w/was-never-there.cpp"));
        bookmarks.attach(*file);
        bookmarks.toggle(*file, 2);
        file->buffer().setPath(QStringLiteral("/w/new.cpp"));
        QCOMPARE(bookmarks.lines(QStringLiteral("/w/new.cpp")), (Lines{2}));
        QCOMPARE(bookmarks.all().size(), std::size_t{1});
    }

    void thereIsALimit()
    {
        Bookmarks bookmarks{QString()};
        const auto file = document(QStringLiteral("/w/a.cpp"));
        for (int line = 0; line < Bookmarks::mostBookmarks; ++line)
            QVERIFY(bookmarks.toggle(*file, line));
        QVERIFY(!bookmarks.toggle(*file, Bookmarks::mostBookmarks));
        QVERIFY(bookmarks.toggle(*file, 0)); // taking away is always possible
    }
};

QTEST_MAIN(TestBookmarks)
#include "tst_bookmarks.moc"
