// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"
#include "core/check/check_runner.h"
#include "core/check/simulation.h"
#include "core/lsp/json_field.h"

#include <QJsonObject>
#include <QString>

#include <optional>
#include <vector>

// What window and checker say to each other, to and from JSON. Reading checks everything: for each end the
// other is a program that may be broken. Positions are LSP's.
namespace gatewright::checker {

namespace method {
inline constexpr QLatin1String check{"gatewright/check"};
inline constexpr QLatin1String simulate{"gatewright/simulate"};
inline constexpr QLatin1String workspace{"gatewright/workspace"};
} // namespace method

// LSP's Diagnostic; ours adds `data.fixes` ([{title, edits: [{range, newText}]}]) and `relatedInformation`,
// whose places are in the document `uri`.
[[nodiscard]] QJsonObject toJson(const Diagnostic &diagnostic, const QString &uri);
[[nodiscard]] Result<Diagnostic> diagnosticFromJson(const lsp::Field &field);

// A fix as LSP's CodeAction of the kind "quickfix".
[[nodiscard]] QJsonObject codeAction(const DiagnosticFix &fix, const Diagnostic &diagnostic,
                                     const QString &uri);

// textDocument/publishDiagnostics.
struct Published
{
    QString uri;
    std::optional<Revision> revision;
    std::vector<Diagnostic> diagnostics;

    friend bool operator==(const Published &, const Published &) = default;
};
[[nodiscard]] QJsonObject toJson(const Published &published);
[[nodiscard]] Result<Published> publishedFromJson(const lsp::Field &field);

// The folder that is open and whether its owner said that its code may run unasked: the params of
// gatewright/workspace, and of initializationOptions.workspace.
struct WorkspaceState
{
    QString folder; // empty: none
    bool trusted = false;

    friend bool operator==(const WorkspaceState &, const WorkspaceState &) = default;
};
[[nodiscard]] QJsonObject toJson(const WorkspaceState &state);
[[nodiscard]] Result<WorkspaceState> workspaceStateFromJson(const lsp::Field &field);

// gatewright/check: the open document, or `text` in its place.
struct CheckQuestion
{
    QString uri;
    std::optional<QString> text;
    Tier highest = Tier::T0;
};
[[nodiscard]] QJsonObject toJson(const CheckQuestion &question);
[[nodiscard]] Result<CheckQuestion> checkQuestionFromJson(const lsp::Field &field);

// Its answer: {uri, version, tier, status, ms, diagnostics, message?}.
struct CheckAnswer
{
    QString uri;
    Revision revision;
    CheckStatus status = CheckStatus::Skipped;
    std::optional<Tier> tier; // the highest that passed
    std::vector<Diagnostic> diagnostics;
    QString message; // why it could not be checked, or what a run said; may be empty
    double milliseconds = 0;

    friend bool operator==(const CheckAnswer &, const CheckAnswer &) = default;
};
[[nodiscard]] QJsonObject toJson(const CheckAnswer &answer);
[[nodiscard]] Result<CheckAnswer> checkAnswerFromJson(const lsp::Field &field);

// gatewright/simulate: somebody asked for this run.
struct SimulationQuestion
{
    QString uri;
    QString testbench; // a path; empty: found
    QString top;
    int shots = 1024;
};
[[nodiscard]] QJsonObject toJson(const SimulationQuestion &question);
[[nodiscard]] Result<SimulationQuestion> simulationQuestionFromJson(const lsp::Field &field);

[[nodiscard]] QJsonObject toJson(const SimulationReport &report, const QString &uri);
[[nodiscard]] Result<SimulationReport> simulationReportFromJson(const lsp::Field &field);

} // namespace gatewright::checker
