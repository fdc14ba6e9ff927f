// SPDX-License-Identifier: Apache-2.0
#include "core/base/clock.h"
#include "core/completion/local/local_model.h"
#include "core/completion/local/state_collector.h"
#include "core/completion/protocol/engine_messages.h"
#include "core/completion/protocol/learning_report.h"
#include "core/learn/head_job.h"
#include "core/learn/head_versions.h"
#include "core/learn/replay_store.h"
#include "core/lsp/client_endpoint.h"
#include "core/lsp/device_transport.h"
#include "core/lsp/document_store.h"
#include "core/lsp/types.h"
#include "core/model/known_models.h"
#include "core/model/model_source.h"
#include "core/process/process_tree.h"
#include "core/text/text_document.h"
#include "tests/support/files.h"
#include "tests/support/result_test.h"
#include "tests/support/send_signal.h"
#include "tests/support/test_model.h"

#include <QDirIterator>
#include <QFileInfo>
#include <QJsonArray>
#include <QProcess>
#include <QTest>

#include <csignal>
#include <memory>
#include <optional>

using namespace gatewright;
using namespace gatewright::completion;

namespace {

constexpr int patience = 240'000; // milliseconds: the machine may be busy with other tests
constexpr std::size_t kPositions = 2200;

// What the model knows of sources of the program itself, as if they had been accepted.
Result<learn::ModelIdentity> keepStates(const QString &modelFile, const QString &replayFolder)
{
    learn::ModelIdentity identity;
    GW_TRY(source, model::ModelSource::open(modelFile));
    GW_TRY(hash, model::sha256Of(source->weightFiles(), {}));
    identity.modelHash = hash;
    const SystemClock clock;
    GW_TRY(local, LocalModel::load(modelFile, {}, clock));
    GW_TRY(store, learn::ReplayStore::open(replayFolder, identity, local->model().config().embeddingLength));
    QDirIterator files(QStringLiteral(GATEWRIGHT_SOURCE_DIR "/core/decode"), {QStringLiteral("*.cpp")});
    std::size_t kept = 0;
    for (int number = 0; files.hasNext() && kept < kPositions; ++number) {
        std::vector<model::TokenId> tokens =
            local->tokenizer().encode(test::readFile(files.next()).toStdString(), model::Specials::AsText);
        tokens.resize(std::min(tokens.size(), kPositions - kept + 1));
        bool continues = false;
        const auto keep = [&](std::vector<learn::ReplayPosition> positions) {
            kept += positions.size();
            return store->append({learn::sourceOf(QStringLiteral("text-%1").arg(number)), 1.0F,
                                  std::exchange(continues, true), std::move(positions)});
        };
        StateCollector collector(local->context());
        GW_CHECK(collector.read(tokens, keep, {}));
    }
    return identity;
}

// The engine's program, and a client that speaks to it.
struct Engine
{
    explicit Engine(const QString &profile)
    {
        process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
        process.start(QStringLiteral(GATEWRIGHT_BIN_DIR "/gatewright-engine"),
                      {QStringLiteral("--model"), *test::modelFile(), QStringLiteral("--profile"), profile});
        client =
            std::make_unique<lsp::ClientEndpoint>(std::make_unique<lsp::DeviceTransport>(&process, &process));
        client->onNotification(method::learning, &context, [this](const QJsonValue &params) {
            if (const auto report = learningReportFromJson(params))
                told = *report;
        });
        client->onNotification(method::status, &context, [this](const QJsonValue &params) {
            isReady = engineStatusFromJson(params).state == ModelState::Ready;
        });
        client->start();
        client->initialize({}, &context, [](const Result<QJsonObject> &) {});
    }
    ~Engine()
    {
        client.reset();
        process.closeWriteChannel();
        if (!process.waitForFinished(30'000))
            process.kill();
    }
    Result<QJsonValue> ask(const QString &name, const QJsonObject &params)
    {
        std::optional<Result<QJsonValue>> answer;
        client->request(name, params, &context,
                        [&](Result<QJsonValue> result) { answer = std::move(result); });
        if (!QTest::qWaitFor([&] { return answer.has_value(); }, patience))
            return makeError(ErrorCode::Timeout, QStringLiteral("No answer."));
        return *answer;
    }
    LearningReport learn(const char *action)
    {
        const auto answer = ask(method::learn, {{QStringLiteral("action"), QLatin1String(action)}});
        return answer ? learningReportFromJson(*answer).value_or(LearningReport()) : LearningReport();
    }
    // A suggestion for the end of a text.
    Suggestion suggest(const QString &uri, const std::string &text)
    {
        const TextDocument document(Language::HlsCpp, text, Revision{1});
        client->notify(QStringLiteral("textDocument/didOpen"), lsp::didOpenParams(uri, document));
        const auto answer =
            ask(method::inlineCompletion,
                lsp::toJson(lsp::InlineCompletionParams{uri, document.position(text.size()),
                                                        lsp::InlineCompletionTrigger::Invoked}));
        const auto suggestions = suggestionAnswerFromJson(answer.value_or(QJsonValue()));
        return suggestions && !suggestions->items.empty() ? suggestions->items[0] : Suggestion();
    }
    // The trainer that it runs; 0 when there is none.
    [[nodiscard]] qint64 trainer() const
    {
        const QList<QByteArray> children =
            test::readFile(QStringLiteral("/proc/%1/task/%1/children").arg(process.processId()))
                .simplified()
                .split(' ');
        return children.isEmpty() ? 0 : children.front().toLongLong();
    }

    QObject context;
    QProcess process;
    std::optional<LearningReport> told;
    bool isReady = false;
    std::unique_ptr<lsp::ClientEndpoint> client;
};

const std::string kText =
    "#include <ap_int.h>\n\nvoid scale(const int input[64], int output[64])\n{\n    for (int i = "
    "0; i < 64; ++i) {\n#pragma HLS PIPELINE II=1\n        output[i] = input[i]";

} // namespace

// The engine with the real model and the real trainer.
class TestEngineLearning : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        GW_NEED_PART(test::modelFile());
        if (!QFileInfo(QStringLiteral(GATEWRIGHT_BIN_DIR "/gatewright-trainer")).isExecutable())
            QSKIP("This build has no trainer: it needs libtorch.");
    }

