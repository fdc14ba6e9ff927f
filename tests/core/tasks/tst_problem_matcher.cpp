// SPDX-License-Identifier: Apache-2.0
#include "core/tasks/problem_matcher.h"
#include "tests/support/files.h"

#include <QElapsedTimer>
#include <QTest>

using namespace gatewright;
using namespace gatewright::tasks;

class TestProblemMatcher : public QObject
{
    Q_OBJECT

private:
    test::Folder m_folder;

    // "fir.cpp:12:3 error: text", one line a problem.
    QStringList found(Matcher matcher, const QByteArray &output, qsizetype piece = 1 << 20)
    {
        ProblemMatcher problems(matcher, m_folder.path("build"), m_folder.path());
        for (qsizetype at = 0; at < output.size(); at += piece)
            problems.feed(QByteArrayView(output).sliced(at, std::min(piece, output.size() - at)));
        problems.finish();
        QStringList lines;
        for (const TaskProblem &problem : problems.problems())
            lines << QStringLiteral("%1:%2:%3 %4: %5")
                         .arg(QDir(m_folder.path()).relativeFilePath(problem.path))
                         .arg(problem.diagnostic.range.start.line + 1)
                         .arg(problem.diagnostic.range.start.column + 1)
                         .arg(severityName(problem.diagnostic.severity), problem.diagnostic.message);
        return lines;
    }

private Q_SLOTS:
    void initTestCase()
    {
        m_folder.write("fir.cpp");
        m_folder.write("a b.h");
        m_folder.write("CMakeLists.txt");
        m_folder.write("bell.py");
        m_folder.write("build/generated.h");
    }

    void compilersAreUnderstood()
    {
        const QByteArray output = "make[1]: Entering directory '/x'\n"
                                  "In file included from ../fir.cpp:1:\n"
                                  "../fir.cpp:12:3: error: 'x' was not declared in this scope\n"
                                  "   12 |   x = 1;\n"
                                  "../fir.cpp:13:1: note: suggested alternative\n"
                                  "a b.h:7: warning: unused\r\n"
                                  "\x1b[1mgenerated.h:3:9: \x1b[31mfatal error: \x1b[0mno such file\n"
                                  "/usr/include/stdio.h:3:9: error: not ours\n"
                                  "fir.cpp: In function 'f':\n"
                                  "std::get:3: error: no file\n"
                                  "make: *** [Makefile:3: all] Error 2\n"
                                  "CMake Error at CMakeLists.txt:4 (add_library):\n";
        const QStringList wanted{QStringLiteral("fir.cpp:12:3 error: 'x' was not declared in this scope"),
                                 QStringLiteral("a b.h:7:1 warning: unused"),
                                 QStringLiteral("build/generated.h:3:9 error: no such file"),
                                 QStringLiteral("CMakeLists.txt:4:1 error: CMake: add_library")};
        QCOMPARE(found(Matcher::Compiler, output), wanted);
        // However the pipe cuts it.
        for (qsizetype piece = 1; piece < 40; ++piece)
            QCOMPARE(found(Matcher::Compiler, output, piece), wanted);
    }

    void pythonIsUnderstood()
    {
        const QByteArray output = "Traceback (most recent call last):\n"
                                  "  File \"bell.py\", line 5, in <module>\n"
                                  "    main()\n"
                                  "  File \"bell.py\", line 3, in main\n"
                                  "    qc.draw(1)\n"
                                  "  File \"/usr/lib/python3/qiskit.py\", line 99, in draw\n"
                                  "    raise QiskitError(\n"
                                  "qiskit.exceptions.QiskitError: 'no'\n"
                                  "bell.py:8: DeprecationWarning: old\n"
                                  "bell.py:9: AssertionError\n"
                                  "ValueError: not behind a traceback\n";
        QCOMPARE(found(Matcher::Python, output),
                 (QStringList{QStringLiteral("bell.py:3:1 error: qiskit.exceptions.QiskitError: 'no'"),
                              QStringLiteral("bell.py:8:1 warning: DeprecationWarning: old"),
                              QStringLiteral("bell.py:9:1 error: AssertionError")}));
    }

    void theVendorsToolsAreUnderstood()
    {
        const QByteArray output = "INFO: [HLS 200-10] Running\n"
                                  "WARNING: [HLS 207-5292] unused parameter 'x' (fir.cpp:12:20)\n"
                                  "ERROR: [HLS 214-274] No array (fir.cpp:3:9)\n"
                                  "ERROR: [HLS 200-1715] Encountered problem during source compilation\n"
                                  "ERROR: [HLS 207-3337] type 'ap_foo' (fir.cpp:4:1)\n";
        QCOMPARE(found(Matcher::Vitis, output),
                 (QStringList{QStringLiteral("fir.cpp:12:20 warning: unused parameter 'x' [HLS 207-5292]"),
                              QStringLiteral("fir.cpp:3:9 error: No array [HLS 214-274]"),
                              QStringLiteral("fir.cpp:4:1 error: type 'ap_foo' [HLS 207-3337]")}));
    }

    void nothingIsFoundWhereNothingIsLookedFor()
    {
        QCOMPARE(found(Matcher::None, "fir.cpp:12:3: error: x\n"), QStringList());
    }

    void aHeadersMessageIsSaidOnce()
    {
        QCOMPARE(found(Matcher::Compiler, "a b.h:7:1: warning: w\na b.h:7:1: warning: w\n").size(), 1);
    }

    void aFloodEndsAtALimit()
    {
        QByteArray output;
        for (int line = 1; line <= 5000; ++line)
            output += "fir.cpp:" + QByteArray::number(line) + ":1: error: x\n";
        QCOMPARE(found(Matcher::Compiler, output).size(), qsizetype(ProblemMatcher::mostProblems));
    }

    void aLineWithoutAnEndCostsNothing()
    {
        QElapsedTimer timer;
        timer.start();
        QCOMPARE(found(Matcher::Compiler, QByteArray(30'000'000, 'x'), 65'536), QStringList());
        QCOMPARE(found(Matcher::Compiler, QByteArray(30'000'000, ':'), 65'536), QStringList());
        QVERIFY(timer.elapsed() < 5'000);
    }
};

QTEST_GUILESS_MAIN(TestProblemMatcher)
#include "tst_problem_matcher.moc"
