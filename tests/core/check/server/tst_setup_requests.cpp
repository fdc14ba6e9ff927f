// SPDX-License-Identifier: Apache-2.0
#include "core/check/protocol/setup_messages.h"
#include "core/check/server/checker_server.h"
#include "core/lsp/client_endpoint.h"
#include "core/lsp/types.h"
#include "tests/core/lsp/pipe_pair.h"
#include "tests/support/manual_clock.h"
#include "tests/support/result_test.h"

#include <QTest>

#include <atomic>
#include <memory>
#include <optional>
#include <thread>

using namespace gatewright;
using namespace gatewright::checker;
using namespace std::chrono_literals;

namespace {

// What installing and checking share in these tests.
struct World
{
    std::atomic<bool> isInstalled = false;
    std::atomic<bool> isHeld = false; // an installation goes on until this is false
    std::atomic<int> running = 0;
    std::atomic<int> stopped = 0;
};

class ScriptedSetup final : public EnvironmentSetup
{
public:
    explicit ScriptedSetup(World &world)
        : m_world(world)
    {
    }
    QString id() const override { return QStringLiteral("setup"); }
    bool serves(Language language) const override { return language == Language::Qiskit; }
    Result<SetupPlan> plan(std::stop_token) const override
    {
        SetupPlan plan;
        plan.title = QStringLiteral("Qiskit 2");
        plan.packages = QStringList{QStringLiteral("qiskit 2")};
        plan.folder = QStringLiteral("/set");
        plan.hosts = QStringList{QStringLiteral("pypi.org")};
        plan.isDone = m_world.isInstalled;
        return plan;
    }
    Result<void> run(const QString &folder, const ProgressSink &progress,
                     std::stop_token token) const override
    {
        if (folder != QLatin1String("/set"))
            return makeError(ErrorCode::InvalidInput, QStringLiteral("Another plan."));
        ++m_world.running;
        progress({0.5, QStringLiteral("half")});
        while (m_world.isHeld && !token.stop_requested())
            std::this_thread::yield();
        --m_world.running;
        if (token.stop_requested()) {
            ++m_world.stopped;
            return makeError(ErrorCode::Cancelled, QStringLiteral("Cancelled."));
        }
        m_world.isInstalled = true;
        return {};
    }

private:
    World &m_world;
};

// Can be made once something is installed, like the linter.
class NeedyCheck final : public Check
{
public:
    explicit NeedyCheck(World &world)
        : m_world(world)
    {
    }
    QString id() const override { return QStringLiteral("needy"); }
    Tier tier() const override { return Tier::T1; }
    bool serves(Language language) const override { return language == Language::Qiskit; }
    Result<std::vector<Diagnostic>> run(const CheckInput &, std::stop_token) const override
    {
        if (!m_world.isInstalled)
            return makeError(ErrorCode::Missing, QStringLiteral("Not installed."));
        Diagnostic finding;
        finding.severity = Severity::Hint;
        finding.code = QStringLiteral("found");
        return std::vector<Diagnostic>{finding};
    }

private:
    World &m_world;
};

} // namespace

// gatewright/setup/plan and gatewright/setup/run, as the window sends them.
class TestSetupRequests : public QObject
{
    Q_OBJECT

    using Answer = std::optional<Result<QJsonValue>>;

    const QString uri = QStringLiteral("untitled:bell.py");
    test::ManualClock m_clock;
    std::unique_ptr<World> m_world;
    std::unique_ptr<Registries> m_registries;
    std::unique_ptr<lsp::ServerEndpoint> m_endpoint;
    std::unique_ptr<CheckerServer> m_server;
    std::unique_ptr<lsp::ClientEndpoint> m_client;
    QList<Progress> m_progress;
    QList<Published> m_published;

