// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"

#include <QDateTime>

namespace gatewright::store {

class Database;

struct RetentionRules
{
    int days = 365;
    qint64 bytes = qint64{64} * 1024 * 1024; // of the file
};

// Removes what is older than the rules allow, then the oldest rows until the file is a tenth below its limit,
// so that this is not done anew at every start; then closes the gaps. Gives the number of rows that went.
[[nodiscard]] Result<int> prune(Database &database, const RetentionRules &rules, const QDateTime &now);

// Removes texts that no completion refers to any more.
[[nodiscard]] Result<void> removeUnusedTexts(Database &database);

// Notes in the file that something was erased from it, in the transaction that erases. The note stays until
// compact() succeeded, in this process or a later one.
[[nodiscard]] Result<void> oweCompaction(Database &database);
// Nothing when nothing is owed.
[[nodiscard]] Result<void> compactWhatIsOwed(Database &database);

// Writes the file anew without what was erased and empties the journal: afterwards no byte of it is on the
// disk under these names. Io when another program reads just then: it stays owed.
[[nodiscard]] Result<void> compact(Database &database);

} // namespace gatewright::store
