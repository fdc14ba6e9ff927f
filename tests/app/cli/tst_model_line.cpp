// SPDX-License-Identifier: Apache-2.0
#include "tests/app/cli/command_line.h"
#include "tests/support/files.h"
#include "tests/support/need.h"
#include "tests/support/send_signal.h"
#include "tests/support/test_model.h"

#include <QDir>
#include <QJsonArray>
#include <QTest>

#include <signal.h>

// The commands that need the real model.
class TestModelLine : public QObject
{
    Q_OBJECT

    [[nodiscard]] static QStringList withModel(const QStringList &arguments)
    {
        return arguments + QStringList{QStringLiteral("--model"), *gatewright::test::modelFile(),
                                       QStringLiteral("--json")};
    }
    [[nodiscard]] static QStringList complete(const QStringList &more = {})
    {
        return withModel(
            QStringList{QStringLiteral("complete"),
                        QStringLiteral(GATEWRIGHT_SOURCE_DIR "/resources/sample-workspace/fir/fir.cpp"),
                        QStringLiteral("--at"), QStringLiteral("26:9"), QStringLiteral("--deterministic")} +
            more);
    }

private Q_SLOTS:
    void initTestCase() { GW_NEED_PART(gatewright::test::modelFile()); }

    void completeAnswers()
    {
        const CommandLine run(complete());
        QCOMPARE(run.exitCode, 0);
        const QJsonObject candidate = run.json()[QLatin1String("candidates")].toArray().at(0).toObject();
        QVERIFY(!candidate[QLatin1String("text")].toString().isEmpty());
        QVERIFY(candidate[QLatin1String("tokens")].toInt() > 0);
        QVERIFY(candidate[QLatin1String("score")].toDouble() > 0);
        QCOMPARE(candidate[QLatin1String("tier")].toInt(-1), 0);
        QCOMPARE(candidate[QLatin1String("status")].toString(), QStringLiteral("passed"));
        QVERIFY(candidate[QLatin1String("diagnostics")].isArray());
        const QJsonObject timing = run.json()[QLatin1String("timing")].toObject();
        for (const char *field :
             {"prompt_tokens", "reused_tokens", "prefill_ms", "decode_ms", "passes", "tokens_per_pass"})
            QVERIFY2(timing.contains(QLatin1String(field)), field);
    }

    void everyStrategyAnswers()
    {
        const auto with = [](const QStringList &options) {
            const CommandLine run(complete(options));
            QVERIFY2(run.exitCode == 0 || run.exitCode == 1, run.errors.constData());
            QVERIFY(run.json()[QLatin1String("candidates")].isArray());
            QVERIFY(run.json()[QLatin1String("timing")][QLatin1String("passes")].toInt() > 0);
        };
        const QString set = QStringLiteral("--set");
        const QString strategy = QStringLiteral("--strategy");
        with({strategy, QStringLiteral("beam"), set, QStringLiteral("beams=2"),
              QStringLiteral("--max-tokens"), QStringLiteral("12")});
        with({QStringLiteral("--cache"), QStringLiteral("halves"), QStringLiteral("--max-tokens"),
              QStringLiteral("12")});
        with({strategy, QStringLiteral("sample"), set, QStringLiteral("min_p=0.1"), set,
              QStringLiteral("repetition_penalty=1.1"), set, QStringLiteral("top_k=0")});
    }

    // In the middle of an expression the compiler has its say: the tier is 1, or the candidate failed with
    // its reasons.
    void candidatesAreCompiled()
    {
        const CommandLine run(complete({QStringLiteral("--tier"), QStringLiteral("1")}));
        QVERIFY2(run.exitCode == 0, run.errors.constData());
        const QJsonObject candidate = run.json()[QLatin1String("candidates")][0].toObject();
        const bool compiles = candidate[QLatin1String("tier")].toInt() == 1 &&
                              candidate[QLatin1String("status")] == QStringLiteral("passed");
        const bool refused = candidate[QLatin1String("status")] == QStringLiteral("failed") &&
                             !candidate[QLatin1String("diagnostics")].toArray().isEmpty();
        QVERIFY2(compiles || refused, run.output.constData());
    }

    void deterministicIsTheSameWithOtherThreads()
    {
        const CommandLine one(complete(
            {QStringLiteral("--threads"), QStringLiteral("1"), QStringLiteral("-n"), QStringLiteral("3")}));
        const CommandLine two(complete(
            {QStringLiteral("--threads"), QStringLiteral("2"), QStringLiteral("-n"), QStringLiteral("3")}));
        QCOMPARE(one.exitCode, 0);
        QVERIFY(!one.json()[QLatin1String("candidates")].toArray().isEmpty());
        QCOMPARE(one.json()[QLatin1String("candidates")], two.json()[QLatin1String("candidates")]);
    }

