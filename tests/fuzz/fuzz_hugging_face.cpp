// SPDX-License-Identifier: Apache-2.0
// Any bytes at all, read as the JSON files of a model folder: as its config and as its tokenizer. The answer
// is an error or something that can be used.
#include "core/model/hugging_face_config.h"
#include "core/model/hugging_face_tokenizer.h"
#include "core/model/tokenizer.h"

#include <QJsonDocument>

#include <algorithm>
#include <cstdint>
#include <cstdlib>

using namespace gatewright;
using namespace gatewright::model;

namespace {

void useConfig(const QJsonObject &json)
{
    const auto config = readHuggingFaceConfig(json, QStringLiteral("fuzz"));
    if (config && (config->embeddingLength == 0 || config->groupHeads() == 0 ||
                   (!config->ropeFactors.empty() && config->ropeFactors.size() != config->headDimension / 2)))
        std::abort();
}

void useTokenizer(const QJsonObject &json, std::string_view text)
{
    auto parts = readHuggingFaceTokenizer(json, json, json, QStringLiteral("fuzz"));
    if (!parts)
        return;
    const auto tokenizer = Tokenizer::create(std::move(*parts));
    if (!tokenizer)
        return;
    const auto isControl = [&](TokenId token) { return (*tokenizer)->isControl(token); };
    const auto isOutside = [&](TokenId token) {
        return token < 0 || static_cast<std::size_t>(token) >= (*tokenizer)->vocabularySize();
    };
    const auto parsed = (*tokenizer)->encode(text, Specials::Parse);
    const auto plain = (*tokenizer)->encode(text, Specials::AsText);
    if (std::ranges::any_of(parsed, isOutside) || std::ranges::any_of(plain, isOutside))
        std::abort();
    if (std::ranges::any_of(plain, isControl))
        std::abort(); // a text wrote a control token
    static_cast<void>((*tokenizer)->decode(parsed));
    if ((*tokenizer)->lengthOfLastPiece(text) > text.size())
        std::abort();
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const QByteArray bytes(reinterpret_cast<const char *>(data), static_cast<qsizetype>(size));
    const QJsonDocument document = QJsonDocument::fromJson(bytes);
    if (!document.isObject())
        return 0;
    useConfig(document.object());
    useTokenizer(document.object(), {bytes.constData(), std::min<std::size_t>(size, 256)});
    return 0;
}
