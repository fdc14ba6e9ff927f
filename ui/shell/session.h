// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <QByteArray>
#include <QJsonObject>

namespace gatewright {

// What the window remembers from one run to the next. A value.
struct Session
{
    QByteArray geometry; // QWidget::saveGeometry
    QByteArray docks;    // QMainWindow::saveState
    QString folder;      // the workspace that was open, or empty
    QJsonObject editors; // EditorArea::saveState: splits, files, places

    [[nodiscard]] QJsonObject toJson() const;
    // Lenient: what is missing or of the wrong type is left at its default.
    [[nodiscard]] static Session fromJson(const QJsonObject &json);

    friend bool operator==(const Session &, const Session &) = default;
};

// The session file, <state>/session.json. Written atomically; a broken or newer file is an error with its
// place, and the window then starts without a session and does not lose anything else.
class SessionStore
{
public:
    explicit SessionStore(QString file)
        : m_file(std::move(file))
    {
    }

    // An empty session when there is no file yet.
    [[nodiscard]] Result<Session> load() const;
    Result<void> save(const Session &session) const;

private:
    QString m_file;
};

} // namespace gatewright
