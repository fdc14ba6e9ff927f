// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <QProcessEnvironment>

namespace gatewright {

// Missing, with what to do, when the environment names no display to open a window on. Asked before
// QApplication is made, because that one ends the process without a word that helps.
[[nodiscard]] Result<void> checkDisplay(const QProcessEnvironment &environment);

// From here until QApplication stands, a fatal message of Qt (a display that is named but does not answer)
// ends the process with one clear line and exit code 2 instead of a core dump.
void explainFatalDisplayErrors();
// Ordinary messages again.
void stopExplaining();

} // namespace gatewright
