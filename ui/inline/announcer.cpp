// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/inline/announcer.h"

#include <QAccessible>
#include <QLabel>

namespace gatewright {

AccessibleAnnouncer::AccessibleAnnouncer(QWidget *parent)
    : m_label(new QLabel(parent))
{
    m_label->setObjectName(QStringLiteral("announcer"));
    m_label->hide();
}

void AccessibleAnnouncer::announce(const QString &text)
{
    if (!m_label || !QAccessible::isActive())
        return;
    m_label->setAccessibleName(text);
    QAccessibleEvent event(m_label, QAccessible::Alert);
    QAccessible::updateAccessibility(&event);
}

} // namespace gatewright
