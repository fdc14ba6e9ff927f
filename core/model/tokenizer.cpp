// SPDX-License-Identifier: Apache-2.0
#include "core/model/tokenizer.h"

#include "core/model/pre_tokenizer.h"
#include "core/text/utf8.h"

#include <algorithm>
#include <unordered_map>

namespace gatewright::model {

using tensors::GgufFile;
using tensors::GgufMetadata;
using tensors::toQString;

namespace {

// Values of tokenizer.ggml.token_type that matter here.
constexpr std::int64_t kControlType = 3;
constexpr std::int64_t kUserDefinedType = 4;

// Pre-tokenizers that cut text in the same way (see PreTokenizer).
constexpr std::array<std::string_view, 5> kSupportedPreTokenizers{"smollm", "starcoder", "refact",
                                                                  "command-r", "mellum2"};

// GPT-2's alphabet writes each byte as a printable code point: itself where it is printable, else one from
// U+0100 on.
bool isOwnLetter(unsigned byte)
{
    return (byte >= 0x21 && byte <= 0x7e) || (byte >= 0xa1 && byte <= 0xac) || byte >= 0xae;
}

class ByteAlphabet
{
public:
    ByteAlphabet()
    {
        m_bytes.fill(-1);
        char32_t next = 0x100;
        for (unsigned byte = 0; byte < 256; ++byte)
            m_bytes[isOwnLetter(byte) ? byte : next++] = static_cast<int>(byte);
    }

