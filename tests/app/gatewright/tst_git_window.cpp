// SPDX-License-Identifier: GPL-3.0-or-later
// Git in the window: panel, gutter, comparisons, history, commands.
#include "core/settings/keys.h"
#include "tests/app/gatewright/window_fixture.h"
#include "tests/core/git/git_program.h"
#include "ui/bridge/document_changes.h"
#include "ui/diff/diff_pane.h"
#include "ui/panels/git/branch_popup.h"
#include "ui/panels/git/commit_box.h"
#include "ui/panels/git/git_panel.h"
#include "ui/panels/history/history_model.h"
#include "ui/panels/history/history_panel.h"
#include "ui/shell/compare_view.h"
#include "ui/shell/git_comparison.h"
#include "ui/shell/git_gutter.h"
#include "ui/shell/status_bar.h"

#include <QAction>
#include <QDockWidget>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QProcess>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>
#include <QToolButton>
#include <QTreeView>
#include <QTreeWidget>

#include <unistd.h>

using namespace gatewright;
using Group = GitStatusModel::Group;

class TestGitWindow : public QObject
{
    Q_OBJECT

    std::unique_ptr<WindowFixture> m_fixture;

    MainWindow &window() { return m_fixture->window(); }
    CommandRegistry &commands() { return m_fixture->context().commands; }
    GitBinding &git() { return m_fixture->program().git(); }
    GitPanel &panel() { return git().panel(); }
    const GitSnapshot &snapshot() { return git().session().snapshot(); }
    QPlainTextEdit *message() { return panel().findChild<QPlainTextEdit *>(QStringLiteral("commitMessage")); }

