// SPDX-License-Identifier: Apache-2.0
#include "core/extension/plugin_host.h"
#include "tests/support/result_test.h"

#include <QDir>

#include <algorithm>

using namespace gatewright;

// Loads the plugin as the programs do, from the folder it is built into.
class TestLanguageHlsPlugin : public QObject
{
    Q_OBJECT

    SystemClock m_clock;
    ProcessService m_processes;
    Registries m_registries;
    std::unique_ptr<PluginHost> m_host;

    std::size_t findings(const std::string &text) const
    {
        const TextDocument document(Language::HlsCpp, text);
        std::size_t count = 0;
        for (const Check *check : m_registries.checksFor(Language::HlsCpp, Tier::T0))
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
            return plugin.metadata.id == QLatin1String("language-hls");
        });
        QVERIFY(mine != plugins.end());
        QVERIFY2(mine->state == PluginHost::State::Running,
                 mine->problem ? qPrintable(mine->problem->toString()) : "not running");
    }

    void itsFilesAreRecognised()
    {
        QCOMPARE(m_registries.languageForFile(QStringLiteral("/work/fir.CPP")), Language::HlsCpp);
        QCOMPARE(m_registries.languageForFile(QStringLiteral("/work/notes.txt")), Language::PlainText);
    }

    void itsTemplatesExist()
    {
        for (const QString &folder : m_registries.language(Language::HlsCpp)->templateFolders)
            QVERIFY2(QDir(QStringLiteral(GATEWRIGHT_SOURCE_DIR "/resources/templates/") + folder)
                         .exists(QStringLiteral("template.json")),
                     qPrintable(folder));
    }

    void itsCheckTellsGoodFromBad()
    {
        QVERIFY(!m_registries.checksFor(Language::HlsCpp, Tier::T0).empty());
        QCOMPARE(findings("int f() { return 1; }\n"), std::size_t(0));
        QVERIFY(findings("int f( { return 1; }\n") > 0);
    }
};

QTEST_GUILESS_MAIN(TestLanguageHlsPlugin)
#include "tst_language_hls_plugin.moc"
