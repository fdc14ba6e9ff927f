// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/bridge/save_cleanup.h"

#include <QTest>

using namespace gatewright;

class TestSaveCleanup : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void cleanupTouchesOnlyWhatItShould_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<bool>("trim");
        QTest::addColumn<bool>("newline");
        QTest::addColumn<QByteArray>("expected");
        QTest::newRow("nothing asked") << QByteArray("a \nb") << false << false << QByteArray("a \nb");
        QTest::newRow("trim") << QByteArray(" a \t\n\n  \nb ") << true << false << QByteArray(" a\n\n\nb");
        QTest::newRow("trim CR LF") << QByteArray("a \r\nb\t\r\n") << true << false
                                    << QByteArray("a\r\nb\r\n");
        QTest::newRow("newline") << QByteArray("a") << false << true << QByteArray("a\n");
        QTest::newRow("has one") << QByteArray("a\n") << false << true << QByteArray("a\n");
        QTest::newRow("empty stays empty") << QByteArray() << true << true << QByteArray();
        QTest::newRow("both") << QByteArray("a ") << true << true << QByteArray("a\n");
    }
    void cleanupTouchesOnlyWhatItShould()
    {
        QFETCH(QByteArray, text);
        QFETCH(bool, trim);
        QFETCH(bool, newline);
        QFETCH(QByteArray, expected);
        const Result<std::string> after =
            textAfter(text.toStdString(), cleanupEdits(text.toStdString(), {trim, newline}, "\n"));
        QVERIFY(after);
        QCOMPARE(QByteArray::fromStdString(*after), expected);
    }
};

QTEST_GUILESS_MAIN(TestSaveCleanup)
#include "tst_save_cleanup.moc"
