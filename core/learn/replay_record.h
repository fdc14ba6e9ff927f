// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"
#include "core/learn/model_identity.h"

#include <QByteArray>

#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <optional>
#include <span>
#include <vector>

namespace gatewright::learn {

// The model's own distribution behind a position, as far as it is kept: its likeliest tokens.
inline constexpr std::size_t kTeacherTokens = 64;

struct Teacher
{
    std::array<std::int32_t, kTeacherTokens> tokens{}; // the likeliest first; of a tie the lower token
    std::array<float, kTeacherTokens> logProbabilities{};
};

// Of a row of logits; at least kTeacherTokens of them.
[[nodiscard]] Teacher teacherOf(std::span<const float> logits);
// The same where the logarithm of the sum of their exponentials is known, which is most of the work.
[[nodiscard]] Teacher teacherOf(std::span<const float> logits, float logSum);

// One position of a text that was kept: what the model knew there and what came next.
struct ReplayPosition
{
    std::vector<float> hidden;  // model::Context::hidden(): behind the final norm
    std::int32_t nextToken = 0; // the token that follows in the text
    Teacher teacher;
};

// A piece of text as the model read it, position after position. Rejected text never makes one.
struct ReplayText
{
    // Tells which piece of the learning store it came from (sourceOf()), so that it can be erased with it;
    // 0: nothing that is in the store.
    std::uint64_t source = 0;
    // What was accepted and passed a tier counts more: 1 for accepted text, see weightOf().
    float weight = 1.0F;
    // Whether it goes on where the text that was kept before it ended.
    bool continues = false;
    std::vector<ReplayPosition> positions;
};

// The first 64 bits of a hash of a completion's id.
[[nodiscard]] std::uint64_t sourceOf(const QString &completionId);
// By the highest tier that an accepted text passed, -1 for none: 1, 1.25, 1.5, 2.
[[nodiscard]] float weightOf(int tier);

// How records lie in a segment file. All numbers are little-endian.
struct ReplayLayout
{
    static constexpr std::uint32_t kVersion = 1;
    static constexpr std::size_t kHeaderBytes = 128;
    static constexpr std::size_t kSegmentPositions = 2048;
    static constexpr std::size_t kMaximumEmbedding = 16'384;
    static constexpr std::uint32_t kBegins = 1; // flags
    static constexpr std::uint32_t kErased = 2;

    std::size_t embedding = 0;

    [[nodiscard]] std::size_t recordBytes() const;
    [[nodiscard]] QByteArray header(const ModelIdentity &identity) const;
    // What a file itself says, whatever its model; nothing when it is no segment that this version knows.
    [[nodiscard]] static std::optional<ReplayLayout> ofHeader(std::span<const std::byte> bytes);
    // Corrupt or Unsupported when the header is not the one that is expected here; `path` for the message.
    [[nodiscard]] Result<void> checkHeader(std::span<const std::byte> bytes, const ModelIdentity &identity,
                                           const QString &path) const;
    void appendRecord(QByteArray &bytes, const ReplayPosition &position, std::uint32_t flags, float weight,
                      std::uint64_t source) const;
    // A record with nothing in it, in the place of one that was erased.
    [[nodiscard]] QByteArray erasedRecord() const;
};

// A record in place. Reading checks nothing: isSound() first.
class RecordView
{
public:
    RecordView(const std::byte *begin, const ReplayLayout &layout)
        : m_begin(begin)
        , m_layout(layout)
    {
    }

    // Its CRC is right, and what it holds are numbers and tokens of the vocabulary.
    [[nodiscard]] bool isSound(std::size_t vocabularySize) const;
    [[nodiscard]] std::uint32_t flags() const { return at<std::uint32_t>(4); }
    [[nodiscard]] std::int32_t nextToken() const { return at<std::int32_t>(8); }
    [[nodiscard]] float weight() const { return at<float>(12); }
    [[nodiscard]] std::uint64_t source() const { return at<std::uint64_t>(16); }
    // `hidden` takes as many floats as the layout says.
    void readHidden(std::span<float> hidden) const;
    void readTeacher(Teacher &teacher) const;

private:
    friend struct ReplayLayout;
    static constexpr std::size_t kFixedBytes = 24;

    template <class T>
    [[nodiscard]] T at(std::size_t offset) const
    {
        T value;
        std::memcpy(&value, m_begin + offset, sizeof value);
        return value;
    }
    [[nodiscard]] std::size_t tokensOffset() const;
    [[nodiscard]] std::size_t logsOffset() const;

    const std::byte *m_begin;
    ReplayLayout m_layout;
};

} // namespace gatewright::learn