    // The bytes that a token's letters stand for; a token that uses other letters stands for itself.
    [[nodiscard]] std::string bytesOf(std::string_view letters) const
    {
        std::string bytes;
        for (std::size_t position = 0; position < letters.size();) {
            const utf8::Character letter = utf8::characterAt(letters, position);
            if (!letter.valid || letter.codePoint >= m_bytes.size() || m_bytes[letter.codePoint] < 0)
                return std::string(letters);
            bytes += static_cast<char>(m_bytes[letter.codePoint]);
            position += letter.length;
        }
        return bytes;
    }

private:
    std::array<int, 0x144> m_bytes{};
};

tl::unexpected<Error> corrupt(const GgufFile &file, QString message, QString detail = {})
{
    return makeError(ErrorCode::Corrupt, std::move(message), std::move(detail), file.name());
}

using Vocabulary = std::unordered_map<std::string_view, TokenId>;

Result<std::vector<BytePairEncoder::Merge>> readMerges(const GgufFile &file, const Vocabulary &vocabulary)
{
    GW_TRY(lines, file.metadata().texts("tokenizer.ggml.merges"));
    if (lines.size() > Tokenizer::kMaximumVocabulary)
        return corrupt(file, QStringLiteral("The tokenizer claims more merges than any vocabulary has."));
    std::vector<BytePairEncoder::Merge> merges;
    merges.reserve(lines.size());
    std::string joinedName;
    for (const std::string_view line : lines) {
        const std::size_t blank = line.find(' ', 1); // letters of the alphabet are never blanks
        if (blank == std::string_view::npos)
            return corrupt(file, QStringLiteral("A merge of the tokenizer is not a pair."), toQString(line));
        joinedName.assign(line, 0, blank).append(line, blank + 1);
        const auto left = vocabulary.find(line.substr(0, blank));
        const auto right = vocabulary.find(line.substr(blank + 1));
        const auto joined = vocabulary.find(joinedName);
        if (left == vocabulary.end() || right == vocabulary.end() || joined == vocabulary.end())
            return corrupt(
                file, QStringLiteral("A merge of the tokenizer names a token that is not in the vocabulary."),
                toQString(line));
        merges.push_back({left->second, right->second, joined->second});
    }
    return merges;
}

Result<std::string> checkedKind(const GgufFile &file)
{
    const GgufMetadata &metadata = file.metadata();
    GW_TRY(algorithm, metadata.text("tokenizer.ggml.model"));
    GW_TRY(preTokenizer, metadata.textOr("tokenizer.ggml.pre", "default"));
    if (algorithm != "gpt2" ||
        std::ranges::find(kSupportedPreTokenizers, preTokenizer) == kSupportedPreTokenizers.end())
        return makeError(ErrorCode::Unsupported,
                         QStringLiteral("This version cannot use the model's tokenizer; take a model with "
                                        "the tokenizer of SmolLM2 or StarCoder."),
                         toQString(algorithm) + QLatin1Char('/') + toQString(preTokenizer), file.name());
    return std::string(algorithm) + '/' + std::string(preTokenizer);
}

} // namespace

Result<std::unique_ptr<Tokenizer>> Tokenizer::create(const GgufFile &file)
{
    const GgufMetadata &metadata = file.metadata();
    GW_TRY(kind, checkedKind(file));
    GW_TRY(names, metadata.texts("tokenizer.ggml.tokens"));
    GW_TRY(types, metadata.integers("tokenizer.ggml.token_type"));
    if (names.empty() || names.size() > kMaximumVocabulary)
        return corrupt(file, QStringLiteral("The vocabulary is empty or too large."),
                       QString::number(names.size()));
    if (types.size() != names.size())
        return corrupt(file, QStringLiteral("The tokenizer has not as many token types as tokens."),
                       QStringLiteral("%1 and %2").arg(types.size()).arg(names.size()));

    Vocabulary vocabulary;
    vocabulary.reserve(names.size());
    for (std::size_t i = 0; i < names.size(); ++i)
        vocabulary.emplace(names[i], static_cast<TokenId>(i)); // of two equal names the first one counts
    GW_TRY(merges, readMerges(file, vocabulary));

    std::unique_ptr<Tokenizer> tokenizer(new Tokenizer(merges));
    tokenizer->m_kind = std::move(kind);
    tokenizer->takeVocabulary(names, types);
    if (tokenizer->m_specials.size() > kMaximumSpecials)
        return corrupt(file, QStringLiteral("The tokenizer has more control tokens than any model needs."),
                       QString::number(tokenizer->m_specials.size()));
    return tokenizer;
}

void Tokenizer::takeVocabulary(std::span<const std::string_view> names, std::span<const std::int64_t> types)
{
    const ByteAlphabet alphabet;
    m_byteTokens.fill(kNoToken);
    m_isControl.resize(names.size());
    m_begins.reserve(names.size() + 1);
    for (std::size_t i = 0; i < names.size(); ++i) {
        const auto id = static_cast<TokenId>(i);
        const bool isSpecial =
            (types[i] == kControlType || types[i] == kUserDefinedType) && !names[i].empty();
        const std::string bytes = isSpecial ? std::string(names[i]) : alphabet.bytesOf(names[i]);
        m_isControl[i] = types[i] == kControlType;
        m_begins.push_back(m_bytes.size());
        m_bytes += bytes;
        if (isSpecial) {
            m_specials.push_back(id);
            m_beginsSpecial[static_cast<std::uint8_t>(bytes[0])] = true;
        } else if (bytes.size() == 1 && m_byteTokens[static_cast<std::uint8_t>(bytes[0])] == kNoToken) {
            m_byteTokens[static_cast<std::uint8_t>(bytes[0])] = id;
        }
    }
    m_begins.push_back(m_bytes.size());
    std::ranges::stable_sort(m_specials, std::ranges::greater(),
                             [this](TokenId id) { return bytesOf(id).size(); });
    m_endOfText = controlToken("<|endoftext|>");
    // While it is empty, bytes without a token leave nothing behind; so U+FFFD cannot stand for a part of
    // itself.
    std::vector<TokenId> replacement;
    appendSymbols("\xef\xbf\xbd", replacement);
    m_replacement = std::move(replacement);
}

std::vector<TokenId> Tokenizer::encode(std::string_view text, Specials specials) const
{
    std::vector<TokenId> tokens;
    tokens.reserve(text.size() / 3);
    std::size_t textBegin = 0;
    for (std::size_t position = 0; position < text.size();) {
        const TokenId special = m_beginsSpecial[static_cast<std::uint8_t>(text[position])]
                                    ? specialAt(text.substr(position), specials)
                                    : kNoToken;
        if (special == kNoToken) {
            ++position;
            continue;
        }
        encodeText(text.substr(textBegin, position - textBegin), tokens);
        tokens.push_back(special);
        position += bytesOf(special).size();
        textBegin = position;
    }
    encodeText(text.substr(textBegin), tokens);
    return tokens;
}

std::string Tokenizer::decode(std::span<const TokenId> tokens) const
{
    std::string text;
    for (const TokenId token : tokens)
        text += bytesOf(token);
    return text;
}

std::string_view Tokenizer::bytesOf(TokenId token) const
{
    const auto index = static_cast<std::size_t>(token);
    if (token < 0 || index >= vocabularySize())
        return {};
    return std::string_view(m_bytes).substr(m_begins[index], m_begins[index + 1] - m_begins[index]);
}

bool Tokenizer::isControl(TokenId token) const
{
    return token >= 0 && static_cast<std::size_t>(token) < m_isControl.size() &&
           m_isControl[static_cast<std::size_t>(token)];
}

TokenId Tokenizer::controlToken(std::string_view name) const
{
    const auto found =
        std::ranges::find_if(m_specials, [&](TokenId id) { return isControl(id) && bytesOf(id) == name; });
    return found == m_specials.end() ? kNoToken : *found;
}

void Tokenizer::encodeText(std::string_view text, std::vector<TokenId> &out) const
{
    PreTokenizer pieces(text);
    std::vector<TokenId> symbols;
    for (std::string_view piece = pieces.next(); !piece.empty(); piece = pieces.next()) {
        symbols.clear();
        appendSymbols(piece, symbols);
        m_encoder.encode(symbols, out);
    }
}

void Tokenizer::appendSymbols(std::string_view piece, std::vector<TokenId> &symbols) const
{
    for (const char character : piece) {
        const TokenId token = m_byteTokens[static_cast<std::uint8_t>(character)];
        if (token != kNoToken)
            symbols.push_back(token);
        else
            symbols.insert(symbols.end(), m_replacement.begin(), m_replacement.end());
    }
}

TokenId Tokenizer::specialAt(std::string_view text, Specials specials) const
{
    for (const TokenId special : m_specials) {
        // A user-defined token is ordinary text that the model's makers gave a token of its own: it counts in
        // either mode.
        if ((specials == Specials::Parse || !isControl(special)) && text.starts_with(bytesOf(special)))
            return special;
    }
    return kNoToken;
}

} // namespace gatewright::model
