// SPDX-License-Identifier: Apache-2.0
#include "core/project/file_index.h"
#include "tests/support/files.h"
#include "tests/support/result_test.h"

#include <QFile>

using namespace gatewright;

class TestFileIndex : public QObject
{
    Q_OBJECT

    std::unique_ptr<test::Folder> m_folder;

    void make(const QString &path) const { m_folder->write(path); }

private Q_SLOTS:
    void init() { m_folder = std::make_unique<test::Folder>(); }

    void filesAreListedSortedAndRelative()
    {
        for (const char *path : {"b.cpp", "a/c.py", "a/b/d.h", ".clang-format"})
            make(QString::fromLatin1(path));
        const auto list = listFiles(m_folder->path());
        GW_VERIFY_RESULT(list);
        QCOMPARE(list->files, (QStringList{QStringLiteral(".clang-format"), QStringLiteral("a/b/d.h"),
                                           QStringLiteral("a/c.py"), QStringLiteral("b.cpp")}));
        QVERIFY(!list->truncated);
    }

    void whatToolsMadeIsLeftOut()
    {
        for (const char *path :
             {".git/config", "build/x.o", "src/__pycache__/a.pyc", ".venv/lib/b.py", "src/main.py"})
            make(QString::fromLatin1(path));
        QCOMPARE(listFiles(m_folder->path())->files, QStringList{QStringLiteral("src/main.py")});
    }

    void aLoopOfLinksEnds()
    {
        make(QStringLiteral("src/a.cpp"));
        QVERIFY(QFile::link(m_folder->path(), m_folder->path(QStringLiteral("src/up"))));
        QCOMPARE(listFiles(m_folder->path())->files, QStringList{QStringLiteral("src/a.cpp")});
    }

    void namesOfAnyKindAreKept()
    {
        const QStringList names{QStringLiteral("line\nend.cpp"), QStringLiteral("sp ace.py"),
                                QStringLiteral("ünï.h")};
        for (const QString &name : names)
            make(name);
        QCOMPARE(listFiles(m_folder->path())->files, names);
    }

    void theLimitHolds()
    {
        for (int i = 0; i < 20; ++i)
            make(QStringLiteral("f%1").arg(i));
        const auto list = listFiles(m_folder->path(), 7);
        QCOMPARE(list->files.size(), 7);
        QVERIFY(list->truncated);
    }

    void aMissingFolderIsNamed()
    {
        const auto list = listFiles(QStringLiteral("/nowhere/at/all"));
        GW_VERIFY_ERROR(list, ErrorCode::NotFound);
        QCOMPARE(list.error().place, QStringLiteral("/nowhere/at/all"));
    }

    void stoppingIsHeard()
    {
        make(QStringLiteral("a"));
        std::stop_source stop;
        stop.request_stop();
        GW_VERIFY_ERROR(listFiles(m_folder->path(), 10, stop.get_token()), ErrorCode::Cancelled);
    }
};

QTEST_GUILESS_MAIN(TestFileIndex)
#include "tst_file_index.moc"
