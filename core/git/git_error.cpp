// SPDX-License-Identifier: Apache-2.0
#include "core/git/git_error.h"

#include "core/git/git_handles.h"

namespace gatewright::git {

namespace {

ErrorCode errorCode(int code)
{
    switch (code) {
    case GIT_ENOTFOUND:
        return ErrorCode::NotFound;
    case GIT_EUSER:
        return ErrorCode::Cancelled;
    case GIT_ELOCKED:
    case GIT_EMODIFIED:
        return ErrorCode::Io;
    case GIT_EEXISTS:
    case GIT_EINVALIDSPEC:
    case GIT_EINVALID:
    case GIT_ECONFLICT:
    case GIT_EUNCOMMITTED:
    case GIT_EUNMERGED:
    case GIT_EUNBORNBRANCH:
        return ErrorCode::InvalidInput;
    default:
        break;
    }
    const git_error *last = git_error_last();
    switch (last ? last->klass : GIT_ERROR_NONE) {
    case GIT_ERROR_NOMEMORY:
        return ErrorCode::LimitExceeded;
    case GIT_ERROR_OS:
    case GIT_ERROR_FILESYSTEM:
        return ErrorCode::Io;
    default:
        return ErrorCode::Corrupt;
    }
}

} // namespace

void ensureLibrary()
{
    // For the life of the process: other threads may still be inside the library at its end.
    static const int ready = [] {
        const int count = git_libgit2_init();
        // As the git program: what somebody else owns is not opened.
        git_libgit2_opts(GIT_OPT_SET_OWNER_VALIDATION, 1);
        git_libgit2_opts(GIT_OPT_ENABLE_STRICT_HASH_VERIFICATION, 1);
        return count;
    }();
    Q_UNUSED(ready)
}

tl::unexpected<Error> gitError(int code, const QString &message, const QString &place)
{
    const git_error *last = git_error_last();
    const QString detail = last && last->message ? QString::fromUtf8(last->message) : QString();
    if (code == GIT_ELOCKED)
        return makeError(ErrorCode::Io,
                         QStringLiteral("%1 Another program is working in this repository; try again when it "
                                        "has ended, or delete its lock file if it crashed.")
                             .arg(message),
                         detail, place);
    return makeError(errorCode(code), message, detail, place);
}

Result<void> checked(int code, const QString &message, const QString &place)
{
    if (code < 0)
        return gitError(code, message, place);
    return {};
}

} // namespace gatewright::git
