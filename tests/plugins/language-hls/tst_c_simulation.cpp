// SPDX-License-Identifier: Apache-2.0
#include "plugins/language-hls/core/simulation/c_simulation.h"
#include "tests/support/files.h"
#include "tests/support/in_background.h"
#include "tests/support/result_test.h"
#include "tests/support/sandbox.h"

#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <memory>

using namespace gatewright;
using namespace gatewright::hls;
using namespace std::chrono_literals;

namespace {

const char *const kHeader = "#pragma once\n#include \"ap_int.h\"\nap_int<8> twice(ap_int<8> a);\n";
const char *const kKernel = "#include \"twice.h\"\nap_int<8> twice(ap_int<8> a)\n{\n    return a + a;\n}\n";
const char *const kTestbench =
    "#include \"twice.h\"\n#include <cstdio>\nint main()\n{\n    if (twice(4) != 8) {\n"
    "        std::printf(\"mismatch: got %d\\n\", int(twice(4)));\n        return 1;\n    }\n"
    "    std::puts(\"all right\");\n    return 0;\n}\n";

} // namespace

class TestCSimulation : public QObject
{
    Q_OBJECT

    std::unique_ptr<ProcessService> m_processes;
    std::unique_ptr<QTemporaryDir> m_cache;
    std::unique_ptr<test::Folder> m_folder;
    std::unique_ptr<CSimulation> m_simulation;
    UnsavedTexts m_unsaved;
    QStringList m_moreSources;
    std::chrono::milliseconds m_time{10'000};
    bool m_hasWorkspace = true;

    // Waits in the event loop, in which the children start.
    Result<SimulationReport> run(const std::string &text, const char *name = "twice.cpp")
    {
        return test::inBackground<SimulationReport>(this, [&](std::stop_token token) {
            const TextDocument document(Language::HlsCpp, text);
            const QString file = name ? m_folder->path(name) : QString();
            SimulationInput input{
                {document, file, m_hasWorkspace ? m_folder->path() : QString(), &m_unsaved}};
            input.moreSources = m_moreSources;
            input.time = m_time;
            return m_simulation->run(input, token);
        });
    }

    void writeTwice() const
    {
        m_folder->write("twice.h", kHeader);
        m_folder->write("twice.cpp", kKernel);
        m_folder->write("twice_tb.cpp", kTestbench);
    }

private Q_SLOTS:
    void initTestCase()
    {
        GW_NEED(test::sandboxHere(this));
        m_cache = std::make_unique<QTemporaryDir>();
        m_processes = std::make_unique<ProcessService>();
    }

    void init()
    {
        m_folder = std::make_unique<test::Folder>();
        m_unsaved.clear();
        m_time = 10s;
        m_moreSources.clear();
        m_hasWorkspace = true;
        m_simulation = std::make_unique<CSimulation>(
            *m_processes, HeaderFolders::shipped(QStringLiteral(GATEWRIGHT_BUILD_DIR "/share/gatewright")),
            m_cache->path());
    }

    void aRightKernelPasses()
    {
        writeTwice();
        const auto report = run(kKernel);
        GW_VERIFY_RESULT(report);
        QVERIFY2(report->passed(), qPrintable(report->message + report->output));
        QCOMPARE(report->output, QStringLiteral("all right\n"));
        QCOMPARE(report->firstMismatch, QString());
        QVERIFY(report->buildMilliseconds > 0);
    }

    void theTextInHandIsRunAndNotTheDisks()
    {
        writeTwice();
        std::string text = kKernel;
        text.replace(text.find("a + a"), 5, "a + 1");
        const auto report = run(text);
        GW_VERIFY_RESULT(report);
        QCOMPARE(report->outcome, SimulationOutcome::Failed);
        QCOMPARE(report->message, QStringLiteral("The testbench returned 1."));
        QCOMPARE(report->firstMismatch, QStringLiteral("mismatch: got 5"));
        QFile disk(m_folder->path("twice.cpp"));
        QVERIFY(disk.open(QIODevice::ReadOnly));
        QCOMPARE(disk.readAll(), QByteArray(kKernel));
    }

    void unsavedTextsOfOthersAreUsed()
    {
        writeTwice();
        std::string testbench = kTestbench;
        testbench.replace(testbench.find("!= 8"), 4, "!= 9");
        m_unsaved[m_folder->path("twice_tb.cpp")] = testbench;
        const auto report = run(kKernel);
        GW_VERIFY_RESULT(report);
        QCOMPARE(report->outcome, SimulationOutcome::Failed);
    }

    void aHeadersUnsavedTextIsUsedFromOtherFolders()
    {
        m_folder->write("src/twice.cpp", "#include \"../inc/a.h\"\nint main() { return VALUE; }\n");
        m_folder->write("inc/a.h", "#include \"b.h\"\n");
        m_folder->write("inc/b.h", "#define VALUE 1\n");
        const std::string text = "#include \"../inc/a.h\"\nint main() { return VALUE; }\n";
        m_unsaved[m_folder->path("inc/b.h")] = "#define VALUE 0\n";
        const auto report = run(text, "src/twice.cpp");
        GW_VERIFY_RESULT(report);
        QVERIFY2(report->passed(), qPrintable(report->message + report->output));
        m_unsaved.clear();
        const auto second = run(text, "src/twice.cpp");
        GW_VERIFY_RESULT(second);
        QCOMPARE(second->outcome, SimulationOutcome::Failed);
        QFile disk(m_folder->path("inc/b.h"));
        QVERIFY(disk.open(QIODevice::ReadOnly));
        QCOMPARE(disk.readAll(), QByteArray("#define VALUE 1\n"));
    }

    void theSameTextsAreBuiltOnce()
    {
        writeTwice();
        GW_VERIFY_RESULT(run(kKernel));
        QElapsedTimer clock;
        clock.start();
        const auto report = run(kKernel);
        GW_VERIFY_RESULT(report);
        QVERIFY(report->passed());
        qInfo("built before: %lld ms, of them building %.0f", clock.elapsed(), report->buildMilliseconds);
        QVERIFY(report->buildMilliseconds < 1000);
        // A header's change is noticed.
        m_folder->write("twice.h", QByteArray(kHeader) + "#error changed\n");
        const auto changed = run(kKernel);
        GW_VERIFY_RESULT(changed);
        QCOMPARE(changed->outcome, SimulationOutcome::CompileError);
    }

    void aChangedHeaderWithAnOddNameIsNoticed()
    {
        const std::string text = "#include \"a#b$c d.h\"\nint main() { return VALUE; }\n";
        m_folder->write("a#b$c d.h", "#define VALUE 0\n");
        const auto report = run(text, "main.cpp");
        GW_VERIFY_RESULT(report);
        QVERIFY2(report->passed(), qPrintable(report->message + report->output));
        m_folder->write("a#b$c d.h", "#define VALUE 1\n");
        const auto changed = run(text, "main.cpp");
        GW_VERIFY_RESULT(changed);
        QCOMPARE(changed->outcome, SimulationOutcome::Failed);
    }

    void aNewHeaderThatHidesAnotherIsNoticed()
    {
        const std::string text = "#include \"lib/value.h\"\nint main() { return value(); }\n";
        m_folder->write("lib/value.h", "int value();\n");
        m_folder->write("lib/value.cpp", "#include \"number.h\"\nint value() { return NUMBER; }\n");
        m_folder->write("number.h", "#define NUMBER 0\n");
        const auto report = run(text, "main.cpp");
        GW_VERIFY_RESULT(report);
        QVERIFY2(report->passed(), qPrintable(report->message + report->output));
        m_folder->write("lib/number.h", "#define NUMBER 1\n");
        const auto changed = run(text, "main.cpp");
        GW_VERIFY_RESULT(changed);
        QCOMPARE(changed->outcome, SimulationOutcome::Failed);
    }

    void aNewHeaderBesideAHeaderIsNoticed()
    {
        const std::string text = "#include \"lib/value.h\"\nint main() { return NUMBER; }\n";
        m_folder->write("lib/value.h", "#include \"number.h\"\n");
        m_folder->write("number.h", "#define NUMBER 0\n");
        const auto report = run(text, "main.cpp");
        GW_VERIFY_RESULT(report);
        QVERIFY2(report->passed(), qPrintable(report->message + report->output));
        m_folder->write("lib/number.h", "#define NUMBER 1\n");
        const auto changed = run(text, "main.cpp");
        GW_VERIFY_RESULT(changed);
        QCOMPARE(changed->outcome, SimulationOutcome::Failed);
    }

    void whatIsDamagedInTheCacheIsMadeAgain()
    {
        writeTwice();
        GW_VERIFY_RESULT(run(kKernel));
        const QDir objects(m_cache->path() + QStringLiteral("/objects"));
        const QStringList names =
            objects.entryList({QStringLiteral("*.o"), QStringLiteral("*.program")}, QDir::Files);
        QVERIFY(names.size() >= 3);
        for (const QString &name : names)
            QVERIFY(QFile::resize(objects.filePath(name), 100));
        const auto report = run(kKernel);
        GW_VERIFY_RESULT(report);
        QVERIFY2(report->passed(), qPrintable(report->message + report->output));
    }

    void aTestbenchInASiblingFolderRunsWithoutAWorkspace()
    {
        m_hasWorkspace = false;
        m_folder->write("src/twice.h", kHeader);
        m_folder->write("src/twice.cpp", kKernel);
        std::string testbench = kTestbench;
        testbench.replace(testbench.find("twice.h"), 7, "../src/twice.h");
        m_folder->write("tb/twice_tb.cpp", QByteArray::fromStdString(testbench));
        const auto report = run(kKernel, "src/twice.cpp");
        GW_VERIFY_RESULT(report);
        QVERIFY2(report->passed(), qPrintable(report->message + report->output));
    }

    void aFolderOfThousandsSaysWhatMayBeMissing()
    {
        for (int i = 0; i < 5100; ++i) {
            QFile file(m_folder->path(QStringLiteral("%1.dat").arg(i)));
            QVERIFY(file.open(QIODevice::WriteOnly));
        }
        m_folder->write("zz.h", "");
        const auto report = run("#include \"zz.h\"\nint main() { return nothing; }\n", "main.cpp");
        GW_VERIFY_RESULT(report);
        QCOMPARE(report->outcome, SimulationOutcome::CompileError);
        QVERIFY2(report->message.contains(QStringLiteral("not shown all of them")),
                 qPrintable(report->message));
    }

    void dataFilesAreReadAndWrittenInACopy()
    {
        m_folder->write("data/in.dat", "42\n");
        m_folder->write("here.dat", "1\n");
        m_folder->write("src/out.dat", "old\n");
        m_folder->write("src/golden/g.dat", "7\n");
        m_folder->write("src/main.cpp", "");
        const auto report =
            run("#include <cstdio>\nint main()\n{\n    int a = 0, g = 0;\n"
                "    FILE *in = fopen(\"../data/in.dat\", \"r\");\n"
                "    FILE *golden = fopen(\"golden/g.dat\", \"r\");\n"
                "    FILE *out = fopen(\"out.dat\", \"w\");\n"
                "    if (!in || !out || !golden || fscanf(in, \"%d\", &a) != 1 || fscanf(golden, \"%d\", "
                "&g) != 1)\n        return 2;\n"
                "    fprintf(out, \"new\\n\");\n    return a == 42 && g == 7 ? 0 : 1;\n}\n",
                "src/main.cpp");
        GW_VERIFY_RESULT(report);
        QVERIFY2(report->passed(), qPrintable(report->message + report->output));
        QFile disk(m_folder->path("src/out.dat"));
        QVERIFY(disk.open(QIODevice::ReadOnly));
        QCOMPARE(disk.readAll(), QByteArray("old\n"));
        QCOMPARE(QDir(m_folder->path("src")).entryList(QDir::Files).size(), 2);
    }

    void compilerErrorsAreInTheText()
    {
        writeTwice();
        const auto report =
            run("#include \"twice.h\"\nap_int<8> twice(ap_int<8> a)\n{\n    /* \xF0\x9F\x98\x80 */ return "
                "undefined_name;\n}\n");
        GW_VERIFY_RESULT(report);
        QCOMPARE(report->outcome, SimulationOutcome::CompileError);
        QCOMPARE(report->diagnostics.size(), std::size_t{1});
        QCOMPARE(report->diagnostics[0].range, (Range{{3, 20}, {3, 34}}));
        QVERIFY(report->output.contains(m_folder->path("twice.cpp") + QStringLiteral(":4:")));
        QVERIFY(!report->output.contains(m_cache->path()));
        QVERIFY(report->message.contains(QStringLiteral("twice.cpp:4:")));
    }

    void anErrorInTheTestbenchIsNamed()
    {
        writeTwice();
        m_folder->write("twice_tb.cpp", "int main() { return nothing; }\n");
        const auto report = run(kKernel);
        GW_VERIFY_RESULT(report);
        QCOMPARE(report->outcome, SimulationOutcome::CompileError);
        QVERIFY(report->diagnostics.empty());
        QVERIFY(report->message.contains(QStringLiteral("twice_tb.cpp:1:")));
    }

    void aMissingDefinitionIsNamed()
    {
        const auto report = run("int g();\nint main() { return g(); }\n", "main.cpp");
        GW_VERIFY_RESULT(report);
        QCOMPARE(report->outcome, SimulationOutcome::CompileError);
        QVERIFY2(report->message.contains(QStringLiteral("'g()'")), qPrintable(report->message));
    }

    void aSecondDefinitionIsNamed()
    {
        m_folder->write("twice.h", "");
        m_folder->write("twice.cpp", "int g() { return 0; }\n");
        const auto report =
            run("#include \"twice.h\"\nint g() { return 0; }\nint main() { return g(); }\n", "main.cpp");
        GW_VERIFY_RESULT(report);
        QCOMPARE(report->outcome, SimulationOutcome::CompileError);
        QVERIFY2(report->message.contains(QStringLiteral("'g()' is defined twice")),
                 qPrintable(report->message));
    }

    void aSourceThatNoHeaderNamesIsFound()
    {
        m_folder->write("helper.cpp", "int g() { return 0; }\n");
        m_folder->write("other_tb.cpp", "int main() { return 3; }\n");
        const auto report = run("int g();\nint main() { return g(); }\n", "main.cpp");
        GW_VERIFY_RESULT(report);
        QVERIFY2(report->passed(), qPrintable(report->message));
    }

    void moreSourcesMayBeNamed()
    {
        writeTwice();
        QVERIFY(QFile::rename(m_folder->path("twice_tb.cpp"), m_folder->path("check_all.cpp")));
        m_moreSources = QStringList{m_folder->path("check_all.cpp")};
        const auto report = run(kKernel);
        GW_VERIFY_RESULT(report);
        QVERIFY2(report->passed(), qPrintable(report->message + report->output));
        m_moreSources = QStringList{m_folder->path("not_there.cpp")};
        GW_VERIFY_ERROR(run(kKernel), ErrorCode::NotFound);
    }

    void aTextThatWasNeverSavedRuns()
    {
        const auto report = run("#include \"hls_stream.h\"\nint main() { return 0; }\n", nullptr);
        GW_VERIFY_RESULT(report);
        QVERIFY2(report->passed(), qPrintable(report->message));
    }

    void cAndCppTogether()
    {
        m_folder->write("twice.h", "#ifdef __cplusplus\nextern \"C\"\n#endif\nint twice(int a);\n");
        m_folder->write("twice_tb.cpp",
                        "#include \"twice.h\"\nint main() { return twice(2) == 4 ? 0 : 1; }\n");
        const auto report =
            run("#include \"twice.h\"\nint twice(int a) { int class = a; return class * 2; }\n", "twice.c");
        GW_VERIFY_RESULT(report);
        QVERIFY2(report->passed(), qPrintable(report->message + report->output));
    }

    void crashesAreNamed_data()
    {
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<QString>("expected");
        QTest::newRow("segmentation fault")
            << QByteArray("*(volatile int *)8 = 1;") << QStringLiteral("segmentation fault");
        QTest::newRow("assertion") << QByteArray("assert(argc == 7);")
                                   << QStringLiteral("Assertion `argc == 7' failed in main.cpp, line 5.");
        QTest::newRow("exception") << QByteArray("throw std::runtime_error(\"bad luck\");")
                                   << QStringLiteral("bad luck");
        QTest::newRow("division") << QByteArray("volatile int zero = 0; argc /= zero;")
                                  << QStringLiteral("division");
    }

    void crashesAreNamed()
    {
        QFETCH(QByteArray, body);
        QFETCH(QString, expected);
        const auto report =
            run("#include <cassert>\n#include <stdexcept>\nint main(int argc, char **)\n{\n    " +
                    body.toStdString() + "\n    return argc == 9;\n}\n",
                "main.cpp");
        GW_VERIFY_RESULT(report);
        QCOMPARE(report->outcome, SimulationOutcome::Crash);
        QVERIFY2(report->message.contains(expected), qPrintable(report->message));
        if (body.contains("assert")) {
            QCOMPARE(report->diagnostics.size(), std::size_t{1});
            QCOMPARE(report->diagnostics[0].range.start, (Position{4, 4}));
        }
    }

    void anEmptyStreamIsADeadlock()
    {
        const auto report =
            run("#include \"hls_stream.h\"\nint main()\n{\n    hls::stream<int> s(\"data\");\n"
                "    return s.read();\n}\n",
                "main.cpp");
        GW_VERIFY_RESULT(report);
        QCOMPARE(report->outcome, SimulationOutcome::Deadlock);
        QVERIFY2(report->message.contains(QStringLiteral("'data'")), qPrintable(report->message));
        QCOMPARE(report->diagnostics.size(), std::size_t{1});
        QCOMPARE(report->diagnostics[0].range, (Range{{4, 4}, {4, 20}}));
    }

    void tasksThatWaitForEachOtherAreADeadlock()
    {
        const auto report = run("#include \"hls_task.h\"\n"
                                "void half(hls::stream<int> &in, hls::stream<int> &out)\n{\n    in.read();\n"
                                "    out.write(in.read());\n}\n"
                                "int main()\n{\n    hls_thread_local hls::stream<int> in, out;\n"
                                "    hls_thread_local hls::task t(half, in, out);\n    in.write(1);\n"
                                "    return out.read();\n}\n",
                                "main.cpp");
        GW_VERIFY_RESULT(report);
        QCOMPARE(report->outcome, SimulationOutcome::Deadlock);
        QCOMPARE(report->diagnostics.size(), std::size_t{2});
    }

    void tasksRun()
    {
        const auto report =
            run("#include \"hls_task.h\"\n#include \"hls_np_channel.h\"\n"
                "void increment(hls::stream<int> &in, hls::stream<int> &out) { out.write(in.read() + 1); }\n"
                "int main()\n{\n    hls_thread_local hls::split::round_robin<int, 2> split;\n"
                "    hls_thread_local hls::merge::round_robin<int, 2> merge;\n"
                "    hls_thread_local hls::task a(increment, split.out[0], merge.in[0]);\n"
                "    hls_thread_local hls::task b(increment, split.out[1], merge.in[1]);\n"
                "    for (int i = 0; i < 1000; ++i)\n        split.in.write(i);\n"
                "    int count = 0;\n    while (!merge.out.empty())\n"
                "        if (merge.out.read() != ++count)\n            return 1;\n"
                "    return count == 1000 ? 0 : 2;\n}\n",
                "main.cpp");
        GW_VERIFY_RESULT(report);
        QVERIFY2(report->passed(), qPrintable(report->message + report->output));
    }

    void leftoverDataIsTold()
    {
        const auto report =
            run("#include \"hls_stream.h\"\nint main()\n{\n    hls::stream<int> s(\"data\");\n"
                "    s.write(1);\n    return 0;\n}\n",
                "main.cpp");
        GW_VERIFY_RESULT(report);
        QVERIFY(report->passed());
        QVERIFY2(report->message.contains(QStringLiteral("'data' still holds 1")),
                 qPrintable(report->message));
    }

    void aHangingTestbenchIsStopped()
    {
        m_time = 700ms;
        const auto report = run("int main() { for (volatile int i = 0;; ++i) {} }\n", "main.cpp");
        GW_VERIFY_RESULT(report);
        QCOMPARE(report->outcome, SimulationOutcome::Timeout);
    }

    void tooMuchOutputIsStopped()
    {
        const auto report =
            run("#include <cstdio>\nint main() { for (;;) std::puts(\"more and more\"); }\n", "main.cpp");
        GW_VERIFY_RESULT(report);
        QCOMPARE(report->outcome, SimulationOutcome::OutputLimit);
    }

    void theDiskCannotBeFilled()
    {
        const auto report =
            run("#include <cstdio>\n#include <vector>\nint main()\n{\n    std::vector<char> block(1 << 20);\n"
                "    for (int i = 0; i < 4000; ++i) {\n        char name[32];\n"
                "        std::snprintf(name, sizeof name, \"big%d\", i);\n"
                "        FILE *file = std::fopen(name, \"w\");\n"
                "        if (!file || std::fwrite(block.data(), 1, block.size(), file) != block.size() ||\n"
                "            std::fclose(file) != 0)\n            return i < 1000 ? 0 : 3;\n    }\n"
                "    return 4;\n}\n",
                "main.cpp");
        GW_VERIFY_RESULT(report);
        QVERIFY2(report->passed(), qPrintable(report->message));
    }

    void theProgramSeesNothingElse()
    {
        QVERIFY(QFile::link(QStringLiteral("/etc/passwd"), m_folder->path("link.txt")));
        const auto report =
            run("#include <cstdio>\nint main()\n{\n    return std::fopen(\"/etc/passwd\", \"r\") || "
                "std::fopen(\"link.txt\", \"r\") ? 1 : 0;\n}\n",
                "main.cpp");
        GW_VERIFY_RESULT(report);
        QVERIFY2(report->passed(), qPrintable(report->message));
    }

    void theCompilerReadsNothingElse_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::newRow("include") << QByteArray("#include \"/etc/passwd\"\nint main() { return 0; }\n");
        QTest::newRow("incbin") << QByteArray(
            "__asm__(\".incbin \\\"/etc/passwd\\\"\");\nint main() { return 0; }\n");
        QTest::newRow("link") << QByteArray("#include \"link.txt\"\nint main() { return 0; }\n");
    }

