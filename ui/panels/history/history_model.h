// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/git/history.h"

#include <QAbstractTableModel>

namespace gatewright {

// A history as a table, with the graph of each row.
class HistoryModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { SubjectColumn, AuthorColumn, TimeColumn, IdColumn, ColumnCount };

    using QAbstractTableModel::QAbstractTableModel;

    void setHistory(git::History history);
    [[nodiscard]] const git::History &history() const { return m_history; }
    [[nodiscard]] const git::CommitSummary &commit(int row) const
    {
        return m_history.commits[static_cast<std::size_t>(row)];
    }
    [[nodiscard]] const git::GraphRow &graph(int row) const { return m_graph[static_cast<std::size_t>(row)]; }
    // -1: not in the list.
    [[nodiscard]] int rowOf(const git::CommitId &id) const;
    // Lanes that the widest row needs, up to a limit.
    [[nodiscard]] int graphWidth() const { return m_graphWidth; }

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    git::History m_history;
    std::vector<git::GraphRow> m_graph;
    int m_graphWidth = 1;
};

} // namespace gatewright
