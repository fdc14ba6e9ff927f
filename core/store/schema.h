// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/store/database.h"

// The tables of the store. `user_version` is the version of the schema; README.md beside this file documents
// each column.
namespace gatewright::store {

inline constexpr int schemaVersion = 1;

// Makes the tables in an empty file and brings an older one up to date, in one transaction. Corrupt when the
// file holds something else, Unsupported when a newer version wrote it.
[[nodiscard]] Result<void> bringUpToDate(Database &database);

// The same judgement for a reader, which changes nothing.
[[nodiscard]] Result<void> checkSchema(Database &database);

// Reads every page. Corrupt, with SQLite's own words, when one is broken.
[[nodiscard]] Result<void> checkPages(Database &database);

} // namespace gatewright::store
