// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/bridge/engine_status_text.h"

#include <QTest>

using namespace gatewright;

class TestEngineStatusText : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theSpeedNamesTokensPerPassWhereThereAreSeveral()
    {
        QLocale::setDefault(QLocale::c());
        completion::EngineReport report;
        report.state = completion::EngineState::Ready;
        report.engine.model = QStringLiteral("SmolLM2-135M");
        report.engine.device = QStringLiteral("cpu");
        report.engine.tokensPerSecond = 132.4;
        report.engine.tokensPerPass = 1.0;
        QCOMPARE(engineStatusText(report).text, QStringLiteral("SmolLM2-135M · CPU · 132 tokens/s"));
        report.engine.tokensPerPass = 2.74;
        QCOMPARE(engineStatusText(report).text, QStringLiteral("SmolLM2-135M · CPU · 132 tokens/s ×2.7"));
        QVERIFY(engineStatusText(report).explanation.contains(QStringLiteral("2.7 tokens in each pass")));
    }
};

QTEST_GUILESS_MAIN(TestEngineStatusText)
#include "tst_engine_status_text.moc"
