// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/project/project_files.h"
#include "tests/support/files.h"
#include "tests/support/result_test.h"
#include "ui/bridge/document_manager.h"
#include "ui/bridge/notice_hub.h"
#include "ui/bridge/project_replace.h"
#include "ui/bridge/task_progress_model.h"
#include "ui/panels/search/search_panel.h"
#include "ui/theme/icon_provider.h"

#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>
#include <QToolButton>
#include <QTreeView>

using namespace gatewright;

class TestSearchPanel : public QObject
{
    Q_OBJECT

private:
    template <class Widget>
    Widget *part(const char *name) const
    {
        return m_panel->findChild<Widget *>(QString::fromLatin1(name));
    }

    QStringList shown() const
    {
        const HitsModel &hits = m_panel->hits();
        QStringList rows;
        for (int file = 0; file < hits.rowCount(); ++file) {
            const QModelIndex index = hits.index(file, 0);
            rows.append(index.data().toString());
            for (int hit = 0; hit < hits.rowCount(index); ++hit) {
                const QModelIndex row = hits.index(hit, 0, index);
                rows.append(QStringLiteral("%1: %2[%3]%4")
                                .arg(row.data(HitsModel::LineRole).toInt())
                                .arg(row.data(HitsModel::BeforeRole).toString(),
                                     row.data(HitsModel::MatchedRole).toString(),
                                     row.data(HitsModel::AfterRole).toString()));
            }
        }
        return rows;
    }

    void search(const QString &text)
    {
        auto *field = part<QLineEdit>("searchText");
        field->clear();
        QTest::keyClicks(field, text);
        QTest::keyClick(field, Qt::Key_Return);
        QVERIFY(QTest::qWaitFor([this] { return !m_panel->isSearching(); }));
    }

    ReplacementReport replace()
    {
        std::optional<ReplacementReport> report;
        const auto connection = connect(m_panel.get(), &SearchPanel::replaced, this,
                                        [&report](const ReplacementReport &made) { report = made; });
        m_panel->replaceChosen();
        [[maybe_unused]] const bool came = QTest::qWaitFor([&report] { return report.has_value(); });
        disconnect(connection);
        [[maybe_unused]] const bool searched = QTest::qWaitFor([this] { return !m_panel->isSearching(); });
        return report.value_or(ReplacementReport{-1, -1, -1, {}});
    }

    Document *open(const QString &path)
    {
        Document *opened = nullptr;
        m_documents->open(path, [&opened](Document *document) { opened = document; });
        [[maybe_unused]] const bool came = QTest::qWaitFor([&opened] { return opened != nullptr; });
        return opened;
    }

    std::unique_ptr<test::Folder> m_folder;
    std::unique_ptr<SyntaxLibrary> m_library;
    NoticeHub m_notices;
    TaskProgressModel m_tasks;
    IconProvider m_icons;
    std::unique_ptr<DocumentManager> m_documents;
    std::unique_ptr<ProjectFiles> m_files;
    std::unique_ptr<ProjectReplace> m_replace;
    std::unique_ptr<SearchPanel> m_panel;

private Q_SLOTS:
    void initTestCase() { m_library = std::make_unique<SyntaxLibrary>(); }
    void init()
    {
        m_folder = std::make_unique<test::Folder>();
        m_folder->write("a.cpp", "int tap;\n  tap = 1;\n");
        m_folder->write("src/b.py", "# tap\r\n");
        m_folder->write("c.h", "nothing\n");
        m_documents = std::make_unique<DocumentManager>(*m_library, m_notices, m_tasks);
        m_files = std::make_unique<ProjectFiles>();
        m_replace = std::make_unique<ProjectReplace>(*m_documents, m_tasks);
        m_panel = std::make_unique<SearchPanel>(*m_files, *m_documents, *m_replace, m_icons,
                                                Theme(*m_library, ColourScheme::Light));
        m_panel->resize(300, 500);
        m_panel->show();
        m_files->setFolder(m_folder->path());
        QTRY_COMPARE(m_files->index()->files.size(), std::size_t{3});
    }
    void cleanup() { m_panel.reset(); }

    void hitsAreListedByFile()
    {
        search(QStringLiteral("tap"));
        QCOMPARE(shown(), (QStringList{QStringLiteral("a.cpp"), QStringLiteral("1: int [tap];"),
                                       QStringLiteral("2:   [tap] = 1;"), QStringLiteral("b.py"),
                                       QStringLiteral("1: # [tap]")}));
        QCOMPARE(part<QLabel>("searchSummary")->text(), QStringLiteral("3 hit(s) in 2 file(s)"));
        QVERIFY(part<QTreeView>("searchHits")->isVisible());
    }

