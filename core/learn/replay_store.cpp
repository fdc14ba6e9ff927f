// SPDX-License-Identifier: Apache-2.0
#include "core/learn/replay_store.h"

#include "core/learn/safe_file.h"

#include <QDir>

#include <algorithm>

namespace gatewright::learn {

namespace {

constexpr QLatin1String kSuffix(".replay");
constexpr int kNameDigits = 12;

std::span<const std::byte> spanOf(const QByteArray &bytes)
{
    return std::as_bytes(std::span(bytes.constData(), static_cast<std::size_t>(bytes.size())));
}

} // namespace

QString segmentFile(std::uint64_t segment)
{
    return QStringLiteral("%1").arg(segment, kNameDigits, 10, QLatin1Char('0')) + kSuffix;
}

std::vector<std::uint64_t> segmentsIn(const QString &folder)
{
    std::vector<std::uint64_t> segments;
    const QStringList names = QDir(folder).entryList({QLatin1Char('*') + kSuffix}, QDir::Files);
    for (const QString &name : names) {
        bool isNumber = false;
        const std::uint64_t number = name.chopped(kSuffix.size()).toULongLong(&isNumber);
        if (isNumber && name == segmentFile(number))
            segments.push_back(number);
    }
    std::ranges::sort(segments);
    return segments;
}

ReplayStore::ReplayStore(QString folder, const ModelIdentity &identity, std::size_t embedding,
                         ReplayOptions options)
    : m_folder(std::move(folder))
    , m_identity(identity)
    , m_layout{embedding}
    , m_options(options)
{
}

QString ReplayStore::folderOf(const QString &folder, const ModelIdentity &identity)
{
    return folder + QLatin1Char('/') + identity.folderName();
}

Result<std::unique_ptr<ReplayStore>> ReplayStore::open(const QString &folder, const ModelIdentity &identity,
                                                       std::size_t embedding, const ReplayOptions &options)
{
    if (!identity.isValid() || embedding == 0 || embedding > ReplayLayout::kMaximumEmbedding)
        return makeError(ErrorCode::InvalidInput, QStringLiteral("The replay store needs a model."));
    std::unique_ptr<ReplayStore> store(
        new ReplayStore(folderOf(folder, identity), identity, embedding, options));
    GW_CHECK(makeFolder(store->m_folder));
    // States say what was typed: nobody else reads them.
    QFile::setPermissions(store->m_folder, QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
    store->m_segments = segmentsIn(store->m_folder);
    GW_CHECK(store->openLast());
    return store;
}

// Goes on behind the last segment's last whole record; where that cannot be, a new segment begins.
Result<void> ReplayStore::openLast()
{
    if (m_segments.empty())
        return {};
    const std::uint64_t last = m_segments.back();
    m_end = last + ReplayLayout::kSegmentPositions;
    auto file = std::make_unique<QFile>(pathOf(last));
    if (!file->open(QIODevice::ReadWrite))
        return {};
    const auto recordBytes = static_cast<qint64>(m_layout.recordBytes());
    const QByteArray header = file->read(static_cast<qint64>(ReplayLayout::kHeaderBytes));
    if (!m_layout.checkHeader(spanOf(header), m_identity, file->fileName()))
        return {};
    const qint64 records = (file->size() - header.size()) / recordBytes;
    if (records > static_cast<qint64>(ReplayLayout::kSegmentPositions) ||
        !file->resize(header.size() + records * recordBytes) || !file->seek(file->size()))
        return {};
    m_end = last + static_cast<std::uint64_t>(records);
    m_file = std::move(file);
    return {};
}

Result<void> ReplayStore::startSegment()
{
    auto file = std::make_unique<QFile>(pathOf(m_end));
    if (!file->open(QIODevice::ReadWrite | QIODevice::Truncate) ||
        !file->setPermissions(QFile::ReadOwner | QFile::WriteOwner))
        return makeError(ErrorCode::Io, QStringLiteral("The replay store cannot be written."),
                         file->errorString(), file->fileName());
    m_file = std::move(file);
    GW_CHECK(write(m_layout.header(m_identity)));
    m_segments.push_back(m_end);
    return {};
}

Result<void> ReplayStore::write(const QByteArray &bytes)
{
    const qint64 before = m_file->size();
    if (m_file->write(bytes) == bytes.size() && m_file->flush())
        return {};
    const QString reason = m_file->errorString();
    const QString path = m_file->fileName();
    // As if nothing had been written; what is still buffered goes with the object.
    m_file.reset();
    QFile::resize(path, before);
    return makeError(ErrorCode::Io,
                     QStringLiteral("The replay store cannot be written; see whether the disk is full."),
                     reason, path);
}

Result<void> ReplayStore::append(const ReplayText &text)
{
    for (const ReplayPosition &position : text.positions)
        if (position.hidden.size() != m_layout.embedding)
            return makeError(ErrorCode::InvalidInput,
                             QStringLiteral("These states belong to another model."));
    std::span<const ReplayPosition> rest(text.positions);
    bool begins = !text.continues;
    while (!rest.empty()) {
        if (!m_file || m_end - m_segments.back() >= ReplayLayout::kSegmentPositions) {
            GW_CHECK(startSegment());
        }
        const std::size_t room = ReplayLayout::kSegmentPositions - (m_end - m_segments.back());
        const std::size_t count = std::min(room, rest.size());
        QByteArray bytes;
        bytes.reserve(static_cast<qsizetype>(count * m_layout.recordBytes()));
        for (const ReplayPosition &position : rest.first(count)) {
            m_layout.appendRecord(bytes, position, begins ? ReplayLayout::kBegins : 0, text.weight,
                                  text.source);
            begins = false;
        }
        GW_CHECK(write(bytes));
        m_end += count;
        rest = rest.subspan(count);
    }
    dropOldest();
    return {};
}

void ReplayStore::dropOldest()
{
    while (m_segments.size() > 1 && m_end - m_segments[1] >= m_options.mostPositions) {
        if (!QFile::remove(pathOf(m_segments.front())))
            return;
        m_segments.erase(m_segments.begin());
    }
}

Result<std::size_t> ReplayStore::erase(std::span<const std::uint64_t> sources)
{
    std::vector<std::uint64_t> rising(sources.begin(), sources.end());
    std::ranges::sort(rising);
    return eraseSources(m_folder, rising);
}

Result<std::size_t> eraseSources(const QString &folder, std::span<const std::uint64_t> sources)
{
    std::size_t count = 0;
    for (const std::uint64_t segment : segmentsIn(folder)) {
        QFile file(folder + QLatin1Char('/') + segmentFile(segment));
        const auto failed = [&] {
            return makeError(ErrorCode::Io, QStringLiteral("The replay store cannot be erased."),
                             file.errorString(), file.fileName());
        };
        if (!file.open(QIODevice::ReadWrite))
            return failed();
        const QByteArray bytes = file.readAll();
        const auto layout = ReplayLayout::ofHeader(spanOf(bytes));
        if (!layout)
            continue;
        const QByteArray erased = layout->erasedRecord();
        const qsizetype recordBytes = erased.size();
        for (auto begin = static_cast<qsizetype>(ReplayLayout::kHeaderBytes);
             begin + recordBytes <= bytes.size(); begin += recordBytes) {
            const RecordView record(spanOf(bytes).data() + begin, *layout);
            if (!std::ranges::binary_search(sources, record.source()))
                continue;
            // In place: a copy of the file would leave the old bytes on the disk.
            if (!file.seek(begin) || file.write(erased) != erased.size())
                return failed();
            ++count;
        }
        if (!file.flush())
            return failed();
    }
    return count;
}

Result<void> ReplayStore::eraseAll(const QString &folder)
{
    if (QDir(folder).exists() && !QDir(folder).removeRecursively())
        return makeError(ErrorCode::Io, QStringLiteral("The replay store cannot be erased."), {}, folder);
    return {};
}

QString ReplayStore::pathOf(std::uint64_t segment) const
{
    return m_folder + QLatin1Char('/') + segmentFile(segment);
}

} // namespace gatewright::learn
