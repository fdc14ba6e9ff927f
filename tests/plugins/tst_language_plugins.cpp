// SPDX-License-Identifier: Apache-2.0
#include "core/extension/plugin_host.h"
#include "tests/support/in_background.h"
#include "tests/support/result_test.h"

#include <QDir>

#include <algorithm>

using namespace gatewright;

Q_DECLARE_METATYPE(gatewright::Language)

// Loads the plugins as the programs do, from the folder they are built into.
class TestLanguagePlugins : public QObject
{
    Q_OBJECT

    SystemClock m_clock;
    ProcessService m_processes;
    Registries m_registries;
    std::unique_ptr<PluginHost> m_host;

    std::size_t findings(Language language, const QByteArray &text) const
    {
        const TextDocument document(language, text.toStdString());
        std::size_t count = 0;
        for (const Check *check : m_registries.checksUpTo(language, Tier::T0))
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
    }

    void eachRuns_data()
    {
        QTest::addColumn<Language>("language");
        QTest::addColumn<QString>("file");
        QTest::addColumn<QByteArray>("good");
        QTest::addColumn<QByteArray>("bad");
        QTest::newRow("language-hls")
            << Language::HlsCpp << QStringLiteral("/work/fir.CPP") << QByteArray("int f() { return 1; }\n")
            << QByteArray("int f( { return 1; }\n");
        QTest::newRow("language-qiskit") << Language::Qiskit << QStringLiteral("/work/bell.py")
                                         << QByteArray("x = [1, 2]\n") << QByteArray("x = [1, 2\ny = )\n");
    }
    void eachRuns()
    {
        QFETCH(Language, language);
        QFETCH(QString, file);
        QFETCH(QByteArray, good);
        QFETCH(QByteArray, bad);
        const auto &plugins = m_host->plugins();
        const auto mine = std::find_if(plugins.begin(), plugins.end(), [](const auto &plugin) {
            return plugin.metadata.id == QLatin1String(QTest::currentDataTag());
        });
        QVERIFY(mine != plugins.end());
        QVERIFY2(mine->state == PluginHost::State::Running,
                 mine->problem ? qPrintable(mine->problem->toString()) : "not running");

        QCOMPARE(m_registries.languageForFile(file), language);
        QCOMPARE(m_registries.languageForFile(QStringLiteral("/work/notes.txt")), Language::PlainText);
        for (const QString &folder : m_registries.language(language)->templateFolders)
            QVERIFY2(QDir(QStringLiteral(GATEWRIGHT_SOURCE_DIR "/resources/templates/") + folder)
                         .exists(QStringLiteral("template.json")),
                     qPrintable(folder));

        QVERIFY(!m_registries.checksUpTo(language, Tier::T0).empty());
        QCOMPARE(findings(language, good), std::size_t(0));
        QVERIFY(findings(language, bad) > 0);
        QCOMPARE(m_registries.helpsFor(language).size(), std::size_t(1));
    }

    void qiskitHasALinterASimulationAndASetup()
    {
        const auto checks = m_registries.checksUpTo(Language::Qiskit, Tier::T1);
        QCOMPARE(std::ranges::count(checks, Tier::T1, &Check::tier), 1);
        QCOMPARE(checks.back()->id(), QStringLiteral("qiskit.ruff"));
        const Simulation *simulation = m_registries.simulationFor(Language::Qiskit);
        QVERIFY(simulation != nullptr);
        QCOMPARE(simulation->id(), QStringLiteral("qiskit.run"));
        const EnvironmentSetup *setup = m_registries.setupFor(Language::Qiskit);
        QVERIFY(setup != nullptr);
        QCOMPARE(setup->id(), QStringLiteral("qiskit.environment"));
    }

    // The plugins of this test were told of no environment: the one of Qiskit starts all the same, and says
    // what to do.
    void withoutAnEnvironmentAQiskitRunNamesTheRemedy()
    {
        const TextDocument document(Language::Qiskit, "import qiskit\n");
        const auto report = test::inBackground<SimulationReport>(this, [&](std::stop_token token) {
            return m_registries.simulationFor(Language::Qiskit)->run({{document}, {}, {}}, token);
        });
        GW_VERIFY_ERROR(report, ErrorCode::Missing);
        QVERIFY(report.error().message.contains(QStringLiteral("Tools > Set Up Qiskit")));
        QCOMPARE(report.error().remedy, QStringLiteral("qiskit.setUp"));
    }
};

QTEST_GUILESS_MAIN(TestLanguagePlugins)
#include "tst_language_plugins.moc"
