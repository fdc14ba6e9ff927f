// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/task/task_pool.h"
#include "tests/support/manual_clock.h"
#include "tests/ui/bridge/fake_run_service.h"
#include "tests/ui/panels/run_reports.h"
#include "ui/panels/run/counts_chart.h"
#include "ui/panels/run/linked_text.h"
#include "ui/panels/run/run_header.h"
#include "ui/panels/run/run_panel.h"
#include "ui/panels/run/run_texts.h"

#include <QAction>
#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QTextBlock>
#include <QThreadPool>
#include <QToolButton>
#include <QTreeWidget>

using namespace gatewright;
using namespace std::chrono_literals;

class TestRunPanel : public QObject
{
    Q_OBJECT

private:
    [[nodiscard]] RunTarget fir() const
    {
        const QString path = m_folder.filePath(QStringLiteral("fir/fir.cpp"));
        return {QStringLiteral("file://") + path, QStringLiteral("fir.cpp"), path};
    }
    template <class Widget>
    [[nodiscard]] Widget &part(const char *name) const
    {
        auto *found = m_panel->findChild<Widget *>(QString::fromLatin1(name));
        if (!found)
            qFatal("the panel has no %s", name);
        return *found;
    }
    [[nodiscard]] BadgeLabel &badge() const { return part<BadgeLabel>("runBadge"); }
    [[nodiscard]] LinkedText &output() const { return part<LinkedText>("runOutput"); }
    void show(const SimulationReport &report)
    {
        m_session->run(fir());
        m_service->answer(m_service->asked.size() - 1, report);
    }
    static QPoint middleOf(const LinkedText &text, const QString &words)
    {
        QTextCursor cursor = text.document()->find(words);
        cursor.setPosition(cursor.selectionStart() + 2);
        return text.cursorRect(cursor).center() + QPoint(1, 0);
    }

    QTemporaryDir m_folder;
    SyntaxLibrary m_library;
    IconProvider m_icons;
    test::ManualClock m_clock;
    std::unique_ptr<test::FakeRunService> m_service;
    std::unique_ptr<TaskProgressModel> m_tasks;
    std::unique_ptr<RunSession> m_session;
    std::unique_ptr<RunPanel> m_panel;
    QAction m_run{QStringLiteral("&Run")};
    QAction m_again{QStringLiteral("Run &Again")};
    QAction m_cancel{QStringLiteral("&Cancel Run")};

private Q_SLOTS:
    void initTestCase()
    {
        QLocale::setDefault(QLocale::c());
        QDir().mkpath(m_folder.filePath(QStringLiteral("fir")));
        for (const char *name : {"fir/fir.cpp", "fir/fir_tb.cpp"}) {
            QFile file(m_folder.filePath(QString::fromLatin1(name)));
            QVERIFY(file.open(QIODevice::WriteOnly));
        }
    }
    void init()
    {
        m_panel.reset();
        m_session.reset();
        m_service = std::make_unique<test::FakeRunService>();
        m_tasks = std::make_unique<TaskProgressModel>();
        m_session = std::make_unique<RunSession>(*m_service, *m_tasks, m_clock);
        m_panel = std::make_unique<RunPanel>(*m_session, m_icons, Theme(m_library, ColourScheme::Light));
        m_panel->setActions({&m_run, &m_again, &m_cancel});
        m_panel->setFolder(m_folder.path());
        m_panel->resize(900, 260);
        m_panel->show();
    }

    void beforeTheFirstRunThereIsAButton()
    {
        auto &start = part<QPushButton>("runStart");
        QVERIFY(start.isVisible());
        QVERIFY(!badge().isVisible());
        QSignalSpy asked(&m_run, &QAction::triggered);
        start.click();
        QCOMPARE(asked.count(), 1);
        m_run.setEnabled(false);
        QVERIFY(!start.isEnabled());
        m_run.setEnabled(true);
    }

    void theCommandsAreButtons()
    {
        QStringList names;
        const QList<QToolButton *> all = m_panel->findChild<RunHeader *>()->findChildren<QToolButton *>();
        for (const QToolButton *button : all)
            names.append(button->accessibleName());
        QCOMPARE(names, (QStringList{QStringLiteral("Run"), QStringLiteral("Run Again"),
                                     QStringLiteral("Cancel Run")}));
    }

