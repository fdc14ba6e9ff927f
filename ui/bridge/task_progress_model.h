// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/task/progress.h"

#include <QAbstractListModel>

#include <functional>
#include <vector>

namespace gatewright {

// The long work that runs now, for the status bar: one row a task, the latest last. GUI thread.
class TaskProgressModel : public QAbstractListModel
{
    Q_OBJECT

public:
    enum Role { FractionRole = Qt::UserRole, CancellableRole };
    using TaskId = int;

    using QAbstractListModel::QAbstractListModel;

    // `text` says what is done, translated: "Loading the model". An empty `cancel` means it cannot be
    // cancelled.
    TaskId begin(const QString &text, std::function<void()> cancel = {});
    // Unknown ids are passed over: the report of a task that has just ended.
    void report(TaskId task, const Progress &progress);
    void end(TaskId task);
    // Asks the task of a row to stop. The row stays until the task says that it ended.
    void cancel(int row);

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;

private:
    struct Task
    {
        TaskId id = 0;
        QString text;
        Progress progress;
        std::function<void()> cancel;
    };

    [[nodiscard]] int rowOf(TaskId task) const;

    std::vector<Task> m_tasks;
    TaskId m_next = 1;
};

} // namespace gatewright
