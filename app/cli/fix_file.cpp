// SPDX-License-Identifier: Apache-2.0
#include "app/cli/fix_file.h"

#include "core/project/atomic_write.h"
#include "core/text/text_edit.h"

#include <algorithm>
#include <string>
#include <utility>

namespace gatewright::cli {

namespace {

// Empty when they do not fit each other.
std::vector<TextEdit> editsOf(const DiagnosticFix &fix, const TextDocument &document)
{
    std::vector<TextEdit> edits;
    for (const DiagnosticEdit &edit : fix.edits)
        edits.push_back({document.offset(edit.range.start), document.offset(edit.range.end), edit.text});
    return backToFront(std::move(edits)).value_or(std::vector<TextEdit>());
}

bool collides(const std::vector<TextEdit> &edits, const std::vector<TextEdit> &others)
{
    return std::any_of(edits.begin(), edits.end(), [&others](const TextEdit &a) {
        return std::any_of(others.begin(), others.end(),
                           [&a](const TextEdit &b) { return a.begin <= b.end && b.begin <= a.end; });
    });
}

struct ChosenFixes
{
    std::vector<TextEdit> edits;
    int count = 0;
};

ChosenFixes chooseFixes(const TextDocument &document, const std::vector<Diagnostic> &diagnostics)
{
    ChosenFixes chosen;
    for (const Diagnostic &diagnostic : diagnostics) {
        if (diagnostic.fixes.empty())
            continue;
        const std::vector<TextEdit> edits = editsOf(diagnostic.fixes.front(), document);
        if (edits.empty() || collides(edits, chosen.edits))
            continue;
        // Each fix stands back to front; so that the whole can be ordered once more, it goes in as it reads.
        chosen.edits.insert(chosen.edits.end(), edits.rbegin(), edits.rend());
        ++chosen.count;
    }
    return chosen;
}

} // namespace

Result<int> fixFile(const QString &path, const TextDocument &document,
                    const std::vector<Diagnostic> &diagnostics)
{
    ChosenFixes chosen = chooseFixes(document, diagnostics);
    if (chosen.count == 0)
        return 0;
    GW_TRY(edits, backToFront(std::move(chosen.edits)));
    GW_TRY(text, textAfter(document.text(), edits));
    GW_TRY(before, files::read(path));
    if (before.bytes.toStdString() != document.text())
        return makeError(
            ErrorCode::Unsupported,
            QStringLiteral("Only files in UTF-8 without a byte order mark, and unchanged since they "
                           "were read, are fixed."),
            {}, path);
    GW_CHECK(
        files::write({path, QByteArray(text.data(), static_cast<qsizetype>(text.size())), before.stamp, {}}));
    return chosen.count;
}

} // namespace gatewright::cli
