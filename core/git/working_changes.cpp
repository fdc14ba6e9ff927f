// SPDX-License-Identifier: Apache-2.0
#include "core/git/working_changes.h"

#include "core/git/file_versions.h"

namespace gatewright::git {

namespace {

std::string_view view(const QByteArray &bytes)
{
    return {bytes.constData(), static_cast<std::size_t>(bytes.size())};
}

bool isWide(Encoding encoding)
{
    return encoding == Encoding::Utf16LittleEndian || encoding == Encoding::Utf16BigEndian;
}

} // namespace

Result<WorkingChanges> workingChanges(const Repository &repository, const GitPath &path,
                                      const QByteArray &bytes, Encoding encoding)
{
    WorkingChanges made;
    GW_TRY(staged, versionInIndex(repository, path, TextForm::Stored));
    made.index = staged.id;
    if (staged.kind == FileVersion::Kind::Missing) {
        made.known =
            repository.isIgnored(path) ? WorkingChanges::Known::Ignored : WorkingChanges::Known::Untracked;
        return made;
    }
    // UTF-16 has NUL bytes, and is text for the editor.
    const bool isText = staged.kind == FileVersion::Kind::Text ||
                        (isWide(encoding) && staged.kind == FileVersion::Kind::Binary);
    if (!isText) {
        made.known = WorkingChanges::Known::NoText;
        return made;
    }
    GW_TRY(stored, storedForm(repository, path, bytes));
    GW_TRY(base, decode(view(staged.bytes), encoding));
    GW_TRY(text, decode(view(stored), encoding));
    GW_TRY(changes, diffLines(base, text));
    made.base = std::move(base);
    made.changes = std::move(changes);
    return made;
}

} // namespace gatewright::git
