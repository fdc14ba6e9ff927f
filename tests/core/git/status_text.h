// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/git/status.h"

#include <QByteArrayList>

namespace gatewright::test {

// As `git status --porcelain=v1 -z` writes it, for comparing: "XY path" and for renames "XY path<-old".
inline QByteArray statusText(const git::Status &status)
{
    const auto letter = [](git::FileChange change) {
        switch (change) {
        case git::FileChange::Added:
            return 'A';
        case git::FileChange::Modified:
            return 'M';
        case git::FileChange::Deleted:
            return 'D';
        case git::FileChange::Renamed:
            return 'R';
        case git::FileChange::TypeChanged:
            return 'T';
        default:
            return ' ';
        }
    };
    QByteArrayList lines;
    for (const git::StatusEntry &entry : status.entries) {
        QByteArray line;
        if (entry.isConflicted())
            line = "UU ";
        else if (entry.working == git::FileChange::Ignored)
            line = "!! ";
        else if (entry.working == git::FileChange::Untracked && entry.staged == git::FileChange::None)
            line = "?? ";
        else
            line = QByteArray(1, letter(entry.staged)) + letter(entry.working) + ' ';
        line += entry.path;
        if (!entry.oldPath.isEmpty())
            line += "<-" + entry.oldPath;
        lines.append(line);
        // A file that is staged as gone and there again is two lines of the git program.
        if (entry.working == git::FileChange::Untracked && entry.staged != git::FileChange::None)
            lines.append("?? " + entry.path);
    }
    std::sort(lines.begin(), lines.end());
    return lines.join('\n');
}

// The same of what the git program printed.
inline QByteArray porcelainText(const QByteArray &output)
{
    QByteArrayList lines;
    const QByteArrayList parts = output.split('\0');
    for (qsizetype i = 0; i < parts.size(); ++i) {
        QByteArray line = parts.at(i);
        if (line.isEmpty())
            continue;
        if (line.startsWith('R') || line.startsWith('C'))
            line += "<-" + parts.at(++i);
        else if (line.startsWith("AA ") || line.startsWith("DD ") || line.left(2).contains('U'))
            line.replace(0, 2, "UU"); // which sides have it is another question
        lines.append(line);
    }
    std::sort(lines.begin(), lines.end());
    return lines.join('\n');
}

} // namespace gatewright::test
