// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/result_test.h"
#include "ui/bridge/command_registry.h"
#include "ui/shell/quick_pick.h"
#include "ui/shell/quick_pick_sources.h"

#include <QLineEdit>
#include <QTest>

using namespace gatewright;

class TestQuickPick : public QObject
{
    Q_OBJECT

private:
    void addCommand(const QString &id, const QString &text, bool enabled = true)
    {
        UserCommand command;
        command.id = id;
        command.text = text;
        command.category = CommandCategory::View;
        command.run = [this, id] { m_ran.append(id); };
        command.enabled = [enabled] { return enabled; };
        GW_VERIFY_RESULT(m_commands->add(std::move(command)));
    }

    QStringList shown() const
    {
        QStringList texts;
        for (int row = 0; row < m_pick->model().rowCount(); ++row)
            texts.append(m_pick->model().item(row).text);
        return texts;
    }

    std::unique_ptr<QWidget> m_window;
    std::unique_ptr<CommandRegistry> m_commands;
    QuickPick *m_pick = nullptr;
    QLineEdit *m_before = nullptr;
    QStringList m_ran;
    FileFinder m_finder;
    FilePlace m_opened;
    std::pair<int, int> m_wentTo;

private Q_SLOTS:
    void init()
    {
        m_ran.clear();
        m_opened = {};
        m_wentTo = {};
        m_window = std::make_unique<QWidget>();
        m_window->resize(800, 600);
        m_before = new QLineEdit(m_window.get());
        m_commands = std::make_unique<CommandRegistry>();
        m_pick = new QuickPick(m_window.get());
        m_pick->addSource(std::make_unique<CommandSource>(*m_commands));
        auto index = std::make_shared<FileIndex>();
        index->root = QStringLiteral("/w");
        for (const char *path : {"qft.py", "fir/fir.cpp", "fir/fir_tb.cpp", "lib/deep/fifo.h"})
            index->files.append(path);
        m_finder = FileFinder(index);
        m_pick->addSource(std::make_unique<FileSource>(
            [] {
                return QStringList{QStringLiteral("/w/fir/fir_tb.cpp"), QStringLiteral("/else/where.cpp")};
            },
            m_finder, [this](const FilePlace &place) { m_opened = place; }));
        m_pick->addSource(std::make_unique<LineSource>(
            [] { return 50; }, [this](int line, int column) { m_wentTo = {line, column}; }));
        addCommand(QStringLiteral("a"), QStringLiteral("Split &Right"));
        addCommand(QStringLiteral("b"), QStringLiteral("Split &Down"));
        addCommand(QStringLiteral("c"), QStringLiteral("Zoom In"));
        addCommand(QStringLiteral("d"), QStringLiteral("Close Split"), false);
        m_window->show();
        m_before->setFocus();
        QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
    }
    void cleanup() { m_window.reset(); }

    void showsCommandsThatCanRun()
    {
        m_pick->open(QStringLiteral(">"));
        QVERIFY(m_pick->isVisible());
        QCOMPARE(shown(), (QStringList{QStringLiteral("Split Right"), QStringLiteral("Split Down"),
                                       QStringLiteral("Zoom In")}));
        QTest::keyClicks(m_pick->input(), QStringLiteral("spl dow"));
        QCOMPARE(shown(), QStringList{QStringLiteral("Split Down")});
    }

    void enterRunsClosesAndGivesTheFocusBack()
    {
        m_pick->open(QStringLiteral(">"));
        QTest::keyClicks(m_pick->input(), QStringLiteral("zoom"));
        QTest::keyClick(m_pick->input(), Qt::Key_Return);
        QCOMPARE(m_ran, QStringList{QStringLiteral("c")});
        QVERIFY(!m_pick->isVisible());
        QVERIFY(m_before->hasFocus());
    }

    void theLatelyUsedComeFirst()
    {
        m_commands->run(QStringLiteral("c"));
        m_pick->open(QStringLiteral(">"));
        QCOMPARE(shown().first(), QStringLiteral("Zoom In"));
    }

    void aCategoryFindsToo()
    {
        m_pick->open(QStringLiteral(">"));
        QTest::keyClicks(m_pick->input(), QStringLiteral("view zoom"));
        QCOMPARE(shown(), QStringList{QStringLiteral("Zoom In")});
    }

    // "Show Who Wrote a Line" is what everybody else calls blame.
    void theWordOfOtherEditorsFindsToo()
    {
        addCommand(QStringLiteral("git.blame"), QStringLiteral("Show Who &Wrote a Line"));
        m_pick->open(QStringLiteral(">"));
        QTest::keyClicks(m_pick->input(), QStringLiteral("Blame"));
        QCOMPARE(shown(), QStringList{QStringLiteral("Show Who Wrote a Line")});
    }

    void arrowsMoveRoundTheEnds()
    {
        m_pick->open(QStringLiteral(">"));
        QTest::keyClick(m_pick->input(), Qt::Key_Up);
        QTest::keyClick(m_pick->input(), Qt::Key_Return);
        QCOMPARE(m_ran, QStringList{QStringLiteral("c")});
        m_pick->open(QStringLiteral(">"));
        for (int i = 0; i < 4; ++i)
            QTest::keyClick(m_pick->input(), Qt::Key_Down);
        QTest::keyClick(m_pick->input(), Qt::Key_Return);
        QCOMPARE(m_ran.size(), 2);
    }

