// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/bridge/notice_hub.h"

#include <QFrame>
#include <QMap>
#include <QWidget>

class QLabel;
class QVBoxLayout;

namespace gatewright {

class Appearance;

// One notice as a bar: a stripe and a shape for its kind, the words, its buttons, details on demand, a close
// button.
class NoticeBar : public QFrame
{
    Q_OBJECT

public:
    NoticeBar(const Notice &notice, const Appearance &appearance, QWidget *parent = nullptr);

    [[nodiscard]] const Notice &notice() const { return m_notice; }

Q_SIGNALS:
    // The user closed it, or took one of its actions.
    void finished();

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void applyTheme();

    Notice m_notice;
    const Appearance &m_appearance;
    QLabel *m_shape;
};

// The notices about one document, or about the window (0), as a stack of bars. Takes no room while there is
// none.
class NoticeArea : public QWidget
{
    Q_OBJECT

public:
    NoticeArea(NoticeHub &hub, int document, const Appearance &appearance, QWidget *parent = nullptr);

    [[nodiscard]] QList<NoticeBar *> bars() const { return m_bars.values(); }

Q_SIGNALS:
    // The bar that had the keyboard is gone.
    void focusFreed();

private:
    void add(const NoticeHub::Entry &entry);
    void remove(int id);

    NoticeHub &m_hub;
    int m_document;
    const Appearance &m_appearance;
    QVBoxLayout *m_layout;
    QMap<int, NoticeBar *> m_bars; // by the hub's id, so the oldest first
};

} // namespace gatewright
