// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/check/environment_setup.h"

#include <QDialog>

namespace gatewright {

// What would be installed, where it comes from and where it goes, and whether the user wants it. Accepted
// means yes. Texts of the plan are shown as plain text.
class SetupDialog : public QDialog
{
    Q_OBJECT

public:
    explicit SetupDialog(const SetupPlan &plan, QWidget *parent = nullptr);
};

} // namespace gatewright
