// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"

#include <QString>
#include <QStringList>

#include <optional>
#include <utility>

namespace gatewright {

// What the user said about folders: whether their code may run unasked and their tools be used. Kept in one
// JSON file outside every workspace, so that no workspace can speak for itself. What is not known is not
// trusted.
//
//   {"version": 1, "trusted": ["/home/me/designs"], "restricted": ["/home/me/downloads/kernel"]}
//
// An answer holds for the folder and what lies below it, the nearest one wins. One thread.
class WorkspaceTrust
{
public:
    // Starts empty when there is no file, or none that can be read: nothing is trusted then.
    [[nodiscard]] static WorkspaceTrust load(const QString &path);

    // Nothing: nobody was asked yet. Links are followed: the answer is about the real folder.
    [[nodiscard]] std::optional<bool> answerFor(const QString &folder) const;
    [[nodiscard]] bool isTrusted(const QString &folder) const { return answerFor(folder).value_or(false); }
    // Remembers and writes; what is below the folder follows. Io when it cannot be written: it holds for this
    // session then. InvalidInput for a folder that does not exist.
    [[nodiscard]] Result<void> answer(const QString &folder, bool trusted);

private:
    explicit WorkspaceTrust(QString path)
        : m_path(std::move(path))
    {
    }

    [[nodiscard]] Result<void> write() const;

    QString m_path;
    QStringList m_trusted;    // real paths
    QStringList m_restricted; // real paths
};

} // namespace gatewright
