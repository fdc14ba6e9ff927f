// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"
#include "core/store/record.h"

#include <QJsonObject>

// Rows as JSON: the same in an export, on the command line and in the engine's answers.
namespace gatewright::store {

// {"id", "time", "language", "file", "model", "tier", "score", "tokens", "text",
//  "outcomes": [{"kind", "characters", "tier", "time"}]}, times in UTC as 2026-01-02T03:04:05.678Z.
[[nodiscard]] QJsonObject toJson(const Completion &completion);
// InvalidInput, naming the member, for anything that toJson() would not write.
[[nodiscard]] Result<Completion> completionFromJson(const QJsonObject &json);

// {"completions", "texts", "text_bytes", "file_bytes", "kinds": {NAME: N}, "languages": {NAME: N},
//  "tiers": {"-1": N …}, "oldest", "newest"}; the last two are null for an empty store.
[[nodiscard]] QJsonObject toJson(const Statistics &statistics);

// A whole number in [minimum, maximum].
[[nodiscard]] Result<int> integerFrom(const QJsonObject &json, const char *member, int minimum, int maximum);

} // namespace gatewright::store
