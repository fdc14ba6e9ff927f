// SPDX-License-Identifier: Apache-2.0
#include "core/project/project_files.h"
#include "tests/support/files.h"
#include "tests/support/result_test.h"

#include <QDir>
#include <QSignalSpy>

using namespace gatewright;

class TestProjectFiles : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theFolderIsReadBehindTheCallersBack()
    {
        const test::Folder folder;
        folder.write(QStringLiteral("a.cpp"));
        ProjectFiles files;
        QSignalSpy changed(&files, &ProjectFiles::changed);
        files.setFolder(folder.path());
        QVERIFY(files.isReading());
        QVERIFY(files.index()->files.isEmpty());
        QTRY_COMPARE(files.index()->files.size(), std::size_t{1});
        QVERIFY(!files.isReading());
    }

    void newFilesAndFoldersAreSeen()
    {
        const test::Folder folder;
        folder.write(QStringLiteral("a/a.cpp"));
        ProjectFiles files;
        files.setFolder(folder.path());
        QTRY_COMPARE(files.index()->files.size(), std::size_t{1});
        // Watched a little later than read, so this may need the look that the window asks for.
        folder.write(QStringLiteral("a/new/b.cpp"));
        files.refresh();
        QTRY_COMPARE(files.index()->files.size(), std::size_t{2});
        // No look is asked for: once the new folder is watched too, one of these files is seen.
        int written = 0;
        QTRY_VERIFY([&] {
            folder.write(QStringLiteral("a/new/%1.cpp").arg(written++));
            return files.index()->files.size() > 2;
        }());
        QVERIFY(QDir(folder.path(QStringLiteral("a/new"))).removeRecursively());
        QTRY_COMPARE(files.index()->files.size(), std::size_t{1});
    }

    void anotherFolderReplacesTheFirst()
    {
        const test::Folder first;
        const test::Folder second;
        first.write(QStringLiteral("a.cpp"));
        second.write(QStringLiteral("b.cpp"));
        ProjectFiles files;
        files.setFolder(first.path());
        files.setFolder(second.path());
        QTRY_COMPARE(files.index()->root, QDir(second.path()).absolutePath());
        QCOMPARE(files.index()->files.text(0), QStringLiteral("b.cpp"));
        files.setFolder({});
        QVERIFY(files.index()->files.isEmpty());
    }

    void aFolderThatIsGoneIsEmpty()
    {
        ProjectFiles files;
        QSignalSpy changed(&files, &ProjectFiles::changed);
        files.setFolder(QStringLiteral("/nowhere/at/all"));
        QTRY_COMPARE(changed.size(), 2);
        QVERIFY(files.index()->files.isEmpty());
        QVERIFY(!files.isReading());
    }
};

QTEST_GUILESS_MAIN(TestProjectFiles)
#include "tst_project_files.moc"