    void aRunShowsHowLongItTakes()
    {
        m_session->run(fir());
        QVERIFY(part<QWidget>("runBusy").isVisible());
        QCOMPARE(badge().word(), QStringLiteral("running"));
        QCOMPARE(part<ElidedLabel>("runTitle").text(), QStringLiteral("fir.cpp"));
        m_clock.advance(3200ms);
        QTRY_COMPARE(part<ElidedLabel>("runTime").text(), QStringLiteral("3.2 s"));
        m_session->cancel();
        QVERIFY(!part<QWidget>("runBusy").isVisible());
        QCOMPARE(badge().word(), QStringLiteral("cancelled"));
        QCOMPARE(badge().badge(), TierBadge::None);
    }

    void aKernelThatFails()
    {
        show(test::failedKernel());
        QCOMPARE(badge().badge(), TierBadge::Failed);
        QCOMPARE(badge().word(), QStringLiteral("failed"));
        QCOMPARE(badge().accessibleName(), QStringLiteral("failed"));
        QCOMPARE(part<ElidedLabel>("runMessage").text(), QStringLiteral("The testbench returned 1."));
        QCOMPARE(part<ElidedLabel>("runTime").text(), QStringLiteral("built in 0.61 s · ran in 23 ms"));
        QTRY_COMPARE(output().toPlainText(), test::failedKernel().output.trimmed());

        auto &findings = part<QTreeWidget>("runFindings");
        QCOMPARE(findings.topLevelItemCount(), 3);
        QCOMPARE(findings.topLevelItem(0)->text(0),
                 QStringLiteral("First difference: sample 7: expected 14, got 12"));
        QCOMPARE(findings.topLevelItem(1)->text(1), QStringLiteral("line 41"));
        QVERIFY(!part<QTreeWidget>("runCircuits").isVisible());

        QSignalSpy chosen(m_panel.get(), &RunPanel::programPlaceChosen);
        for (int row = 0; row < 2; ++row)
            QTest::mouseClick(findings.viewport(), Qt::LeftButton, {},
                              findings.visualItemRect(findings.topLevelItem(row)).center());
        QCOMPARE(chosen.count(), 1); // the first row has no place
        QCOMPARE(chosen.first().first().value<Position>(), (Position{40, 4}));
    }

    void outcomesHaveShapeAndWord_data()
    {
        QTest::addColumn<SimulationOutcome>("outcome");
        QTest::addColumn<TierBadge>("badge");
        QTest::newRow("passed") << SimulationOutcome::Passed << TierBadge::Simulated;
        QTest::newRow("failed") << SimulationOutcome::Failed << TierBadge::Failed;
        QTest::newRow("compile") << SimulationOutcome::CompileError << TierBadge::Failed;
        QTest::newRow("crash") << SimulationOutcome::Crash << TierBadge::Failed;
        QTest::newRow("timeout") << SimulationOutcome::Timeout << TierBadge::Failed;
        QTest::newRow("deadlock") << SimulationOutcome::Deadlock << TierBadge::Failed;
        QTest::newRow("output") << SimulationOutcome::OutputLimit << TierBadge::Failed;
    }
    void outcomesHaveShapeAndWord()
    {
        QFETCH(SimulationOutcome, outcome);
        QFETCH(TierBadge, badge);
        const OutcomeText text = outcomeText(outcome);
        QCOMPARE(text.badge, badge);
        QVERIFY(!text.word.isEmpty());
        QCOMPARE(text.word == QLatin1String("failed"), outcome == SimulationOutcome::Failed);
    }

