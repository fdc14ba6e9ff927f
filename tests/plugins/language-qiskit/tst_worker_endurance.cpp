// SPDX-License-Identifier: Apache-2.0
#include "plugins/language-qiskit/core/worker_client.h"
#include "tests/plugins/language-qiskit/qiskit_test.h"

#include <algorithm>
#include <vector>

using namespace gatewright;

namespace {

// Memory of its own in bytes.
qint64 privateBytes(qint64 process)
{
    QFile file(QStringLiteral("/proc/%1/smaps_rollup").arg(process));
    if (!file.open(QIODevice::ReadOnly))
        return 0;
    qint64 kilobytes = 0;
    for (const QByteArray &line : file.readAll().split('\n')) {
        if (line.startsWith("Private_"))
            kilobytes += line.simplified().split(' ').value(1).toLongLong();
    }
    return kilobytes * 1024;
}

} // namespace

class TestWorkerEndurance : public QObject
{
    Q_OBJECT

    ProcessService m_processes;

private Q_SLOTS:
    void initTestCase() { GW_NEED_QISKIT(); }

    void aThousandRunsWithoutGrowth()
    {
        const PythonEnvironment environment = *findPythonEnvironment(buildTreePlaces());
        WorkerClient client(m_processes, scriptFolder());
        WorkerRequest request;
        request.path = QStringLiteral("bell.py");
        request.text =
            QString::fromUtf8(test::readFile(goldenFolder("circuits") + QStringLiteral("/bell.py")));
        std::vector<double> wall;
        std::vector<double> processor;
        const auto runs = [&](int count) {
            return test::inBackground<bool>(
                this,
                [&](std::stop_token token) -> Result<bool> {
                    for (int i = 0; i < count; ++i) {
                        QElapsedTimer clock;
                        clock.start();
                        GW_TRY(answer, client.run(environment, {}, request, token));
                        wall.push_back(static_cast<double>(clock.nsecsElapsed()) / 1e6);
                        processor.push_back(answer.processorMilliseconds);
                        if (answer.end != WorkerEnd::Exited || answer.output != QLatin1String("built\n"))
                            return makeError(ErrorCode::Internal, answer.output);
                    }
                    return true;
                },
                std::chrono::minutes(9));
        };
        GW_VERIFY_RESULT(runs(50));
        const qint64 worker = pythonOf(client.processId());
        QVERIFY(worker > 0);
        const qint64 before = privateBytes(worker);
        wall.clear();
        processor.clear();
        GW_VERIFY_RESULT(runs(1000));
        QCOMPARE(pythonOf(client.processId()), worker);
        const qint64 after = privateBytes(worker);
        std::sort(wall.begin(), wall.end());
        std::sort(processor.begin(), processor.end());
        qInfo("1,000 runs: wall p50 %.1f p90 %.1f ms, child CPU p50 %.1f ms, worker %lld -> %lld kB private, "
              "import %.0f ms",
              wall[500], wall[900], processor[500], static_cast<long long>(before / 1024),
              static_cast<long long>(after / 1024), client.versions()->importMilliseconds);
        QVERIFY(before > 0);
        QVERIFY2(after - before < qint64(2) * 1024 * 1024, qPrintable(QString::number(after - before)));
    }
};

QTEST_GUILESS_MAIN(TestWorkerEndurance)
#include "tst_worker_endurance.moc"