    QByteArray run(const QStringList &arguments)
    {
        QProcess process;
        process.setWorkingDirectory(m_fixture->workspace());
        process.start(QStringLiteral("git"), arguments);
        if (!process.waitForFinished(60'000) || process.exitCode() != 0)
            qFatal("git %s: %s", qPrintable(arguments.join(QLatin1Char(' '))),
                   process.readAllStandardError().constData());
        return process.readAllStandardOutput();
    }
    void makeRepository()
    {
        run({QStringLiteral("init"), QStringLiteral("-q")});
        run({QStringLiteral("add"), QStringLiteral("-A")});
        run({QStringLiteral("commit"), QStringLiteral("-q"), QStringLiteral("-m"),
             QStringLiteral("Sample workspace")});
    }
    [[nodiscard]] bool openFolder()
    {
        window().documents().openFolder(m_fixture->workspace());
        return QTest::qWaitFor([this] { return git().session().isReady(); }, 20'000);
    }
    [[nodiscard]] DocumentChanges *changes() { return git().gutter().current(); }
    [[nodiscard]] bool openKernel()
    {
        return m_fixture->open(QStringLiteral("fir/fir.cpp")) &&
               QTest::qWaitFor(
                   [this] { return changes() && changes()->isCurrent() && !changes()->index().isEmpty(); },
                   20'000);
    }
    [[nodiscard]] bool waitForChanges(std::size_t count)
    {
        return QTest::qWaitFor(
            [&] { return changes() && changes()->isCurrent() && changes()->changes().size() == count; },
            20'000);
    }
    [[nodiscard]] bool waitForCounts(std::size_t staged, std::size_t changed)
    {
        return QTest::qWaitFor(
            [&] {
                return panel().model().count(Group::Staged) == staged &&
                       panel().model().count(Group::Changes) == changed;
            },
            20'000);
    }
    void choose(Group group, const char *path)
    {
        window().findChild<QDockWidget *>(QStringLiteral("gitDock"))->raise();
        panel().list().setFocus();
        const QModelIndex index = panel().model().find(group, path);
        QVERIFY(index.isValid());
        panel().list().selectionModel()->setCurrentIndex(index, QItemSelectionModel::ClearAndSelect |
                                                                    QItemSelectionModel::Rows);
    }

private Q_SLOTS:
    void initTestCase() { test::useEmptyHome(); }
    void init() { m_fixture = std::make_unique<WindowFixture>(); }
    void cleanup() { m_fixture.reset(); }

    void aFolderWithoutARepositoryOffersOne()
    {
        window().documents().openFolder(m_fixture->workspace());
        QTRY_COMPARE_WITH_TIMEOUT(git().session().state(), GitSession::State::NoRepository, 20'000);
        window().findChild<QDockWidget *>(QStringLiteral("gitDock"))->raise();
        auto *button = panel().findChild<QPushButton *>();
        QTRY_VERIFY(button->isVisible());
        QCOMPARE(button->text(), QStringLiteral("Initialise Repository"));
        button->click();
        QTRY_VERIFY_WITH_TIMEOUT(git().session().isReady(), 20'000);
        QVERIFY(snapshot().head.isUnborn());
        QVERIFY(panel().model().count(Group::Untracked) > 0);
        QTRY_VERIFY(window()
                        .status()
                        .findChild<QToolButton *>(QStringLiteral("statusBranch"))
                        ->text()
                        .startsWith(QLatin1String("main")));
    }

    void withoutAFolderThePanelOffersToOpenOne()
    {
        QCOMPARE(git().session().state(), GitSession::State::NoFolder);
        QCOMPARE(panel().findChild<QPushButton *>()->text(), QStringLiteral("Open Folder…"));
    }

    void whatIsTypedShowsInTheGutterAndIsReverted()
    {
        makeRepository();
        QVERIFY(openFolder());
        QVERIFY(openKernel());
        const QByteArray before = m_fixture->document()->buffer().bytes();
        m_fixture->view().goTo(HumanPosition{3, 1});
        m_fixture->view().insert("// typed\n");
        QVERIFY(waitForChanges(1));
        QCOMPARE(changes()->changes().front(), (git::LineChange{2, 0, 2, 1}));
        m_fixture->view().goTo(HumanPosition{3, 2});
        QCOMPARE(git().gutter().changeAtCaret(), 0);
        // Its keys work at once, without a menu that was opened before.
        QVERIFY(commands().action(QStringLiteral("git.showChange"))->isEnabled());
        QVERIFY(commands().action(QStringLiteral("git.nextChange"))->isEnabled());
        QVERIFY(commands().run(QStringLiteral("git.revertChange")));
        QCOMPARE(m_fixture->document()->buffer().bytes(), before);
        QVERIFY(waitForChanges(0));
    }

    void removedLinesComeBack()
    {
        makeRepository();
        QVERIFY(openFolder());
        QVERIFY(openKernel());
        DocumentBuffer &buffer = m_fixture->document()->buffer();
        const QByteArray before = buffer.bytes();
        QVERIFY(buffer.apply(TextEdit{buffer.lineStart(1), buffer.lineStart(4), {}}));
        QVERIFY(waitForChanges(1));
        QCOMPARE(changes()->changeAt(1), 0);
        QVERIFY(changes()->revert(0));
        QCOMPARE(buffer.bytes(), before);
        // The last lines of the file as well.
        QVERIFY(buffer.apply(TextEdit{buffer.lineStart(buffer.lineCount() - 3), buffer.size(), {}}));
        QVERIFY(waitForChanges(1));
        QVERIFY(changes()->revert(0));
        QCOMPARE(buffer.bytes(), before);
    }

    void oneChangeIsStagedAndCommitted()
    {
        makeRepository();
        QVERIFY(openFolder());
        QVERIFY(openKernel());
        m_fixture->view().goTo(HumanPosition{3, 1});
        m_fixture->view().insert("// first\n");
        m_fixture->view().goTo(HumanPosition{12, 1});
        m_fixture->view().insert("// second\n");
        QVERIFY(waitForChanges(2));
        QVERIFY(commands().run(QStringLiteral("file.save")));
        QTRY_VERIFY(!m_fixture->document()->buffer().isModified());
        m_fixture->view().goTo(HumanPosition{3, 1});
        QVERIFY(waitForChanges(2));
        QVERIFY(commands().run(QStringLiteral("git.stageLines")));
        QVERIFY(waitForCounts(1, 1));
        QVERIFY(waitForChanges(1)); // the staged one is none any more
        message()->setPlainText(QStringLiteral("Say something first"));
        QVERIFY(commands().run(QStringLiteral("git.commit")));
        QVERIFY(waitForCounts(0, 1));
        QVERIFY(message()->toPlainText().isEmpty());
        QVERIFY(run({QStringLiteral("show"), QStringLiteral("HEAD")}).contains("+// first"));
        QVERIFY(!run({QStringLiteral("show"), QStringLiteral("HEAD")}).contains("+// second"));
    }

    void filesAreStagedWithASpaceAndComparedByLooking()
    {
        makeRepository();
        test::writeFile(m_fixture->file(QStringLiteral("fir/fir.cpp")), "int changed;\n");
        QVERIFY(openFolder());
        QVERIFY(waitForCounts(0, 1));
        choose(Group::Changes, "fir/fir.cpp");
        QTRY_VERIFY(window().comparison().isOpen());
        QTRY_VERIFY_WITH_TIMEOUT(!window().comparison().view().changes().empty(), 20'000);
        QCOMPARE(window().comparison().view().right().text, std::string("int changed;\n"));
        QTest::keyClick(&panel().list(), Qt::Key_Space);
        QVERIFY(waitForCounts(1, 0));
        choose(Group::Staged, "fir/fir.cpp");
        QTRY_COMPARE(git().comparison().kind(), GitComparison::Kind::Staged);
        QTRY_VERIFY_WITH_TIMEOUT(git().comparison().canUnstage(), 20'000);
        QTest::keyClick(&panel().list(), Qt::Key_Space);
        QVERIFY(waitForCounts(0, 1));
    }

    void selectedLinesOfAComparisonAreStaged()
    {
        makeRepository();
        const QString path = m_fixture->file(QStringLiteral("fir/fir.cpp"));
        test::writeFile(path, "// one\n// two\n" + test::readFile(path));
        QVERIFY(openFolder());
        QVERIFY(waitForCounts(0, 1));
        choose(Group::Changes, "fir/fir.cpp");
        DiffView &view = window().comparison().view();
        QTRY_COMPARE_WITH_TIMEOUT(view.changes().size(), std::size_t{1}, 20'000);
        QTextCursor cursor(view.rightPane().document());
        cursor.movePosition(QTextCursor::Down, QTextCursor::KeepAnchor);
        view.rightPane().setTextCursor(cursor);
        QVERIFY(commands().run(QStringLiteral("git.stageChange")));
        QVERIFY(waitForCounts(1, 1));
        const QByteArray staged = run({QStringLiteral("diff"), QStringLiteral("--cached")});
        QVERIFY(staged.contains("+// one"));
        QVERIFY(!staged.contains("+// two"));
    }

    void escapeAndOpeningAFileCloseAComparison()
    {
        makeRepository();
        QVERIFY(openFolder());
        QVERIFY(openKernel());
        QVERIFY(commands().run(QStringLiteral("git.compareFile")));
        QVERIFY(window().comparison().isOpen());
        QVERIFY(!window().editors().isVisible());
        window().comparison().view().setFocus();
        QTest::keyClick(&window().comparison().view(), Qt::Key_Escape);
        QVERIFY(!window().comparison().isOpen());
        QVERIFY(window().editors().isVisible());
        QVERIFY(commands().run(QStringLiteral("git.compareFile")));
        QVERIFY(m_fixture->open(QStringLiteral("qiskit/bell.py")));
        QTRY_VERIFY(!window().comparison().isOpen());
    }

    void discardedChangesComeBackByTheNotice()
    {
        makeRepository();
        const QString path = m_fixture->file(QStringLiteral("fir/fir.cpp"));
        const QByteArray before = test::readFile(path);
        test::writeFile(path, "mine\n");
        QVERIFY(openFolder());
        QVERIFY(waitForCounts(0, 1));
        choose(Group::Changes, "fir/fir.cpp");
        QVERIFY(commands().run(QStringLiteral("git.discard")));
        QTRY_COMPARE_WITH_TIMEOUT(test::readFile(path), before, 20'000);
        const auto notice = [this]() -> const Notice * {
            for (const NoticeHub::Entry &entry : m_fixture->context().notices.entries()) {
                if (entry.notice.key == QLatin1String("git") && !entry.notice.actions.isEmpty())
                    return &entry.notice;
            }
            return nullptr;
        };
        QTRY_VERIFY_WITH_TIMEOUT(notice() != nullptr, 20'000);
        notice()->actions.front().run();
        QTRY_COMPARE_WITH_TIMEOUT(test::readFile(path), QByteArray("mine\n"), 20'000);
    }

    void branchesAreMadeAndSwitched()
    {
        makeRepository();
        QVERIFY(openFolder());
        QVERIFY(commands().run(QStringLiteral("git.branches")));
        QPointer<BranchPopup> popup = window().findChild<BranchPopup *>();
        QVERIFY(popup);
        popup->findChild<QLineEdit *>()->setText(QStringLiteral("topic"));
        QTest::keyClick(popup->findChild<QLineEdit *>(), Qt::Key_Return);
        QTRY_COMPARE_WITH_TIMEOUT(snapshot().head.branch, QStringLiteral("topic"), 20'000);
    }

    void theHistoryShowsCommitsAndWhatTheyChanged()
    {
        makeRepository();
        const QString path = m_fixture->file(QStringLiteral("fir/fir.cpp"));
        test::writeFile(path, "// new\n" + test::readFile(path));
        run({QStringLiteral("commit"), QStringLiteral("-q"), QStringLiteral("-am"),
             QStringLiteral("Change the filter")});
        QVERIFY(openFolder());
        QVERIFY(commands().run(QStringLiteral("view.history")));
        QTRY_COMPARE_WITH_TIMEOUT(git().history().model().rowCount(), 2, 20'000);
        auto *files = git().history().findChild<QTreeWidget *>(QStringLiteral("commitFiles"));
        QTRY_COMPARE_WITH_TIMEOUT(files->topLevelItemCount(), 1, 20'000);
        files->setCurrentItem(files->topLevelItem(0));
        Q_EMIT files->itemClicked(files->topLevelItem(0), 0);
        QTRY_COMPARE_WITH_TIMEOUT(window().comparison().view().changes().size(), std::size_t{1}, 20'000);
        QCOMPARE(window().comparison().view().changes().front().lines, (git::LineChange{0, 0, 0, 1}));
        window().comparison().leave();
        QVERIFY(m_fixture->open(QStringLiteral("qiskit/bell.py")));
        QVERIFY(commands().run(QStringLiteral("git.fileHistory")));
        QTRY_COMPARE_WITH_TIMEOUT(git().history().model().rowCount(), 1, 20'000);
    }

    void theWriterOfALineStandsBehindIt()
    {
        makeRepository();
        QVERIFY(openFolder());
        QVERIFY(openKernel());
        QVERIFY(commands().run(QStringLiteral("git.blame")));
        QVERIFY(m_fixture->context().settings.value(keys::gitBlame()));
        m_fixture->view().goTo(HumanPosition{2, 1});
        QTRY_VERIFY_WITH_TIMEOUT(git().gutter().blameAtCaret() != nullptr, 20'000);
        QCOMPARE(git().gutter().blameAtCaret()->subject, QStringLiteral("Sample workspace"));
        QVERIFY(commands().run(QStringLiteral("git.blame")));
        QVERIFY(!git().gutter().showsBlame());
    }

    void conflictsAreSettledInTheText()
    {
        makeRepository();
        const QString path = m_fixture->file(QStringLiteral("fir/fir.cpp"));
        run({QStringLiteral("checkout"), QStringLiteral("-q"), QStringLiteral("-b"),
             QStringLiteral("other")});
        test::writeFile(path, "theirs\n");
        run({QStringLiteral("commit"), QStringLiteral("-q"), QStringLiteral("-am"),
             QStringLiteral("theirs")});
        run({QStringLiteral("checkout"), QStringLiteral("-q"), QStringLiteral("main")});
        test::writeFile(path, "ours\n");
        run({QStringLiteral("commit"), QStringLiteral("-q"), QStringLiteral("-am"), QStringLiteral("ours")});
        QProcess merge;
        merge.setWorkingDirectory(m_fixture->workspace());
        merge.start(QStringLiteral("git"), {QStringLiteral("merge"), QStringLiteral("other")});
        QVERIFY(merge.waitForFinished(60'000));
        QVERIFY(openFolder());
        QTRY_COMPARE_WITH_TIMEOUT(snapshot().conflictCount(), std::size_t{1}, 20'000);
        QVERIFY(message()->toPlainText().startsWith(QLatin1String("Merge branch")));
        QVERIFY(m_fixture->open(QStringLiteral("fir/fir.cpp")));
        m_fixture->view().goTo(HumanPosition{2, 1});
        commands().refresh();
        QVERIFY(commands().run(QStringLiteral("git.conflictTheirs")));
        QCOMPARE(m_fixture->document()->buffer().bytes(), QByteArray("theirs\n"));
        QVERIFY(commands().run(QStringLiteral("file.save")));
        QTRY_VERIFY(!m_fixture->document()->buffer().isModified());
        choose(Group::Conflicts, "fir/fir.cpp");
        QVERIFY(commands().run(QStringLiteral("git.markSettled")));
        QTRY_COMPARE_WITH_TIMEOUT(snapshot().conflictCount(), std::size_t{0}, 20'000);
        QVERIFY(commands().run(QStringLiteral("git.commit")));
        QTRY_COMPARE_WITH_TIMEOUT(snapshot().unfinished, git::Unfinished::Nothing, 20'000);
    }

    void pushingIsLoggedAndSaysWhenItFails()
    {
        makeRepository();
        run({QStringLiteral("remote"), QStringLiteral("add"), QStringLiteral("origin"),
             QStringLiteral("https://git.invalid/x.git")});
        QVERIFY(openFolder());
        commands().run(QStringLiteral("workspace.trusted"));
        QTRY_VERIFY(commands().find(QStringLiteral("workspace.trusted"))->checked());
        m_fixture->program().gitProgram().setProgram(QStringLiteral("false"));
        QSignalSpy finished(&m_fixture->program().gitProgram(), &GitProgram::finished);
        QVERIFY(commands().run(QStringLiteral("git.push")));
        QTRY_COMPARE_WITH_TIMEOUT(finished.count(), 1, 20'000);
        const QByteArray log = WindowFixture::read(m_fixture->program().connectionLog());
        QVERIFY2(log.contains("git.invalid") && log.contains("git push"), log.constData());
    }

    void aBrokenRepositorySaysWhyUntilItIsMended_data()
    {
        QTest::addColumn<QString>("file");
        QTest::addColumn<QByteArray>("contents");
        QTest::addColumn<QString>("says");
        QTest::newRow("index") << QStringLiteral(".git/index") << QByteArray("DIRCnonsense")
                               << QStringLiteral("index");
        QTest::newRow("HEAD") << QStringLiteral(".git/HEAD") << QByteArray("ref: /../..\n") << QString();
        QTest::newRow("config") << QStringLiteral(".git/config") << QByteArray("[core\n\tbare = true")
                                << QStringLiteral("broken");
        QTest::newRow("bare") << QStringLiteral(".git/config") << QByteArray("[core]\n\tbare = true\n")
                              << QStringLiteral("bare");
    }

    void aBrokenRepositorySaysWhyUntilItIsMended()
    {
        QFETCH(QString, file);
        QFETCH(QByteArray, contents);
        QFETCH(QString, says);
        makeRepository();
        const QByteArray whole = test::readFile(m_fixture->file(file));
        test::writeFile(m_fixture->file(file), contents);
        window().documents().openFolder(m_fixture->workspace());
        QTRY_COMPARE_WITH_TIMEOUT(git().session().state(), GitSession::State::Refused, 20'000);
        const auto *text = panel().findChild<QLabel *>(QStringLiteral("gitState"));
        QVERIFY2(text->text().contains(says), qPrintable(text->text()));
        // The files can be edited all the same, and no command of git is offered.
        QVERIFY(m_fixture->open(QStringLiteral("fir/fir.cpp")));
        QVERIFY(!commands().run(QStringLiteral("git.commit")));
        test::writeFile(m_fixture->file(file), whole);
        panel().findChild<QPushButton *>()->click();
        QTRY_VERIFY_WITH_TIMEOUT(git().session().isReady(), 20'000);
        QVERIFY(openKernel());
    }

    void somebodyElsesRepositoryIsLeftAlone()
    {
        if (::geteuid() != 0)
            QSKIP("only root can give a folder away");
        makeRepository();
        constexpr uid_t nobody = 65534;
        for (const char *name : {"", "/.git", "/.git/config"})
            QCOMPARE(::chown(QFile::encodeName(m_fixture->workspace() + QLatin1String(name)).constData(),
                             nobody, nobody),
                     0);
        window().documents().openFolder(m_fixture->workspace());
        QTRY_COMPARE_WITH_TIMEOUT(git().session().state(), GitSession::State::Refused, 20'000);
        QVERIFY(git().session().error()->message.contains(QLatin1String("safe.directory")));
    }

    void namesWithLineFeedsAreOrdinaryOnes()
    {
        makeRepository();
        const QString name = QStringLiteral("two\nlines <b>.txt");
        test::writeFile(m_fixture->file(name), "text\n");
        QVERIFY(openFolder());
        QTRY_COMPARE_WITH_TIMEOUT(panel().model().count(Group::Untracked), std::size_t{1}, 20'000);
        const QModelIndex index = panel().model().find(Group::Untracked, name.toUtf8());
        QVERIFY(index.isValid());
        QVERIFY(!index.data().toString().contains(QLatin1Char('\n')));
        choose(Group::Untracked, name.toUtf8().constData());
        QTRY_COMPARE_WITH_TIMEOUT(window().comparison().view().changes().size(), std::size_t{1}, 20'000);
        QVERIFY(commands().run(QStringLiteral("git.stage")));
        QVERIFY(waitForCounts(1, 0));
        message()->setPlainText(QStringLiteral("Odd name"));
        QVERIFY(commands().run(QStringLiteral("git.commit")));
        QVERIFY(waitForCounts(0, 0));
        QCOMPARE(run({QStringLiteral("ls-tree"), QStringLiteral("-z"), QStringLiteral("--name-only"),
                      QStringLiteral("HEAD"), name}),
                 name.toUtf8() + '\0');
    }

    void aFolderThatIsNotTrustedRunsNoGitProgram()
    {
        makeRepository();
        run({QStringLiteral("remote"), QStringLiteral("add"), QStringLiteral("origin"),
             QStringLiteral("https://git.invalid/x.git")});
        QVERIFY(openFolder());
        QVERIFY(commands().run(QStringLiteral("git.fetch")));
        QVERIFY(!m_fixture->program().gitProgram().isRunning());
    }
};

QTEST_MAIN(TestGitWindow)
#include "tst_git_window.moc"
