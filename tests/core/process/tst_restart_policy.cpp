// SPDX-License-Identifier: Apache-2.0
#include "core/process/restart_policy.h"

#include <QTest>

using namespace gatewright;
using namespace std::chrono_literals;

class TestRestartPolicy : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void delaysDoubleUpToAMinute()
    {
        RestartPolicy policy;
        const RestartPolicy::Time now{};
        QList<qint64> seconds;
        for (int i = 0; i < 9; ++i)
            seconds << policy.crashed(now, {}, {}).delay->count() / 1000;
        QCOMPARE(seconds, (QList<qint64>{1, 2, 4, 8, 16, 32, 60, 60, 60}));
        QCOMPARE(policy.crashesInARow(), 9);
    }

    void itGivesUpInTheEnd()
    {
        RestartPolicy policy;
        for (int i = 1; i < policy.rules().crashesBeforeGivingUp; ++i)
            QVERIFY(policy.crashed({}, {}, {}).delay);
        QVERIFY(!policy.crashed({}, {}, {}).delay);
        policy.forgive();
        QCOMPARE(policy.crashed({}, {}, {}).delay, 1000ms);
    }

    void aSoundRunBeginsAnew()
    {
        RestartPolicy policy;
        RestartPolicy::Time now{};
        for (int i = 0; i < 5; ++i)
            static_cast<void>(policy.crashed(now, {}, {}));
        now += 100s;
        QCOMPARE(policy.crashed(now, now - 59s, {}).delay, 32s); // ready, but not for long enough
        QCOMPARE(policy.crashed(now, now - 60s, {}).delay, 1s);
    }

    void threeCrashesExcludeAFile()
    {
        RestartPolicy policy;
        const QString bad = QStringLiteral("bad.cpp");
        QVERIFY(!policy.crashed({}, {}, bad).fileExcluded);
        QVERIFY(!policy.crashed({}, {}, QStringLiteral("other.cpp")).fileExcluded);
        QVERIFY(!policy.crashed({}, {}, bad).fileExcluded);
        QVERIFY(!policy.excludes(bad));
        QVERIFY(policy.crashed({}, {}, bad).fileExcluded);
        QVERIFY(policy.excludes(bad));
        QVERIFY(!policy.excludes(QStringLiteral("other.cpp")));
        QVERIFY(!policy.crashed({}, {}, bad).fileExcluded); // said once
        QCOMPARE(policy.excludedFiles(), QStringList{bad});
        policy.forgive();
        QVERIFY(policy.excludes(bad));
        policy.allow(bad);
        QVERIFY(!policy.excludes(bad));
        QVERIFY(policy.excludedFiles().isEmpty());
    }

    void crashesOnNoFileExcludeNothing()
    {
        RestartPolicy policy;
        for (int i = 0; i < 5; ++i)
            QVERIFY(!policy.crashed({}, {}, {}).fileExcluded);
        QVERIFY(!policy.excludes({}));
    }
};

QTEST_GUILESS_MAIN(TestRestartPolicy)
#include "tst_restart_policy.moc"