    void escapeRunsNothing()
    {
        m_pick->open(QStringLiteral(">"));
        QTest::keyClick(m_pick->input(), Qt::Key_Escape);
        QVERIFY(!m_pick->isVisible());
        QVERIFY(m_ran.isEmpty());
        QVERIFY(m_before->hasFocus());
    }

    void losingTheFocusCloses()
    {
        m_pick->open(QStringLiteral(">"));
        m_before->setFocus();
        QVERIFY(!m_pick->isVisible());
    }

    void nothingFits()
    {
        m_pick->open(QStringLiteral(">"));
        QTest::keyClicks(m_pick->input(), QStringLiteral("xyzzy"));
        QCOMPARE(m_pick->model().rowCount(), 0);
        QTest::keyClick(m_pick->input(), Qt::Key_Return);
        QVERIFY(m_pick->isVisible());
    }

    void filesAreFoundByNameAndOpened()
    {
        m_pick->open({});
        QTest::keyClicks(m_pick->input(), QStringLiteral("firtb"));
        QCOMPARE(shown(), QStringList{QStringLiteral("fir_tb.cpp")});
        QCOMPARE(m_pick->model().item(0).context, QStringLiteral("fir"));
        QTest::keyClick(m_pick->input(), Qt::Key_Return);
        QCOMPARE(m_opened.path, QStringLiteral("/w/fir/fir_tb.cpp"));
        QCOMPARE(m_opened.line, 0);
    }

    void theLatelyUsedFilesComeFirstAndOnce()
    {
        m_pick->open({});
        QCOMPARE(shown(), (QStringList{QStringLiteral("fir_tb.cpp"), QStringLiteral("where.cpp"),
                                       QStringLiteral("qft.py"), QStringLiteral("fir.cpp"),
                                       QStringLiteral("fifo.h")}));
        QTest::keyClicks(m_pick->input(), QStringLiteral("fir"));
        QCOMPARE(shown().first(), QStringLiteral("fir_tb.cpp"));
    }

    void aFolderFindsToo()
    {
        m_pick->open({});
        QTest::keyClicks(m_pick->input(), QStringLiteral("deep/fi"));
        QCOMPARE(shown(), QStringList{QStringLiteral("fifo.h")});
    }

    void aFileOpensAtALine_data()
    {
        QTest::addColumn<QString>("typed");
        QTest::addColumn<int>("line");
        QTest::addColumn<int>("column");
        QTest::newRow("line") << QStringLiteral("fifo:12") << 12 << 1;
        QTest::newRow("line and column") << QStringLiteral("fifo.h:12:7") << 12 << 7;
        QTest::newRow("not typed yet") << QStringLiteral("fifo:") << 0 << 1;
    }
    void aFileOpensAtALine()
    {
        QFETCH(QString, typed);
        QFETCH(int, line);
        QFETCH(int, column);
        m_pick->open({});
        QTest::keyClicks(m_pick->input(), typed);
        QTest::keyClick(m_pick->input(), Qt::Key_Return);
        QCOMPARE(m_opened, (FilePlace{QStringLiteral("/w/lib/deep/fifo.h"), line, column}));
    }

    void newFilesAreShownWhileItIsOpen()
    {
        m_pick->open({});
        QTest::keyClicks(m_pick->input(), QStringLiteral("newest"));
        QCOMPARE(m_pick->model().rowCount(), 0);
        auto index = std::make_shared<FileIndex>();
        index->root = QStringLiteral("/w");
        index->files.append("newest.py");
        m_finder = FileFinder(index);
        m_pick->refresh();
        QCOMPARE(shown(), QStringList{QStringLiteral("newest.py")});
    }

    void theFirstCharacterChoosesTheSource()
    {
        m_pick->open({});
        QTest::keyClicks(m_pick->input(), QStringLiteral(">zoom"));
        QCOMPARE(shown(), QStringList{QStringLiteral("Zoom In")});
        m_pick->input()->clear();
        QTest::keyClicks(m_pick->input(), QStringLiteral(":12:3"));
        QTest::keyClick(m_pick->input(), Qt::Key_Return);
        QCOMPARE(m_wentTo, std::pair(12, 3));
    }

    void linesStayInsideTheText_data()
    {
        QTest::addColumn<QString>("typed");
        QTest::addColumn<int>("line");
        QTest::newRow("inside") << QStringLiteral("7") << 7;
        QTest::newRow("past the end") << QStringLiteral("5000") << 50;
        QTest::newRow("nought") << QStringLiteral("0") << 0;
        QTest::newRow("no number") << QStringLiteral("abc") << 0;
        QTest::newRow("huge") << QStringLiteral("99999999999999") << 0;
    }
    void linesStayInsideTheText()
    {
        QFETCH(QString, typed);
        QFETCH(int, line);
        m_pick->open(QStringLiteral(":"));
        QTest::keyClicks(m_pick->input(), typed);
        QTest::keyClick(m_pick->input(), Qt::Key_Return);
        QCOMPARE(m_wentTo.first, line);
    }
};

QTEST_MAIN(TestQuickPick)
#include "tst_quick_pick.moc"
