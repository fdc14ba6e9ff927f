// SPDX-License-Identifier: Apache-2.0
#include "core/servers/client_capabilities.h"

#include <QJsonArray>
#include <QTest>

using namespace gatewright::servers;

class TestClientCapabilities : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    // Written as text in the source: a slip there would be an empty object.
    void theTextIsJson()
    {
        const QJsonObject capabilities = clientCapabilities();
        const QJsonObject documents = capabilities[QLatin1String("textDocument")].toObject();
        QCOMPARE(capabilities[QLatin1String("general")][QLatin1String("positionEncodings")].toArray(),
                 QJsonArray{QStringLiteral("utf-16")});
        for (const char *part : {"completion", "hover", "signatureHelp", "rename", "codeAction", "inlayHint",
                                 "publishDiagnostics", "semanticTokens"})
            QVERIFY2(documents.contains(QLatin1String(part)), part);
        QVERIFY(documents[QLatin1String("completion")][QLatin1String("completionItem")]
                         [QLatin1String("snippetSupport")]
                             .toBool());
    }
    void everyColouredKindIsAskedFor()
    {
        const QJsonObject tokens =
            clientCapabilities()[QLatin1String("textDocument")][QLatin1String("semanticTokens")].toObject();
        QCOMPARE(tokens[QLatin1String("tokenTypes")].toArray(),
                 QJsonArray::fromStringList(semanticTokenTypes()));
        QVERIFY(tokens[QLatin1String("tokenModifiers")].toArray().contains(QStringLiteral("deprecated")));
        QVERIFY(tokens[QLatin1String("requests")][QLatin1String("full")][QLatin1String("delta")].toBool());
    }
};

QTEST_GUILESS_MAIN(TestClientCapabilities)
#include "tst_client_capabilities.moc"