    void benchAnswers_data()
    {
        QTest::addColumn<QString>("what");
        QTest::newRow("ghost") << QStringLiteral("ghost");
        QTest::newRow("load") << QStringLiteral("load");
        QTest::newRow("decode") << QStringLiteral("decode");
        QTest::newRow("batch") << QStringLiteral("batch");
    }
    void benchAnswers()
    {
        QFETCH(QString, what);
        const CommandLine run(
            withModel({QStringLiteral("bench"), what, QStringLiteral("--repeat"), QStringLiteral("1")}));
        QCOMPARE(run.exitCode, 0);
        const QJsonObject row = run.json()[QLatin1String("rows")].toArray().at(0).toObject();
        QCOMPARE(row[QLatin1String("name")].toString(), what);
        QVERIFY(row[QLatin1String("ms")][QLatin1String("median")].toDouble() > 0);
        QVERIFY(run.json()[QLatin1String("machine")].isObject());
    }

    void benchTrainMeasuresSteps()
    {
        const gatewright::test::Folder folder;
        QByteArray text;
        for (int i = 0; i < 60; ++i)
            text += "int stage" + QByteArray::number(i) + "(int a) { return a * " + QByteArray::number(i) +
                    "; }\n";
        folder.write("stages.cpp", text);
        const CommandLine run(
            withModel({QStringLiteral("bench"), QStringLiteral("train"), QStringLiteral("--repeat"),
                       QStringLiteral("1"), QStringLiteral("--text"), folder.path()}));
        if (run.exitCode == 3 && gatewright::test::mayBeMissing())
            QSKIP(run.errors.constData()); // a build without libtorch
        QVERIFY2(run.exitCode == 0, run.errors.constData());
        const QJsonArray rows = run.json()[QLatin1String("rows")].toArray();
        QCOMPARE(rows.size(), 2);
        QCOMPARE(rows[1][QLatin1String("name")].toString(), QStringLiteral("train"));
        QVERIFY(rows[1][QLatin1String("tokens_per_s")].toDouble() > 0);
        QVERIFY(run.json()[QLatin1String("train")][QLatin1String("trainer_mb")].toDouble() > 10);
    }

    void kernelsAreForced()
    {
        const CommandLine run(
            withModel({QStringLiteral("bench"), QStringLiteral("load"), QStringLiteral("--repeat"),
                       QStringLiteral("1"), QStringLiteral("--kernels"), QStringLiteral("scalar")}));
        QCOMPARE(run.json()[QLatin1String("machine")][QLatin1String("kernels")].toString(),
                 QStringLiteral("scalar"));
    }

#if defined(__x86_64__)
    // Only the time differs.
    void otherKernelsGiveTheSameText()
    {
        const CommandLine forced(complete({QStringLiteral("--kernels"), QStringLiteral("avx2")}));
        if (forced.exitCode == 3)
            QSKIP("This processor lacks AVX2.");
        QVERIFY2(forced.exitCode == 0, forced.errors.constData());
        const CommandLine automatic(complete());
        QVERIFY(!forced.json()[QLatin1String("candidates")].toArray().isEmpty());
        QCOMPARE(forced.json()[QLatin1String("candidates")], automatic.json()[QLatin1String("candidates")]);
    }
#endif

    void kernelsOfOtherProcessorsAreMissing()
    {
#if defined(__x86_64__)
        const QString absent = QStringLiteral("neon-dotprod");
#else
        const QString absent = QStringLiteral("avx2");
#endif
        const CommandLine run(complete({QStringLiteral("--kernels"), absent}));
        QCOMPARE(run.exitCode, 3);
        QVERIFY2(run.errors.contains("instructions"), run.errors.constData());
    }

    void interrupting()
    {
        QProcess program;
        program.start(QStringLiteral(GATEWRIGHT_BIN_DIR "/gatewright-cli"),
                      withModel({QStringLiteral("bench"), QStringLiteral("decode"),
                                 QStringLiteral("--repeat"), QStringLiteral("10000")}));
        QVERIFY(program.waitForStarted());
        // Its second thread is the one that waits for signals.
        const QDir threads(QStringLiteral("/proc/%1/task").arg(program.processId()));
        QTRY_VERIFY(threads.entryList(QDir::Dirs | QDir::NoDotAndDotDot).size() >= 2);
        QVERIFY(gatewright::test::sendSignal(program.processId(), SIGINT));
        QVERIFY(program.waitForFinished(60'000));
        QCOMPARE(program.exitStatus(), QProcess::NormalExit);
        QCOMPARE(program.exitCode(), 130);
    }
};

QTEST_GUILESS_MAIN(TestModelLine)
#include "tst_model_line.moc"
