// SPDX-License-Identifier: Apache-2.0
#include "core/extension/plugin_host.h"

#include <QFile>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>

using namespace gatewright;

class TestPluginHost : public QObject
{
    Q_OBJECT

    SystemClock m_clock;
    std::unique_ptr<ProcessService> m_processes;
    Registries m_registries;
    std::unique_ptr<QTemporaryDir> m_folder;

    static QString pluginFolder(const char *id)
    {
        return QStringLiteral(TEST_PLUGIN_FOLDER "/") + QLatin1String(id);
    }

    QString journalPath() const { return m_folder->filePath(QStringLiteral("state/plugins.starting")); }

    PluginHost::Options options(const QString &journal,
                                std::chrono::milliseconds grace = std::chrono::milliseconds(2000)) const
    {
        return {{*m_processes, QStringLiteral("/data"), {}, {}}, journal, grace};
    }

    std::unique_ptr<PluginHost> started(std::initializer_list<const char *> ids,
                                        std::chrono::milliseconds grace = std::chrono::milliseconds(2000))
    {
        auto host = std::make_unique<PluginHost>(m_registries, m_clock, options(journalPath(), grace));
        QStringList folders;
        for (const char *id : ids)
            folders << pluginFolder(id);
        host->discover(folders);
        host->start();
        return host;
    }

