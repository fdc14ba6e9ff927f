// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/app/gatewright/window_fixture.h"

#include <QDockWidget>
#include <QStandardPaths>
#include <QToolButton>

using namespace gatewright;

// What a new user meets, and where help is.
class TestFirstRun : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<WindowFixture> m_fixture;

    QToolButton *button(const char *name)
    {
        return m_fixture->window().findChild<QToolButton *>(QString::fromLatin1(name));
    }

private Q_SLOTS:
    void initTestCase() { QStandardPaths::setTestModeEnabled(true); }
    void init() { m_fixture = std::make_unique<WindowFixture>(); }
    void cleanup() { m_fixture.reset(); }

    void theFirstStepsStandThereUntilSomethingIsRecent()
    {
        QTRY_VERIFY(button("welcome.model.manage") && button("welcome.model.manage")->isVisible());
        QVERIFY(button("welcome.qiskit.setUp")->isVisible());
        QVERIFY(button("welcome.file.openFolder")->isVisible());
        button("welcome.model.manage")->click();
        auto *dock = m_fixture->window().findChild<QDockWidget *>(QStringLiteral("modelDock"));
        QTRY_VERIFY(dock->isVisible() && !dock->visibleRegion().isEmpty());
        QVERIFY(m_fixture->open(QStringLiteral("fir/fir.cpp")));
        m_fixture->context().commands.run(QStringLiteral("file.closeAll"));
        QTRY_VERIFY(!m_fixture->document());
        QVERIFY(!button("welcome.model.manage")->isVisible());
    }

    void theReportIsOpenedToBeRead()
    {
        QVERIFY(m_fixture->open(QStringLiteral("fir/fir.cpp")));
        m_fixture->context().commands.run(QStringLiteral("help.diagnostics"));
        QTRY_COMPARE(m_fixture->document()->title(), QStringLiteral("gatewright-report.md"));
        const QByteArray report = m_fixture->document()->buffer().bytes();
        QVERIFY(report.contains("gatewright-engine"));
        QVERIFY(report.contains("open files: 1"));
        QVERIFY(!report.contains("fir.cpp"));
        QVERIFY(!report.contains(m_fixture->workspace().toUtf8()));
    }
};

QTEST_MAIN(TestFirstRun)
#include "tst_first_run.moc"
