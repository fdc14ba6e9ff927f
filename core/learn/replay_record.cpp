// SPDX-License-Identifier: Apache-2.0
#include "core/learn/replay_record.h"

#include "core/tensors/half.h"

#include <QCryptographicHash>

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstring>

namespace gatewright::learn {

namespace {

static_assert(std::endian::native == std::endian::little, "replay files are little-endian");

constexpr QByteArrayView kMagic("GWREPLAY");

// CRC-32 as zlib and PNG have it (reflected 0xEDB88320).
constexpr std::array<std::uint32_t, 256> makeCrcTable()
{
    std::array<std::uint32_t, 256> table{};
    for (std::uint32_t i = 0; i < table.size(); ++i) {
        std::uint32_t value = i;
        for (int bit = 0; bit < 8; ++bit)
            value = (value & 1U) != 0 ? 0xEDB88320U ^ (value >> 1) : value >> 1;
        table[i] = value;
    }
    return table;
}

std::uint32_t crc32(std::span<const std::byte> bytes)
{
    static constexpr auto kTable = makeCrcTable();
    std::uint32_t value = 0xFFFFFFFFU;
    for (const std::byte byte : bytes)
        value = kTable[(value ^ std::to_integer<std::uint32_t>(byte)) & 0xFFU] ^ (value >> 8);
    return ~value;
}

template <class T>
void append(QByteArray &bytes, T value)
{
    bytes.append(reinterpret_cast<const char *>(&value), sizeof value);
}

QByteArray rawHash(const QString &hash)
{
    constexpr qsizetype kBytes = 32;
    QByteArray raw = QByteArray::fromHex(hash.toLatin1());
    raw.resize(kBytes, '\0');
    return raw;
}

bool isNumber(std::uint16_t half)
{
    return (half & 0x7c00U) != 0x7c00U;
}

// Writes the CRC of what follows it to the front of a record.
void seal(QByteArray &bytes, qsizetype begin)
{
    const auto content = std::as_bytes(std::span(bytes.constData(), static_cast<std::size_t>(bytes.size())))
                             .subspan(static_cast<std::size_t>(begin) + sizeof(std::uint32_t));
    const std::uint32_t crc = crc32(content);
    std::memcpy(bytes.data() + begin, &crc, sizeof crc);
}

} // namespace

Teacher teacherOf(std::span<const float> logits)
{
    const float largest = logits.empty() ? 0.0F : *std::ranges::max_element(logits);
    double sum = 0.0;
    for (const float logit : logits)
        sum += static_cast<double>(std::exp(logit - largest));
    return teacherOf(logits, largest + static_cast<float>(std::log(sum)));
}

Teacher teacherOf(std::span<const float> logits, float logSum)
{
    const auto value = [&](std::int32_t token) { return logits[static_cast<std::size_t>(token)]; };
    const auto goesBefore = [&](std::int32_t a, std::int32_t b) {
        return value(a) != value(b) ? value(a) > value(b) : a < b;
    };
    // A heap of the likeliest so far, the worst of them in front.
    std::vector<std::int32_t> order;
    order.reserve(kTeacherTokens + 1);
    const auto take = [&](std::size_t i) {
        const bool isFull = order.size() == kTeacherTokens;
        if (isFull && !(logits[i] > value(order.front())))
            return;
        order.push_back(static_cast<std::int32_t>(i));
        std::push_heap(order.begin(), order.end(), goesBefore);
        if (isFull) {
            std::pop_heap(order.begin(), order.end(), goesBefore);
            order.pop_back();
        }
    };
    // Most tokens are none of them: a block is looked at for the best of it, which takes vector instructions.
    constexpr std::size_t kBlock = 64;
    for (std::size_t begin = 0; begin < logits.size(); begin += kBlock) {
        const auto block = logits.subspan(begin, std::min(kBlock, logits.size() - begin));
        if (order.size() == kTeacherTokens) {
            const float least = value(order.front());
            unsigned better = 0;
            for (const float logit : block)
                better |= logit > least ? 1U : 0U;
            if (better == 0)
                continue;
        }
        for (std::size_t i = begin; i < begin + block.size(); ++i)
            take(i);
    }
    std::sort(order.begin(), order.end(), goesBefore);
    Teacher teacher;
    for (std::size_t i = 0; i < order.size(); ++i) {
        teacher.tokens[i] = order[i];
        teacher.logProbabilities[i] = value(order[i]) - logSum;
    }
    return teacher;
}

std::uint64_t sourceOf(const QString &completionId)
{
    const QByteArray hash = QCryptographicHash::hash(completionId.toUtf8(), QCryptographicHash::Sha256);
    std::uint64_t source = 0;
    std::memcpy(&source, hash.constData(), sizeof source);
    return std::max<std::uint64_t>(source, 1);
}

float weightOf(int tier)
{
    constexpr std::array kWeights{1.0F, 1.25F, 1.5F, 2.0F};
    return kWeights[static_cast<std::size_t>(std::clamp(tier, -1, 2) + 1)];
}

std::size_t ReplayLayout::recordBytes() const
{
    const std::size_t bytes = RecordView::kFixedBytes + embedding * sizeof(std::uint16_t) +
                              kTeacherTokens * (sizeof(std::int32_t) + sizeof(std::uint16_t));
    return (bytes + 7) / 8 * 8;
}

QByteArray ReplayLayout::header(const ModelIdentity &identity) const
{
    QByteArray bytes = kMagic.toByteArray();
    append(bytes, kVersion);
    append(bytes, static_cast<std::uint32_t>(embedding));
    append(bytes, static_cast<std::uint32_t>(kTeacherTokens));
    append(bytes, static_cast<std::uint32_t>(recordBytes()));
    bytes += rawHash(identity.modelHash);
    bytes += rawHash(identity.adapterHash);
    bytes.resize(kHeaderBytes, '\0');
    return bytes;
}

std::optional<ReplayLayout> ReplayLayout::ofHeader(std::span<const std::byte> bytes)
{
    constexpr std::size_t kNumbers = 4; // version, embedding, teacher tokens, bytes of a record
    std::array<std::uint32_t, kNumbers> numbers{};
    const auto magicBytes = static_cast<std::size_t>(kMagic.size());
    if (bytes.size() < kHeaderBytes ||
        !QByteArrayView(reinterpret_cast<const char *>(bytes.data()), kHeaderBytes).startsWith(kMagic))
        return std::nullopt;
    std::memcpy(numbers.data(), bytes.data() + magicBytes, sizeof numbers);
    const ReplayLayout layout{numbers[1]};
    if (numbers[0] != kVersion || numbers[1] == 0 || numbers[1] > kMaximumEmbedding ||
        numbers[2] != kTeacherTokens || numbers[3] != layout.recordBytes())
        return std::nullopt;
    return layout;
}

Result<void> ReplayLayout::checkHeader(std::span<const std::byte> bytes, const ModelIdentity &identity,
                                       const QString &path) const
{
    const auto corrupt = [&](const QString &detail) {
        return makeError(ErrorCode::Corrupt,
                         QStringLiteral("This file of the replay store is damaged or of another model; what "
                                        "it holds is left out."),
                         detail, path);
    };
    const QByteArray expected = header(identity);
    if (bytes.size() < kHeaderBytes)
        return corrupt(QStringLiteral("it ends in its header"));
    const QByteArrayView found(reinterpret_cast<const char *>(bytes.data()), kHeaderBytes);
    if (!found.startsWith(kMagic))
        return corrupt(QStringLiteral("it is something else"));
    std::uint32_t version = 0;
    std::memcpy(&version, bytes.data() + kMagic.size(), sizeof version);
    if (version > kVersion)
        return makeError(ErrorCode::Unsupported,
                         QStringLiteral("This file of the replay store is of a newer version of the program; "
                                        "it is left alone."),
                         QStringLiteral("version %1").arg(version), path);
    if (found != expected)
        return corrupt(QStringLiteral("its sizes or hashes are others"));
    return {};
}

void ReplayLayout::appendRecord(QByteArray &bytes, const ReplayPosition &position, std::uint32_t flags,
                                float weight, std::uint64_t source) const
{
    const qsizetype begin = bytes.size();
    append(bytes, std::uint32_t{0}); // the CRC
    append(bytes, flags);
    append(bytes, position.nextToken);
    append(bytes, weight);
    append(bytes, source);
    for (const float value : position.hidden)
        append(bytes, tensors::floatToHalf(value));
    for (const std::int32_t token : position.teacher.tokens)
        append(bytes, token);
    for (const float value : position.teacher.logProbabilities)
        append(bytes, tensors::floatToHalf(std::max(value, -1000.0F)));
    bytes.resize(begin + static_cast<qsizetype>(recordBytes()), '\0');
    seal(bytes, begin);
}

QByteArray ReplayLayout::erasedRecord() const
{
    QByteArray bytes;
    append(bytes, std::uint32_t{0});
    append(bytes, kErased);
    bytes.resize(static_cast<qsizetype>(recordBytes()), '\0');
    seal(bytes, 0);
    return bytes;
}

std::size_t RecordView::tokensOffset() const
{
    return kFixedBytes + m_layout.embedding * sizeof(std::uint16_t);
}

std::size_t RecordView::logsOffset() const
{
    return tokensOffset() + kTeacherTokens * sizeof(std::int32_t);
}

bool RecordView::isSound(std::size_t vocabularySize) const
{
    const std::span record(m_begin, m_layout.recordBytes());
    if (at<std::uint32_t>(0) != crc32(record.subspan(sizeof(std::uint32_t))))
        return false;
    const auto isToken = [&](std::int32_t token) {
        return token >= 0 && static_cast<std::size_t>(token) < vocabularySize;
    };
    if (!isToken(nextToken()) || !std::isfinite(weight()) || weight() < 0.0F || weight() > 100.0F)
        return false;
    for (std::size_t i = 0; i < m_layout.embedding; ++i)
        if (!isNumber(at<std::uint16_t>(kFixedBytes + i * sizeof(std::uint16_t))))
            return false;
    for (std::size_t i = 0; i < kTeacherTokens; ++i) {
        const auto log = at<std::uint16_t>(logsOffset() + i * sizeof(std::uint16_t));
        if (!isToken(at<std::int32_t>(tokensOffset() + i * sizeof(std::int32_t))) || !isNumber(log) ||
            tensors::halfToFloat(log) > 0.01F)
            return false;
    }
    return true;
}

void RecordView::readHidden(std::span<float> hidden) const
{
    for (std::size_t i = 0; i < m_layout.embedding; ++i)
        hidden[i] = tensors::halfToFloat(at<std::uint16_t>(kFixedBytes + i * sizeof(std::uint16_t)));
}

void RecordView::readTeacher(Teacher &teacher) const
{
    for (std::size_t i = 0; i < kTeacherTokens; ++i) {
        teacher.tokens[i] = at<std::int32_t>(tokensOffset() + i * sizeof(std::int32_t));
        teacher.logProbabilities[i] =
            tensors::halfToFloat(at<std::uint16_t>(logsOffset() + i * sizeof(std::uint16_t)));
    }
}

} // namespace gatewright::learn
