// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/files.h"
#include "tests/support/result_test.h"
#include "ui/bridge/file_finder.h"
#include "ui/bridge/notice_hub.h"
#include "ui/panels/project/project_panel.h"

#include <QLineEdit>
#include <QListView>
#include <QPushButton>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QTreeView>

using namespace gatewright;

class TestProjectPanel : public QObject
{
    Q_OBJECT

private:
    void add(const QString &name) const { test::writeFile(m_folder->filePath(name), {}); }

    QStringList rows() const
    {
        QStringList names;
        for (int row = 0; row < m_tree->model()->rowCount(m_tree->rootIndex()); ++row)
            names.append(m_tree->model()->index(row, 0, m_tree->rootIndex()).data().toString());
        return names;
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<WorkspaceModel> m_workspace;
    FileFinder m_finder;
    std::unique_ptr<NoticeHub> m_notices;
    std::unique_ptr<ProjectPanel> m_panel;
    QTreeView *m_tree = nullptr;

private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        add(QStringLiteral("b10.cpp"));
        add(QStringLiteral("b9.cpp"));
        add(QStringLiteral("fir/fir.cpp"));
        add(QStringLiteral(".git/config"));
        add(QStringLiteral("build/out.o"));
        m_workspace = std::make_unique<WorkspaceModel>(WorkspaceModel::FileIcon());
        m_notices = std::make_unique<NoticeHub>();
        m_panel = std::make_unique<ProjectPanel>(*m_workspace, m_finder, *m_notices);
        m_tree = m_panel->findChild<QTreeView *>(QStringLiteral("projectTree"));
        m_panel->show();
    }
    void cleanup() { m_panel.reset(); }

    void withoutAFolderThereIsAButton()
    {
        QSignalSpy asked(m_panel.get(), &ProjectPanel::openFolderRequested);
        QVERIFY(!m_tree->isVisible());
        m_panel->findChild<QPushButton *>(QStringLiteral("projectOpenFolder"))->click();
        QCOMPARE(asked.count(), 1);
    }

    void foldersComeFirstAndWhatToolsMadeIsLeftOut()
    {
        m_workspace->setFolder(m_folder->path());
        QTRY_COMPARE(rows(), (QStringList{QStringLiteral("fir"), QStringLiteral("b9.cpp"),
                                          QStringLiteral("b10.cpp")}));
    }

    void followsTheCurrentFile()
    {
        m_workspace->setFolder(m_folder->path());
        m_panel->setCurrentFile(m_folder->filePath(QStringLiteral("fir/fir.cpp")));
        QTRY_COMPARE(m_workspace->pathOf(m_tree->currentIndex()),
                     m_folder->filePath(QStringLiteral("fir/fir.cpp")));
    }

    void theFilterListsFilesThatFit()
    {
        m_workspace->setFolder(m_folder->path());
        const auto index = indexFiles(m_folder->path());
        GW_VERIFY_RESULT(index);
        m_finder = FileFinder(*index);
        m_panel->filesChanged();
        QSignalSpy chosen(m_panel.get(), &ProjectPanel::fileChosen);
        auto *filter = m_panel->findChild<QLineEdit *>(QStringLiteral("projectFilter"));
        QTest::keyClicks(filter, QStringLiteral("fir"));
        auto *matches = m_panel->findChild<QListView *>(QStringLiteral("projectMatches"));
        QVERIFY(matches->isVisible());
        QCOMPARE(matches->model()->rowCount(), 1);
        QTest::keyClick(filter, Qt::Key_Return);
        QCOMPARE(chosen.count(), 1);
        QCOMPARE(chosen.first().first().toString(), m_folder->filePath(QStringLiteral("fir/fir.cpp")));
        filter->clear();
        QVERIFY(m_tree->isVisible());
    }

    void aNewFileNeverReplacesOne()
    {
        m_workspace->setFolder(m_folder->path());
        QTRY_COMPARE(rows().size(), 3);
        m_panel->newFile();
        QTRY_VERIFY(rows().contains(QStringLiteral("new_file.cpp")));
        m_tree->setCurrentIndex({});
        m_panel->newFile();
        QTRY_VERIFY(rows().contains(QStringLiteral("new_file2.cpp")));
        QVERIFY(m_notices->entries().empty());
    }

    void aRenameIsTold()
    {
        m_workspace->setFolder(m_folder->path());
        QTRY_COMPARE(rows().size(), 3);
        QSignalSpy renamed(m_workspace.get(), &WorkspaceModel::renamed);
        const QModelIndex index = m_workspace->indexOf(m_folder->filePath(QStringLiteral("b9.cpp")));
        QVERIFY(m_workspace->setData(index, QStringLiteral("c.cpp")));
        QCOMPARE(renamed.count(), 1);
        QCOMPARE(renamed.first().at(0).toString(), m_folder->filePath(QStringLiteral("b9.cpp")));
        QCOMPARE(renamed.first().at(1).toString(), m_folder->filePath(QStringLiteral("c.cpp")));
    }

    void whatCannotBeMadeIsSaid()
    {
        m_workspace->setFolder(QStringLiteral("/proc"));
        m_panel->newFolder();
        QCOMPARE(m_notices->entries().size(), std::size_t(1));
        QCOMPARE(m_notices->entries().front().notice.kind, Notice::Kind::Error);
    }
};

QTEST_MAIN(TestProjectPanel)
#include "tst_project_panel.moc"
