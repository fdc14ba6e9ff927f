// SPDX-License-Identifier: Apache-2.0
#include "core/learn/replay_reader.h"

#include "core/learn/replay_store.h"

namespace gatewright::learn {

Result<std::unique_ptr<ReplayReader>> ReplayReader::open(const QString &folder, const ModelIdentity &identity,
                                                         std::size_t embedding, std::size_t vocabularySize,
                                                         const ReplayRange &range)
{
    const QString place = ReplayStore::folderOf(folder, identity);
    std::unique_ptr<ReplayReader> reader(new ReplayReader(embedding));
    for (const std::uint64_t first : segmentsIn(place))
        if (first < range.end && first + ReplayLayout::kSegmentPositions > range.begin)
            reader->addSegment(place + QLatin1Char('/') + segmentFile(first), first, identity, vocabularySize,
                               range);
    if (reader->m_records.empty())
        return makeError(ErrorCode::NotFound,
                         QStringLiteral("There is nothing to learn from yet: no text was kept for this "
                                        "model."),
                         reader->m_problems.empty() ? QString() : reader->m_problems.front().toString(),
                         place);
    return reader;
}

void ReplayReader::addSegment(const QString &path, std::uint64_t first, const ModelIdentity &identity,
                              std::size_t vocabularySize, const ReplayRange &range)
{
    auto file = std::make_unique<tensors::MappedFile>();
    const auto bytes = file->open(path);
    if (!bytes) {
        m_problems.push_back(bytes.error());
        return;
    }
    if (const auto header = m_layout.checkHeader(*bytes, identity, path); !header) {
        m_problems.push_back(header.error());
        return;
    }
    const auto records = bytes->subspan(ReplayLayout::kHeaderBytes);
    const std::size_t count =
        std::min(records.size() / m_layout.recordBytes(), ReplayLayout::kSegmentPositions);
    for (std::size_t i = 0; i < count; ++i) {
        const std::uint64_t number = first + i;
        if (number < range.begin || number >= range.end)
            continue;
        const RecordView record(records.data() + i * m_layout.recordBytes(), m_layout);
        if (!record.isSound(vocabularySize)) {
            m_problems.push_back(
                Error{ErrorCode::Corrupt,
                      QStringLiteral("A record of the replay store is damaged; the rest of its file is left "
                                     "out."),
                      QStringLiteral("position %1").arg(number), path});
            break;
        }
        if ((record.flags() & ReplayLayout::kErased) != 0)
            continue;
        const bool isNext = !m_records.empty() && number == m_next;
        m_records.push_back(records.data() + i * m_layout.recordBytes());
        m_continues.push_back(isNext && (record.flags() & ReplayLayout::kBegins) == 0);
        m_next = number + 1;
    }
    m_files.push_back(std::move(file));
}

std::vector<std::uint32_t> ReplayReader::withFollowers(std::size_t depths) const
{
    std::vector<std::uint32_t> found;
    std::size_t followers = 0; // of the same text, behind the record that is looked at
    for (std::size_t i = m_records.size(); i-- > 0;) {
        if (followers >= depths)
            found.push_back(static_cast<std::uint32_t>(i));
        followers = m_continues[i] ? followers + 1 : 0;
    }
    return {found.rbegin(), found.rend()};
}

} // namespace gatewright::learn
