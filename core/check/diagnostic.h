// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"
#include "core/text/position.h"

#include <QJsonObject>
#include <QString>

#include <string>
#include <vector>

namespace gatewright {

class TextDocument;

enum class Severity { Error, Warning, Info, Hint };

// "error", "warning", "info", "hint".
[[nodiscard]] QString severityName(Severity severity);

struct DiagnosticEdit
{
    Range range;
    std::string text;

    friend bool operator==(const DiagnosticEdit &, const DiagnosticEdit &) = default;
};

// One way to mend what was found; its edits are applied together, as one undo step.
struct DiagnosticFix
{
    QString title;
    std::vector<DiagnosticEdit> edits;

    friend bool operator==(const DiagnosticFix &, const DiagnosticFix &) = default;
};

// Another place of the same text that explains the finding: "declared here".
struct RelatedPlace
{
    Range range;
    QString message;

    friend bool operator==(const RelatedPlace &, const RelatedPlace &) = default;
};

// What a check found at one place of one text. Positions are LSP positions (0-based, UTF-16) of the checked
// revision.
struct Diagnostic
{
    Range range;
    Severity severity = Severity::Error;
    QString code;    // stable, for tests and for suppressing: "syntax", "QKT101"
    QString source;  // who says it: "parser", "hls", "ruff"
    QString message; // one English sentence that names the remedy where one is known
    std::vector<DiagnosticFix> fixes;
    std::vector<RelatedPlace> related;

    friend bool operator==(const Diagnostic &, const Diagnostic &) = default;
};

// The JSON form of the command line ("D" of its specification): lines and columns 1-based, columns in code
// points. `document` is the checked text, needed to count the columns.
[[nodiscard]] QJsonObject diagnosticToJson(const Diagnostic &diagnostic, const TextDocument &document);

} // namespace gatewright
