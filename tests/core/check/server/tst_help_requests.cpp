// SPDX-License-Identifier: Apache-2.0
#include "core/check/protocol/help_messages.h"
#include "core/check/server/checker_server.h"
#include "core/lsp/client_endpoint.h"
#include "core/lsp/completion_types.h"
#include "core/lsp/types.h"
#include "tests/core/lsp/pipe_pair.h"
#include "tests/support/manual_clock.h"
#include "tests/support/result_test.h"

#include <QTest>

#include <memory>
#include <optional>
#include <tuple>

using namespace gatewright;
using namespace gatewright::checker;
using namespace std::chrono_literals;

namespace {

// Knows one word by heart, wherever it is asked.
class ScriptedHelp final : public CodeHelp
{
public:
    QString id() const override { return QStringLiteral("help"); }
    bool serves(Language language) const override { return language == Language::HlsCpp; }
    Suggestions suggestions(const TextDocument &document, std::size_t offset,
                            const std::stop_token &) const override
    {
        Suggestion made;
        made.label = QString::number(offset);
        made.kind = Suggestion::Kind::Option;
        made.range = document.range(offset, offset);
        made.text = "II=";
        made.explanation = QStringLiteral("The *interval*.");
        made.elsewhere = {{document.range(0, 0), "first\n"}};
        return {{made}, true};
    }
    std::optional<Explanation> explanation(const TextDocument &document, std::size_t offset,
                                           const std::stop_token &) const override
    {
        if (offset > 3)
            return std::nullopt;
        return Explanation{QStringLiteral("A word."), document.range(0, 3)};
    }
};

} // namespace

// textDocument/completion and textDocument/hover, as the window sends them.
class TestHelpRequests : public QObject
{
    Q_OBJECT

    const QString uri = QStringLiteral("untitled:fir.cpp");
    test::ManualClock m_clock;
    std::unique_ptr<Registries> m_registries;
    std::unique_ptr<lsp::ServerEndpoint> m_endpoint;
    std::unique_ptr<CheckerServer> m_server;
    std::unique_ptr<lsp::ClientEndpoint> m_client;

    void open(const std::string &text)
    {
        m_client->notify(QStringLiteral("textDocument/didOpen"),
                         lsp::didOpenParams(uri, TextDocument(Language::HlsCpp, text, Revision{1})));
    }
    Result<QJsonValue> request(const QString &method, const QJsonObject &params)
    {
        std::optional<Result<QJsonValue>> answer;
        m_client->request(method, params, this,
                          [&answer](Result<QJsonValue> result) { answer = std::move(result); });
        if (!QTest::qWaitFor([&answer] { return answer.has_value(); }, 10'000))
            return makeError(ErrorCode::Timeout, QStringLiteral("no answer"));
        return *answer;
    }
    Result<QJsonValue> askAt(QLatin1String what, const QString &where, const QJsonValue &line, int character)
    {
        return request(
            what, {{QStringLiteral("textDocument"), QJsonObject{{QStringLiteral("uri"), where}}},
                   {QStringLiteral("position"),
                    QJsonObject{{QStringLiteral("line"), line}, {QStringLiteral("character"), character}}}});
    }

private Q_SLOTS:
    void init()
    {
        m_registries = std::make_unique<Registries>();
        GW_VERIFY_RESULT(m_registries->addHelp(std::make_unique<ScriptedHelp>()));
        PipePair pipes;
        m_endpoint = std::make_unique<lsp::ServerEndpoint>(pipes.far());
        m_server = std::make_unique<CheckerServer>(*m_endpoint, *m_registries, m_clock,
                                                   CheckerOptions{QStringLiteral("1"), {}, 20ms});
        m_client = std::make_unique<lsp::ClientEndpoint>(std::move(pipes.near));
        m_endpoint->start();
        m_client->start();
        bool ready = false;
        m_client->initialize({}, this, [&ready](const auto &answer) { ready = answer.has_value(); });
        QTRY_VERIFY(ready);
    }
    void cleanup()
    {
        m_client.reset();
        m_server.reset();
        m_endpoint.reset();
    }

    void completesAndExplains()
    {
        QVERIFY(m_client->capabilities().contains(QStringLiteral("completionProvider")));
        QVERIFY(m_client->capabilities().value(QStringLiteral("hoverProvider")).toBool());
        open("int a;\n");
        const auto answer = askAt(method::completion, uri, 0, 4);
        GW_VERIFY_RESULT(answer);
        const auto list = lsp::completionsFromJson(lsp::Field(*answer));
        GW_VERIFY_RESULT(list);
        QVERIFY(list->isIncomplete);
        QCOMPARE(list->items.size(), std::size_t(1));
        const lsp::CompletionItem &item = list->items.front();
        QCOMPARE(item.label, QStringLiteral("4"));
        QCOMPARE(item.newText, QStringLiteral("II="));
        QCOMPARE(item.range, std::optional(Range{{0, 4}, {0, 4}}));
        QCOMPARE(item.documentation, (lsp::Markup{QStringLiteral("The *interval*."), true}));
        QCOMPARE(item.additionalEdits.size(), std::size_t(1));
        const auto hover = askAt(method::hover, uri, 0, 1);
        GW_VERIFY_RESULT(hover);
        const auto read = lsp::hoverFromJson(lsp::Field(*hover));
        GW_VERIFY_RESULT(read);
        QCOMPARE((*read)->text.text, QStringLiteral("A word."));
        QCOMPARE((*read)->range, std::optional(Range{{0, 0}, {0, 3}}));
        QVERIFY(askAt(method::hover, uri, 0, 5)->isNull());
    }

    void placesOutsideOfTheTextAreMovedInside()
    {
        open("int a;\n");
        for (const auto &[line, character, offset] :
             {std::tuple(0, 1000, 6), {99, 0, 7}, {2147483647, 2147483647, 7}}) {
            const auto answer = askAt(method::completion, uri, line, character);
            GW_VERIFY_RESULT(answer);
            QCOMPARE(lsp::completionsFromJson(lsp::Field(*answer))->items.front().label,
                     QString::number(offset));
        }
    }

    void whatIsAskedWronglyIsRefusedAndTheNextIsAnswered()
    {
        open("int a;\n");
        QVERIFY(!askAt(method::completion, QStringLiteral("file:///not/open.cpp"), 0, 0));
        QVERIFY(!askAt(method::completion, uri, -1, 0));
        QVERIFY(!askAt(method::hover, uri, QStringLiteral("one"), 0));
        QVERIFY(!request(method::hover, {}));
        QVERIFY(askAt(method::hover, uri, 0, 0));
    }

    // Nothing is known of Python here: an empty list, and no error.
    void aLanguageThatNobodyKnowsGetsAnEmptyList()
    {
        const QString python = QStringLiteral("untitled:bell.py");
        m_client->notify(QStringLiteral("textDocument/didOpen"),
                         lsp::didOpenParams(python, TextDocument(Language::Qiskit, "x = 1\n", Revision{1})));
        const auto answer = askAt(method::completion, python, 0, 0);
        GW_VERIFY_RESULT(answer);
        QVERIFY(lsp::completionsFromJson(lsp::Field(*answer))->items.empty());
        QVERIFY(askAt(method::hover, python, 0, 0)->isNull());
    }
};

QTEST_GUILESS_MAIN(TestHelpRequests)
#include "tst_help_requests.moc"
