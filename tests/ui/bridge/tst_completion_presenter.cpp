// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/bridge/completion_presenter.h"

#include <QTest>

using namespace gatewright;

class TestCompletionPresenter : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void secretsGetNoSuggestions_data()
    {
        QTest::addColumn<QString>("path");
        QTest::addColumn<QStringList>("patterns");
        QTest::addColumn<bool>("allowed");
        QTest::newRow("kernel") << QStringLiteral("/w/fir.cpp") << QStringList() << true;
        QTest::newRow("not saved yet") << QString() << QStringList{QStringLiteral("*")} << true;
        QTest::newRow("environment") << QStringLiteral("/w/.env") << QStringList() << false;
        QTest::newRow("key") << QStringLiteral("/w/server.PEM") << QStringList() << false;
        QTest::newRow("token of IBM Quantum")
            << QStringLiteral("/home/me/.qiskit/qiskit-ibm.json") << QStringList() << false;
        QTest::newRow("the user's pattern")
            << QStringLiteral("/w/a.log") << QStringList{QStringLiteral("*.log")} << false;
        QTest::newRow("adds to the built-in ones")
            << QStringLiteral("/w/.env") << QStringList{QStringLiteral("*.log")} << false;
        QTest::newRow("a pattern with a folder")
            << QStringLiteral("/w/gen/a.cpp") << QStringList{QStringLiteral("/w/gen/*")} << false;
        QTest::newRow("another folder")
            << QStringLiteral("/w/src/a.cpp") << QStringList{QStringLiteral("/w/gen/*")} << true;
    }
    void secretsGetNoSuggestions()
    {
        QFETCH(QString, path);
        QFETCH(QStringList, patterns);
        QFETCH(bool, allowed);
        QCOMPARE(isCompletionAllowed(path, patterns), allowed);
    }
};

QTEST_GUILESS_MAIN(TestCompletionPresenter)
#include "tst_completion_presenter.moc"
