// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/connection_log.h"
#include "tests/app/gatewright/window_fixture.h"
#include "tests/support/manual_clock.h"
#include "tests/support/need.h"
#include "tests/support/result_test.h"
#include "ui/bridge/notice_hub.h"
#include "ui/bridge/setup_session.h"
#include "ui/dialogs/setup_dialog.h"
#include "ui/panels/run/run_panel.h"
#include "ui/shell/status_bar.h"

#include <QLabel>
#include <QPushButton>
#include <QSignalSpy>
#include <QTreeWidget>

using namespace gatewright;

// Setting Qiskit up from the window, up to the user's word: nothing here uses a network.
class TestSetupWindow : public QObject
{
    Q_OBJECT

    std::unique_ptr<WindowFixture> m_fixture;

    CommandRegistry &commands() { return m_fixture->context().commands; }
    [[nodiscard]] const Notice *notice(const QString &key) const
    {
        for (const NoticeHub::Entry &entry : m_fixture->context().notices.entries()) {
            if (entry.notice.key == key)
                return &entry.notice;
        }
        return nullptr;
    }
    [[nodiscard]] QString logFile() const
    {
        return m_fixture->file(QStringLiteral("../profile/state/connections.jsonl"));
    }
    void startWithChecker()
    {
        const QString profile = m_checkerFolder.path();
        m_fixture =
            std::make_unique<WindowFixture>(std::nullopt, RestartRules(),
                                            Command{QStringLiteral(GATEWRIGHT_BIN_DIR "/gatewright-checker"),
                                                    {QStringLiteral("--profile"), profile},
                                                    {},
                                                    {}});
    }

    QTemporaryDir m_checkerFolder;

private Q_SLOTS:
    void cleanup() { m_fixture.reset(); }

    void withoutACheckerItSaysSoAndTriesAgain()
    {
        m_fixture = std::make_unique<WindowFixture>();
        QVERIFY(commands().run(QStringLiteral("qiskit.setUp")));
        QTRY_VERIFY(notice(QStringLiteral("setup")));
        const Notice failed = *notice(QStringLiteral("setup"));
        QCOMPARE(failed.kind, Notice::Kind::Error);
        QVERIFY2(failed.text.contains(QStringLiteral("not set up")), qPrintable(failed.text));
        QCOMPARE(failed.actions.size(), 1);
        failed.actions[0].run();
        QVERIFY(!notice(QStringLiteral("setup"))); // withdrawn until it fails again
        QTRY_VERIFY(notice(QStringLiteral("setup")));
    }

    void theUserIsAskedFirst()
    {
        startWithChecker();
        QTRY_VERIFY_WITH_TIMEOUT(m_fixture->program().checkerProcess().isReady(), 30'000);
        QVERIFY(commands().run(QStringLiteral("qiskit.setUp")));
        const auto dialog = [this] {
            return m_fixture->window().findChild<SetupDialog *>(QStringLiteral("setupDialog"));
        };
        QTRY_VERIFY_WITH_TIMEOUT(dialog() || notice(QStringLiteral("setup")), 60'000);
        if (!dialog()) { // no Python 3.11, no pip
            const QString why = notice(QStringLiteral("setup"))->text;
            if (test::mayBeMissing())
                QSKIP(qPrintable(why));
            QFAIL(qPrintable(why));
        }
        QTRY_VERIFY(dialog()->isVisible());
        const auto *packages = dialog()->findChild<QTreeWidget *>(QStringLiteral("setupPackages"));
        QCOMPARE(packages->topLevelItem(0)->text(0), QStringLiteral("qiskit"));
        QVERIFY(dialog()
                    ->findChild<QLabel *>(QStringLiteral("setupFolder"))
                    ->text()
                    .startsWith(m_checkerFolder.path()));
        dialog()->reject();
        QTRY_VERIFY(!dialog());
        QCOMPARE(m_fixture->context().tasks.rowCount(), 0);
        QVERIFY(!QFile::exists(m_checkerFolder.filePath(QStringLiteral("state/connections.jsonl"))));
        QVERIFY(commands().action(QStringLiteral("qiskit.setUp"))->isEnabled());
    }

    void theConnectionLogOpens()
    {
        m_fixture = std::make_unique<WindowFixture>();
        QVERIFY(commands().run(QStringLiteral("tools.connections")));
        QVERIFY(notice(QStringLiteral("connection log")));
        QVERIFY(!m_fixture->document());
        const test::ManualClock clock;
        const ConnectionLog log(QFileInfo(logFile()).absoluteFilePath(), clock);
        GW_VERIFY_RESULT(log.write({QStringLiteral("setup qiskit"), QStringLiteral("pypi.org"), {}}));
        QVERIFY(commands().run(QStringLiteral("tools.connections")));
        QTRY_VERIFY(m_fixture->document());
        QVERIFY(!notice(QStringLiteral("connection log")));
        QVERIFY(m_fixture->document()->buffer().text().find("pypi.org") != std::string_view::npos);
    }

    void theStatusSaysWhetherSomethingUsesANetwork()
    {
        m_fixture = std::make_unique<WindowFixture>();
        StatusBar &status = m_fixture->window().status();
        const auto *label = status.findChild<QLabel *>(QStringLiteral("statusOffline"));
        const QString offline = label->text();
        status.setConnection(QStringLiteral("Installing."));
        QVERIFY(label->text() != offline);
        QCOMPARE(label->toolTip(), QStringLiteral("Installing."));
        status.setConnection({});
        QCOMPARE(label->text(), offline);
    }
};

QTEST_MAIN(TestSetupWindow)
#include "tst_setup_window.moc"
