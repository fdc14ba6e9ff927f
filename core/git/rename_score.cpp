// SPDX-License-Identifier: Apache-2.0
#include "core/git/rename_score.h"

#include <algorithm>
#include <cstdint>
#include <fstream>
#include <iterator>
#include <map>
#include <memory>
#include <string>
#include <string_view>

namespace gatewright::git {

namespace {

// Bytes of a file by the hash of the piece they stand in; a piece is a line, or 64 bytes of a long one.
struct Fingerprint
{
    std::map<std::uint32_t, std::size_t> bytes;
    std::size_t size = 0;
};

// The larger ones are renamed only when nothing in them changes.
constexpr std::size_t largestFile = std::size_t{8} << 20;

std::unique_ptr<Fingerprint> fingerprintOf(std::string_view text)
{
    auto made = std::make_unique<Fingerprint>();
    made->size = text.size();
    constexpr std::size_t longestPiece = 64;
    constexpr std::uint32_t hashBase = 107927;
    const bool isText = text.substr(0, 8000).find('\0') == std::string_view::npos;
    std::uint32_t first = 0;
    std::uint32_t second = 0;
    std::size_t piece = 0;
    for (std::size_t at = 0; at < text.size(); ++at) {
        const auto byte = static_cast<unsigned char>(text[at]);
        if (isText && byte == '\r' && at + 1 < text.size() && text[at + 1] == '\n')
            continue;
        const std::uint32_t old = first;
        first = (first << 7U) ^ (second >> 25U);
        second = (second << 7U) ^ (old >> 25U);
        first += byte;
        if (++piece < longestPiece && byte != '\n')
            continue;
        made->bytes[(first + second * 0x61U) % hashBase] += piece;
        piece = 0;
        first = 0;
        second = 0;
    }
    if (piece > 0)
        made->bytes[(first + second * 0x61U) % hashBase] += piece;
    return made;
}

int bufferSignature(void **out, const git_diff_file *, const char *bytes, std::size_t size, void *)
{
    if (size > largestFile)
        return GIT_EBUFS; // known to the library as "cannot be compared"
    *out = fingerprintOf({bytes, size}).release();
    return 0;
}

int fileSignature(void **out, const git_diff_file *file, const char *path, void *payload)
{
    std::ifstream stream(path, std::ios::binary);
    const std::string bytes{std::istreambuf_iterator<char>(stream), {}};
    return bufferSignature(out, file, bytes.data(), bytes.size(), payload);
}

void freeSignature(void *signature, void *)
{
    delete static_cast<Fingerprint *>(signature);
}

int similarity(int *score, void *before, void *after, void *)
{
    const auto &one = *static_cast<const Fingerprint *>(before);
    const auto &other = *static_cast<const Fingerprint *>(after);
    std::size_t copied = 0;
    for (const auto &[hash, count] : one.bytes) {
        if (const auto found = other.bytes.find(hash); found != other.bytes.end())
            copied += std::min(count, found->second);
    }
    const std::size_t largest = std::max(one.size, other.size);
    *score = largest == 0 ? 0 : static_cast<int>(copied * 100 / largest);
    return 0;
}

} // namespace

git_diff_similarity_metric *renameScore()
{
    static git_diff_similarity_metric metric{fileSignature, bufferSignature, freeSignature, similarity,
                                             nullptr};
    return &metric;
}

} // namespace gatewright::git
