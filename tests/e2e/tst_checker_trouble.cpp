// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/app/gatewright/window_fixture.h"
#include "tests/support/send_signal.h"

#include <signal.h>

using namespace gatewright;
using namespace std::chrono_literals;

// The real window with a checker that is missing or dies: the text is safe, what does not parse is shown
// all the same, and the window says what it goes without.
class TestCheckerTrouble : public QObject
{
    Q_OBJECT

    QTemporaryDir m_profile;

    Command checker() const
    {
        return {QStringLiteral(GATEWRIGHT_BIN_DIR "/gatewright-checker"),
                {QStringLiteral("--profile"), m_profile.path()},
                {},
                {}};
    }
    static bool says(WindowFixture &fixture, const char *words)
    {
        for (const NoticeHub::Entry &entry : fixture.context().notices.entries()) {
            if (entry.notice.text.contains(QLatin1String(words)))
                return true;
        }
        return false;
    }
    static void breakCode(WindowFixture &fixture)
    {
        fixture.view().setCaret(0);
        fixture.keys().type(QStringLiteral("int broken( {\n"));
    }

private Q_SLOTS:
    void aMissingCheckerIsToldAndTheParserGoesOn()
    {
        WindowFixture fixture;
        QVERIFY(fixture.open(QStringLiteral("fir/fir.cpp")));
        QTRY_VERIFY(says(fixture, "checker is not installed"));
        breakCode(fixture);
        QTRY_VERIFY(fixture.context().problems.rowCount() > 0);
        QTRY_VERIFY(!fixture.document()->buffer().marks().empty());
    }

    void aCheckerThatDiesComesBack()
    {
        RestartRules rules;
        rules.firstDelay = 50ms;
        WindowFixture fixture({}, rules, checker());
        QVERIFY(fixture.open(QStringLiteral("fir/fir.cpp")));
        checker::CheckerClient &client = fixture.program().checkerProcess();
        QTRY_VERIFY_WITH_TIMEOUT(client.isReady(), 15'000);
        breakCode(fixture);
        const QByteArray text = fixture.document()->buffer().bytes();
        QTRY_VERIFY(fixture.context().problems.rowCount() > 0);

        const qint64 died = client.processId();
        QVERIFY(died > 1);
        QVERIFY(test::sendSignal(died, SIGKILL));
        QTRY_VERIFY_WITH_TIMEOUT(client.isReady() && client.processId() != died, 15'000);
        QCOMPARE(fixture.document()->buffer().bytes(), text);
        // It has the document again: mending it is noticed.
        fixture.keys().press(Qt::CTRL | Qt::Key_Z);
        for (int i = 0; i < 40 && fixture.document()->buffer().isModified(); ++i)
            fixture.keys().press(Qt::CTRL | Qt::Key_Z);
        QTRY_COMPARE(fixture.context().problems.count(Severity::Error), 0);
    }

    void trustIsAskedForOnceAndKept()
    {
        WindowFixture fixture({}, {}, checker());
        fixture.window().documents().open({fixture.workspace()});
        QTRY_VERIFY(says(fixture, "Do you trust"));
        QVERIFY(!fixture.program().checkerProcess().workspace().trusted);
        fixture.context().commands.run(QStringLiteral("workspace.trusted"));
        QVERIFY(fixture.program().checkerProcess().workspace().trusted);
        QVERIFY(!says(fixture, "Do you trust"));
        fixture.restart();
        QTRY_COMPARE(fixture.context().workspace.folder(), fixture.workspace());
        QTRY_VERIFY(fixture.program().checkerProcess().workspace().trusted);
        QVERIFY(!says(fixture, "Do you trust"));
    }
};

QTEST_MAIN(TestCheckerTrouble)
#include "tst_checker_trouble.moc"
