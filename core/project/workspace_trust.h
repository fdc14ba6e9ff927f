// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"

#include <QString>
#include <QStringList>

#include <optional>
#include <utility>
#include <vector>

namespace gatewright {

// What the user said about folders: whether their code may run unasked and their tools be used. Kept in one
// JSON file outside every workspace, so that no workspace can speak for itself. What is not known is not
// trusted.
//
//   {"version": 1, "trusted": ["/home/me/designs"], "restricted": ["/home/me/downloads/kernel"]}
//
// An answer holds for the folder and what lies below it, the nearest one wins. One thread; other windows may
// use the same file: FILE.lock keeps their answers apart.
class WorkspaceTrust
{
public:
    // Starts empty when there is no file, or none that can be read: nothing is trusted then.
    [[nodiscard]] static WorkspaceTrust load(const QString &path);

    // Nothing: nobody was asked yet. Links are followed: the answer is about the real folder.
    [[nodiscard]] std::optional<bool> answerFor(const QString &folder) const;
    [[nodiscard]] bool isTrusted(const QString &folder) const { return answerFor(folder).value_or(false); }
    // Remembers and writes; what is below the folder follows. Takes over what other windows answered since.
    // Io when it cannot be written, Unsupported when a newer version wrote the file, which stays as it is: it
    // holds for this session then, and is written with the next answer that can be. InvalidInput for a folder
    // that does not exist. Waits a quarter of a second at most for another window.
    [[nodiscard]] Result<void> answer(const QString &folder, bool trusted);

private:
    explicit WorkspaceTrust(QString path)
        : m_path(std::move(path))
    {
    }

    struct Answer
    {
        QString folder; // real path
        bool trusted = false;
    };
    struct Answers
    {
        QStringList trusted;    // real paths
        QStringList restricted; // real paths

        void add(const Answer &answer);
    };

    // Nothing known when there is no file, or a damaged one. Unsupported when a newer version wrote it, Io
    // when it is there and cannot be opened.
    [[nodiscard]] static Result<Answers> read(const QString &path);
    // Under the lock: what the file says now, and then what this session said.
    [[nodiscard]] Result<void> merge();
    [[nodiscard]] Result<void> write() const;

    QString m_path;
    Answers m_answers;
    std::vector<Answer> m_unwritten; // oldest first
};

} // namespace gatewright
