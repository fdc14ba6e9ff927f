// SPDX-License-Identifier: Apache-2.0
#include "core/check/server/checker_server.h"
#include "core/check/syntax_check.h"
#include "core/lsp/client_endpoint.h"
#include "core/lsp/types.h"
#include "tests/core/lsp/pipe_pair.h"
#include "tests/support/manual_clock.h"
#include "tests/support/result_test.h"

#include <QFile>
#include <QJsonArray>
#include <QTemporaryDir>
#include <QTest>
#include <QUrl>

#include <atomic>
#include <memory>
#include <optional>
#include <thread>
#include <tuple>

using namespace gatewright;
using namespace gatewright::checker;
using namespace std::chrono_literals;

namespace {

// Stands for the compiler: "bad" in the text is an error with a fix, "slow" waits until it is stopped.
class ScriptedCompiler final : public Check
{
public:
    explicit ScriptedCompiler(std::atomic<int> &runs)
        : m_runs(runs)
    {
    }
    QString id() const override { return QStringLiteral("compiler"); }
    Tier tier() const override { return Tier::T1; }
    bool serves(Language language) const override { return language == Language::HlsCpp; }
    Result<std::vector<Diagnostic>> run(const CheckInput &input, std::stop_token token) const override
    {
        ++m_runs;
        if (input.document.text().find("slow") != std::string_view::npos) {
            while (!token.stop_requested())
                std::this_thread::yield();
            return makeError(ErrorCode::Cancelled, QStringLiteral("Cancelled."));
        }
        if (input.document.text().find("bad") == std::string_view::npos)
            return std::vector<Diagnostic>();
        Diagnostic error;
        error.range = {{0, 4}, {0, 7}};
        error.code = QStringLiteral("bad");
        error.message = QStringLiteral("Bad name.");
        error.fixes = {{QStringLiteral("Write good"), {{error.range, "good"}}}};
        return std::vector<Diagnostic>{error};
    }

private:
    std::atomic<int> &m_runs;
};

class ScriptedSimulation final : public Simulation
{
public:
    explicit ScriptedSimulation(std::atomic<int> &runs)
        : m_runs(runs)
    {
    }
    QString id() const override { return QStringLiteral("simulation"); }
    bool serves(Language language) const override { return language == Language::HlsCpp; }
    bool canRun(const SimulationInput &) const override { return true; }
    Result<SimulationReport> run(const SimulationInput &input, std::stop_token) const override
    {
        ++m_runs;
        SimulationReport report;
        report.outcome = input.input.document.text().find("wrong") == std::string_view::npos
                             ? SimulationOutcome::Passed
                             : SimulationOutcome::Failed;
        report.message = input.top;
        return report;
    }

private:
    std::atomic<int> &m_runs;
};

} // namespace

class TestCheckerServer : public QObject
{
    Q_OBJECT

    QTemporaryDir m_folder;
    const QString uri = made("fir.cpp"); // a file of the workspace
    test::ManualClock m_clock;
    std::atomic<int> m_compilations = 0;
    std::atomic<int> m_runs = 0;
    std::unique_ptr<Registries> m_registries;
    std::unique_ptr<lsp::ServerEndpoint> m_endpoint;
    std::unique_ptr<CheckerServer> m_server;
    std::unique_ptr<lsp::ClientEndpoint> m_client;
    QList<Published> m_published;

