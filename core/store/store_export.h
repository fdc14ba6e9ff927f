// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/store/store.h"

#include <QString>

#include <stop_token>

// The store as a text file, to look at, to keep or to take to another machine: JSON lines. The first is
//   {"format": "gatewright-store", "version": 1, "completions": N}
// and each of the N others is a row as store_json.h has it. No path and no prompt is in it, and no secret
// that scrub() knows.
namespace gatewright::store {

inline constexpr int exportVersion = 1;
inline constexpr qint64 maximumImportBytes = qint64{1024} * 1024 * 1024;
inline constexpr qint64 maximumLineBytes = qint64{1024} * 1024;
inline constexpr int maximumImportRows = 1'000'000;

// Writes a new file with the rights 0600 and then renames it. Gives the number of rows.
[[nodiscard]] Result<int> exportStore(const Store &store, const QString &path, std::stop_token stop);

// All or nothing; an error names the line. Rows whose id is there already are skipped.
[[nodiscard]] Result<Imported> importStore(Store &store, const QString &path, std::stop_token stop);

} // namespace gatewright::store
