// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"
#include "core/check/environment_setup.h"
#include "core/lsp/json_field.h"

#include <QJsonObject>
#include <QString>

// What window and checker say to each other about installing what a language needs. Reading checks
// everything, as in checker_messages.h.
namespace gatewright::checker {

namespace method {
inline constexpr QLatin1String setupPlan{"gatewright/setup/plan"};
inline constexpr QLatin1String setupRun{"gatewright/setup/run"};
inline constexpr QLatin1String setupProgress{"gatewright/setup/progress"};
} // namespace method

// The params of gatewright/setup/plan, which answers with a SetupPlan, and of gatewright/setup/run, which
// answers with an empty object once everything is installed: {languageId, folder?}.
struct SetupQuestion
{
    Language language = Language::Qiskit;
    QString folder = {}; // of the plan that the user agreed to; for run alone

    friend bool operator==(const SetupQuestion &, const SetupQuestion &) = default;
};
[[nodiscard]] QJsonObject toJson(const SetupQuestion &question);
[[nodiscard]] Result<SetupQuestion> setupQuestionFromJson(const lsp::Field &field);

// {title, packages, folder, hosts, download_bytes, disk_bytes, note?, done}: that of the command line, too.
[[nodiscard]] QJsonObject toJson(const SetupPlan &plan);
[[nodiscard]] Result<SetupPlan> setupPlanFromJson(const lsp::Field &field);

// gatewright/setup/progress, a notification while a run goes on: {fraction?, text}.
[[nodiscard]] QJsonObject toJson(const Progress &progress);
[[nodiscard]] Result<Progress> progressFromJson(const lsp::Field &field);

} // namespace gatewright::checker
