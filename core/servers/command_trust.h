// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"

#include <QMap>
#include <QString>
#include <QStringList>

#include <optional>

namespace gatewright::servers {

// What the user said about commands that projects want to have run. An answer holds for one folder and for
// one command, word by word: when the project changes it, the user is asked again. Kept in one JSON file
// outside every project, so that no project can speak for itself:
//
//   {"version": 1, "answers": {"<SHA-256 of folder and words>": true}}
//
// GUI thread.
class CommandTrust
{
public:
    // Starts empty when there is no file, or none that can be read: nothing may run then.
    [[nodiscard]] static CommandTrust load(const QString &path);

    // Nothing: nobody was asked yet. `folder` counts with links followed.
    [[nodiscard]] std::optional<bool> answerFor(const QString &folder, const QStringList &words) const;
    // Holds for this session even when it is Io and cannot be written.
    [[nodiscard]] Result<void> answer(const QString &folder, const QStringList &words, bool allowed);

private:
    explicit CommandTrust(QString path)
        : m_path(std::move(path))
    {
    }

    QString m_path;
    QMap<QString, bool> m_answers;
};

} // namespace gatewright::servers
