// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/bridge/task_progress_model.h"

namespace gatewright {

TaskProgressModel::TaskId TaskProgressModel::begin(const QString &text, std::function<void()> cancel)
{
    const int row = rowCount();
    beginInsertRows({}, row, row);
    const TaskId id = m_next++;
    m_tasks.push_back({id, text, {}, std::move(cancel)});
    endInsertRows();
    return id;
}

void TaskProgressModel::report(TaskId task, const Progress &progress)
{
    const int row = rowOf(task);
    if (row < 0)
        return;
    m_tasks[static_cast<std::size_t>(row)].progress = progress;
    Q_EMIT dataChanged(index(row), index(row));
}

void TaskProgressModel::end(TaskId task)
{
    const int row = rowOf(task);
    if (row < 0)
        return;
    beginRemoveRows({}, row, row);
    m_tasks.erase(m_tasks.begin() + row);
    endRemoveRows();
}

void TaskProgressModel::cancel(int row)
{
    if (row < 0 || row >= rowCount())
        return;
    // A copy: the task may end, and lose its row, while it is asked.
    const std::function<void()> cancel = m_tasks[static_cast<std::size_t>(row)].cancel;
    if (cancel)
        cancel();
}

int TaskProgressModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_tasks.size());
}

QVariant TaskProgressModel::data(const QModelIndex &index, int role) const
{
    const Task &task = m_tasks[static_cast<std::size_t>(index.row())];
    switch (role) {
    case Qt::DisplayRole:
        return task.progress.text.isEmpty() ? task.text
                                            : QStringLiteral("%1: %2").arg(task.text, task.progress.text);
    case FractionRole:
        return task.progress.fraction;
    case CancellableRole:
        return static_cast<bool>(task.cancel);
    default:
        return {};
    }
}

int TaskProgressModel::rowOf(TaskId task) const
{
    for (std::size_t row = 0; row < m_tasks.size(); ++row) {
        if (m_tasks[row].id == task)
            return static_cast<int>(row);
    }
    return -1;
}

} // namespace gatewright
