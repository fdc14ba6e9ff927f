// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <QMap>
#include <QObject>
#include <QTimer>

#include <optional>
#include <vector>

namespace gatewright {

class Document;

// Lines that the user marked, by file. They go along with the text while the file is open, and are kept in
// <state>/bookmarks.json. GUI thread.
class Bookmarks : public QObject
{
    Q_OBJECT

public:
    static constexpr int mostBookmarks = 1'000;

    struct Place
    {
        QString path;
        int line = 0; // 0-based

        friend bool operator==(const Place &, const Place &) = default;
    };

    // Reads what is there; a file that cannot be read is none. Empty: nothing is kept.
    explicit Bookmarks(QString file, QObject *parent = nullptr);
    ~Bookmarks() override;

    // A document that was opened: its bookmarks are shown in it and follow its text. It must have a path, or
    // get one later.
    void attach(Document &document);

    // Sets or takes away. False: there are too many, or the document has no path.
    bool toggle(Document &document, int line);
    void clear();
    [[nodiscard]] std::vector<int> lines(const QString &path) const;
    // By path and line.
    [[nodiscard]] std::vector<Place> all() const;
    // The next one behind (1) or in front of (-1) this place, through all files and round the ends.
    [[nodiscard]] std::optional<Place> step(const Place &from, int direction) const;

Q_SIGNALS:
    void changed();

private:
    void show(Document &document) const;
    void set(const QString &path, std::vector<int> lines);
    void read();
    void write();

    QString m_file;
    QMap<QString, std::vector<int>> m_lines; // sorted, without twins
    QTimer m_writing;                        // gathers changes
};

} // namespace gatewright
