// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/engine/learning/learner.h"
#include "core/learn/head_versions.h"
#include "core/learn/replay_store.h"
#include "core/lsp/client_endpoint.h"
#include "core/model/known_models.h"
#include "core/tensors/gguf_file.h"
#include "tests/core/completion/serve/scripted_generator.h"
#include "tests/core/lsp/pipe_pair.h"
#include "tests/core/model/synthetic_model.h"
#include "tests/support/files.h"
#include "tests/support/result_test.h"

#include <QFile>
#include <QJsonDocument>
#include <QTest>

#include <memory>
#include <optional>
#include <utility>

namespace gatewright::engine {

// A profile with a small model's file and states of texts that were accepted, and trainers that do as they
// are told instead of training.
class LearningProfile
{
public:
    LearningProfile()
    {
        model = folder.write("small.gguf", shape.builder().bytes());
        const auto file = tensors::GgufFile::open(model);
        identity.modelHash = file ? model::sha256Of(**file, {}).value_or(QString()) : QString();
        folders = {folder.path("data/replay"), folder.path("data/heads")};
    }

    // Positions of one accepted text.
    [[nodiscard]] Result<void> keep(std::size_t positions, const QString &id = QStringLiteral("text-1")) const
    {
        GW_TRY(store, learn::ReplayStore::open(folders.replay, identity, shape.embedding));
        learn::ReplayText text{learn::sourceOf(id), 1.0F, false, {}};
        for (std::size_t i = 0; i < positions; ++i) {
            learn::ReplayPosition position;
            position.hidden.assign(shape.embedding, 0.25F);
            position.nextToken = static_cast<std::int32_t>(i % shape.vocabulary);
            for (std::size_t j = 0; j < learn::kTeacherTokens; ++j) {
                position.teacher.tokens[j] = static_cast<std::int32_t>((i + j) % shape.vocabulary);
                position.teacher.logProbabilities[j] = -1.0F - static_cast<float>(j);
            }
            text.positions.push_back(std::move(position));
        }
        return store->append(text);
    }
    [[nodiscard]] tensors::DraftHead head() const
    {
        tensors::DraftHead head;
        head.shape = {shape.embedding, 32, 4};
        head.modelHash = identity.modelHash;
        head.vocabulary = {1, 2, 3};
        head.title = QStringLiteral("a test's");
        head.sources = {learn::sourceOf(QStringLiteral("text-1"))};
        head.setWeights({std::vector<float>(2 * head.shape.embedding * 32, 0.5F), std::vector<float>(4 * 32),
                         std::vector<float>(head.shape.embedding * 32)});
        return head;
    }
    // A program that is called like the trainer; $job is its folder.
    [[nodiscard]] QString trainer(const QByteArray &lines) const
    {
        const QString path = folder.write("trainer.sh", "#!/bin/sh\njob=$2\necho called >> " +
                                                            calls().toUtf8() + "\n" + lines);
        QFile::setPermissions(path, QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
        return path;
    }
    [[nodiscard]] QString calls() const { return folder.path("calls"); }
    // Says that it is done, and that the head has become so much better.
    [[nodiscard]] QString trainerThatEnds(double rise) const
    {
        const QString candidate = folder.path("a-candidate");
        if (!head().write(candidate))
            qFatal("no head could be written");
        trainer::SliceReport report{60, 60, 1.5, true, false, learn::HeadFigures(), learn::HeadFigures()};
        for (learn::HeadFigures *figures : {&*report.before, &*report.after}) {
            figures->positions = 60;
            figures->right = {0.4, 0.3, 0.2, 0.1};
            figures->tokensPerPass = 1.5;
        }
        report.after->right[0] += rise;
        return trainer("cp '" + candidate.toUtf8() + "' \"$job/candidate.safetensors\"\necho '" +
                       QJsonDocument(report.toJson()).toJson(QJsonDocument::Compact) + "'\n");
    }

    test::Folder folder;
    model::SyntheticModel shape;
    QString model;
    learn::ModelIdentity identity;
    LearningFolders folders;
};

// Says one thing; its model is the profile's.
class OneLineHost final : public completion::ModelHost
{
public:
    explicit OneLineHost(QString path)
        : m_path(std::move(path))
    {
    }
    Result<completion::LoadedModel> load(const QString &, std::stop_token) const override
    {
        completion::LoadedModel loaded;
        auto generator = std::make_unique<completion::ScriptedGenerator>();
        generator->answers = {{"first_operand + second_operand;\n"}};
        loaded.generator = std::move(generator);
        loaded.name = QStringLiteral("small");
        loaded.path = m_path;
        return loaded;
    }
    QJsonArray list() const override { return {}; }
    Result<QJsonObject> inspect(const QString &, std::stop_token) const override { return QJsonObject(); }
    Result<QJsonObject> import(const QString &, const ProgressSink &, std::stop_token) const override
    {
        return QJsonObject();
    }

private:
    const QString m_path;
};

// An engine that learns, and its client, in one process.
class LearningSession
{
public:
    LearningSession(const LearningProfile &profile, const QString &trainer, const QJsonObject &settings = {})
        : host(profile.model)
        , replay(profile.folders,
                 [door = door](bool isErased) {
                     door->post([isErased](Learner &one) { one.replayChanged(isErased); });
                 })
        , log(profile.folder.path("data/store.sqlite"), clock, nullptr, &replay)
        , endpoint(pipes.far())
        , client(std::move(pipes.near))
    {
        completion::EngineOptions options;
        options.learning = true;
        server = std::make_unique<completion::EngineServer>(endpoint, host, completion::InsertionGate(),
                                                            clock, options, &log);
        LearnerOptions learning;
        learning.folders = profile.folders;
        learning.stateFolder = profile.folder.path("state/learn");
        learning.trainer = trainer;
        learning.wantedPositions = 1100;
        learning.idleBefore = std::chrono::milliseconds(50);
        learning.goOnAfter = std::chrono::milliseconds(600);
        learning.onDemandAfter = std::chrono::milliseconds(20);
        learning.rest = std::chrono::milliseconds(20);
        learning.retryAfter = std::chrono::milliseconds(retry);
        learner = std::make_unique<Learner>(endpoint, *server, log, door, clock, learning);
        client.onNotification(completion::method::learning, &context, [this](const QJsonValue &params) {
            if (const auto report = completion::learningReportFromJson(params))
                told = *report;
        });
        endpoint.start();
        client.start();
        client.initialize({{QStringLiteral("initializationOptions"), settings}}, &context,
                          [](const Result<QJsonObject> &) {});
    }
    Result<QJsonValue> ask(const QString &name, const QJsonObject &params)
    {
        std::optional<Result<QJsonValue>> answer;
        client.request(name, params, &context,
                       [&](Result<QJsonValue> result) { answer = std::move(result); });
        if (!QTest::qWaitFor([&] { return answer.has_value(); }, 60'000))
            return makeError(ErrorCode::Timeout, QStringLiteral("No answer."));
        return *answer;
    }
    Result<completion::LearningReport> learn(const char *action, QJsonObject params = {})
    {
        params.insert(QStringLiteral("action"), QLatin1String(action));
        GW_TRY(answer, ask(completion::method::learn, params));
        return completion::learningReportFromJson(answer);
    }
    completion::LearningReport status() { return learn("status").value_or(completion::LearningReport()); }
    // A sign of the user.
    void moveCursor()
    {
        client.notify(
            completion::method::cursor,
            QJsonObject{{QStringLiteral("textDocument"),
                         QJsonObject{{QStringLiteral("uri"), QStringLiteral("file:///a.cpp")}}},
                        {QStringLiteral("position"),
                         QJsonObject{{QStringLiteral("line"), 0}, {QStringLiteral("character"), 0}}}});
    }

    static inline int retry = 100; // milliseconds

    PipePair pipes;
    SystemClock clock;
    std::shared_ptr<LearnerDoor> door = std::make_shared<LearnerDoor>();
    OneLineHost host;
    ReplayLog replay;
    StoreLog log;
    QObject context;
    lsp::ServerEndpoint endpoint;
    std::unique_ptr<completion::EngineServer> server;
    std::unique_ptr<Learner> learner;
    std::optional<completion::LearningReport> told; // last
    lsp::ClientEndpoint client;
};

} // namespace gatewright::engine
