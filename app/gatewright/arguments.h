// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "ui/bridge/file_place.h"

#include <QList>
#include <QString>
#include <QStringList>

namespace gatewright {

// What the command line of the window asks for.
struct Arguments
{
    enum class Wish { Run, Help, Version };

    Wish wish = Wish::Run;
    QString tourFolder;    // --tour
    QString profileFolder; // --profile
    bool safeMode = false; // --safe-mode
    QList<FilePlace> places;
};

// `arguments` is without the program's name. InvalidInput, on one line, for what is not understood.
[[nodiscard]] Result<Arguments> parseArguments(const QStringList &arguments);

[[nodiscard]] QString usage();

} // namespace gatewright
