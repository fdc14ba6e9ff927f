// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/panels/places/place_list.h"

#include <QWidget>

class QLabel;
class QStackedWidget;
class QTreeWidget;
class QTreeWidgetItem;

namespace gatewright {

// Where a name is used or defined: a tree of files and lines. Arrow keys show each place as they pass it,
// Enter goes there.
class PlacesPanel : public QWidget
{
    Q_OBJECT

public:
    explicit PlacesPanel(QWidget *parent = nullptr);

    // `root` is what paths are shown relative to.
    void setPlaces(const QString &title, const std::vector<Place> &places, const QString &root);
    // The next or the previous place, round the end.
    void step(int direction);
    [[nodiscard]] bool hasPlaces() const { return !m_places.empty(); }
    [[nodiscard]] QTreeWidget &tree() const { return *m_tree; }
    void takeFocus();

Q_SIGNALS:
    // Shown while looking through them (`stay`: the keyboard stays here), or chosen.
    void placeChosen(const gatewright::Place &place, bool stay);

private:
    void choose(QTreeWidgetItem *item, bool stay);

    std::vector<Place> m_places;
    QLabel *m_title;
    QStackedWidget *m_stack;
    QTreeWidget *m_tree;
    QLabel *m_empty;
};

} // namespace gatewright