    static const PluginHost::Record *record(const PluginHost &host, const char *id)
    {
        const auto found =
            std::find_if(host.plugins().begin(), host.plugins().end(), [id](const auto &plugin) {
                return plugin.path.endsWith(QLatin1String("/") + QLatin1String(id) + QLatin1String(".so"));
            });
        return found == host.plugins().end() ? nullptr : &*found;
    }

private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_processes = std::make_unique<ProcessService>();
        m_registries = Registries();
        qunsetenv("TEST_PLUGIN_CALLS");
    }

    // Named so that alphabetical order alone would be wrong for the second pair.
    void phasesFollowTheDependencies()
    {
        const auto host = started({"needs-one", "base-one"});
        QTRY_VERIFY(qgetenv("TEST_PLUGIN_CALLS").endsWith("needs-one:delayedInitialize "));
        bool down = false;
        host->shutDown([&down] { down = true; });
        QTRY_VERIFY(down);
        QCOMPARE(qgetenv("TEST_PLUGIN_CALLS"),
                 QByteArray("base-one:initialize needs-one:initialize "
                            "needs-one:extensionsInitialized base-one:extensionsInitialized "
                            "base-one:delayedInitialize needs-one:delayedInitialize "
                            "needs-one:aboutToShutdown base-one:aboutToShutdown "));
    }

    void whatAPluginRegistersIsThere()
    {
        const auto host = started({"base-one", "needs-one"});
        QCOMPARE(record(*host, "needs-one")->state, PluginHost::State::Running);
        QVERIFY(m_registries.language(Language::Qiskit));
        QCOMPARE(m_registries.languageForFile(QStringLiteral("/a/B.TEST")), Language::Qiskit);
        QCOMPARE(m_registries.languageForFile(QStringLiteral("/a/b.testing")), Language::PlainText);
    }

    void failuresStayWithTheirPlugin_data()
    {
        QTest::addColumn<QStringList>("ids");
        QTest::addColumn<QString>("failing");
        QTest::addColumn<int>("code");
        const auto row = [](const char *name, const QStringList &ids, const char *failing, ErrorCode code) {
            QTest::newRow(name) << ids << QString::fromLatin1(failing) << int(code);
        };
        row("exception", {QStringLiteral("throwing")}, "throwing", ErrorCode::Crashed);
        row("error", {QStringLiteral("failing")}, "failing", ErrorCode::Missing);
        row("other API", {QStringLiteral("old-api")}, "old-api", ErrorCode::Unsupported);
        row("missing dependency", {QStringLiteral("needs-nothing-there")}, "needs-nothing-there",
            ErrorCode::Missing);
        row("dependency that failed", {QStringLiteral("throwing"), QStringLiteral("needs-throwing")},
            "needs-throwing", ErrorCode::Missing);
        row("cycle", {QStringLiteral("cycle-a"), QStringLiteral("cycle-b")}, "cycle-b",
            ErrorCode::InvalidInput);
        row("cycle, the other", {QStringLiteral("cycle-a"), QStringLiteral("cycle-b")}, "cycle-a",
            ErrorCode::Missing);
    }

    void failuresStayWithTheirPlugin()
    {
        QFETCH(QStringList, ids);
        QFETCH(QString, failing);
        QFETCH(int, code);
        PluginHost host(m_registries, m_clock, options(journalPath()));
        QStringList folders{pluginFolder("base-one")};
        for (const QString &id : ids)
            folders << QStringLiteral(TEST_PLUGIN_FOLDER "/") + id;
        host.discover(folders);
        host.start();
        const PluginHost::Record *failed = record(host, failing.toLatin1().constData());
        QVERIFY(failed);
        QCOMPARE(failed->state, PluginHost::State::Failed);
        QVERIFY(failed->problem);
        QVERIFY2(failed->problem->code == static_cast<ErrorCode>(code),
                 qPrintable(failed->problem->toString()));
        QCOMPARE(record(host, "base-one")->state, PluginHost::State::Running);
        QVERIFY(!QFile::exists(journalPath()));
    }

    void theSecondOfTwoWithOneIdIsLeftOut()
    {
        const QString copy = m_folder->filePath(QStringLiteral("base-one.so"));
        QVERIFY(QFile::copy(pluginFolder("base-one") + QLatin1String("/base-one.so"), copy));
        PluginHost host(m_registries, m_clock, options(journalPath()));
        host.discover({m_folder->path(), pluginFolder("base-one")});
        host.start();
        QCOMPARE(host.plugins().size(), std::size_t(2));
        QCOMPARE(host.plugins()[0].state, PluginHost::State::Running);
        QCOMPARE(host.plugins()[1].state, PluginHost::State::LeftOut);
    }

    void shutdownWaitsForPluginsThatNeedTime()
    {
        const auto host = started({"stopping-later", "base-one"});
        int down = 0;
        host->shutDown([&down] { ++down; });
        QCOMPARE(down, 0);
        QTRY_COMPARE(down, 1);
    }

    void shutdownDoesNotWaitForEver()
    {
        const auto host = started({"never-stopping"}, std::chrono::milliseconds(20));
        bool down = false;
        host->shutDown([&down] { down = true; });
        QTRY_VERIFY(down);
    }

    void shutdownWithoutPluginsIsImmediate()
    {
        const auto host = started({});
        bool down = false;
        host->shutDown([&down] { down = true; });
        QVERIFY(down);
    }

    // A journal left behind by starts that never came back.
    void aPluginThatKilledTheProgramIsNamedAndLeftOut()
    {
        QVERIFY(QDir().mkpath(m_folder->filePath(QStringLiteral("state"))));
        QFile journal(journalPath());
        QVERIFY(journal.open(QIODevice::WriteOnly));
        journal.write("killer 0\nkiller 0\nkiller 0\nbase-one 0\n");
        journal.close();

        auto host = started({"killer", "base-one"});
        QCOMPARE(record(*host, "killer")->state, PluginHost::State::LeftOut);
        QCOMPARE(record(*host, "killer")->problem->code, ErrorCode::Crashed);
        QCOMPARE(record(*host, "base-one")->state, PluginHost::State::Running);
        QVERIFY(QFile::exists(journalPath()));
        host->trustAgain(QStringLiteral("killer"));
        QVERIFY(!QFile::exists(journalPath()));
    }

    // Closing the window kills a checker that is starting.
    void twoDeathsBlameNobody()
    {
        QVERIFY(QDir().mkpath(m_folder->filePath(QStringLiteral("state"))));
        QFile journal(journalPath());
        QVERIFY(journal.open(QIODevice::WriteOnly));
        journal.write("base-one 0\nbase-one 0\n");
        journal.close();
        const auto host = started({"base-one"});
        QCOMPARE(record(*host, "base-one")->state, PluginHost::State::Running);
        QVERIFY(!QFile::exists(journalPath()));
    }

    // Several programs start at the same time.
    void aProgramThatStillStartsBlamesNobody()
    {
        QVERIFY(QDir().mkpath(m_folder->filePath(QStringLiteral("state"))));
        QFile journal(journalPath());
        QVERIFY(journal.open(QIODevice::WriteOnly));
        // Process 1 lives.
        journal.write("base-one 1\nbase-one 1\nbase-one 1\n");
        journal.close();
        const auto host = started({"base-one"});
        QCOMPARE(record(*host, "base-one")->state, PluginHost::State::Running);
    }

    // The other half: the journal is on disk at the moment of death. Runs this test's own program as the
    // victim.
    void theJournalNamesAPluginThatKillsTheProgram()
    {
        QProcess victim;
        victim.start(QCoreApplication::applicationFilePath(), {QStringLiteral("victim"), journalPath()});
        QVERIFY(victim.waitForStarted());
        const qint64 victimId = victim.processId();
        QVERIFY(victim.waitForFinished(20000));
        QCOMPARE(victim.exitCode(), 3);
        QFile journal(journalPath());
        QVERIFY(journal.open(QIODevice::ReadOnly));
        QCOMPARE(journal.readAll(), "killer " + QByteArray::number(victimId) + '\n');
    }
};

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    if (argc == 3 && qstrcmp(argv[1], "victim") == 0) {
        Registries registries;
        SystemClock clock;
        ProcessService processes;
        PluginHost host(registries, clock,
                        {{processes, QStringLiteral("/data"), {}, {}}, QString::fromLocal8Bit(argv[2]), {}});
        host.discover({QStringLiteral(TEST_PLUGIN_FOLDER "/killer")});
        host.start();
        return 0;
    }
    TestPluginHost test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_plugin_host.moc"
