// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/recovery/journal_record.h"

#include <span>
#include <vector>

namespace gatewright::recovery {

// What a journal holds.
struct Journal
{
    JournalHeader header;
    std::optional<std::string> base; // else the edits count in the file
    std::vector<TextEdit> edits;     // after the base
    // Only without a base: the file had this checksum after so many edits.
    struct SavePoint
    {
        QByteArray checksum;
        std::size_t edits = 0;
    };
    std::vector<SavePoint> savePoints;
    bool kept = false;
    qsizetype bytesLost = 0; // behind the first damaged record
};

// Reads what can be read: what follows a damaged record is left out. Corrupt: not even the header is there.
[[nodiscard]] Result<Journal> parseJournal(QByteArrayView bytes);

// What can be had of a journal.
struct RecoveredText
{
    std::string text;
    // The edits that lead from `from` to the text, when `from` is known to be where they began.
    std::vector<TextEdit> edits;
    // Whether `edits` count in the text of the file as it is now.
    bool startsFromDisk = false;
    // Something is missing at the end.
    bool damaged = false;
};

// `diskChecksum` and `diskText` are the file as it is now; empty where there is none. NotFound: the journal
// needs the file as it was, and it is another one by now.
[[nodiscard]] Result<RecoveredText> recoverText(const Journal &journal, const QByteArray &diskChecksum,
                                                std::string_view diskText);

} // namespace gatewright::recovery
