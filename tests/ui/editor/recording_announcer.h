// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/inline/announcer.h"

#include <QStringList>

namespace gatewright {

// Keeps what a screen reader would say.
class RecordingAnnouncer final : public Announcer
{
public:
    void announce(const QString &text) override { said.append(text); }
    QStringList said;
};

} // namespace gatewright
