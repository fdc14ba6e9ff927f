// SPDX-License-Identifier: Apache-2.0
#include "core/servers/server_feature.h"

#include <QJsonDocument>
#include <QTest>

using namespace gatewright::servers;

class TestServerFeature : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whatIsOffered_data()
    {
        QTest::addColumn<QByteArray>("capabilities");
        QTest::addColumn<int>("feature");
        QTest::addColumn<bool>("offered");
        const auto row = [](const char *capabilities, ServerFeature feature, bool offered) {
            QTest::addRow("%s %d", capabilities, static_cast<int>(feature))
                << QByteArray(capabilities) << static_cast<int>(feature) << offered;
        };
        row("{}", ServerFeature::Hover, false);
        row(R"({"hoverProvider": true})", ServerFeature::Hover, true);
        row(R"({"hoverProvider": false})", ServerFeature::Hover, false);
        row(R"({"hoverProvider": {}})", ServerFeature::Hover, true);
        row(R"({"hoverProvider": null})", ServerFeature::Hover, false);
        row(R"({"hoverProvider": "yes"})", ServerFeature::Hover, false);
        row(R"({"hoverProvider": true})", ServerFeature::Definition, false);
        row(R"({"completionProvider": {}})", ServerFeature::Completion, true);
        row(R"({"completionProvider": {}})", ServerFeature::CompletionResolve, false);
        row(R"({"completionProvider": {"resolveProvider": true}})", ServerFeature::CompletionResolve, true);
        row(R"({"renameProvider": true})", ServerFeature::Rename, true);
        row(R"({"renameProvider": true})", ServerFeature::PrepareRename, false);
        row(R"({"renameProvider": {"prepareProvider": true}})", ServerFeature::PrepareRename, true);
        row(R"({"codeActionProvider": {"resolveProvider": true}})", ServerFeature::ActionResolve, true);
        row(R"({"semanticTokensProvider": {"full": true}})", ServerFeature::SemanticTokens, true);
        row(R"({"semanticTokensProvider": {"full": true}})", ServerFeature::SemanticTokensDelta, false);
        row(R"({"semanticTokensProvider": {"full": {"delta": true}}})", ServerFeature::SemanticTokensDelta,
            true);
        row(R"({"semanticTokensProvider": {"range": true}})", ServerFeature::SemanticTokens, false);
    }
    void whatIsOffered()
    {
        QFETCH(const QByteArray, capabilities);
        QFETCH(const int, feature);
        const QJsonObject object = QJsonDocument::fromJson(capabilities).object();
        QTEST(offers(object, static_cast<ServerFeature>(feature)), "offered");
    }
    // Each has its own key: a server that offers one of them does not offer another.
    void eachIsOfferedByItself()
    {
        constexpr std::pair<const char *, ServerFeature> alone[] = {
            {"signatureHelpProvider", ServerFeature::Signature},
            {"declarationProvider", ServerFeature::Declaration},
            {"implementationProvider", ServerFeature::Implementation},
            {"referencesProvider", ServerFeature::References},
            {"documentSymbolProvider", ServerFeature::Symbols},
            {"documentFormattingProvider", ServerFeature::Format},
            {"documentRangeFormattingProvider", ServerFeature::FormatRange},
            {"inlayHintProvider", ServerFeature::InlayHints},
            {"executeCommandProvider", ServerFeature::Commands}};
        for (const auto &[key, feature] : alone) {
            const QJsonObject object{{QLatin1String(key), true}};
            for (const auto &[other, asked] : alone)
                QCOMPARE(offers(object, asked), asked == feature);
        }
    }
};

QTEST_GUILESS_MAIN(TestServerFeature)
#include "tst_server_feature.moc"
