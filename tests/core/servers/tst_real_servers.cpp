// SPDX-License-Identifier: Apache-2.0
// clangd and ruff as they are installed: that what we tell them and read of them is what they mean.
#include "core/lsp/completion_types.h"
#include "core/lsp/semantic_tokens.h"
#include "core/servers/language_servers.h"
#include "tests/support/files.h"
#include "tests/support/need.h"
#include "tests/support/result_test.h"

#include <QSignalSpy>
#include <QTest>
#include <QUrl>

#include <algorithm>
#include <memory>
#include <optional>

using namespace gatewright;
using namespace gatewright::servers;
using namespace std::chrono_literals;

namespace {

const std::string kernel = "#include <ap_int.h>\n"                               // 0
                           "#include <hls_stream.h>\n"                           // 1
                           "\n"                                                  // 2
                           "static int twice(int value) { return value * 2; }\n" // 3
                           "\n"                                                  // 4
                           "void top(hls::stream<ap_int<8>> &in, int &out)\n"    // 5
                           "{\n"                                                 // 6
                           "    auto first = twice(4);\n"                        // 7
                           "    out = first;\n"                                  // 8
                           "    in.\n"                                           // 9
                           "}\n";

Result<ServerPlan> installed(const PlanInputs &inputs, const QString &id)
{
    for (const ServerPlan &plan : planServers(inputs)) {
        if (plan.description.id != id)
            continue;
        if (plan.absence == Absence::Missing)
            return makeError(ErrorCode::Missing, plan.description.howToGet);
        return plan;
    }
    return makeError(ErrorCode::Internal, QStringLiteral("no such server"));
}

} // namespace

