// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/git/repository.h"
#include "core/git/text_diff.h"
#include "core/text/encoding.h"

#include <string>

namespace gatewright::git {

// How the text of an editor differs from what is staged.
struct WorkingChanges
{
    enum class Known { Tracked, Untracked, Ignored, NoText };

    Known known = Known::Tracked;
    QByteArray index;                // id of the staged object
    std::string base;                // its text: UTF-8, with the line ends that git stores
    std::vector<LineChange> changes; // from `base` to the text; empty for all that is not Tracked
};

// `bytes` are what would be written to the file. Lines are counted as the editor counts them.
[[nodiscard]] Result<WorkingChanges> workingChanges(const Repository &repository, const GitPath &path,
                                                    const QByteArray &bytes, Encoding encoding);

} // namespace gatewright::git
