// SPDX-License-Identifier: Apache-2.0
#include "core/recovery/journal.h"

#include "core/recovery/edit_replay.h"

#include <algorithm>
#include <map>

namespace gatewright::recovery {

namespace {

// More bring nothing: they would not fit into memory.
constexpr std::size_t mostEdits = 20'000'000;

class Reader
{
public:
    // False: enough.
    bool take(JournalRecord &&record)
    {
        std::visit([this](auto &&value) { add(std::forward<decltype(value)>(value)); }, std::move(record));
        return m_journal.edits.size() < mostEdits;
    }
    [[nodiscard]] bool hasHeader() const { return m_hasHeader; }
    Journal take() { return std::move(m_journal); }

private:
    void add(JournalHeader &&header)
    {
        m_journal.header = std::move(header);
        m_hasHeader = true;
    }
    void add(JournalBase &&base)
    {
        m_journal.base = std::move(base.text);
        m_journal.edits.clear();
        m_journal.savePoints.clear();
    }
    void add(TextEdit &&edit)
    {
        m_journal.edits.push_back(std::move(edit));
        m_journal.kept = false;
    }
    void add(JournalMark &&mark) { m_marks[mark.number] = m_journal.edits.size(); }
    void add(JournalSaved &&saved)
    {
        if (const auto mark = m_marks.find(saved.number); mark != m_marks.end())
            m_journal.savePoints.push_back({std::move(saved.checksum), mark->second});
    }
    void add(JournalKept &&) { m_journal.kept = true; }

    Journal m_journal;
    std::map<quint32, std::size_t> m_marks;
    bool m_hasHeader = false;
};

// How many edits the file has already; nothing when it is none of the states that the journal knows.
std::optional<std::size_t> editsInFile(const Journal &journal, const QByteArray &diskChecksum)
{
    if (diskChecksum.isEmpty())
        return std::nullopt;
    for (auto point = journal.savePoints.rbegin(); point != journal.savePoints.rend(); ++point) {
        if (point->checksum == diskChecksum)
            return std::min(point->edits, journal.edits.size());
    }
    return journal.header.diskChecksum == diskChecksum ? std::optional<std::size_t>(0) : std::nullopt;
}

} // namespace

Result<Journal> parseJournal(QByteArrayView bytes)
{
    Reader reader;
    QByteArrayView rest = bytes;
    if (rest.startsWith(journalMagic)) {
        rest = rest.sliced(journalMagic.size());
        while (std::optional<JournalRecord> record = takeRecord(rest)) {
            if (!reader.take(std::move(*record)))
                break;
        }
    }
    if (!reader.hasHeader())
        return makeError(ErrorCode::Corrupt,
                         QStringLiteral("This is no crash journal, or it is damaged at its start."));
    Journal journal = reader.take();
    journal.bytesLost = rest.size();
    return journal;
}

Result<RecoveredText> recoverText(const Journal &journal, const QByteArray &diskChecksum,
                                  std::string_view diskText)
{
    RecoveredText recovered;
    std::span<const TextEdit> edits(journal.edits);
    std::string_view from = diskText;
    if (journal.base) {
        from = *journal.base;
    } else {
        const std::optional<std::size_t> inFile = editsInFile(journal, diskChecksum);
        if (!inFile)
            return makeError(
                ErrorCode::NotFound,
                QStringLiteral(
                    "The unsaved changes belong to another version of this file, so they cannot be "
                    "put into it; bring that version back and open the file again."),
                {}, journal.header.path);
        edits = edits.subspan(*inFile);
        recovered.startsFromDisk = true;
    }
    Replayed replayed = replay(from, edits);
    recovered.text = std::move(replayed.text);
    recovered.damaged = journal.bytesLost > 0 || replayed.applied < edits.size();
    recovered.edits.assign(edits.begin(), edits.begin() + static_cast<std::ptrdiff_t>(replayed.applied));
    if (journal.base && !diskChecksum.isEmpty() && journal.header.diskChecksum == diskChecksum) {
        // The journal began with the first change, so the way from the file to its base is that change.
        const TextEdit first = difference(diskText, *journal.base);
        if (!first.isEmpty())
            recovered.edits.insert(recovered.edits.begin(), first);
        recovered.startsFromDisk = true;
    }
    return recovered;
}

} // namespace gatewright::recovery