    void durationsAreShort()
    {
        QCOMPARE(durationText(0.4), QStringLiteral("0 ms"));
        QCOMPARE(durationText(45), QStringLiteral("45 ms"));
        QCOMPARE(durationText(820), QStringLiteral("0.82 s"));
        QCOMPARE(durationText(12'340), QStringLiteral("12.3 s"));
        QCOMPARE(durationText(72'000), QStringLiteral("1 min 12 s"));
    }

    void aLinkLeadsToItsPlace()
    {
        show(test::failedKernel());
        QSignalSpy chosen(m_panel.get(), &RunPanel::placeChosen);
        QTRY_VERIFY(!output().toPlainText().isEmpty());
        const QPoint place = middleOf(output(), QStringLiteral("fir/fir_tb.cpp:41"));
        QTest::mouseMove(output().viewport(), place);
        QTest::mouseClick(output().viewport(), Qt::LeftButton, {}, place);
        QCOMPARE(chosen.count(), 1);
        QCOMPARE(chosen.first(), (QVariantList{m_folder.filePath(QStringLiteral("fir/fir_tb.cpp")), 41, 1}));
        QTest::mouseClick(output().viewport(), Qt::LeftButton, {},
                          middleOf(output(), QStringLiteral("reading 256")));
        QCOMPARE(chosen.count(), 1);

        // By keyboard: the caret in the link, Enter.
        QTextCursor caret = output().document()->find(QStringLiteral("fir_tb"));
        caret.clearSelection();
        output().setTextCursor(caret);
        QTest::keyClick(&output(), Qt::Key_Return);
        QCOMPARE(chosen.count(), 2);
    }

    void theOutputIsSearchedByKeyboard()
    {
        show(test::failedKernel());
        QTRY_VERIFY(!output().toPlainText().isEmpty());
        output().setFocus();
        QTest::keyClick(&output(), Qt::Key_F, Qt::ControlModifier);
        auto &words = part<QLineEdit>("runSearch");
        QVERIFY(words.isVisible());
        QTest::keyClicks(&words, QStringLiteral("SAMPLE"));
        QCOMPARE(output().textCursor().selectedText(), QStringLiteral("sample"));
        const int first = output().textCursor().selectionStart();
        QTest::keyClick(&words, Qt::Key_Return);
        const int second = output().textCursor().selectionStart();
        QVERIFY(second > first);
        QTest::keyClick(&words, Qt::Key_Return, Qt::ShiftModifier);
        QCOMPARE(output().textCursor().selectionStart(), first);
        QTest::keyClick(&words, Qt::Key_F3, Qt::ShiftModifier); // round the start
        QVERIFY(output().textCursor().selectionStart() > second);
        QTest::keyClick(&words, Qt::Key_Escape);
        QVERIFY(!words.isVisible());
    }

    void whatLooksLikeHtmlIsPlainText()
    {
        SimulationReport report = test::failedKernel();
        report.message = QStringLiteral("<b>bold</b> <img src='file:///etc/passwd'>");
        report.firstMismatch = report.message;
        report.output = QStringLiteral("\x1b[31m<h1>title</h1>\x1b[0m\n<a href='fir/fir.cpp'>x</a>");
        show(report);
        QTRY_COMPARE(output().toPlainText(), QStringLiteral("<h1>title</h1>\n<a href='fir/fir.cpp'>x</a>"));
        QVERIFY(!output().document()->firstBlock().charFormat().isAnchor());
        QCOMPARE(part<ElidedLabel>("runMessage").text(), report.message);
        const QString tip = part<QTreeWidget>("runFindings").topLevelItem(0)->toolTip(0);
        QVERIFY(!tip.contains(QStringLiteral("<img")));
        m_session->run(fir());
        m_service->fail(m_service->asked.size() - 1, {ErrorCode::Missing, report.message, {}, {}});
        QCOMPARE(part<QLabel>("runWords").textFormat(), Qt::PlainText);
        QCOMPARE(part<QLabel>("runWords").text(), report.message);
    }

    void tenMegabytesAreCutAndTheWindowGoesOn()
    {
        SimulationReport report = test::failedKernel();
        report.outcome = SimulationOutcome::OutputLimit;
        report.output = QStringLiteral("fir/fir.cpp:1: 0123456789abcdef\n").repeated(10 * 1024 * 1024 / 32);
        QElapsedTimer clock;
        clock.start();
        show(report);
        QVERIFY2(clock.elapsed() < 500, qPrintable(QString::number(clock.elapsed())));
        QTRY_VERIFY(part<QLabel>("runCut").isVisible());
        QVERIFY(output().toPlainText().size() < 400 * 1024);
        QVERIFY(part<QLabel>("runCut").text().contains(QStringLiteral("character")));
        m_panel->grab();
    }

    void whatComesLateOfAnEarlierRunIsDropped()
    {
        SimulationReport report = test::failedKernel();
        report.output = QStringLiteral("old\n").repeated(1'000'000);
        show(report);
        report.output = QStringLiteral("new");
        show(report);
        QTRY_COMPARE(output().toPlainText(), QStringLiteral("new"));
        taskPool().waitForDone(); // the reading of the old one, too
        QCoreApplication::processEvents();
        QCOMPARE(output().toPlainText(), QStringLiteral("new"));
    }

    void aCircuitHasATableCountsAndADrawing()
    {
        show(test::bellCircuit());
        QCOMPARE(badge().badge(), TierBadge::Simulated);
        auto &table = part<QTreeWidget>("runCircuits");
        QVERIFY(table.isVisible());
        QCOMPARE(table.topLevelItemCount(), 2);
        const QTreeWidgetItem *bell = table.topLevelItem(0);
        QStringList cells;
        for (int column = 0; column < table.columnCount(); ++column)
            cells.append(bell->text(column));
        QCOMPARE(cells, (QStringList{QStringLiteral("bell_pair"), QStringLiteral("2"), QStringLiteral("2"),
                                     QStringLiteral("3"), QStringLiteral("1")}));
        auto *chart = m_panel->findChild<CountsChart *>();
        QCOMPARE(chart->barCount(), 2);
        QVERIFY(chart->isVisible());
        QCOMPARE(chart->accessibleName(), QStringLiteral("Counts of bell_pair"));
        QCOMPARE(chart->accessibleDescription(), QStringLiteral("11: 514 (50.2 %); 00: 510 (49.8 %)"));
        auto &drawing = part<QPlainTextEdit>("runDrawing");
        QVERIFY(drawing.toPlainText().contains(QStringLiteral("┤ H ├")));

        table.setCurrentItem(table.topLevelItem(1)); // measures nothing, has no drawing
        QVERIFY(!chart->isVisible());
        QVERIFY(!drawing.isVisible());
        table.setCurrentItem(table.topLevelItem(0));
        QVERIFY(chart->isVisible());
    }

    void manyCountsAreCut()
    {
        SimulationReport report = test::bellCircuit();
        report.circuits.resize(1);
        std::map<QString, qint64> &counts = report.circuits.front().counts;
        counts.clear();
        for (int value = 0; value < 300; ++value)
            counts[QString::number(value, 2).rightJustified(300, QLatin1Char('0'))] = value;
        show(report);
        auto *chart = m_panel->findChild<CountsChart *>();
        QCOMPARE(chart->barCount(), 64);
        QVERIFY(chart->accessibleDescription().endsWith(QStringLiteral("and 236 more")));
        m_panel->grab();
    }

    void whatCouldNotBeRunNamesTheRemedy()
    {
        m_session->run(fir());
        m_service->fail(0, {ErrorCode::Missing,
                            QStringLiteral("No C++ compiler was found. Install g++."),
                            QStringLiteral("looked in PATH"),
                            {}});
        QCOMPARE(badge().word(), QStringLiteral("not run"));
        QCOMPARE(part<QLabel>("runWords").text(), QStringLiteral("No C++ compiler was found. Install g++."));
        QVERIFY(part<QLabel>("runDetail").isVisible());
        QVERIFY(!output().isVisible());
    }

    void whatMendsAnErrorIsAButton()
    {
        QAction setUp(QStringLiteral("Set Up &Qiskit…"));
        m_panel->addRemedy(QStringLiteral("qiskit.setUp"), &setUp);
        auto &button = part<QPushButton>("runRemedy");
        m_session->run(fir());
        m_service->fail(
            0, {ErrorCode::Missing, QStringLiteral("No Qiskit."), {}, {}, QStringLiteral("qiskit.setUp")});
        QVERIFY(button.isVisible());
        QCOMPARE(button.text(), QStringLiteral("Set Up Qiskit…"));
        QSignalSpy asked(&setUp, &QAction::triggered);
        button.click();
        QCOMPARE(asked.count(), 1);
        setUp.setEnabled(false); // it is under way
        QVERIFY(!button.isEnabled());
        m_session->run(fir());
        QVERIFY(!button.isVisible());
        m_service->fail(1, {ErrorCode::Missing, QStringLiteral("No compiler."), {}, {}});
        QVERIFY(!button.isVisible());
        m_panel.reset(); // before the command
    }

    void everyPartHasAnAccessibleName()
    {
        show(test::bellCircuit());
        for (const char *name :
             {"runFindings", "runOutput", "runCircuits", "runDrawing", "runSearch", "runBusy"})
            QVERIFY2(!part<QWidget>(name).accessibleName().isEmpty(), name);
    }
};

QTEST_MAIN(TestRunPanel)
#include "tst_run_panel.moc"