    // The URI of a file that exists, if with another text.
    QString made(const char *name) const { return made(m_folder, name); }
    static QString made(const QTemporaryDir &folder, const char *name)
    {
        const QString path = folder.filePath(QLatin1String(name));
        QFile file(path);
        if (!file.open(QIODevice::WriteOnly))
            qFatal("no file can be made");
        return QUrl::fromLocalFile(path).toString();
    }
    void open(const std::string &text) { open(text, uri); }
    void open(const std::string &text, const QString &where)
    {
        m_client->notify(QStringLiteral("textDocument/didOpen"),
                         lsp::didOpenParams(where, TextDocument(Language::HlsCpp, text, Revision{1})));
    }
    void change(int version, const std::string &text)
    {
        m_client->notify(
            QStringLiteral("textDocument/didChange"),
            lsp::didChangeWholeParams(uri, TextDocument(Language::HlsCpp, text, Revision{version})));
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
    Result<CheckAnswer> check(Tier highest, std::optional<QString> text = {})
    {
        const auto answer = request(method::check, toJson(CheckQuestion{uri, std::move(text), highest}));
        return answer ? checkAnswerFromJson(lsp::Field(*answer))
                      : Result<CheckAnswer>(tl::unexpected(answer.error()));
    }
    void trust(bool trusted)
    {
        m_client->notify(method::workspace, toJson(WorkspaceState{m_folder.path(), trusted}));
    }

private Q_SLOTS:
    void init()
    {
        m_compilations = 0;
        m_runs = 0;
        m_published.clear();
        m_registries = std::make_unique<Registries>();
        GW_VERIFY_RESULT(m_registries->addCheck(std::make_unique<SyntaxCheck>(Language::HlsCpp)));
        GW_VERIFY_RESULT(m_registries->addCheck(std::make_unique<ScriptedCompiler>(m_compilations)));
        GW_VERIFY_RESULT(m_registries->addSimulation(std::make_unique<ScriptedSimulation>(m_runs)));
        PipePair pipes;
        m_endpoint = std::make_unique<lsp::ServerEndpoint>(pipes.far());
        m_server = std::make_unique<CheckerServer>(*m_endpoint, *m_registries, m_clock,
                                                   CheckerOptions{QStringLiteral("1"), {}, 20ms});
        m_client = std::make_unique<lsp::ClientEndpoint>(std::move(pipes.near));
        m_client->onNotification(
            QStringLiteral("textDocument/publishDiagnostics"), this,
            [this](const QJsonValue &params) { m_published << *publishedFromJson(lsp::Field(params)); });
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

    void opensWithWhatDoesNotParseAndThenAll()
    {
        open("int bad = 1;\n");
        QTRY_COMPARE(m_published.size(), 2);
        QVERIFY(m_published[0].diagnostics.empty());
        QCOMPARE(m_published[1].diagnostics.size(), std::size_t(1));
        QCOMPARE(m_published[1].diagnostics[0].fixes.size(), std::size_t(1));
    }

    void typingIsCompiledOnceAtItsEnd()
    {
        open("int a;\n");
        QTRY_COMPARE(m_compilations.load(), 1);
        for (int version = 2; version <= 40; ++version)
            change(version, "int bad = " + std::to_string(version) + ";\n");
        QTRY_VERIFY(!m_published.isEmpty() && m_published.last().revision == Revision{40});
        QVERIFY2(m_compilations <= 3, qPrintable(QString::number(m_compilations)));
    }

    void aNewTextEndsTheCompilationOfTheOld()
    {
        open("int slow;\n");
        QTRY_COMPARE(m_compilations.load(), 1);
        change(2, "int a;\n");
        QTRY_VERIFY(!m_published.isEmpty() && m_published.last().revision == Revision{2});
    }

    void tiersAreAsFarAsAsked()
    {
        open("int a;\n");
        QCOMPARE(check(Tier::T0)->tier, std::optional(Tier::T0));
        QCOMPARE(check(Tier::T1)->tier, std::optional(Tier::T1));
        QCOMPARE(m_runs.load(), 0);
    }

    void onlyATrustedWorkspaceIsRunUnasked()
    {
        open("int a;\n");
        const auto untrusted = check(Tier::T2);
        GW_VERIFY_RESULT(untrusted);
        QCOMPARE(untrusted->tier, std::optional(Tier::T1));
        QVERIFY(untrusted->message.contains(QStringLiteral("not trusted")));
        QCOMPARE(m_runs.load(), 0);
        trust(true);
        const auto trusted = check(Tier::T2);
        GW_VERIFY_RESULT(trusted);
        QCOMPARE(trusted->tier, std::optional(Tier::T2));
        QCOMPARE(m_runs.load(), 1);
        trust(false);
        QCOMPARE(check(Tier::T2)->tier, std::optional(Tier::T1));
        QCOMPARE(m_runs.load(), 1);
    }

    void aFailedRunFails()
    {
        trust(true);
        open("int wrong;\n");
        const auto answer = check(Tier::T2);
        GW_VERIFY_RESULT(answer);
        QCOMPARE(answer->status, CheckStatus::Failed);
        QCOMPARE(answer->tier, std::optional(Tier::T1));
    }

    void theSameTextIsNotCompiledAgain()
    {
        open("int a;\n");
        QTRY_COMPARE(m_compilations.load(), 1);
        const QString text = QStringLiteral("int a; int b;\n");
        QCOMPARE(check(Tier::T1, text)->tier, std::optional(Tier::T1));
        QCOMPARE(check(Tier::T1, text)->tier, std::optional(Tier::T1));
        QCOMPARE(m_compilations.load(), 2);
        // Another document may be its header.
        open("int c;\n", made("fir.h"));
        QCOMPARE(check(Tier::T1, text)->tier, std::optional(Tier::T1));
        QVERIFY(m_compilations.load() >= 3);
    }

    void theSameTextIsNotRunAgain()
    {
        trust(true);
        open("int a;\n");
        QCOMPARE(check(Tier::T2)->tier, std::optional(Tier::T2));
        QCOMPARE(check(Tier::T2)->tier, std::optional(Tier::T2));
        QCOMPARE(m_runs.load(), 1);
    }

    void answersGrowOld()
    {
        open("int a;\n");
        QTRY_COMPARE(m_compilations.load(), 1);
        QVERIFY(check(Tier::T1, QStringLiteral("int b;\n")));
        m_clock.advance(AnswerCache::oldest + 1s);
        QVERIFY(check(Tier::T1, QStringLiteral("int b;\n")));
        QCOMPARE(m_compilations.load(), 3);
    }

    void aCancelledCheckIsAnsweredAtOnce()
    {
        open("int a;\n");
        std::optional<Result<QJsonValue>> answer;
        lsp::RequestHandle handle = m_client->request(
            method::check, toJson(CheckQuestion{uri, QStringLiteral("int slow;\n"), Tier::T1}), this,
            [&answer](Result<QJsonValue> result) { answer = std::move(result); });
        QTRY_VERIFY(m_compilations.load() >= 1);
        handle.cancel();
        QTRY_VERIFY(answer);
        GW_VERIFY_ERROR(*answer, ErrorCode::Cancelled);
        QCOMPARE(check(Tier::T1)->tier, std::optional(Tier::T1));
    }

    void aRunThatSomebodyAskedForNeedsNoTrust()
    {
        open("int a;\n");
        const auto answer =
            request(method::simulate, toJson(SimulationQuestion{uri, {}, QStringLiteral("fir"), 1}));
        GW_VERIFY_RESULT(answer);
        const auto report = simulationReportFromJson(lsp::Field(*answer));
        GW_VERIFY_RESULT(report);
        QVERIFY(report->passed());
        QCOMPARE(report->message, QStringLiteral("fir"));
    }

    void whatCannotBeRunSaysSo()
    {
        const QString python = made("bell.py");
        m_client->notify(QStringLiteral("textDocument/didOpen"),
                         lsp::didOpenParams(python, TextDocument(Language::Qiskit, "x = 1\n", Revision{1})));
        QVERIFY(!request(method::simulate, toJson(SimulationQuestion{python, {}, {}, 1})));
        QVERIFY(!request(method::simulate,
                         toJson(SimulationQuestion{QStringLiteral("file:///not/open.cpp"), {}, {}, 1})));
    }

    // Somebody else's file that is open in the same window was not meant.
    void trustEndsAtTheFolder()
    {
        QTemporaryDir elsewhere;
        const QString other = made(elsewhere, "kernel.cpp");
        QVERIFY(QFile::link(elsewhere.filePath(QStringLiteral("kernel.cpp")),
                            m_folder.filePath(QStringLiteral("link.cpp"))));
        const QString link = QUrl::fromLocalFile(m_folder.filePath(QStringLiteral("link.cpp"))).toString();
        trust(true);
        for (const QString &where : {other, link}) {
            open("int a;\n", where);
            const auto answer = request(method::check, toJson(CheckQuestion{where, {}, Tier::T2}));
            GW_VERIFY_RESULT(answer);
            QCOMPARE(checkAnswerFromJson(lsp::Field(*answer))->tier, std::optional(Tier::T1));
        }
        QCOMPARE(m_runs.load(), 0);
    }

    void aBrokenMessageAboutTheWorkspaceTrustsNothing()
    {
        trust(true);
        open("int a;\n");
        m_client->notify(method::workspace, QJsonObject{{QStringLiteral("trusted"), QStringLiteral("yes")}});
        QCOMPARE(check(Tier::T2)->tier, std::optional(Tier::T1));
        QCOMPARE(m_runs.load(), 0);
    }

    void whatWasTriedAsASuggestionIsKnownWhenAccepted()
    {
        open("int a;\n");
        QTRY_COMPARE(m_compilations.load(), 1);
        QVERIFY(check(Tier::T1, QStringLiteral("int a; int bad;\n")));
        QCOMPARE(m_compilations.load(), 2);
        change(2, "int a; int bad;\n");
        QTRY_VERIFY(m_published.last().revision == Revision{2} && !m_published.last().diagnostics.empty());
        QCOMPARE(m_compilations.load(), 2);
    }

    void aChangedHeaderHasItsUsersCheckedAgain()
    {
        open("int a;\n");
        QTRY_COMPARE(m_compilations.load(), 1);
        open("int c;\n", made("fir.h"));
        QTRY_COMPARE(m_compilations.load(), 3);
    }

    void fixesOfAnOlderTextAreNotOffered()
    {
        open("int bad = 1;\n");
        QTRY_COMPARE(m_published.size(), 2);
        change(2, "\n\nint slow = 1;\n");
        const auto actions =
            request(QStringLiteral("textDocument/codeAction"),
                    {{QStringLiteral("textDocument"), QJsonObject{{QStringLiteral("uri"), uri}}},
                     {QStringLiteral("range"), lsp::toJson(Range{{0, 0}, {9, 0}})}});
        GW_VERIFY_RESULT(actions);
        QVERIFY(actions->toArray().isEmpty());
    }

    void fixesAreCodeActions()
    {
        open("int bad = 1;\n");
        QTRY_COMPARE(m_published.size(), 2);
        const auto at = [&](int line) {
            return request(QStringLiteral("textDocument/codeAction"),
                           {{QStringLiteral("textDocument"), QJsonObject{{QStringLiteral("uri"), uri}}},
                            {QStringLiteral("range"), lsp::toJson(Range{{line, 5}, {line, 5}})}});
        };
        const auto here = at(0);
        GW_VERIFY_RESULT(here);
        QCOMPARE(here->toArray().size(), 1);
        QCOMPARE(at(1)->toArray().size(), 0);
    }
};

QTEST_GUILESS_MAIN(TestCheckerServer)
#include "tst_checker_server.moc"
