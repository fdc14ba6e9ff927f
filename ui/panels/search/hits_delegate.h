// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/theme/theme.h"

#include <QStyledItemDelegate>

namespace gatewright {

// Paints files (name, folder, number of hits) and hits (line number, the line with its match marked, and in
// replace mode the old text struck out and the new one behind it), on request with the lines around.
class HitsDelegate : public QStyledItemDelegate
{
    Q_OBJECT

public:
    HitsDelegate(const Theme &theme, QObject *parent);

    void setTheme(const Theme &theme) { m_theme = theme; }
    void setShowsContext(bool shows) { m_showsContext = shows; }

    void paint(QPainter *painter, const QStyleOptionViewItem &option,
               const QModelIndex &index) const override;
    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;

private:
    void paintFile(QPainter &painter, const QStyleOptionViewItem &option, QRect area,
                   const QModelIndex &index) const;
    void paintHit(QPainter &painter, const QStyleOptionViewItem &option, QRect area,
                  const QModelIndex &index) const;

    Theme m_theme;
    bool m_showsContext = false;
};

} // namespace gatewright
