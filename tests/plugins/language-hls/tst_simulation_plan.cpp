// SPDX-License-Identifier: Apache-2.0
#include "plugins/language-hls/core/simulation/design_config.h"
#include "plugins/language-hls/core/simulation/simulation_plan.h"
#include "tests/support/result_test.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <memory>

using namespace gatewright;
using namespace gatewright::hls;

class TestSimulationPlan : public QObject
{
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> m_folder;

    QString path(const char *name) const { return m_folder->filePath(QLatin1String(name)); }

    void write(const char *name, const QByteArray &bytes = "int main() { return 0; }\n") const
    {
        QDir().mkpath(QFileInfo(path(name)).path());
        QFile file(path(name));
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size());
    }

    QStringList plannedSources(const char *name, const std::string &text) const
    {
        const TextDocument document(Language::HlsCpp, text);
        const SimulationInput input{{document, path(name), m_folder->path()}, {}, {}};
        const SourceTexts texts(input.input);
        const auto plan = planSimulation(input, texts);
        QStringList names;
        for (const QString &source : plan ? plan->sources : QStringList())
            names << QDir(m_folder->path()).relativeFilePath(source);
        return names;
    }

    bool canRun(const char *name, const std::string &text) const
    {
        const TextDocument document(Language::HlsCpp, text);
        return canSimulate({{document, path(name), m_folder->path()}, {}, {}});
    }

private Q_SLOTS:
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }

    void mainIsFound_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<bool>("expected");
        QTest::newRow("plain") << QByteArray("int main() {}") << true;
        QTest::newRow("arguments") << QByteArray("int\nmain ( int argc, char **argv )\n{}") << true;
        QTest::newRow("comment") << QByteArray("// int main() {}") << false;
        QTest::newRow("string") << QByteArray("const char *a = \"int main()\";") << false;
        QTest::newRow("other name") << QByteArray("int main_loop() {}") << false;
        QTest::newRow("a call") << QByteArray("void f() { main(); }") << false;
    }

    void mainIsFound()
    {
        QFETCH(QByteArray, text);
        QFETCH(bool, expected);
        QCOMPARE(definesMain(text.toStdString()), expected);
    }

    void testbenches_data()
    {
        QTest::addColumn<QByteArray>("name");
        for (const char *name :
             {"src/fir_tb.cpp", "src/tb_fir.cpp", "src/fir_test.cpp", "src/test_fir.cpp", "src/testbench.cpp",
              "tb/fir_tb.cpp", "src/tb/fir_tb.cpp", "test/test_fir.c"})
            QTest::newRow(name) << QByteArray(name);
    }

    void testbenches()
    {
        QFETCH(QByteArray, name);
        QVERIFY(!canRun("src/fir.cpp", "int fir();\n"));
        write("src/fir.cpp", "int fir();\n");
        write(name.constData());
        QVERIFY(canRun("src/fir.cpp", "int fir();\n"));
        QCOMPARE(plannedSources("src/fir.cpp", "int fir();\n"),
                 (QStringList{QStringLiteral("src/fir.cpp"), QString::fromLatin1(name)}));
    }

    void headersAreNotRun()
    {
        write("fir_tb.cpp");
        QVERIFY(!canRun("fir.h", "int fir();\n"));
    }

    void sourcesOfHeadersBelongToIt()
    {
        write("fir_tb.cpp", "#include \"fir.h\"\nint main() {}\n");
        write("fir.h", "#include \"lib/taps.h\"\n");
        write("lib/taps.h", "");
        write("lib/taps.cpp", "#include \"deep.h\"\n");
        write("lib/deep.h", "");
        write("lib/deep.cc", "");
        write("other.h", "");
        write("other.cpp", "");
        const QStringList sources = plannedSources("fir.cpp", "#include \"fir.h\"\n");
        QCOMPARE(sources, (QStringList{QStringLiteral("fir.cpp"), QStringLiteral("fir_tb.cpp"),
                                       QStringLiteral("lib/taps.cpp"), QStringLiteral("lib/deep.cc")}));
    }

    void aTestbenchBringsItsKernel()
    {
        write("fir.h", "");
        write("fir.cpp", "#include \"fir.h\"\n");
        QCOMPARE(plannedSources("fir_tb.cpp", "#include \"fir.h\"\nint main() {}\n"),
                 (QStringList{QStringLiteral("fir_tb.cpp"), QStringLiteral("fir.cpp")}));
    }

    void aConfigurationNamesTheFiles()
    {
        write("a.cpp", "");
        write("b.cpp", "");
        write("run.cpp");
        write("hls_config.cfg",
              "part=x\n[hls]\nsyn.file=a.cpp\nsyn.file = b.cpp\nsyn.cflags=-I./inc -DN=4 -fplugin=x\n"
              "tb.file=run.cpp\ntb.file=data.dat\ncsim.argv=1 2\n");
        QCOMPARE(plannedSources("a.cpp", ""),
                 (QStringList{QStringLiteral("a.cpp"), QStringLiteral("b.cpp"), QStringLiteral("run.cpp")}));
        const std::optional<DesignConfig> config = findDesignConfig(path("b.cpp"));
        QVERIFY(config);
        QCOMPARE(config->flags, (QStringList{QStringLiteral("-I") + path("inc"), QStringLiteral("-DN=4")}));
        QCOMPARE(config->arguments, (QStringList{QStringLiteral("1"), QStringLiteral("2")}));
        QVERIFY(!findDesignConfig(path("c.cpp")));
    }
};

QTEST_GUILESS_MAIN(TestSimulationPlan)
#include "tst_simulation_plan.moc"
