// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"
#include "core/completion/client/learning_client.h"
#include "ui/bridge/learning_view.h"
#include "ui/bridge/task_progress_model.h"

#include <QObject>

#include <functional>
#include <vector>

namespace gatewright {

// What learning is at and what the user can do about it. What "learn now" began stands among the tasks until
// it ends. GUI thread.
class LearningSession : public QObject
{
    Q_OBJECT

public:
    struct Erased
    {
        int suggestions = 0;
        std::vector<int> heads; // versions that learned from them
    };

    // All of them outlive the session.
    LearningSession(completion::EngineClient &engine, completion::LearningClient &learning,
                    TaskProgressModel &tasks, const Clock &clock, QObject *parent = nullptr);
    ~LearningSession() override;

    [[nodiscard]] const LearningView &view() const { return m_view; }
    // The user's wishes: LearningView has them.
    void setWishes(bool drafting, bool keepsText);

    [[nodiscard]] bool canLearnNow() const;
    void learnNow();
    // Only what learnNow() began: training in idle time is paused instead.
    [[nodiscard]] bool canCancel() const;
    void cancel();
    [[nodiscard]] bool canPause() const;
    [[nodiscard]] bool isPaused() const;
    void setPaused(bool paused);
    [[nodiscard]] bool canServe(int version) const;
    void serve(int version);
    // The version that came with the program stays.
    [[nodiscard]] bool canDrop(int version) const;
    void drop(int version);
    [[nodiscard]] bool canRollBack() const;
    void rollBack();

    // How many accepted suggestions are kept.
    void countKept(QObject *context, std::function<void(const Result<int> &)> done);
    // All of them, with what was learned from them at once and what is kept for the head.
    void erase(QObject *context, std::function<void(const Result<Erased> &)> done);

Q_SIGNALS:
    // The view, or what can be done, is another now.
    void changed();
    // `what`: a whole sentence, translated.
    void failed(const QString &what, const gatewright::Error &error);

private:
    void look();
    void followTask();
    [[nodiscard]] completion::LearningClient::Done tellingFailure(const QString &what);
    [[nodiscard]] const completion::LearnedVersion *find(int version) const;

    completion::EngineClient &m_engine;
    completion::LearningClient &m_learning;
    TaskProgressModel &m_tasks;
    const Clock &m_clock;
    LearningView m_view;
    TaskProgressModel::TaskId m_task = 0;
};

} // namespace gatewright
