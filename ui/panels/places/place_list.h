// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/lsp/feature_types.h"

#include <QHash>
#include <QString>

#include <vector>

namespace gatewright {

// One place with the text of its line.
struct Place
{
    QString path;
    Range range;
    QString line;  // without the blanks in front
    int begin = 0; // of the name in `line`
    int end = 0;

    friend bool operator==(const Place &, const Place &) = default;
};

// The places with their lines, in the same order. `open` holds the texts of open documents by path; the other
// files are read, those over 20 MB are not and have empty lines. For a task.
[[nodiscard]] std::vector<Place> placesWithLines(const std::vector<lsp::Location> &locations,
                                                 const QHash<QString, QByteArray> &open);

} // namespace gatewright
