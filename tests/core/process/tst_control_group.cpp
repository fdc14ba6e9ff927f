// SPDX-License-Identifier: Apache-2.0
#include "core/process/control_group.h"
#include "tests/support/result_test.h"
#include "tests/support/run_to_end.h"

#include <QFile>
#include <QFileInfo>
#include <QProcess>
#include <QTest>

#include <fcntl.h>
#include <unistd.h>

using namespace gatewright;
using namespace std::chrono_literals;

// What the kernel holds for a whole tree. Machines differ: where no group can be made, that is skipped.
class TestControlGroup : public QObject
{
    Q_OBJECT

    Result<ProcessOutcome> run(const QString &script, const ProcessLimits &limits)
    {
        return test::runToEnd({QStringLiteral("/bin/sh"), {QStringLiteral("-c"), script}, {}, {}}, limits);
    }

private Q_SLOTS:
    void withoutLimitsThereIsNone() { QVERIFY(!ControlGroup::create({})); }

    void itsFolderGoesWithIt()
    {
        auto group = ControlGroup::create({std::uint64_t{100'000'000}, 50});
        if (!group)
            QSKIP("this machine lets us make no control group");
        QVERIFY(!group->entryFiles().empty());
        const QString folder = QFileInfo(QFile::decodeName(group->entryFiles().front())).path();
        QVERIFY(QFileInfo(folder).isDir());
        QVERIFY(!group->ranOutOfMemory());
        group.reset();
        QVERIFY(!QFileInfo::exists(folder));
    }

    // What was killed in it may take a moment to end.
    void aGroupThatWasBusyGoesLater()
    {
        auto group = ControlGroup::create({std::uint64_t{100'000'000}, 50});
        if (!group)
            QSKIP("this machine lets us make no control group");
        const QString folder = QFileInfo(QFile::decodeName(group->entryFiles().front())).path();
        QProcess member;
        member.setChildProcessModifier([&group] {
            for (const QByteArray &file : group->entryFiles()) {
                const int entry = ::open(file.constData(), O_WRONLY);
                [[maybe_unused]] const ssize_t written = ::write(entry, "0", 1);
                ::close(entry);
            }
        });
        member.start(QStringLiteral("sleep"), QStringList{QStringLiteral("1000")});
        QVERIFY(member.waitForStarted());
        group.reset(); // the process, or what is left of it, is still there
        if (!QFileInfo::exists(folder))
            QSKIP("this kernel ends what is in a group fast enough");
        member.kill();
        QVERIFY(member.waitForFinished());
        const auto next = ControlGroup::create({std::uint64_t{100'000'000}, 50});
        QVERIFY(next);
        QVERIFY(!QFileInfo::exists(folder));
    }

    void processesOfATreeAreCountedTogether()
    {
        const auto group = ControlGroup::create({{}, 20});
        if (!group || !group->limitsProcesses())
            QSKIP("this machine counts no processes for us");
        ProcessLimits limits;
        limits.processes = 20;
        limits.time = 10s;
        const auto outcome =
            run(QStringLiteral("i=0; while [ $i -lt 60 ]; do sleep 5 & i=$((i+1)); done; echo all"), limits);
        GW_VERIFY_RESULT(outcome);
        QVERIFY2(!outcome->output.contains("all"), outcome->errors.constData());
    }

    void memoryOfATreeIsCountedTogether()
    {
        const auto group = ControlGroup::create({std::uint64_t{60'000'000}, {}});
        if (!group || !group->limitsMemory())
            QSKIP("this machine counts no memory for us");
        ProcessLimits limits;
        limits.memoryBytes = 60'000'000;
        // Each of them alone stays below.
        const auto outcome =
            run(QStringLiteral("for i in 1 2 3; do python3 -c 'import time; x = bytearray(40_000_000); "
                               "time.sleep(3)' & done; wait"),
                limits);
        GW_VERIFY_RESULT(outcome);
        QCOMPARE(outcome->end, ProcessEnd::MemoryLimit);
    }
};

QTEST_GUILESS_MAIN(TestControlGroup)
#include "tst_control_group.moc"
