// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/history/history_model.h"

#include "ui/bridge/plain_tool_tip.h"

#include <QLocale>

#include <algorithm>

namespace gatewright {

namespace {

constexpr int mostLanes = 12;
constexpr int shownDigits = 8;

} // namespace

void HistoryModel::setHistory(git::History history)
{
    beginResetModel();
    m_history = std::move(history);
    m_graph = git::graphOf(m_history.commits);
    m_graphWidth = 1;
    for (const git::GraphRow &row : m_graph)
        m_graphWidth = std::max(m_graphWidth, std::min(mostLanes, row.width));
    endResetModel();
}

int HistoryModel::rowOf(const git::CommitId &id) const
{
    const auto found = std::find_if(m_history.commits.begin(), m_history.commits.end(),
                                    [&id](const git::CommitSummary &commit) { return commit.id == id; });
    return found == m_history.commits.end() ? -1 : static_cast<int>(found - m_history.commits.begin());
}

int HistoryModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_history.commits.size());
}

int HistoryModel::columnCount(const QModelIndex &) const
{
    return ColumnCount;
}

QVariant HistoryModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    const git::CommitSummary &commit = this->commit(index.row());
    if (role == Qt::ToolTipRole)
        return plainToolTip(QStringLiteral("%1\n%2 <%3>, %4")
                                .arg(commit.subject, commit.author, commit.address,
                                     QLocale().toString(commit.time, QLocale::LongFormat)));
    if (role != Qt::DisplayRole)
        return {};
    switch (index.column()) {
    case SubjectColumn:
        return commit.subject;
    case AuthorColumn:
        return commit.author;
    case TimeColumn:
        return QLocale().toString(commit.time.toLocalTime(), QLocale::ShortFormat);
    case IdColumn:
        return QString::fromLatin1(commit.id.left(shownDigits));
    default:
        return {};
    }
}

QVariant HistoryModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case SubjectColumn:
        return tr("Commit");
    case AuthorColumn:
        return tr("Author");
    case TimeColumn:
        return tr("When");
    case IdColumn:
        return tr("Id");
    default:
        return {};
    }
}

} // namespace gatewright
