// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/git_comparison.h"

#include "core/git/conflicts.h"
#include "core/git/staging.h"
#include "core/text/encoding.h"
#include "ui/bridge/command_registry.h"
#include "ui/bridge/core_texts.h"
#include "ui/bridge/document_manager.h"
#include "ui/bridge/notice_hub.h"
#include "ui/shell/compare_view.h"

#include <QFileInfo>

namespace gatewright {

namespace {

std::string_view view(const QByteArray &bytes)
{
    return {bytes.constData(), static_cast<std::size_t>(bytes.size())};
}

// UTF-8 for the view; nothing when the version is no text.
std::optional<std::string> textOf(const git::FileVersion &version)
{
    switch (version.kind) {
    case git::FileVersion::Kind::Missing:
        return std::string();
    case git::FileVersion::Kind::Link:
        return std::string(view(version.bytes));
    case git::FileVersion::Kind::Text:
    case git::FileVersion::Kind::Binary: {
        const FileFormat format = detectFormat(view(version.bytes));
        if (format.looksBinary)
            return {};
        Result<std::string> text = decode(view(version.bytes), format.encoding);
        return text ? std::optional<std::string>(std::move(*text)) : std::nullopt;
    }
    case git::FileVersion::Kind::Submodule:
    case git::FileVersion::Kind::TooLarge:
        break;
    }
    return {};
}

QString shortId(const QByteArray &id)
{
    constexpr int shown = 8;
    return QString::fromLatin1(id.left(shown));
}

} // namespace

GitComparison::GitComparison(const WindowContext &context, GitSession &session, CompareView &area,
                             QObject *parent)
    : QObject(parent)
    , m_context(context)
    , m_session(session)
    , m_area(area)
{
    connect(&area, &CompareView::left, this, [this] {
        m_kind = Kind::None;
        m_stop.request_stop();
        ++m_stamp;
        m_context.commands.refresh();
    });
    connect(&area.view(), &DiffView::currentChangeChanged, &context.commands, &CommandRegistry::refresh);
    connect(&area.view(), &DiffView::compared, &context.commands, &CommandRegistry::refresh);
    connect(&session, &GitSession::changed, this, [this] {
        if (m_kind == Kind::None || m_kind == Kind::Commit)
            return;
        if (m_session.isReady())
            readAgain();
        else
            m_area.leave();
    });
    connect(&context.documents, &DocumentManager::saved, this, [this] {
        if (m_kind == Kind::Working || m_kind == Kind::WholeFile)
            readAgain();
    });
}

void GitComparison::showWorking(const git::GitPath &path)
{
    show(Kind::Working, path, tr("%1 — not staged").arg(git::displayPath(path)), tr("Staged"),
         tr("Work Folder"),
         [path](const git::Repository &repository, const std::stop_token &) -> Result<Versions> {
             Versions versions;
             // As git compares them, so that line ends which it changes are no difference.
             GW_TRY(left, git::versionInIndex(repository, path, git::TextForm::Stored));
             GW_TRY(right, git::versionInWorkFolder(repository, path, git::TextForm::Stored));
             versions.index = left.id;
             versions.left = std::move(left);
             versions.right = std::move(right);
             return versions;
         });
}

void GitComparison::showStaged(const git::GitPath &path, const git::GitPath &oldPath)
{
    const git::GitPath before = oldPath.isEmpty() ? path : oldPath;
    show(Kind::Staged, path, tr("%1 — staged").arg(git::displayPath(path)),
         oldPath.isEmpty() ? tr("Last Commit") : tr("Last Commit: %1").arg(git::displayPath(oldPath)),
         tr("Staged"),
         [path, before](const git::Repository &repository, const std::stop_token &) -> Result<Versions> {
             Versions versions;
             GW_TRY(left, git::versionInHead(repository, before, git::TextForm::Stored));
             GW_TRY(right, git::versionInIndex(repository, path, git::TextForm::Stored));
             versions.index = right.id;
             versions.left = std::move(left);
             versions.right = std::move(right);
             return versions;
         });
}

void GitComparison::showWholeFile(const git::GitPath &path)
{
    show(Kind::WholeFile, path, tr("%1 — since the last commit").arg(git::displayPath(path)),
         tr("Last Commit"), tr("Work Folder"),
         [path](const git::Repository &repository, const std::stop_token &) -> Result<Versions> {
             Versions versions;
             GW_TRY(left, git::versionInHead(repository, path, git::TextForm::Stored));
             GW_TRY(right, git::versionInWorkFolder(repository, path, git::TextForm::Stored));
             versions.left = std::move(left);
             versions.right = std::move(right);
             return versions;
         });
}

void GitComparison::showCommit(const git::CommitId &commit, const git::CommitId &before,
                               const git::ChangedFile &file)
{
    const git::GitPath oldPath = file.oldPath.isEmpty() ? file.path : file.oldPath;
    show(Kind::Commit, file.path, tr("%1 in %2").arg(git::displayPath(file.path), shortId(commit)),
         before.isEmpty() ? tr("Nothing") : shortId(before), shortId(commit),
         [commit, before, oldPath, path = file.path](const git::Repository &repository,
                                                     const std::stop_token &) -> Result<Versions> {
             Versions versions;
             GW_TRY(left, git::versionInCommit(repository, before, oldPath, git::TextForm::Stored));
             GW_TRY(right, git::versionInCommit(repository, commit, path, git::TextForm::Stored));
             versions.left = std::move(left);
             versions.right = std::move(right);
             return versions;
         });
}

void GitComparison::showAgainst(const git::CommitId &commit, const git::GitPath &path)
{
    show(Kind::WholeFile, path, tr("%1 — since %2").arg(git::displayPath(path), shortId(commit)),
         shortId(commit), tr("Work Folder"),
         [commit, path](const git::Repository &repository, const std::stop_token &) -> Result<Versions> {
             Versions versions;
             GW_TRY(left, git::versionInCommit(repository, commit, path, git::TextForm::Stored));
             GW_TRY(right, git::versionInWorkFolder(repository, path, git::TextForm::Stored));
             versions.left = std::move(left);
             versions.right = std::move(right);
             return versions;
         });
}

void GitComparison::showConflict(const git::GitPath &path)
{
    show(Kind::Conflict, path, tr("%1 — in conflict").arg(git::displayPath(path)), tr("Ours"), tr("Theirs"),
         [path](const git::Repository &repository, const std::stop_token &) -> Result<Versions> {
             GW_TRY(conflict, git::readConflict(repository, path));
             Versions versions;
             versions.base = std::move(conflict.base);
             versions.left = std::move(conflict.ours);
             versions.right = std::move(conflict.theirs);
             return versions;
         });
}

QList<QAction *> GitComparison::buttons(Kind kind) const
{
    QStringList ids;
    switch (kind) {
    case Kind::Working:
        ids = {QStringLiteral("git.stageChange"), QStringLiteral("git.openCompared")};
        break;
    case Kind::Staged:
        ids = {QStringLiteral("git.unstageChange"), QStringLiteral("git.openCompared")};
        break;
    case Kind::Conflict:
        ids = {QStringLiteral("git.takeOurs"), QStringLiteral("git.takeTheirs"),
               QStringLiteral("git.openCompared")};
        break;
    case Kind::WholeFile:
    case Kind::Commit:
        ids = {QStringLiteral("git.openCompared")};
        break;
    case Kind::None:
        break;
    }
    QList<QAction *> actions;
    for (const QString &id : std::as_const(ids)) {
        if (QAction *action = m_context.commands.action(id))
            actions.append(action);
    }
    return actions;
}

void GitComparison::show(Kind kind, const git::GitPath &path, const QString &title, const QString &leftTitle,
                         const QString &rightTitle, Read read)
{
    m_area.open(title, buttons(kind),
                kind == Kind::Conflict ? CompareView::Form::ThreeTexts : CompareView::Form::TwoTexts);
    m_kind = kind;
    m_path = path;
    m_leftTitle = leftTitle;
    m_rightTitle = rightTitle;
    m_read = std::move(read);
    m_versions = {};
    m_isRead = false;
    readAgain();
    m_context.commands.refresh();
}

void GitComparison::readAgain()
{
    m_stop.request_stop();
    const int stamp = ++m_stamp;
    m_stop = m_session.read<Versions>(this, m_read, [this, stamp](Result<Versions> versions) {
        if (stamp == m_stamp)
            take(std::move(versions));
    });
}

void GitComparison::take(Result<Versions> versions)
{
    using FileKind = git::FileVersion::Kind;
    m_isRead = versions.has_value();
    if (!versions) {
        m_area.showMessage(coreText(versions.error()));
        return;
    }
    m_versions = std::move(*versions);
    const git::FileVersion &left = m_versions.left;
    const git::FileVersion &right = m_versions.right;
    if (left.kind == FileKind::Submodule || right.kind == FileKind::Submodule) {
        m_area.showMessage(tr("This is a submodule: a repository of its own.\nFrom commit %1 to commit %2.")
                               .arg(left.bytes.isEmpty() ? tr("none") : shortId(left.bytes),
                                    right.bytes.isEmpty() ? tr("that of its folder") : shortId(right.bytes)));
        return;
    }
    if (left.kind == FileKind::TooLarge || right.kind == FileKind::TooLarge) {
        m_area.showMessage(tr("The file is too large to be compared here."));
        return;
    }
    std::optional<std::string> leftText = textOf(left);
    std::optional<std::string> rightText = textOf(right);
    if (!leftText || !rightText) {
        m_area.showMessage(tr("The file is no text, so its versions cannot be shown side by side."));
        return;
    }
    const QString path = git::displayPath(m_path);
    const auto title = [&](const QString &name, const git::FileVersion &version) {
        return version.kind == FileKind::Missing ? tr("%1 (no such file)").arg(name) : name;
    };
    if (m_versions.base) {
        m_area.threeWay().setTexts(
            {title(m_leftTitle, left), path, std::move(*leftText)},
            {title(tr("Base"), *m_versions.base), path, textOf(*m_versions.base).value_or(std::string())},
            {title(m_rightTitle, right), path, std::move(*rightText)});
        return;
    }
    m_area.view().setTexts({title(m_leftTitle, left), path, std::move(*leftText)},
                           {title(m_rightTitle, right), path, std::move(*rightText)});
}

// Until then the view has the changes of what was there before.
bool GitComparison::showsVersions() const
{
    return m_area.isOpen() && m_isRead && !m_area.view().isComparing();
}

bool GitComparison::canStage() const
{
    return m_kind == Kind::Working && showsVersions() && !selection().isEmpty();
}

bool GitComparison::canUnstage() const
{
    return m_kind == Kind::Staged && showsVersions() && !selection().isEmpty();
}

// The selected lines, or else the change that is looked at.
git::LineSelection GitComparison::selection() const
{
    const DiffView &view = m_area.view();
    git::LineSelection chosen;
    if (const DiffView::Lines lines = view.selectedLines(); !lines.isEmpty()) {
        for (const DiffChange &change : view.changes())
            chosen.addNewLines(change.lines, lines.begin, lines.end);
    } else if (view.currentChange() >= 0) {
        chosen.add(view.changes()[static_cast<std::size_t>(view.currentChange())].lines);
    }
    return chosen;
}

void GitComparison::stage()
{
    if (!canStage())
        return;
    m_session.change<void>(
        tr("Staging"), this,
        [path = m_path, chosen = selection(), index = m_versions.index,
         bytes = m_versions.right.bytes](const git::Repository &repository, const std::stop_token &) {
            return git::stageLines(repository, path, bytes, chosen, index);
        },
        [this](Result<void> staged) {
            if (!staged)
                m_context.notices.present(noticeFor(staged.error(), tr("The lines were not staged.")), 0);
        });
}

void GitComparison::unstage()
{
    if (!canUnstage())
        return;
    m_session.change<void>(
        tr("Unstaging"), this,
        [path = m_path, chosen = selection(), index = m_versions.index](const git::Repository &repository,
                                                                        const std::stop_token &) {
            return git::unstageLines(repository, path, chosen, index);
        },
        [this](Result<void> unstaged) {
            if (!unstaged)
                m_context.notices.present(noticeFor(unstaged.error(), tr("The lines were not unstaged.")), 0);
        });
}

} // namespace gatewright
