// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/text/position.h"
#include "ui/theme/icon_provider.h"

#include <QWidget>

class QLabel;
class QLineEdit;
class QModelIndex;
class QSortFilterProxyModel;
class QStackedWidget;
class QTreeView;

namespace gatewright {

class OutlineModel;

// The outline of the file in front.
class OutlinePanel : public QWidget
{
    Q_OBJECT

public:
    // `model` outlives it.
    OutlinePanel(OutlineModel &model, const IconProvider &icons, QWidget *parent = nullptr);

    // Selects what holds this place, without moving anything else.
    void follow(Position place);
    void takeFocus();
    [[nodiscard]] QTreeView &tree() const { return *m_tree; }
    [[nodiscard]] QLineEdit &filter() const { return *m_words; }

Q_SIGNALS:
    // The user picked a thing; its name is at this place.
    void placeChosen(gatewright::Position place);

private:
    void choose(const QModelIndex &index);
    void modelReset();

    OutlineModel &m_model;
    QSortFilterProxyModel *m_filter;
    QLineEdit *m_words;
    QStackedWidget *m_stack;
    QTreeView *m_tree;
    QLabel *m_empty;
    Position m_place; // followed last
};

} // namespace gatewright
