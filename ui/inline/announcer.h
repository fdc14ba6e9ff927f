// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPointer>
#include <QString>
#include <QWidget>

namespace gatewright {

// Says something to the user of a screen reader that is not where the focus is.
class Announcer
{
public:
    virtual ~Announcer() = default;
    virtual void announce(const QString &text) = 0;
};

// Raises an alert on an invisible child of `parent` whose accessible name is the text: Qt 6.4 has no
// announcement event. Must not be used after `parent` is gone.
class AccessibleAnnouncer final : public Announcer
{
public:
    explicit AccessibleAnnouncer(QWidget *parent);
    void announce(const QString &text) override;

private:
    QPointer<QWidget> m_label; // owned by the parent
};

} // namespace gatewright
