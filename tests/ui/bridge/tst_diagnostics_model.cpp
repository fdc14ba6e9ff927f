// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/bridge/diagnostics_model.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

using namespace gatewright;

class TestDiagnosticsModel : public QObject
{
    Q_OBJECT

private:
    static Diagnostic at(int line, Severity severity = Severity::Error,
                         const QString &message = QStringLiteral("wrong"))
    {
        Diagnostic made;
        made.range = {{line, 2}, {line, 5}};
        made.severity = severity;
        made.source = QStringLiteral("parser");
        made.code = QStringLiteral("syntax");
        made.message = message;
        return made;
    }

    static QList<int> lines(const DiagnosticsModel &model)
    {
        QList<int> found;
        for (int row = 0; row < model.rowCount(); ++row)
            found.append(model.problem(row).document * 100 + model.problem(row).diagnostic.range.start.line);
        return found;
    }

private Q_SLOTS:
    void standInTheOrderOfDocumentsAndText()
    {
        DiagnosticsModel model;
        QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.setProblems(2, QStringLiteral("b.py"), {}, {at(9), at(1)}, Revision{1});
        model.setProblems(1, QStringLiteral("a.cpp"), {}, {at(4)}, Revision{1});
        model.setProblems(3, QStringLiteral("c.cpp"), {}, {at(0)}, Revision{1});
        QCOMPARE(lines(model), (QList<int>{104, 201, 209, 300}));
        model.setProblems(2, QStringLiteral("b.py"), {}, {at(5)}, Revision{1});
        QCOMPARE(lines(model), (QList<int>{104, 205, 300}));
        model.removeDocument(1);
        QCOMPARE(lines(model), (QList<int>{205, 300}));
    }

    void theSameFindingsDisturbNothing()
    {
        DiagnosticsModel model;
        model.setProblems(1, QStringLiteral("a.cpp"), {}, {at(4), at(7)}, Revision{1});
        QSignalSpy removed(&model, &QAbstractItemModel::rowsRemoved);
        QSignalSpy counts(&model, &DiagnosticsModel::countsChanged);
        model.setProblems(1, QStringLiteral("a.cpp"), {}, {at(7), at(4)}, Revision{1});
        QCOMPARE(removed.count(), 0);
        QCOMPARE(counts.count(), 0);
    }

    void countBySeverity()
    {
        DiagnosticsModel model;
        model.setProblems(1, QStringLiteral("a.cpp"), {},
                          {at(1), at(2, Severity::Warning), at(3, Severity::Warning)}, Revision{1});
        QCOMPARE(model.count(Severity::Error), 1);
        QCOMPARE(model.count(Severity::Warning), 2);
        QCOMPARE(model.count(Severity::Hint), 0);
    }

    void theNearestGoesRoundTheEnd_data()
    {
        QTest::addColumn<int>("document");
        QTest::addColumn<int>("line");
        QTest::addColumn<bool>("forward");
        QTest::addColumn<int>("row");
        QTest::newRow("next in the file") << 1 << 0 << true << 0;
        QTest::newRow("standing on it goes on") << 1 << 4 << true << 1;
        QTest::newRow("next file") << 1 << 50 << true << 2;
        QTest::newRow("round the end") << 2 << 50 << true << 0;
        QTest::newRow("previous in the file") << 1 << 8 << false << 1;
        QTest::newRow("round the start") << 1 << 0 << false << 2;
        QTest::newRow("no document") << 0 << 0 << true << 0;
    }
    void theNearestGoesRoundTheEnd()
    {
        QFETCH(int, document);
        QFETCH(int, line);
        QFETCH(bool, forward);
        QFETCH(int, row);
        DiagnosticsModel model;
        model.setProblems(1, QStringLiteral("a.cpp"), {}, {at(4), at(7)}, Revision{1});
        model.setProblems(2, QStringLiteral("b.cpp"), {}, {at(1)}, Revision{1});
        const auto direction =
            forward ? DiagnosticsModel::Direction::Next : DiagnosticsModel::Direction::Previous;
        QCOMPARE(model.nearest(document, {line, 2}, direction), std::optional(row));
    }

    void withoutProblemsThereIsNoNearest()
    {
        QVERIFY(!DiagnosticsModel().nearest(1, {}, DiagnosticsModel::Direction::Next));
    }

    void cellsSayWhatAndWhere()
    {
        DiagnosticsModel model;
        model.setProblems(1, QStringLiteral("a.cpp"), QStringLiteral("/x/a.cpp"), {at(4)}, Revision{1});
        const auto cell = [&](int column, int role = Qt::DisplayRole) {
            return model.index(0, column).data(role).toString();
        };
        QCOMPARE(cell(DiagnosticsModel::MessageColumn), QStringLiteral("wrong"));
        QCOMPARE(cell(DiagnosticsModel::SourceColumn), QStringLiteral("parser syntax"));
        QCOMPARE(cell(DiagnosticsModel::FileColumn), QStringLiteral("a.cpp"));
        QCOMPARE(cell(DiagnosticsModel::LineColumn), QStringLiteral("5"));
        QCOMPARE(cell(DiagnosticsModel::MessageColumn, Qt::AccessibleTextRole),
                 QStringLiteral("Error: wrong"));
        QCOMPARE(cell(DiagnosticsModel::FileColumn, Qt::ToolTipRole), QStringLiteral("/x/a.cpp"));
    }
};

QTEST_GUILESS_MAIN(TestDiagnosticsModel)
#include "tst_diagnostics_model.moc"
