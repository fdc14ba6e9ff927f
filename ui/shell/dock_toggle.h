// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

class QDockWidget;

namespace gatewright {

// Brings a dock to the front and gives it the focus, or hides it when it is seen already. Qt calls a dock
// behind another tab visible.
void toggleDock(QDockWidget &dock);
void showDock(QDockWidget &dock);

} // namespace gatewright