    void typingSearchesByItself()
    {
        QTest::keyClicks(part<QLineEdit>("searchText"), QStringLiteral("tap"));
        QTRY_COMPARE(m_panel->hits().hitCount(), 3);
        part<QToolButton>("searchWords")->click();
        QTRY_VERIFY(!m_panel->isSearching());
        QTest::keyClick(part<QLineEdit>("searchText"), Qt::Key_Backspace);
        QTRY_COMPARE(m_panel->hits().hitCount(), 0); // "ta" is no whole word
    }

    void aWrongExpressionIsSaid()
    {
        part<QToolButton>("searchRegularExpression")->setChecked(true);
        search(QStringLiteral("t(ap"));
        QVERIFY(part<QLabel>("searchSummary")->text().contains(QStringLiteral("not valid")));
        QCOMPARE(m_panel->hits().hitCount(), 0);
    }

    void hitsOpenTheirPlaces()
    {
        search(QStringLiteral("tap"));
        QSignalSpy chosen(m_panel.get(), &SearchPanel::hitChosen);
        m_panel->step(1);
        m_panel->step(1);
        QCOMPARE(chosen.last(), (QVariantList{m_folder->path("a.cpp"), 2, 3}));
        m_panel->step(1);
        QCOMPARE(chosen.last().first().toString(), m_folder->path("src/b.py"));
        m_panel->step(1);
        QCOMPARE(chosen.last(), (QVariantList{m_folder->path("a.cpp"), 1, 5}));
        m_panel->step(-1);
        QCOMPARE(chosen.last().first().toString(), m_folder->path("src/b.py"));
    }

    void globsAreAskedForOnDemand()
    {
        QVERIFY(!part<QLineEdit>("searchInclude")->isVisible());
        part<QToolButton>("searchMore")->setChecked(true);
        part<QLineEdit>("searchInclude")->setText(QStringLiteral("*.py"));
        search(QStringLiteral("tap"));
        QCOMPARE(m_panel->hits().rowCount(), 1);
    }

    void unsavedTextIsSearched()
    {
        Document *document = open(m_folder->path("c.h"));
        QVERIFY(document);
        GW_VERIFY_RESULT(document->buffer().apply({0, 0, "tap tap\n"}));
        search(QStringLiteral("tap"));
        QCOMPARE(m_panel->hits().hitCount(), 5);
    }

    void whatWouldStandThereIsShown()
    {
        m_panel->open(SearchPanel::Mode::Replace);
        part<QToolButton>("searchRegularExpression")->setChecked(true);
        part<QLineEdit>("searchReplacement")->setText(QStringLiteral("<$1>"));
        search(QStringLiteral("t(a)p"));
        const QModelIndex hit = m_panel->hits().index(0, 0, m_panel->hits().index(0, 0));
        QCOMPARE(hit.data(HitsModel::ReplacementRole).toString(), QStringLiteral("<a>"));
        part<QLineEdit>("searchReplacement")->setText(QStringLiteral("$0$0"));
        QCOMPARE(hit.data(HitsModel::ReplacementRole).toString(), QStringLiteral("taptap"));
    }

    void onlyTickedHitsAreReplaced()
    {
        m_panel->open(SearchPanel::Mode::Replace);
        part<QLineEdit>("searchReplacement")->setText(QStringLiteral("stage"));
        search(QStringLiteral("tap"));
        HitsModel &hits = m_panel->hits();
        QVERIFY(hits.setData(hits.index(0, 0, hits.index(0, 0)), Qt::Unchecked, Qt::CheckStateRole));
        QCOMPARE(hits.index(0, 0).data(Qt::CheckStateRole).toInt(), int(Qt::PartiallyChecked));
        const ReplacementReport report = replace();
        QCOMPARE(report.hits, 2);
        QCOMPARE(report.files, 2);
        QCOMPARE(report.unsaved, 0);
        QVERIFY(report.problems.empty());
        QCOMPARE(test::readFile(m_folder->path("a.cpp")), QByteArray("int tap;\n  stage = 1;\n"));
        QCOMPARE(test::readFile(m_folder->path("src/b.py")), QByteArray("# stage\r\n"));
        // And the list shows what is left.
        QCOMPARE(shown(), (QStringList{QStringLiteral("a.cpp"), QStringLiteral("1: int [tap];")}));
    }