    lsp::RequestHandle send(const QString &method, const QJsonObject &params, Answer &answer)
    {
        return m_client->request(method, params, this,
                                 [&answer](Result<QJsonValue> result) { answer = std::move(result); });
    }
    Result<QJsonValue> request(const QString &method, const QJsonObject &params)
    {
        Answer answer;
        (void)send(method, params, answer);
        if (!QTest::qWaitFor([&answer] { return answer.has_value(); }, 10'000))
            return makeError(ErrorCode::Timeout, QStringLiteral("no answer"));
        return *answer;
    }
    static QJsonObject agreed() { return toJson(SetupQuestion{Language::Qiskit, QStringLiteral("/set")}); }

private Q_SLOTS:
    void init()
    {
        m_world = std::make_unique<World>();
        m_progress.clear();
        m_published.clear();
        m_registries = std::make_unique<Registries>();
        GW_VERIFY_RESULT(m_registries->addSetup(std::make_unique<ScriptedSetup>(*m_world)));
        GW_VERIFY_RESULT(m_registries->addCheck(std::make_unique<NeedyCheck>(*m_world)));
        PipePair pipes;
        m_endpoint = std::make_unique<lsp::ServerEndpoint>(pipes.far());
        m_server = std::make_unique<CheckerServer>(*m_endpoint, *m_registries, m_clock,
                                                   CheckerOptions{QStringLiteral("1"), {}, 20ms});
        m_client = std::make_unique<lsp::ClientEndpoint>(std::move(pipes.near));
        m_client->onNotification(method::setupProgress, this, [this](const QJsonValue &params) {
            m_progress << *progressFromJson(lsp::Field(params));
        });
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
        m_world->isHeld = false;
        m_client.reset();
        m_server.reset();
        m_endpoint.reset();
    }

    void aPlanSaysWhatWouldBeInstalled()
    {
        const auto answer = request(method::setupPlan, toJson(SetupQuestion{Language::Qiskit}));
        GW_VERIFY_RESULT(answer);
        const auto plan = setupPlanFromJson(lsp::Field(*answer));
        GW_VERIFY_RESULT(plan);
        QCOMPARE(plan->title, QStringLiteral("Qiskit 2"));
        QCOMPARE(plan->folder, QStringLiteral("/set"));
        QVERIFY(!plan->isDone);
        QVERIFY(!m_world->isInstalled);
    }

    void anInstallationTellsHowFarItIs()
    {
        GW_VERIFY_RESULT(request(method::setupRun, agreed()));
        QVERIFY(m_world->isInstalled);
        QCOMPARE(m_progress.size(), 1);
        QCOMPARE(m_progress[0].fraction, 0.5);
        QCOMPARE(m_progress[0].text, QStringLiteral("half"));
    }

    // No restart: what could not be checked is checked once it can be.
    void whatIsOpenIsCheckedAgainAfterwards()
    {
        m_client->notify(QStringLiteral("textDocument/didOpen"),
                         lsp::didOpenParams(uri, TextDocument(Language::Qiskit, "x = 1\n", Revision{1})));
        const auto lastCode = [this] {
            return m_published.isEmpty() || m_published.last().diagnostics.empty()
                       ? QString()
                       : m_published.last().diagnostics[0].code;
        };
        QTRY_COMPARE(lastCode(), QStringLiteral("not-checked"));
        GW_VERIFY_RESULT(request(method::setupRun, agreed()));
        QTRY_COMPARE(lastCode(), QStringLiteral("found"));
        const auto answer = request(method::check, toJson(CheckQuestion{uri, {}, Tier::T1}));
        GW_VERIFY_RESULT(answer);
        QCOMPARE(checkAnswerFromJson(lsp::Field(*answer))->status, CheckStatus::Passed);
    }

    void checksGoOnMeanwhile()
    {
        m_world->isHeld = true;
        Answer answer;
        (void)send(method::setupRun, agreed(), answer);
        QTRY_COMPARE(m_world->running.load(), 1);
        const auto checked =
            request(method::check, toJson(CheckQuestion{uri, QStringLiteral("x = 1\n"), Tier::T1}));
        GW_VERIFY_RESULT(checked);
        QVERIFY(!answer);
        m_world->isHeld = false;
        QTRY_VERIFY(answer);
        GW_VERIFY_RESULT(*answer);
    }

    void cancellingStopsTheInstallation()
    {
        m_world->isHeld = true;
        Answer answer;
        lsp::RequestHandle handle = send(method::setupRun, agreed(), answer);
        QTRY_COMPARE(m_world->running.load(), 1);
        handle.cancel();
        QTRY_VERIFY(answer);
        GW_VERIFY_ERROR(*answer, ErrorCode::Cancelled);
        QTRY_COMPARE(m_world->stopped.load(), 1);
        QVERIFY(!m_world->isInstalled);
        m_world->isHeld = false;
        GW_VERIFY_RESULT(request(method::setupRun, agreed()));
    }

    // The window closes: nobody waits for an installation.
    void theEndOfTheServerStopsTheInstallation()
    {
        m_world->isHeld = true;
        Answer answer;
        (void)send(method::setupRun, agreed(), answer);
        QTRY_COMPARE(m_world->running.load(), 1);
        m_server.reset();
        QCOMPARE(m_world->stopped.load(), 1);
        m_endpoint.reset();
        QTRY_VERIFY(answer); // nobody is left who could give a good one
        QVERIFY(!answer->has_value());
    }

    void onlyWhatWasAgreedToIsInstalled()
    {
        GW_VERIFY_ERROR(
            request(method::setupRun, toJson(SetupQuestion{Language::Qiskit, QStringLiteral("/x")})),
            ErrorCode::InvalidInput);
        GW_VERIFY_ERROR(request(method::setupRun, toJson(SetupQuestion{Language::Qiskit})),
                        ErrorCode::InvalidInput);
        QVERIFY(!m_world->isInstalled);
    }

    void otherLanguagesNeedNothing()
    {
        for (const QLatin1String method : {method::setupPlan, method::setupRun}) {
            GW_VERIFY_ERROR(request(method, toJson(SetupQuestion{Language::HlsCpp})), ErrorCode::Unsupported);
            QVERIFY(!request(method, {{QStringLiteral("languageId"), 7}}));
        }
    }

    void onlyOnePluginSetsALanguageUp()
    {
        GW_VERIFY_ERROR(m_registries->addSetup(std::make_unique<ScriptedSetup>(*m_world)),
                        ErrorCode::InvalidInput);
        QVERIFY(m_registries->setupFor(Language::Qiskit) != nullptr);
        QVERIFY(m_registries->setupFor(Language::HlsCpp) == nullptr);
    }
};

QTEST_GUILESS_MAIN(TestSetupRequests)
#include "tst_setup_requests.moc"
