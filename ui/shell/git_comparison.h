// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/git/file_versions.h"
#include "core/git/text_diff.h"
#include "ui/bridge/git_session.h"
#include "ui/shell/window_context.h"

#include <QObject>

#include <optional>

class QAction;

namespace gatewright {

class CompareView;
class GitWork;

// What git has to compare, in the comparison area: the index and the work folder, the last commit and the
// index, a commit and the one before it, the sides of a conflict; and staging parts of it. A comparison that
// can change is read again when the repository does.
class GitComparison : public QObject
{
    Q_OBJECT

public:
    enum class Kind { None, Working, Staged, WholeFile, Commit, Conflict };

    GitComparison(const WindowContext &context, GitSession &session, CompareView &area,
                  QObject *parent = nullptr);

    // The index (left) and the file.
    void showWorking(const git::GitPath &path);
    // The last commit (left) and the index; `oldPath` of what was renamed, or empty.
    void showStaged(const git::GitPath &path, const git::GitPath &oldPath = {});
    // The last commit (left) and the file.
    void showWholeFile(const git::GitPath &path);
    // A file in two commits; `before` empty: there was none.
    void showCommit(const git::CommitId &commit, const git::CommitId &before, const git::ChangedFile &file);
    // The file as a commit has it (left), and as it is now.
    void showAgainst(const git::CommitId &commit, const git::GitPath &path);
    // Ours, the common version, and theirs.
    void showConflict(const git::GitPath &path);

    [[nodiscard]] Kind kind() const { return m_kind; }
    [[nodiscard]] const git::GitPath &path() const { return m_path; }
    // Whether the change that is looked at, or the selected lines, can be staged or unstaged now.
    [[nodiscard]] bool canStage() const;
    [[nodiscard]] bool canUnstage() const;
    void stage();
    void unstage();

private:
    struct Versions
    {
        git::FileVersion left;
        git::FileVersion right;
        std::optional<git::FileVersion> base; // of a conflict
        QByteArray index;                     // id of the staged object
    };
    using Read = GitSession::Work<Versions>;

    void show(Kind kind, const git::GitPath &path, const QString &title, const QString &leftTitle,
              const QString &rightTitle, Read read);
    void readAgain();
    void take(Result<Versions> versions);
    [[nodiscard]] bool showsVersions() const;
    [[nodiscard]] git::LineSelection selection() const;
    [[nodiscard]] QList<QAction *> buttons(Kind kind) const;

    WindowContext m_context;
    GitSession &m_session;
    CompareView &m_area;
    Kind m_kind = Kind::None;
    git::GitPath m_path;
    QString m_leftTitle;
    QString m_rightTitle;
    Read m_read;
    Versions m_versions;
    bool m_isRead = false; // m_versions
    std::stop_source m_stop;
    int m_stamp = 0;
};

} // namespace gatewright
