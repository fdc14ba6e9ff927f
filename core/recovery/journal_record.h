// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/text/encoding.h"
#include "core/text/language.h"
#include "core/text/text_edit.h"

#include <QByteArray>
#include <QByteArrayView>
#include <QDateTime>
#include <QString>

#include <optional>
#include <string>
#include <string_view>
#include <variant>

// The form of a journal: the line "Gatewright journal 1", then records. A record is its length (4 bytes), its
// kind (1), its contents, and 8 bytes of BLAKE2b over kind and contents; numbers are big-endian.
namespace gatewright::recovery {

inline constexpr QByteArrayView journalMagic = "Gatewright journal 1\n";

// Whose text it is. A journal may have several; the last one counts.
struct JournalHeader
{
    QString path;  // empty: never saved
    QString title; // of one that was never saved
    Language language = Language::PlainText;
    Encoding encoding = Encoding::Utf8; // in which the text will be saved
    // In which the file was last read or written.
    Encoding diskEncoding = Encoding::Utf8;
    // Of the bytes of the file as they were last read or written; empty: there was none.
    QByteArray diskChecksum;
    QDateTime started;

    friend bool operator==(const JournalHeader &, const JournalHeader &) = default;
};

// The whole text; what stands before it in the journal is void. Without one the edits count in the file that
// has the checksum of the header.
struct JournalBase
{
    std::string text;
};

// The text as it is here is being saved.
struct JournalMark
{
    quint32 number = 0;
};

// The text at that mark went to the file, whose bytes have this checksum.
struct JournalSaved
{
    quint32 number = 0;
    QByteArray checksum;
};

// The user ended the program: the text is kept on purpose and comes back without a question.
struct JournalKept
{
};

using JournalRecord =
    std::variant<JournalHeader, JournalBase, TextEdit, JournalMark, JournalSaved, JournalKept>;

[[nodiscard]] QByteArray encodeRecord(const JournalHeader &header);
[[nodiscard]] QByteArray encodeRecord(const JournalMark &mark);
[[nodiscard]] QByteArray encodeRecord(const JournalSaved &saved);
[[nodiscard]] QByteArray encodeRecord(const JournalKept &kept);
[[nodiscard]] QByteArray encodeRecord(const TextEdit &edit);
// Compressed.
[[nodiscard]] QByteArray encodeBase(std::string_view text);

// The record at the start of `bytes`, which moves behind it. Nothing at the end, and where a record is cut
// off, altered or not one of ours.
[[nodiscard]] std::optional<JournalRecord> takeRecord(QByteArrayView &bytes);

} // namespace gatewright::recovery