    void anOpenTextChangesInTheEditorInOneStep()
    {
        Document *document = open(m_folder->path("a.cpp"));
        QVERIFY(document);
        search(QStringLiteral("tap"));
        m_panel->open(SearchPanel::Mode::Replace);
        part<QLineEdit>("searchReplacement")->setText(QStringLiteral("x"));
        int edits = 0;
        connect(&document->buffer(), &DocumentBuffer::edited, this, [&edits] { ++edits; });
        const ReplacementReport report = replace();
        QCOMPARE(report.unsaved, 1);
        QCOMPARE(document->buffer().bytes(), QByteArray("int x;\n  x = 1;\n"));
        QVERIFY(document->buffer().isModified());
        QCOMPARE(test::readFile(m_folder->path("a.cpp")), QByteArray("int tap;\n  tap = 1;\n"));
    }

    void aFileThatChangedSinceIsLeftAlone()
    {
        m_panel->open(SearchPanel::Mode::Replace);
        search(QStringLiteral("tap"));
        m_folder->write("a.cpp", "tap\nint tap;\n");
        const ReplacementReport report = replace();
        QCOMPARE(report.files, 1);
        QCOMPARE(report.problems.size(), std::size_t{1});
        QCOMPARE(report.problems.front().place, m_folder->path("a.cpp"));
        QCOMPARE(test::readFile(m_folder->path("a.cpp")), QByteArray("tap\nint tap;\n"));
    }

    void aReplacementCanBeTakenBack()
    {
        Document *document = open(m_folder->path("a.cpp"));
        QVERIFY(document);
        m_panel->open(SearchPanel::Mode::Replace);
        search(QStringLiteral("tap"));
        QCOMPARE(replace().files, 2);
        QVERIFY(m_replace->canUndo());
        std::optional<ReplacementReport> back;
        m_replace->undo([&back](const ReplacementReport &report) { back = report; });
        QTRY_VERIFY(back);
        QCOMPARE(back->files, 2);
        QCOMPARE(document->buffer().bytes(), QByteArray("int tap;\n  tap = 1;\n"));
        QCOMPARE(test::readFile(m_folder->path("src/b.py")), QByteArray("# tap\r\n"));
        QVERIFY(!m_replace->canUndo());
    }

    void whatWasChangedSinceIsNotTakenBack()
    {
        m_panel->open(SearchPanel::Mode::Replace);
        search(QStringLiteral("tap"));
        QCOMPARE(replace().files, 2);
        m_folder->write("src/b.py", "# something else of another length\n");
        std::optional<ReplacementReport> back;
        m_replace->undo([&back](const ReplacementReport &report) { back = report; });
        QTRY_VERIFY(back);
        QCOMPARE(back->files, 1);
        QCOMPARE(back->problems.size(), std::size_t{1});
        QCOMPARE(test::readFile(m_folder->path("src/b.py")),
                 QByteArray("# something else of another length\n"));
    }

    void otherEncodingsStay()
    {
        m_folder->write("wide.txt", QByteArray("\xFF\xFE"
                                               "t\0a\0p\0",
                                               8));
        m_folder->write("marked.txt", "\xEF\xBB\xBF"
                                      "tap");
        m_folder->write("latin.txt", "\xE4 tap");
        m_files->refresh();
        QTRY_COMPARE(m_files->index()->files.size(), std::size_t{6});
        m_panel->open(SearchPanel::Mode::Replace);
        part<QLineEdit>("searchReplacement")->setText(QStringLiteral("x"));
        search(QStringLiteral("tap"));
        QCOMPARE(replace().files, 5);
        QCOMPARE(test::readFile(m_folder->path("wide.txt")), QByteArray("\xFF\xFEx\0", 4));
        QCOMPARE(test::readFile(m_folder->path("marked.txt")), QByteArray("\xEF\xBB\xBFx"));
        QCOMPARE(test::readFile(m_folder->path("latin.txt")), QByteArray("\xE4 x"));
    }

    void withoutAFolderThePanelSaysWhatItIsFor()
    {
        m_files->setFolder({});
        QVERIFY(!part<QTreeView>("searchHits")->isVisible());
        search(QStringLiteral("tap"));
        QCOMPARE(m_panel->hits().hitCount(), 0);
    }
};

QTEST_MAIN(TestSearchPanel)
#include "tst_search_panel.moc"
