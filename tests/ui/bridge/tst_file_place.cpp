// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/bridge/file_place.h"

#include <QTest>

using namespace gatewright;

class TestFilePlace : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void filePlacesAreReadAsCompilersWriteThem_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("path");
        QTest::addColumn<int>("line");
        QTest::addColumn<int>("column");
        QTest::newRow("file") << QStringLiteral("a.cpp") << QStringLiteral("a.cpp") << 0 << 1;
        QTest::newRow("line") << QStringLiteral("a.cpp:12") << QStringLiteral("a.cpp") << 12 << 1;
        QTest::newRow("column") << QStringLiteral("a.cpp:12:7") << QStringLiteral("a.cpp") << 12 << 7;
        QTest::newRow("trailing colon")
            << QStringLiteral("a.cpp:12:7:") << QStringLiteral("a.cpp") << 12 << 7;
        QTest::newRow("column nought") << QStringLiteral("a.cpp:12:0") << QStringLiteral("a.cpp") << 12 << 1;
        QTest::newRow("colons in a name")
            << QStringLiteral("x:y.cpp:3") << QStringLiteral("x:y.cpp") << 3 << 1;
        QTest::newRow("no number") << QStringLiteral("a:b") << QStringLiteral("a:b") << 0 << 1;
        QTest::newRow("too large a number")
            << QStringLiteral("a:99999999999") << QStringLiteral("a:99999999999") << 0 << 1;
        QTest::newRow("only a colon") << QStringLiteral(":") << QStringLiteral(":") << 0 << 1;
    }
    void filePlacesAreReadAsCompilersWriteThem()
    {
        QFETCH(QString, text);
        QFETCH(QString, path);
        QFETCH(int, line);
        QFETCH(int, column);
        QCOMPARE(parseFilePlace(text), (FilePlace{path, line, column}));
    }
};

QTEST_GUILESS_MAIN(TestFilePlace)
#include "tst_file_place.moc"
