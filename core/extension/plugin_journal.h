// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>
#include <QStringList>

#include <vector>

namespace gatewright {

// Which plugin a program was starting when it ended: a plugin that took three programs with it, none of
// which got further, is left out and named. One death says little, since a program may be killed by anybody
// while it starts, by a window that is closed again at once say; and an entry
// of a program that still lives says nothing. A file of lines "id process"; several programs may write it.
class PluginJournal
{
public:
    static constexpr int deathsUntilBlamed = 3;

    // An empty path: nothing is kept and nobody blamed.
    explicit PluginJournal(QString path);

    [[nodiscard]] bool blames(const QString &id) const;
    // This program starts it now.
    void starting(const QString &id);
    // It stands: deaths before were not its doing.
    void stands(const QString &id);
    // The user wants it tried again.
    void forgive(const QString &id) { stands(id); }

private:
    struct Entry
    {
        QString id;
        qint64 process = 0;
    };

    [[nodiscard]] std::vector<Entry> read() const;
    void write(const std::vector<Entry> &entries) const;

    const QString m_path;
};

} // namespace gatewright