class TestRealServers : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void cleanup()
    {
        m_servers.reset();
        m_documents.clear();
    }

    void clangdKnowsHls()
    {
        const ClangdProfile profile{m_folder.path("profile"),
                                    {QStringLiteral(GATEWRIGHT_SOURCE_DIR "/resources/hls/include"),
                                     QStringLiteral(GATEWRIGHT_BUILD_DIR "/share/gatewright/hls/ap_types")}};
        const QString file = m_folder.write("work/top.cpp", QByteArray::fromStdString(kernel));
        const QString other = m_folder.write("work/other.cpp", "void top();\nint call() { return 1; }\n");
        GW_VERIFY_RESULT(profile.writeConfig({}));
        GW_VERIFY_RESULT(profile.writeDatabase(m_folder.path("work"), {file, other}));
        PlanInputs inputs;
        inputs.workspace = m_folder.path("work");
        inputs.clangd = profile;
        const auto plan = installed(inputs, QStringLiteral("clangd"));
        GW_NEED(plan);
        start(*plan, file, Language::HlsCpp, kernel);

        // The headers of HLS are found: only the unfinished line is wrong.
        QTRY_VERIFY_WITH_TIMEOUT(!m_findings.empty(), 60'000);
        for (const lsp::Diagnostic &found : m_findings.back().diagnostics)
            QVERIFY2(found.range.start.line >= 9, qPrintable(found.message));

        const auto completions = lsp::completionsFromJson(*ask("textDocument/completion", place({9, 7})));
        GW_VERIFY_RESULT(completions);
        const auto read = std::ranges::find(completions->items, QStringLiteral("read"),
                                            [](const auto &item) { return item.filterText; });
        QVERIFY(read != completions->items.end());

        const auto hover = lsp::hoverFromJson(*ask("textDocument/hover", place({7, 18})));
        GW_VERIFY_RESULT(hover);
        QVERIFY(hover->has_value() && (*hover)->text.text.contains(QLatin1String("twice")));

        const auto definition = lsp::locationsFromJson(*ask("textDocument/definition", place({7, 18})));
        GW_VERIFY_RESULT(definition);
        QCOMPARE(definition->at(0).range.start, (Position{3, 11}));

        const auto signature = lsp::signatureHelpFromJson(*ask("textDocument/signatureHelp", place({7, 23})));
        GW_VERIFY_RESULT(signature);
        QVERIFY(signature->has_value());
        QCOMPARE((*signature)->signatures[0].parameters.size(), std::size_t{1});

        QJsonObject rename = place({3, 12});
        rename.insert(QStringLiteral("newName"), QStringLiteral("doubled"));
        const auto edit = lsp::workspaceEditFromJson(*ask("textDocument/rename", rename));
        GW_VERIFY_RESULT(edit);
        QCOMPARE(edit->changes.begin()->second.size(), std::size_t{2});

        const auto symbols =
            lsp::documentSymbolsFromJson(*ask("textDocument/documentSymbol", documentParams(m_uri)));
        GW_VERIFY_RESULT(symbols);
        QCOMPARE(symbols->size(), std::size_t{2});

        QJsonObject hints = documentParams(m_uri);
        hints.insert(QStringLiteral("range"), lsp::toJson(Range{{0, 0}, {10, 0}}));
        const auto inlay = lsp::inlayHintsFromJson(*ask("textDocument/inlayHint", hints));
        GW_VERIFY_RESULT(inlay);
        QVERIFY(std::ranges::find(*inlay, QStringLiteral(": int"), &lsp::InlayHint::label) != inlay->end());

        lsp::SemanticTokens tokens;
        GW_VERIFY_RESULT(tokens.take(*ask("textDocument/semanticTokens/full", documentParams(m_uri))));
        QVERIFY(tokens.tokens().size() > 5);

        QJsonObject format = documentParams(m_uri);
        format.insert(QStringLiteral("options"),
                      QJsonObject{{QStringLiteral("tabSize"), 4}, {QStringLiteral("insertSpaces"), true}});
        GW_VERIFY_RESULT(lsp::editsFromJson(*ask("textDocument/formatting", format)));
    }

    void ruffFindsAndFixes()
    {
        PlanInputs inputs;
        inputs.programFolders =
            QStringList{QStringLiteral(GATEWRIGHT_BUILD_DIR "/share/gatewright/python/bin")};
        inputs.workspace = m_folder.path("work");
        const auto plan = installed(inputs, QStringLiteral("ruff"));
        GW_NEED(plan);
        const std::string text = "import os\nx=1\n";
        start(*plan, m_folder.write("work/a.py", QByteArray::fromStdString(text)), Language::Qiskit, text);
        QTRY_VERIFY_WITH_TIMEOUT(!m_findings.empty(), 60'000);
        QCOMPARE(m_findings.back().diagnostics.at(0).code, QStringLiteral("F401"));
        const Range place{{0, 7}, {0, 9}};
        QJsonObject params = documentParams(m_uri);
        params.insert(QStringLiteral("range"), lsp::toJson(place));
        params.insert(QStringLiteral("context"),
                      QJsonObject{{QStringLiteral("diagnostics"),
                                   m_servers->all().front()->rawFindings(m_uri, place)}});
        const auto actions = lsp::codeActionsFromJson(*ask("textDocument/codeAction", params));
        GW_VERIFY_RESULT(actions);
        QVERIFY(std::ranges::any_of(
            *actions, [](const auto &action) { return action.title.contains(QLatin1String("F401")); }));
        QJsonObject format = documentParams(m_uri);
        format.insert(QStringLiteral("options"),
                      QJsonObject{{QStringLiteral("tabSize"), 4}, {QStringLiteral("insertSpaces"), true}});
        const auto edits = lsp::editsFromJson(*ask("textDocument/formatting", format));
        GW_VERIFY_RESULT(edits);
        QVERIFY(!edits->empty());
    }

private:
    void start(const ServerPlan &plan, const QString &file, Language language, const std::string &text)
    {
        m_findings.clear();
        m_uri = QString::fromLatin1(QUrl::fromLocalFile(file).toEncoded());
        m_documents = {{m_uri, language, Revision{1}, text}};
        m_servers = std::make_unique<LanguageServers>(m_clock, [this] { return m_documents; });
        connect(m_servers.get(), &LanguageServers::found, this,
                [this](const ServerFindings &found) { m_findings.push_back(found); });
        m_servers->setPlans({plan});
        QVERIFY(QTest::qWaitFor([this] { return m_servers->all().front()->isReady(); }, 60'000));
    }
    [[nodiscard]] QJsonObject place(Position at) const { return placeParams(m_uri, at); }
    // Null after a failure, which the reader of the answer then shows.
    std::unique_ptr<lsp::Field> ask(const char *method, const QJsonObject &params)
    {
        std::optional<Result<lsp::Field>> answer;
        m_servers->all().front()->ask(
            QLatin1String(method), m_uri, params, this,
            [&answer](Result<lsp::Field> given) { answer = std::move(given); }, 60s);
        if (!QTest::qWaitFor([&answer] { return answer.has_value(); }, 70'000) || !*answer) {
            qWarning() << method << (answer ? answer->error().toString() : QStringLiteral("no answer"));
            return std::make_unique<lsp::Field>(QJsonValue(QStringLiteral("failed")));
        }
        return std::make_unique<lsp::Field>(**answer);
    }

    test::Folder m_folder;
    SystemClock m_clock;
    QString m_uri;
    std::vector<lsp::OpenDocument> m_documents;
    std::vector<ServerFindings> m_findings;
    std::unique_ptr<LanguageServers> m_servers;
};

QTEST_GUILESS_MAIN(TestRealServers)
#include "tst_real_servers.moc"
