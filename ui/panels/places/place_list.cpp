// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/places/place_list.h"

#include "ui/bridge/servers/server_texts.h"

#include <QFile>

#include <algorithm>

namespace gatewright {

namespace {

constexpr qint64 mostBytes = qint64{20} * 1024 * 1024;
constexpr qsizetype longestLine = 300;

QByteArray contents(const QString &path, const QHash<QString, QByteArray> &open)
{
    if (const auto known = open.constFind(path); known != open.constEnd())
        return *known;
    QFile file(path);
    return file.size() <= mostBytes && file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

Place placeIn(const QList<QByteArray> &lines, const QString &path, const Range &range)
{
    Place place{path, range, {}, 0, 0};
    if (range.start.line >= lines.size())
        return place;
    const QString line = QString::fromUtf8(lines.at(range.start.line));
    qsizetype blanks = 0;
    while (blanks < line.size() && line.at(blanks).isSpace())
        ++blanks;
    place.line = line.mid(blanks, longestLine).trimmed();
    const auto last = static_cast<int>(place.line.size());
    const int end = range.end.line == range.start.line ? range.end.column : static_cast<int>(line.size());
    place.begin = std::clamp(range.start.column - static_cast<int>(blanks), 0, last);
    place.end = std::clamp(end - static_cast<int>(blanks), place.begin, last);
    return place;
}

} // namespace

std::vector<Place> placesWithLines(const std::vector<lsp::Location> &locations,
                                   const QHash<QString, QByteArray> &open)
{
    std::vector<Place> places;
    places.reserve(locations.size());
    QString path;
    QList<QByteArray> lines;
    for (const lsp::Location &location : locations) {
        const QString here = pathOfUri(location.uri);
        if (here != path) {
            path = here;
            lines = contents(path, open).split('\n');
        }
        places.push_back(placeIn(lines, path, location.range));
    }
    return places;
}

} // namespace gatewright
