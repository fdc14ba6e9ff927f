// SPDX-License-Identifier: Apache-2.0
#include "core/extension/plugin_host.h"
#include "core/task/start_task.h"
#include "tests/support/result_test.h"

#include <QDir>

#include <algorithm>
#include <optional>

using namespace gatewright;

// Loads the plugin as the programs do, from the folder it is built into.
class TestLanguageQiskitPlugin : public QObject
{
    Q_OBJECT

    SystemClock m_clock;
    ProcessService m_processes;
    Registries m_registries;
    std::unique_ptr<PluginHost> m_host;

    std::size_t findings(const std::string &text) const
    {
        const TextDocument document(Language::Qiskit, text);
        std::size_t count = 0;
        for (const Check *check : m_registries.checksFor(Language::Qiskit, Tier::T0))
            count += check->run({document}, {}).value().size();
        return count;
    }

private Q_SLOTS:
    void initTestCase()
    {
        m_host = std::make_unique<PluginHost>(
            m_registries, m_clock,
            PluginHost::Options{
                {m_processes, QStringLiteral(GATEWRIGHT_SOURCE_DIR "/resources"), {}, {}}, {}, {}});
        m_host->discover({QStringLiteral(GATEWRIGHT_BUILD_DIR "/lib/gatewright/plugins")});
        m_host->start();
        const auto &plugins = m_host->plugins();
        const auto mine = std::find_if(plugins.begin(), plugins.end(), [](const auto &plugin) {
            return plugin.metadata.id == QLatin1String("language-qiskit");
        });
        QVERIFY(mine != plugins.end());
        QVERIFY2(mine->state == PluginHost::State::Running,
                 mine->problem ? qPrintable(mine->problem->toString()) : "not running");
    }

    void itsFilesAreRecognised()
    {
        QCOMPARE(m_registries.languageForFile(QStringLiteral("/work/bell.py")), Language::Qiskit);
        QCOMPARE(m_registries.languageForFile(QStringLiteral("/work/notes.txt")), Language::PlainText);
    }

    void itsTemplatesExist()
    {
        for (const QString &folder : m_registries.language(Language::Qiskit)->templateFolders)
            QVERIFY2(QDir(QStringLiteral(GATEWRIGHT_SOURCE_DIR "/resources/templates/") + folder)
                         .exists(QStringLiteral("template.json")),
                     qPrintable(folder));
    }

    void itsCheckTellsGoodFromBad()
    {
        QVERIFY(!m_registries.checksFor(Language::Qiskit, Tier::T0).empty());
        QCOMPARE(findings("x = [1, 2]\n"), std::size_t(0));
        QVERIFY(findings("x = [1, 2\ny = )\n") > 0);
    }

    void itHasALinterAndASimulation()
    {
        QCOMPARE(m_registries.checksFor(Language::Qiskit, Tier::T1).size(), std::size_t(1));
        QCOMPARE(m_registries.checksFor(Language::Qiskit, Tier::T1).front()->id(),
                 QStringLiteral("qiskit.ruff"));
        const Simulation *simulation = m_registries.simulationFor(Language::Qiskit);
        QVERIFY(simulation != nullptr);
        QCOMPARE(simulation->id(), QStringLiteral("qiskit.run"));
        const EnvironmentSetup *setup = m_registries.setupFor(Language::Qiskit);
        QVERIFY(setup != nullptr);
        QCOMPARE(setup->id(), QStringLiteral("qiskit.environment"));
    }

    // The plugin of this test was told of no environment: it starts all the same, and says what to do.
    void withoutAnEnvironmentARunNamesTheRemedy()
    {
        const TextDocument document(Language::Qiskit, "import qiskit\n");
        std::optional<Result<SimulationReport>> report;
        (void)startTask<SimulationReport>(
            this,
            [&](std::stop_token token) {
                return m_registries.simulationFor(Language::Qiskit)->run({{document}, {}, {}}, token);
            },
            [&](Result<SimulationReport> given) { report = std::move(given); });
        QTRY_VERIFY(report);
        GW_VERIFY_ERROR(*report, ErrorCode::Missing);
        QVERIFY(report->error().message.contains(QStringLiteral("Tools > Set Up Qiskit")));
        QCOMPARE(report->error().remedy, QStringLiteral("qiskit.setUp"));
    }
};

QTEST_GUILESS_MAIN(TestLanguageQiskitPlugin)
#include "tst_language_qiskit_plugin.moc"
