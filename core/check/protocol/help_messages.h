// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"
#include "core/check/code_help.h"
#include "core/lsp/json_field.h"

#include <QJsonObject>
#include <QJsonValue>
#include <QString>

// textDocument/completion and textDocument/hover as the checker answers them. Positions are LSP's.
namespace gatewright::checker {

namespace method {
inline constexpr QLatin1String completion{"textDocument/completion"};
inline constexpr QLatin1String hover{"textDocument/hover"};
} // namespace method

// What both ask about. A place outside the text is moved to the nearest one inside, as LSP wants.
struct HelpQuestion
{
    QString uri;
    Position place;
};
[[nodiscard]] Result<HelpQuestion> helpQuestionFromJson(const lsp::Field &field);

// A CompletionList, in the order of the suggestions.
[[nodiscard]] QJsonObject toJson(const Suggestions &suggestions);
// A Hover; null without an explanation.
[[nodiscard]] QJsonValue toJson(const std::optional<Explanation> &explanation);

// What the capabilities say: completionProvider.
[[nodiscard]] QJsonObject completionCapability();

} // namespace gatewright::checker
