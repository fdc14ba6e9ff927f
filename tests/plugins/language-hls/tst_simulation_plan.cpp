// SPDX-License-Identifier: Apache-2.0
#include "plugins/language-hls/core/simulation/design_config.h"
#include "plugins/language-hls/core/simulation/simulation_plan.h"
#include "tests/support/files.h"

#include <QDir>
#include <QTest>

#include <sys/stat.h>

#include <memory>

using namespace gatewright;
using namespace gatewright::hls;

namespace {

const char *const kProgram = "int main() { return 0; }\n";

} // namespace

class TestSimulationPlan : public QObject
{
    Q_OBJECT

    std::unique_ptr<test::Folder> m_folder;
    const QByteArray m_home = qgetenv("HOME");

    QStringList plannedSources(const char *name, const std::string &text) const
    {
        const TextDocument document(Language::HlsCpp, text);
        const SimulationInput input{{document, m_folder->path(name), m_folder->path()}, {}, {}};
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
        return canSimulate({{document, m_folder->path(name), m_folder->path()}, {}, {}});
    }

    // The root, or the code of the error.
    QString rootOf(const QString &file, const QString &workspace, const QString &testbench = {}) const
    {
        const TextDocument document(Language::HlsCpp, "int fir() { return 0; }\n");
        SimulationInput input{{document, file, workspace}, testbench, {}};
        const SourceTexts texts(input.input);
        const auto plan = planSimulation(input, texts);
        return plan ? plan->root : QString(errorCodeName(plan.error().code));
    }

private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<test::Folder>();
        qputenv("HOME", m_home);
    }
    void cleanup() { qputenv("HOME", m_home); }

    void aTestbenchInASiblingFolderNeedsNoWorkspace()
    {
        m_folder->write("p/src/fir.cpp", kProgram);
        m_folder->write("p/tb/fir_tb.cpp", kProgram);
        QCOMPARE(rootOf(m_folder->path("p/src/fir.cpp"), {}), m_folder->path("p"));
        QCOMPARE(rootOf(m_folder->path("p/src/fir.cpp"), m_folder->path()), m_folder->path());
        // A workspace that does not hold it is none.
        QCOMPARE(rootOf(m_folder->path("p/src/fir.cpp"), QStringLiteral("/usr/share")), m_folder->path("p"));
    }

    void aConfigurationMayNameATestbenchBesideTheFolder()
    {
        m_folder->write("p/src/fir.cpp", kProgram);
        m_folder->write("p/other/run.cpp", kProgram);
        m_folder->write("p/src/hls_config.cfg", "syn.file=fir.cpp\ntb.file=../other/run.cpp\n");
        QCOMPARE(rootOf(m_folder->path("p/src/fir.cpp"), {}), m_folder->path("p"));
    }

    void aWorkspaceIsNotWidened()
    {
        m_folder->write("p/src/fir.cpp", kProgram);
        m_folder->write("p/tb/fir_tb.cpp", kProgram);
        QCOMPARE(rootOf(m_folder->path("p/src/fir.cpp"), m_folder->path("p/src")),
                 QStringLiteral("NotFound"));
    }

    void aFileRightInTheHomeFolderIsNotRun()
    {
        qputenv("HOME", m_folder->path().toUtf8());
        m_folder->write("fir_tb.cpp", kProgram);
        m_folder->write("a/fir.cpp", kProgram);
        m_folder->write("a/fir_tb.cpp", kProgram);
        m_folder->write("b/run.cpp", kProgram);
        QCOMPARE(rootOf(m_folder->path("fir.cpp"), {}), QStringLiteral("InvalidInput"));
        QCOMPARE(rootOf(m_folder->path("fir.cpp"), m_folder->path()), QStringLiteral("InvalidInput"));
        QCOMPARE(rootOf(m_folder->path("a/fir.cpp"), m_folder->path()), m_folder->path("a"));
        QCOMPARE(rootOf(m_folder->path("a/fir.cpp"), {}, m_folder->path("b/run.cpp")),
                 QStringLiteral("NotFound"));
    }

    // Once the sandbox said so after all of it was copied.
    void aFolderWithASocketIsNotCopied()
    {
        m_folder->write("a/fir.cpp", kProgram);
        m_folder->write("a/fir_tb.cpp", kProgram);
        QCOMPARE(::mknod(QFile::encodeName(m_folder->path("agent")).constData(), S_IFSOCK | 0600, 0), 0);
        QCOMPARE(rootOf(m_folder->path("a/fir.cpp"), m_folder->path()), m_folder->path("a"));
        QCOMPARE(::mknod(QFile::encodeName(m_folder->path("a/agent")).constData(), S_IFSOCK | 0600, 0), 0);
        QCOMPARE(rootOf(m_folder->path("a/fir.cpp"), {}), QStringLiteral("InvalidInput"));
    }

    void aFileRightInTmpIsNotRun()
    {
        m_folder->write("run.cpp", kProgram);
        for (const char *folder : {"/tmp", "/var/tmp", "/usr", "/"})
            QCOMPARE(rootOf(QDir(QLatin1String(folder)).filePath(QStringLiteral("fir.cpp")), {},
                            m_folder->path("run.cpp")),
                     QStringLiteral("InvalidInput"));
    }

    void theTopFunctionMustBeDefined_data()
    {
        QTest::addColumn<QString>("top");
        QTest::addColumn<bool>("isDefined");
        QTest::newRow("none") << QString() << true;
        QTest::newRow("in the document") << QStringLiteral("fir") << true;
        QTest::newRow("in a namespace") << QStringLiteral("dsp::fir") << true;
        QTest::newRow("in a header") << QStringLiteral("inner") << true;
        QTest::newRow("in another source") << QStringLiteral("other") << true;
        QTest::newRow("declared only") << QStringLiteral("declared") << false;
        QTest::newRow("called only") << QStringLiteral("called") << false;
        QTest::newRow("unknown") << QStringLiteral("fri") << false;
    }

    void theTopFunctionMustBeDefined()
    {
        QFETCH(QString, top);
        QFETCH(bool, isDefined);
        m_folder->write("fir_tb.cpp", kProgram);
        m_folder->write("fir.h", "template <class T> T inner(T (*f)(int), T a) noexcept { return a; }\n");
        m_folder->write("other.cpp", "void other(int a[4])\n#pragma HLS inline\n{\n}\n");
        const TextDocument document(
            Language::HlsCpp, "#include \"fir.h\"\nint declared(int);\nint called(int);\n"
                              "int fir(int a)\n{\n    if (called(a)) { return 1; }\n    return 2;\n}\n");
        SimulationInput input{{document, m_folder->path("fir.cpp"), m_folder->path()}, {}, {}};
        input.top = top;
        const SourceTexts texts(input.input);
        const auto plan = planSimulation(input, texts);
        QCOMPARE(plan.has_value(), isDefined);
        if (!plan) {
            QCOMPARE(plan.error().code, ErrorCode::InvalidInput);
            QVERIFY(plan.error().message.contains(top));
        }
    }

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
        m_folder->write("src/fir.cpp", "int fir();\n");
        m_folder->write(name.constData(), kProgram);
        QVERIFY(canRun("src/fir.cpp", "int fir();\n"));
        QCOMPARE(plannedSources("src/fir.cpp", "int fir();\n"),
                 (QStringList{QStringLiteral("src/fir.cpp"), QString::fromLatin1(name)}));
    }

    void headersAreNotRun()
    {
        m_folder->write("fir_tb.cpp", kProgram);
        QVERIFY(!canRun("fir.h", "int fir();\n"));
    }

    void sourcesOfHeadersBelongToIt()
    {
        m_folder->write("fir_tb.cpp", "#include \"fir.h\"\nint main() {}\n");
        m_folder->write("fir.h", "#include \"lib/taps.h\"\n");
        m_folder->write("lib/taps.h", "");
        m_folder->write("lib/taps.cpp", "#include \"deep.h\"\n");
        m_folder->write("lib/deep.h", "");
        m_folder->write("lib/deep.cc", "");
        m_folder->write("other.h", "");
        m_folder->write("other.cpp", "");
        const QStringList sources = plannedSources("fir.cpp", "#include \"fir.h\"\n");
        QCOMPARE(sources, (QStringList{QStringLiteral("fir.cpp"), QStringLiteral("fir_tb.cpp"),
                                       QStringLiteral("lib/taps.cpp"), QStringLiteral("lib/deep.cc")}));
    }

    void aTestbenchBringsItsKernel()
    {
        m_folder->write("fir.h", "");
        m_folder->write("fir.cpp", "#include \"fir.h\"\n");
        QCOMPARE(plannedSources("fir_tb.cpp", "#include \"fir.h\"\nint main() {}\n"),
                 (QStringList{QStringLiteral("fir_tb.cpp"), QStringLiteral("fir.cpp")}));
    }

    void aConfigurationNamesTheFiles()
    {
        m_folder->write("a.cpp", "");
        m_folder->write("b.cpp", "");
        m_folder->write("run.cpp", kProgram);
        m_folder->write(
            "hls_config.cfg",
            "part=x\n[hls]\nsyn.file=a.cpp\nsyn.file = b.cpp\nsyn.cflags=-I./inc -DN=4 -fplugin=x\n"
            "tb.file=run.cpp\ntb.file=data.dat\ncsim.argv=1 2\n");
        QCOMPARE(plannedSources("a.cpp", ""),
                 (QStringList{QStringLiteral("a.cpp"), QStringLiteral("b.cpp"), QStringLiteral("run.cpp")}));
        const std::optional<DesignConfig> config = findDesignConfig(m_folder->path("b.cpp"));
        QVERIFY(config);
        QCOMPARE(config->flags,
                 (QStringList{QStringLiteral("-I") + m_folder->path("inc"), QStringLiteral("-DN=4")}));
        QCOMPARE(config->arguments, (QStringList{QStringLiteral("1"), QStringLiteral("2")}));
        QVERIFY(!findDesignConfig(m_folder->path("c.cpp")));
    }
};

QTEST_GUILESS_MAIN(TestSimulationPlan)
#include "tst_simulation_plan.moc"
