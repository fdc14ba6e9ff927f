// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/bridge/task_progress_model.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

using namespace gatewright;

class TestTaskProgressModel : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void tasksComeReportAndGo()
    {
        TaskProgressModel model;
        QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        const auto load = model.begin(QStringLiteral("Loading"));
        const auto index = model.begin(QStringLiteral("Indexing"), [] {});
        QCOMPARE(model.rowCount(), 2);
        model.report(load, {0.5, QStringLiteral("half")});
        QCOMPARE(model.index(0).data().toString(), QStringLiteral("Loading: half"));
        QCOMPARE(model.index(0).data(TaskProgressModel::FractionRole).toDouble(), 0.5);
        QVERIFY(!model.index(0).data(TaskProgressModel::CancellableRole).toBool());
        QVERIFY(model.index(1).data(TaskProgressModel::CancellableRole).toBool());
        model.end(load);
        QCOMPARE(model.rowCount(), 1);
        QCOMPARE(model.index(0).data().toString(), QStringLiteral("Indexing"));
        model.end(index);
        QCOMPARE(model.rowCount(), 0);
    }

    void aReportAfterTheEndIsPassedOver()
    {
        TaskProgressModel model;
        const auto task = model.begin(QStringLiteral("Loading"));
        model.end(task);
        QSignalSpy changed(&model, &QAbstractItemModel::dataChanged);
        model.report(task, {1.0, {}});
        model.end(task);
        QCOMPARE(changed.count(), 0);
    }

    void cancelMayEndTheTask()
    {
        TaskProgressModel model;
        TaskProgressModel::TaskId task = 0;
        int asked = 0;
        task = model.begin(QStringLiteral("Loading"), [&] {
            ++asked;
            model.end(task);
        });
        model.cancel(0);
        QCOMPARE(asked, 1);
        QCOMPARE(model.rowCount(), 0);
        model.cancel(0);
        model.cancel(-1);
        QCOMPARE(asked, 1);
    }
};

QTEST_GUILESS_MAIN(TestTaskProgressModel)
#include "tst_task_progress_model.moc"