    void theCompilerReadsNothingElse()
    {
        QFETCH(QByteArray, text);
        QVERIFY(QFile::link(QStringLiteral("/etc/passwd"), m_folder->path("link.txt")));
        const auto report = run(text.toStdString(), "main.cpp");
        GW_VERIFY_RESULT(report);
        QCOMPARE(report->outcome, SimulationOutcome::CompileError);
        QVERIFY2(!report->output.contains(QStringLiteral("root:")), qPrintable(report->output));
    }

    void aMissingCompilerIsNamed()
    {
        m_simulation = std::make_unique<CSimulation>(*m_processes, HeaderFolders{}, m_cache->path(),
                                                     QStringLiteral("no-such-g++"));
        const auto report = run("int main() { return 0; }\n", "main.cpp");
        GW_VERIFY_ERROR(report, ErrorCode::Missing);
        QVERIFY(report.error().message.contains(QStringLiteral("install the package g++")));
    }

    void aMissingTestbenchIsNamed() { GW_VERIFY_ERROR(run(kKernel), ErrorCode::NotFound); }

    void theSampleIsQuick()
    {
        const QDir samples(QStringLiteral(GATEWRIGHT_SOURCE_DIR "/resources/sample-workspace/fir"));
        for (const QString &name : samples.entryList(QDir::Files))
            QVERIFY(QFile::copy(samples.filePath(name), m_folder->path(qPrintable(name))));
        QFile file(m_folder->path("fir.cpp"));
        QVERIFY(file.open(QIODevice::ReadOnly));
        const std::string text = file.readAll().toStdString();
        const auto report = run(text, "fir.cpp");
        GW_VERIFY_RESULT(report);
        QVERIFY2(report->passed(), qPrintable(report->message + report->output));
        const auto again = run(text + "// one line more\n", "fir.cpp");
        GW_VERIFY_RESULT(again);
        qInfo("sample: first build %.0f ms, run %.0f ms; after an edit build %.0f ms",
              report->buildMilliseconds, report->runMilliseconds, again->buildMilliseconds);
        QVERIFY(report->milliseconds() < 20'000);
    }

    void nothingIsLeftBehind()
    {
        QCOMPARE(QDir(m_cache->path() + QStringLiteral("/runs"))
                     .entryList(QDir::Dirs | QDir::NoDotAndDotDot)
                     .size(),
                 0);
    }
};

QTEST_GUILESS_MAIN(TestCSimulation)
#include "tst_c_simulation.moc"
