// SPDX-License-Identifier: Apache-2.0
#include "app/cli/fix_file.h"

#include <QFile>
#include <QSaveFile>

#include <algorithm>
#include <string>
#include <utility>

namespace gatewright::cli {

namespace {

struct ByteEdit
{
    std::size_t begin;
    std::size_t end;
    std::string text;
};

// In the order of their places; empty when they do not fit each other.
std::vector<ByteEdit> byteEdits(const DiagnosticFix &fix, const TextDocument &document)
{
    std::vector<ByteEdit> edits;
    for (const DiagnosticEdit &edit : fix.edits)
        edits.push_back({document.offset(edit.range.start), document.offset(edit.range.end), edit.text});
    std::stable_sort(edits.begin(), edits.end(),
                     [](const ByteEdit &a, const ByteEdit &b) { return a.begin < b.begin; });
    std::size_t end = 0;
    for (const ByteEdit &edit : edits) {
        if (edit.end < edit.begin || edit.begin < end)
            return {};
        end = edit.end;
    }
    return edits;
}

bool collides(const std::vector<ByteEdit> &edits, const std::vector<ByteEdit> &others)
{
    return std::any_of(edits.begin(), edits.end(), [&others](const ByteEdit &a) {
        return std::any_of(others.begin(), others.end(),
                           [&a](const ByteEdit &b) { return a.begin <= b.end && b.begin <= a.end; });
    });
}

} // namespace

FixedText applyFixes(const TextDocument &document, const std::vector<Diagnostic> &diagnostics)
{
    FixedText fixed{std::string(document.text()), 0};
    std::vector<ByteEdit> chosen;
    for (const Diagnostic &diagnostic : diagnostics) {
        if (diagnostic.fixes.empty())
            continue;
        std::vector<ByteEdit> edits = byteEdits(diagnostic.fixes.front(), document);
        if (edits.empty() || collides(edits, chosen))
            continue;
        chosen.insert(chosen.end(), edits.begin(), edits.end());
        ++fixed.count;
    }
    // From the end, so that the places before stay what they are.
    std::stable_sort(chosen.begin(), chosen.end(),
                     [](const ByteEdit &a, const ByteEdit &b) { return a.begin > b.begin; });
    for (const ByteEdit &edit : chosen)
        fixed.text.replace(edit.begin, edit.end - edit.begin, edit.text);
    return fixed;
}

Result<int> fixFile(const QString &path, const TextDocument &document,
                    const std::vector<Diagnostic> &diagnostics)
{
    const FixedText fixed = applyFixes(document, diagnostics);
    if (fixed.count == 0)
        return 0;
    QFile before(path);
    if (!before.open(QIODevice::ReadOnly) || before.readAll().toStdString() != document.text())
        return makeError(
            ErrorCode::Unsupported,
            QStringLiteral("Only files in UTF-8 without a byte order mark, and unchanged since they "
                           "were read, are fixed."),
            {}, path);
    QSaveFile file(path);
    const auto size = static_cast<qint64>(fixed.text.size());
    if (!file.open(QIODevice::WriteOnly) || file.write(fixed.text.data(), size) != size || !file.commit())
        return makeError(ErrorCode::Io, QStringLiteral("The file could not be written."), file.errorString(),
                         path);
    return fixed.count;
}

} // namespace gatewright::cli
