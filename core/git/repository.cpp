// SPDX-License-Identifier: Apache-2.0
#include "core/git/repository.h"

#include "core/base/path_inside.h"
#include "core/git/git_error.h"
#include "core/git/git_handles.h"
#include "core/git/repository_guard.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QUrl>

#include <sys/stat.h>
#include <unistd.h>

namespace gatewright::git {

namespace {

QString withoutSlash(const char *path)
{
    QString text = QFile::decodeName(path);
    while (text.size() > 1 && text.endsWith(QLatin1Char('/')))
        text.chop(1);
    return text;
}

bool belongsToAnother(const QString &path)
{
    struct stat found{};
    return ::stat(QFile::encodeName(path).constData(), &found) == 0 && found.st_uid != ::geteuid();
}

tl::unexpected<Error> openError(int code, const RepositoryPlace &place)
{
    const QString &root = place.root;
    // libgit2 1.5.1 says that it did not find the setting when there is none of it.
    const bool missesSetting =
        code == GIT_ENOTFOUND && (belongsToAnother(root) || belongsToAnother(place.gitFolder));
    if (code == GIT_EOWNER || missesSetting)
        return makeError(ErrorCode::Unsupported,
                         QStringLiteral("This repository belongs to another user, so git leaves it alone. If "
                                        "you trust it, run: git config --global --add safe.directory '%1'")
                             .arg(root),
                         {}, root);
    return gitError(code == GIT_ENOTFOUND ? GIT_ERROR : code,
                    QStringLiteral("This repository is broken; the git program may say more: git fsck"),
                    root);
}

// "https://user@host:1/x", "ssh://host/x" and "host:x", which is ssh's own.
QString hostOf(const QString &url)
{
    if (url.contains(QLatin1String("://")))
        return QUrl(url).host();
    const qsizetype colon = url.indexOf(QLatin1Char(':'));
    const qsizetype slash = url.indexOf(QLatin1Char('/'));
    if (colon <= 0 || (slash >= 0 && slash < colon))
        return {};
    return url.left(colon).section(QLatin1Char('@'), -1);
}

bool configuredBool(git_repository *repository, const char *key)
{
    ConfigHandle config;
    int value = 0;
    return git_repository_config_snapshot(config.out(), repository) == 0 &&
           git_config_get_bool(&value, config.get(), key) == 0 && value != 0;
}

void readUpstream(git_repository *repository, git_reference *branch, Head &head)
{
    ReferenceHandle upstream;
    if (git_branch_upstream(upstream.out(), branch) != 0)
        return;
    head.upstream = QString::fromUtf8(git_reference_shorthand(upstream.get()));
    const git_oid *ours = git_reference_target(branch);
    const git_oid *theirs = git_reference_target(upstream.get());
    std::size_t ahead = 0;
    std::size_t behind = 0;
    if (ours && theirs && git_graph_ahead_behind(&ahead, &behind, repository, ours, theirs) == 0) {
        head.ahead = static_cast<int>(ahead);
        head.behind = static_cast<int>(behind);
    }
}

} // namespace

QString displayPath(const GitPath &path)
{
    QString text = QString::fromUtf8(path);
    for (QChar &character : text) {
        if (character == QLatin1Char('\n') || character == QLatin1Char('\r'))
            character = QChar(0x21b5); // more fonts have it than the picture of a line feed
        else if (character.unicode() < 0x20)
            character = QChar(0x2400 + character.unicode());
        else if (character.category() == QChar::Other_Format || character.category() == QChar::Other_Control)
            character = QChar::ReplacementCharacter; // may turn the direction of writing
        else if (character == QChar::LineSeparator || character == QChar::ParagraphSeparator)
            character = QChar(0x21b5);
    }
    return text;
}

void Repository::Close::operator()(git_repository *repository) const
{
    git_repository_free(repository);
}

Result<Repository> Repository::open(const QString &folder)
{
    ensureLibrary();
    GW_TRY(place, findRepository(folder));
    GW_CHECK(checkRepositoryFiles(place));
    Repository repository;
    git_repository *handle = nullptr;
    const int code = git_repository_open_ext(&handle, QFile::encodeName(place.root).constData(),
                                             GIT_REPOSITORY_OPEN_NO_SEARCH, nullptr);
    repository.m_handle.reset(handle);
    if (code < 0)
        return openError(code, place);
    repository.m_gitFolder = withoutSlash(git_repository_path(handle));
    const char *work = git_repository_workdir(handle);
    if (git_repository_is_bare(handle) || !work)
        return makeError(
            ErrorCode::Unsupported,
            QStringLiteral("This is a bare repository: it has no files to edit. Clone it first."), {},
            place.root);
    repository.m_workFolder = QFileInfo(withoutSlash(work)).canonicalFilePath();
    // A configuration may name any folder of the disk as the work tree.
    if (!isInside(QFileInfo(folder).canonicalFilePath(), repository.m_workFolder))
        return makeError(ErrorCode::Unsupported,
                         QStringLiteral("The configuration of this repository puts its files elsewhere "
                                        "(core.worktree). Open that folder instead."),
                         repository.m_workFolder, place.root);
    return repository;
}

Result<Repository> Repository::initialise(const QString &folder)
{
    ensureLibrary();
    git_repository_init_options options;
    git_repository_init_options_init(&options, GIT_REPOSITORY_INIT_OPTIONS_VERSION);
    options.flags = GIT_REPOSITORY_INIT_NO_REINIT | GIT_REPOSITORY_INIT_MKDIR;
    ConfigHandle config;
    const char *chosen = nullptr;
    ConfigHandle snapshot;
    if (git_config_open_default(config.out()) == 0 &&
        git_config_snapshot(snapshot.out(), config.get()) == 0 &&
        git_config_get_string(&chosen, snapshot.get(), "init.defaultBranch") == 0 && chosen && *chosen)
        options.initial_head = chosen;
    else
        options.initial_head = "main";
    git_repository *handle = nullptr;
    const int code = git_repository_init_ext(&handle, QFile::encodeName(folder).constData(), &options);
    git_repository_free(handle);
    GW_CHECK(checked(code, QStringLiteral("The repository could not be made."), folder));
    return open(folder);
}

Result<Head> Repository::head() const
{
    Head head;
    ReferenceHandle symbolic;
    int code = git_reference_lookup(symbolic.out(), m_handle.get(), "HEAD");
    if (code < 0)
        return gitError(code,
                        QStringLiteral("This repository has no HEAD; the git program may say more: git "
                                       "fsck"),
                        m_gitFolder);
    if (git_reference_type(symbolic.get()) == GIT_REFERENCE_SYMBOLIC) {
        const QString target = QString::fromUtf8(git_reference_symbolic_target(symbolic.get()));
        head.branch = target.startsWith(QLatin1String("refs/heads/")) ? target.mid(11) : target;
    }
    ReferenceHandle resolved;
    code = git_repository_head(resolved.out(), m_handle.get());
    if (code == GIT_EUNBORNBRANCH || code == GIT_ENOTFOUND)
        return head;
    if (code < 0)
        return gitError(code, QStringLiteral("The current branch cannot be read."), m_gitFolder);
    head.commit = git_oid_tostr_s(git_reference_target(resolved.get()));
    if (!head.isDetached())
        readUpstream(m_handle.get(), resolved.get(), head);
    return head;
}

Unfinished Repository::unfinished() const
{
    switch (git_repository_state(m_handle.get())) {
    case GIT_REPOSITORY_STATE_MERGE:
        return Unfinished::Merge;
    case GIT_REPOSITORY_STATE_REVERT:
    case GIT_REPOSITORY_STATE_REVERT_SEQUENCE:
        return Unfinished::Revert;
    case GIT_REPOSITORY_STATE_CHERRYPICK:
    case GIT_REPOSITORY_STATE_CHERRYPICK_SEQUENCE:
        return Unfinished::CherryPick;
    case GIT_REPOSITORY_STATE_BISECT:
        return Unfinished::Bisect;
    case GIT_REPOSITORY_STATE_REBASE:
    case GIT_REPOSITORY_STATE_REBASE_INTERACTIVE:
    case GIT_REPOSITORY_STATE_REBASE_MERGE:
        return Unfinished::Rebase;
    case GIT_REPOSITORY_STATE_APPLY_MAILBOX:
    case GIT_REPOSITORY_STATE_APPLY_MAILBOX_OR_REBASE:
        return Unfinished::Patches;
    default:
        return Unfinished::Nothing;
    }
}

std::vector<Remote> Repository::remotes() const
{
    std::vector<Remote> made;
    git_strarray names{nullptr, 0};
    if (git_remote_list(&names, m_handle.get()) != 0)
        return made;
    for (std::size_t i = 0; i < names.count; ++i) {
        git_remote *remote = nullptr;
        if (git_remote_lookup(&remote, m_handle.get(), names.strings[i]) != 0)
            continue;
        const QString url = QString::fromUtf8(git_remote_url(remote));
        made.push_back({QString::fromUtf8(names.strings[i]), url, hostOf(url)});
        git_remote_free(remote);
    }
    git_strarray_dispose(&names);
    return made;
}

QString Repository::preparedMessage() const
{
    Buffer message;
    return git_repository_message(&message.value, m_handle.get()) == 0
               ? QString::fromUtf8(message.value.ptr, static_cast<qsizetype>(message.value.size))
               : QString();
}

QStringList Repository::commitHooks() const
{
    QString folder = QFile::decodeName(git_repository_commondir(m_handle.get())) + QLatin1String("hooks");
    Buffer configured;
    ConfigHandle config;
    if (git_repository_config_snapshot(config.out(), m_handle.get()) == 0 &&
        git_config_get_path(&configured.value, config.get(), "core.hooksPath") == 0)
        folder = QDir(m_workFolder).absoluteFilePath(QFile::decodeName(configured.value.ptr));
    QStringList hooks;
    for (const char *name : {"pre-commit", "prepare-commit-msg", "commit-msg", "post-commit"}) {
        const QFileInfo hook(folder + QLatin1Char('/') + QLatin1String(name));
        if (hook.isFile() && hook.isExecutable())
            hooks.append(QLatin1String(name));
    }
    return hooks;
}

bool Repository::wantsSignatures() const
{
    return configuredBool(m_handle.get(), "commit.gpgsign");
}

GitPath Repository::pathOf(const QString &absolute) const
{
    // The file itself may be a link, and is then meant as such; its folder is not.
    const QFileInfo file(absolute);
    const QString folder = QFileInfo(file.absolutePath()).canonicalFilePath();
    const QString path = folder + QLatin1Char('/') + file.fileName();
    if (folder.isEmpty() || !isInside(path, m_workFolder) || isInside(path, m_gitFolder) ||
        path.size() <= m_workFolder.size() + 1)
        return {};
    return QFile::encodeName(path.mid(m_workFolder == QLatin1String("/") ? 1 : m_workFolder.size() + 1));
}

QString Repository::absolutePath(const GitPath &path) const
{
    return m_workFolder + QLatin1Char('/') + QFile::decodeName(path);
}

bool Repository::isIgnored(const GitPath &path) const
{
    int ignored = 0;
    return git_ignore_path_is_ignored(&ignored, m_handle.get(), path.constData()) == 0 && ignored != 0;
}

Result<Identity> readIdentity(const Repository &repository)
{
    SignatureHandle signature;
    if (git_signature_default(signature.out(), repository.handle()) != 0)
        return makeError(ErrorCode::Missing, QStringLiteral("git does not know your name yet. Set user.name "
                                                            "and user.email."));
    return Identity{QString::fromUtf8(signature->name), QString::fromUtf8(signature->email)};
}

Result<void> writeIdentity(const Repository &repository, const Identity &identity)
{
    const auto fits = [](const QString &text) {
        return !text.trimmed().isEmpty() && !text.contains(QLatin1Char('\n')) &&
               !text.contains(QLatin1Char('<')) && !text.contains(QLatin1Char('>'));
    };
    if (!fits(identity.name) || !fits(identity.address))
        return makeError(ErrorCode::InvalidInput,
                         QStringLiteral("Give a name and an address, without < and >."));
    ConfigHandle config;
    ConfigHandle local;
    const QString failed = QStringLiteral("The name could not be written.");
    GW_CHECK(checked(git_repository_config(config.out(), repository.handle()), failed));
    GW_CHECK(checked(git_config_open_level(local.out(), config.get(), GIT_CONFIG_LEVEL_LOCAL), failed));
    GW_CHECK(
        checked(git_config_set_string(local.get(), "user.name", identity.name.trimmed().toUtf8().constData()),
                failed));
    return checked(
        git_config_set_string(local.get(), "user.email", identity.address.trimmed().toUtf8().constData()),
        failed);
}

} // namespace gatewright::git
