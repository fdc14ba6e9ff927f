// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/clock.h"
#include "core/completion/client/engine_client.h"
#include "core/completion/protocol/learning_report.h"

#include <QObject>

#include <functional>
#include <optional>

namespace gatewright::completion {

// What the window knows of what the engine learned: the last report, which is asked for as soon as the engine
// runs and follows every change, and which goes when the engine does. Lives on the window's thread.
class LearningClient final : public QObject
{
    Q_OBJECT

public:
    using Done = std::function<void(const Result<LearningReport> &)>;

    struct Known
    {
        LearningReport report;
        std::chrono::steady_clock::time_point since; // when it came
    };

    // Both outlive the client.
    LearningClient(EngineClient &engine, const Clock &clock, QObject *parent = nullptr);

    // Nothing while the engine does not run, or before it said anything.
    [[nodiscard]] const std::optional<Known> &known() const { return m_known; }
    // Why nothing is known although the engine runs.
    [[nodiscard]] const std::optional<Error> &problem() const { return m_problem; }

    // Asks anew. What comes back is known before changed() and before the `done` of the others; each `done`
    // runs once, later, unless `context` is gone: with the report after it, or why it was not done.
    void refresh();
    void learnNow(QObject *context, Done done);
    void cancel(QObject *context, Done done);
    // No training in idle time until it is taken back.
    void setPaused(bool paused, QObject *context, Done done);
    // For good.
    void drop(int version, QObject *context, Done done);
    void serve(int version, QObject *context, Done done);
    // The version before the one that serves.
    void rollBack(QObject *context, Done done);

Q_SIGNALS:
    // known() or problem() is another now.
    void changed();

private:
    void follow();
    void take(const QJsonValue &json);
    void learn(const QJsonObject &params, QObject *context, Done done);
    void askRollback(const QJsonObject &params, QObject *context, Done done);
    [[nodiscard]] EngineClient::Answer taking(const QObject *context, Done done);

    EngineClient &m_engine;
    const Clock &m_clock;
    bool m_running = false; // the engine, when it was looked at last
    std::optional<Known> m_known;
    std::optional<Error> m_problem;
};

} // namespace gatewright::completion
