// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/bridge/bookmarks.h"

#include "core/base/log.h"
#include "core/base/whole_file.h"
#include "ui/bridge/document.h"
#include "ui/bridge/line_shift.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>
#include <chrono>

namespace gatewright {

namespace {

constexpr std::chrono::seconds beforeWriting{2};
constexpr qint64 largestFile = qint64(1) << 20;
constexpr int version = 1;

} // namespace

Bookmarks::Bookmarks(QString file, QObject *parent)
    : QObject(parent)
    , m_file(std::move(file))
{
    m_writing.setSingleShot(true);
    m_writing.setInterval(beforeWriting);
    connect(&m_writing, &QTimer::timeout, this, &Bookmarks::write);
    if (!m_file.isEmpty())
        read();
}

Bookmarks::~Bookmarks()
{
    if (m_writing.isActive())
        write();
}

void Bookmarks::attach(Document &document)
{
    DocumentBuffer &buffer = document.buffer();
    show(document);
    connect(&buffer, &DocumentBuffer::edited, this, [this, &document](const DocumentEdit &edit) {
        const auto found = m_lines.constFind(document.path());
        if (found == m_lines.constEnd())
            return;
        std::vector<int> moved;
        for (const int line : *found)
            moved.push_back(shiftedLine(line, edit));
        // The markers of the text have moved by themselves.
        if (moved != *found)
            set(document.path(), std::move(moved));
    });
    // A text that came anew has no markers.
    connect(&buffer, &DocumentBuffer::reset, this, [this, &document] { show(document); });
    connect(&buffer, &DocumentBuffer::pathChanged, this,
            [this, &document, before = document.path()](const QString &path) mutable {
                if (m_lines.contains(before) && path != before && !QFileInfo::exists(before))
                    set(path, m_lines.take(before)); // renamed, not saved under another name
                before = path;
                show(document);
            });
}

void Bookmarks::show(Document &document) const
{
    document.buffer().setBookmarks(lines(document.path()));
}

bool Bookmarks::toggle(Document &document, int line)
{
    const QString path = document.path();
    if (path.isEmpty())
        return false;
    std::vector<int> kept = lines(path);
    if (const auto found = std::ranges::find(kept, line); found != kept.end()) {
        kept.erase(found);
    } else {
        qsizetype count = 0;
        for (const std::vector<int> &some : std::as_const(m_lines))
            count += static_cast<qsizetype>(some.size());
        if (count >= mostBookmarks)
            return false;
        kept.push_back(line);
    }
    set(path, std::move(kept));
    show(document);
    return true;
}

void Bookmarks::clear()
{
    m_lines.clear();
    m_writing.start();
    Q_EMIT changed();
}

void Bookmarks::set(const QString &path, std::vector<int> lines)
{
    std::ranges::sort(lines);
    const auto twins = std::ranges::unique(lines);
    lines.erase(twins.begin(), twins.end());
    if (lines.empty())
        m_lines.remove(path);
    else
        m_lines[path] = std::move(lines);
    m_writing.start();
    Q_EMIT changed();
}

std::vector<int> Bookmarks::lines(const QString &path) const
{
    return m_lines.value(path);
}

std::vector<Bookmarks::Place> Bookmarks::all() const
{
    std::vector<Place> places;
    for (auto file = m_lines.constBegin(); file != m_lines.constEnd(); ++file) {
        for (const int line : *file)
            places.push_back({file.key(), line});
    }
    return places;
}

std::optional<Bookmarks::Place> Bookmarks::step(const Place &from, int direction) const
{
    const std::vector<Place> places = all();
    if (places.empty())
        return std::nullopt;
    const auto before = [](const Place &a, const Place &b) {
        return a.path != b.path ? a.path < b.path : a.line < b.line;
    };
    if (direction > 0) {
        const auto next = std::ranges::upper_bound(places, from, before);
        return next == places.end() ? places.front() : *next;
    }
    const auto here = std::ranges::lower_bound(places, from, before);
    return here == places.begin() ? places.back() : *std::prev(here);
}

void Bookmarks::read()
{
    QFile file(m_file);
    if (!file.open(QIODevice::ReadOnly) || file.size() > largestFile)
        return;
    const QJsonObject contents = QJsonDocument::fromJson(file.readAll()).object();
    const QJsonObject files = contents.value(QLatin1String("files")).toObject();
    int count = 0;
    for (auto entry = files.constBegin(); entry != files.constEnd(); ++entry) {
        if (!QDir::isAbsolutePath(entry.key()))
            continue;
        std::vector<int> lines;
        for (const QJsonValue &line : entry->toArray()) {
            if (line.isDouble() && line.toInt(-1) >= 0 && count++ < mostBookmarks)
                lines.push_back(line.toInt());
        }
        std::ranges::sort(lines);
        if (!lines.empty())
            m_lines.insert(entry.key(), std::move(lines));
    }
}

void Bookmarks::write()
{
    m_writing.stop();
    if (m_file.isEmpty())
        return;
    QJsonObject files;
    for (auto file = m_lines.constBegin(); file != m_lines.constEnd(); ++file) {
        QJsonArray lines;
        for (const int line : *file)
            lines.append(line);
        files.insert(file.key(), lines);
    }
    const QJsonObject contents{{QStringLiteral("version"), version}, {QStringLiteral("files"), files}};
    QDir().mkpath(QFileInfo(m_file).path());
    if (const Result<void> written = writeWhole(m_file, QJsonDocument(contents).toJson()); !written)
        qCWarning(logUi) << "the bookmarks were not written:" << written.error().toString();
}

} // namespace gatewright
