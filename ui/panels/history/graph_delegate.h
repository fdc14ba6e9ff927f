// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/panels/history/history_model.h"
#include "ui/theme/theme.h"

#include <QStyledItemDelegate>

namespace gatewright {

// The first column of a history: the graph, the names of branches and tags as labels, and the subject.
class GraphDelegate : public QStyledItemDelegate
{
    Q_OBJECT

public:
    // `model` is behind the view, perhaps with a filter between, and outlives the delegate.
    GraphDelegate(const HistoryModel &model, const Theme &theme, QObject *parent = nullptr);

    void setTheme(const Theme &theme) { m_theme = theme; }
    // Of a file's history the commits have no common lines: then only dots are drawn.
    void setShowsGraph(bool shows) { m_showsGraph = shows; }
    void paint(QPainter *painter, const QStyleOptionViewItem &item, const QModelIndex &index) const override;
    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem &item, const QModelIndex &index) const override;

private:
    void paintGraph(QPainter &painter, const QRect &area, const git::GraphRow &row) const;
    [[nodiscard]] QColor laneColour(int colour) const;

    const HistoryModel &m_model;
    Theme m_theme;
    bool m_showsGraph = true;
};

} // namespace gatewright