    void acceptedTextIsLearnedFromThoughTheEngineIsKilled()
    {
        const test::Folder folder;
        const QString replay = folder.path("data/replay");
        const auto identity = keepStates(*test::modelFile(), replay);
        GW_VERIFY_RESULT(identity);
        const QString job = folder.path("state/learn/engine/") + identity->folderName();
        qint64 positions = 0;
        {
            Engine engine(folder.path());
            QTRY_VERIFY_WITH_TIMEOUT(engine.isReady, patience);
            QTRY_VERIFY_WITH_TIMEOUT(engine.learn("status").positions == qint64(kPositions), patience);
            // Only on demand: on a busy machine idle time may never come.
            QCOMPARE(engine.learn("pause").state, LearningState::Paused);
            // The rejected one adds nothing, the accepted one its tokens.
            const Suggestion no = engine.suggest(QStringLiteral("file:///tmp/no.cpp"), kText + " * 3");
            engine.client->notify(method::outcome, toJson(Outcome{no.id, OutcomeKind::TypedOver, 3, 0}));
            // What is written before the engine has read its model's hash is not learned from.
            int tokens = 0;
            for (int turn = 0; tokens == 0 || engine.learn("status").positions <= qint64(kPositions);
                 ++turn) {
                QVERIFY(turn < 100);
                const Suggestion yes =
                    engine.suggest(QStringLiteral("file:///tmp/yes%1.cpp").arg(turn),
                                   "// turn " + std::to_string(turn) + "\n" + kText); // none from the cache
                QVERIFY(!yes.text.isEmpty());
                engine.client->notify(method::outcome, toJson(Outcome{yes.id, OutcomeKind::Accepted,
                                                                      int(yes.text.size()), yes.tier}));
                tokens += yes.tokens;
                // Not asked for, since every request interrupts what is read: told when there is something.
                (void)QTest::qWaitFor(
                    [&] { return engine.told && engine.told->positions > qint64(kPositions); }, 2'000);
            }
            positions = engine.learn("status").positions;
            QVERIFY2(positions <= qint64(kPositions) + tokens + 24, qPrintable(QString::number(positions)));
            QCOMPARE(engine.learn("now").state, LearningState::Training);
            QTRY_VERIFY_WITH_TIMEOUT(engine.trainer() > 0, patience);
            const qint64 trainer = engine.trainer();
            QTRY_VERIFY_WITH_TIMEOUT(QFile::exists(learn::HeadJob::jobFile(job)), patience);
            QVERIFY(test::sendSignal(engine.process.processId(), SIGKILL));
            QTRY_VERIFY_WITH_TIMEOUT(isProcessGone(trainer), patience);
            QVERIFY(QFile::exists(learn::HeadJob::jobFile(job)));
        }
        // Nothing was lost, and it goes on to an end: a new version, or the gate's word that it is no better.
        Engine engine(folder.path());
        QTRY_VERIFY_WITH_TIMEOUT(engine.isReady, patience);
        QTRY_COMPARE_WITH_TIMEOUT(engine.learn("status").positions, positions, patience);
        QCOMPARE(engine.learn("now").state, LearningState::Training);
        QTRY_VERIFY_WITH_TIMEOUT(engine.told && engine.told->last, patience);
        const LearningReport report = engine.learn("status");
        qInfo().noquote() << report.last->reason;
        QVERIFY(!report.last->reason.isEmpty());
        QCOMPARE(report.problem, QString());
        QTRY_COMPARE_WITH_TIMEOUT(engine.learn("status").newPositions, qint64{0}, patience);
        const auto served = learn::HeadVersions(folder.path("data/heads"), *identity, QString()).served();
        GW_VERIFY_RESULT(served);
        QCOMPARE(served->has_value(), report.last->kept);
        if (report.last->kept)
            QVERIFY((*served)->head.sources.size() >= 2);
        // It decodes as before.
        QVERIFY(!engine.suggest(QStringLiteral("file:///tmp/again.cpp"), kText).text.isEmpty());
    }

    // Found when the engine starts: it says so, and decodes without.
    void aDamagedHeadIsToldAndNotUsed()
    {
        const test::Folder folder;
        learn::ModelIdentity identity;
        {
            const auto source = model::ModelSource::open(*test::modelFile());
            GW_VERIFY_RESULT(source);
            identity.modelHash = model::sha256Of((*source)->weightFiles(), {}).value_or(QString());
        }
        const QString heads = folder.path("data/heads/") + identity.folderName();
        folder.write(QStringLiteral("data/heads/") + identity.folderName() + QStringLiteral("/3.safetensors"),
                     QByteArray(5000, 'x'));
        test::writeFile(heads + QStringLiteral("/served.json"), R"({"version": 3})");
        folder.write("state/learn/engine/memory.json", "{\"models\": 7");
        folder.write("state/learn/engine/days.json", QByteArray(3000, '['));
        Engine engine(folder.path());
        QTRY_VERIFY_WITH_TIMEOUT(engine.isReady, patience);
        QVERIFY(!engine.suggest(QStringLiteral("file:///tmp/a.cpp"), kText).text.isEmpty());
        QTRY_VERIFY_WITH_TIMEOUT(!engine.learn("status").versions.empty(), patience);
        const LearningReport report = engine.learn("status");
        QCOMPARE(report.versions[0].version, 3);
        QVERIFY(!report.versions[0].problem.isEmpty());
        GW_VERIFY_RESULT(engine.ask(method::learn, {{QStringLiteral("action"), QStringLiteral("drop")},
                                                    {QStringLiteral("version"), 3}}));
        QVERIFY(!QFile::exists(heads + QStringLiteral("/3.safetensors")));
    }
};

QTEST_GUILESS_MAIN(TestEngineLearning)
#include "tst_engine_learning.moc"
