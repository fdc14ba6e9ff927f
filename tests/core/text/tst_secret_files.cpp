// SPDX-License-Identifier: Apache-2.0
#include "core/text/secret_files.h"

#include <QTest>

using namespace gatewright;

class TestSecretFiles : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void namesAndPatterns_data()
    {
        QTest::addColumn<QString>("path");
        QTest::addColumn<QStringList>("patterns");
        QTest::addColumn<bool>("secret");
        QTest::newRow("kernel") << QStringLiteral("/w/fir.cpp") << QStringList() << false;
        QTest::newRow("not saved yet") << QString() << QStringList{QStringLiteral("*")} << false;
        QTest::newRow("environment") << QStringLiteral("/w/.env") << QStringList() << true;
        QTest::newRow("key") << QStringLiteral("/w/server.PEM") << QStringList() << true;
        QTest::newRow("token of IBM Quantum")
            << QStringLiteral("/home/me/.qiskit/qiskit-ibm.json") << QStringList() << true;
        QTest::newRow("the user's pattern")
            << QStringLiteral("/w/a.log") << QStringList{QStringLiteral("*.log")} << true;
        QTest::newRow("adds to the built-in ones")
            << QStringLiteral("/w/.env") << QStringList{QStringLiteral("*.log")} << true;
        QTest::newRow("a pattern with a folder")
            << QStringLiteral("/w/gen/a.cpp") << QStringList{QStringLiteral("/w/gen/*")} << true;
        QTest::newRow("another folder")
            << QStringLiteral("/w/src/a.cpp") << QStringList{QStringLiteral("/w/gen/*")} << false;
    }
    void namesAndPatterns()
    {
        QFETCH(QString, path);
        QFETCH(QStringList, patterns);
        QFETCH(bool, secret);
        QCOMPARE(isSecretFile(path, patterns), secret);
    }
};

QTEST_GUILESS_MAIN(TestSecretFiles)
#include "tst_secret_files.moc"
