// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDialog>

namespace gatewright {

// Name, version and licences: our own, and what others wrote, from the files that came with the program.
class AboutDialog : public QDialog
{
    Q_OBJECT

public:
    // `licenceFolder` holds the texts; one that is missing is named instead.
    AboutDialog(const QString &version, const QString &licenceFolder, QWidget *parent = nullptr);
};

} // namespace gatewright
