// SPDX-License-Identifier: Apache-2.0
#include "client_test_support.h"
#include "core/completion/client/trigger_rules.h"

#include <QTest>

using namespace gatewright;
using namespace gatewright::completion;

class TestTriggerRules : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void automatic_data()
    {
        QTest::addColumn<QByteArray>("marked");
        QTest::addColumn<bool>("allowed");
        QTest::newRow("line end") << QByteArray("int a = |\nint b;\n") << true;
        QTest::newRow("closers") << QByteArray("f(g(x|)))])}};\n") << true;
        QTest::newRow("eight characters") << QByteArray("a = |12345678\n") << true;
        QTest::newRow("nine characters") << QByteArray("a = |123456789\n") << false;
        QTest::newRow("eight umlauts")
            << QByteArray("a = |\u00e4\u00e4\u00e4\u00e4\u00e4\u00e4\u00e4\u00e4\n") << true;
        QTest::newRow("Windows line end") << QByteArray("a = |\r\nlong line below\r\n") << true;
    }
    void automatic()
    {
        QFETCH(QByteArray, marked);
        QFETCH(bool, allowed);
        const CursorPlace place = placeIn(marked.toStdString());
        QCOMPARE(refusal(place, Trigger::Automatic),
                 allowed ? WhyNothing::Nothing : WhyNothing::TextRightOfCursor);
        QCOMPARE(refusal(place, Trigger::Invoked), WhyNothing::Nothing);
    }
    void readOnlyRefusesBoth()
    {
        CursorPlace place = placeIn("a|");
        place.readOnly = true;
        QCOMPARE(refusal(place, Trigger::Automatic), WhyNothing::ReadOnly);
        QCOMPARE(refusal(place, Trigger::Invoked), WhyNothing::ReadOnly);
    }
    void excludedFilesRefuseBoth()
    {
        CursorPlace place = placeIn("a|");
        place.excluded = true;
        QCOMPARE(refusal(place, Trigger::Automatic), WhyNothing::FileExcluded);
        QCOMPARE(refusal(place, Trigger::Invoked), WhyNothing::FileExcluded);
    }
};

QTEST_GUILESS_MAIN(TestTriggerRules)
#include "tst_trigger_rules.moc"
