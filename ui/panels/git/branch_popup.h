// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/git/branches.h"
#include "ui/theme/icon_provider.h"

#include <QFrame>

class QLineEdit;
class QListWidget;

namespace gatewright {

// The choice of a branch: type to narrow it down, Enter switches; a name that no branch has makes a new one.
// Closes itself when the user goes elsewhere.
class BranchPopup : public QFrame
{
    Q_OBJECT

public:
    BranchPopup(const IconProvider &icons, QWidget *parent);

    // Until then it says that it is reading.
    void setBranches(const std::vector<git::Branch> &branches);
    // Above or below `anchor`, wherever there is room.
    void openAt(const QRect &anchor);

Q_SIGNALS:
    void switchRequested(const QString &name);
    void createRequested(const QString &name);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void fill();
    void fit(); // its height to the list
    void choose();

    const IconProvider &m_icons;
    std::vector<git::Branch> m_branches;
    bool m_isRead = false;
    bool m_isChosen = false; // before the branches were read
    QLineEdit *m_words;
    QListWidget *m_list;
};

} // namespace gatewright
