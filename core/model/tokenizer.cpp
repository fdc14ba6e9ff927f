// SPDX-License-Identifier: Apache-2.0
#include "core/model/tokenizer.h"

#include "core/model/gguf_tokenizer.h"
#include "core/model/pre_tokenizer.h"
#include "core/text/utf8.h"

#include <algorithm>
#include <charconv>

namespace gatewright::model {

using tensors::GgufFile;

namespace {

constexpr std::string_view kBlankMark = "\xe2\x96\x81"; // U+2581

// What the families call the token that ends a document.
constexpr std::array<std::string_view, 4> kEndsOfText{"<|endoftext|>", "<|end_of_text|>",
                                                      "<\xef\xbd\x9c"
                                                      "end\xe2\x96\x81of\xe2\x96\x81sentence\xef\xbd\x9c>",
                                                      "</s>"};

// StarCoder2, Qwen2.5-Coder, CodeLlama, DeepSeek-Coder.
constexpr std::array<std::string_view, 4> kPrefixes{"<fim_prefix>", "<|fim_prefix|>", "\xe2\x96\x81<PRE>",
                                                    "<\xef\xbd\x9c"
                                                    "fim\xe2\x96\x81"
                                                    "begin\xef\xbd\x9c>"};
constexpr std::array<std::string_view, 4> kSuffixes{"<fim_suffix>", "<|fim_suffix|>", "\xe2\x96\x81<SUF>",
                                                    "<\xef\xbd\x9c"
                                                    "fim\xe2\x96\x81hole\xef\xbd\x9c>"};
constexpr std::array<std::string_view, 4> kMiddles{"<fim_middle>", "<|fim_middle|>", "\xe2\x96\x81<MID>",
                                                   "<\xef\xbd\x9c"
                                                   "fim\xe2\x96\x81"
                                                   "end\xef\xbd\x9c>"};

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

// The text of a SentencePiece token.
std::string withBlanks(std::string_view name)
{
    std::string text;
    while (!name.empty()) {
        const std::size_t mark = std::min(name.find(kBlankMark), name.size());
        text.append(name.substr(0, mark));
        name.remove_prefix(mark);
        if (!name.empty()) {
            text += ' ';
            name.remove_prefix(kBlankMark.size());
        }
    }
    return text;
}

// "<0x0A>" as its byte; the name itself when it is something else.
std::string byteNamed(const std::string &name)
{
    unsigned value = 0;
    if (name.size() == 6 && name.starts_with("<0x") && name.ends_with('>') &&
        std::from_chars(name.data() + 3, name.data() + 5, value, 16).ptr == name.data() + 5)
        return std::string(1, static_cast<char>(value));
    return name;
}

// Whether a token that a file calls ordinary text is meant as a control token: <|fim_prefix|> is one whatever
// the file says, and a text must not be able to write it.
bool looksLikeControl(std::string_view name)
{
    const bool inBars = (name.starts_with("<|") && name.ends_with("|>")) ||
                        (name.starts_with("<\xef\xbd\x9c") && name.ends_with("\xef\xbd\x9c>"));
    const auto isIn = [&](const auto &names) { return std::ranges::find(names, name) != names.end(); };
    return inBars || isIn(kEndsOfText) || isIn(kPrefixes) || isIn(kSuffixes) || isIn(kMiddles) ||
           name == "\xe2\x96\x81<EOT>";
}

// SentencePiece's merges cross words only along runs of blanks and hardly ever a line: the blanks at the end,
// or the last word and the blanks before it.
std::size_t lengthOfLastWord(std::string_view text)
{
    if (text.ends_with('\n'))
        return 1;
    const std::string_view line = text.substr(text.rfind('\n') + 1); // npos + 1 is the beginning
    const std::size_t behindWord = line.find_last_not_of(' ') + 1;
    if (behindWord < line.size())
        return line.size() - behindWord;
    const std::size_t blank = line.rfind(' ');
    if (blank == std::string_view::npos)
        return line.size();
    return line.size() - (line.substr(0, blank).find_last_not_of(' ') + 1);
}

// No text may make a control token, not even by a vocabulary that was made for it.
void dropMergesIntoControlTokens(TokenizerParts &parts)
{
    std::size_t kept = 0;
    for (std::size_t i = 0; i < parts.merges.size(); ++i) {
        const TokenKind kind = parts.kinds[static_cast<std::size_t>(parts.merges[i].joined)];
        if (kind == TokenKind::Control || kind == TokenKind::Unused)
            continue;
        parts.merges[kept] = parts.merges[i];
        if (!parts.ranks.empty())
            parts.ranks[kept] = parts.ranks[i];
        ++kept;
    }
    parts.merges.resize(kept);
    if (!parts.ranks.empty())
        parts.ranks.resize(kept);
}

tl::unexpected<Error> corrupt(const TokenizerParts &parts, QString message, std::size_t number)
{
    return makeError(ErrorCode::Corrupt, std::move(message), QString::number(number), parts.fileName);
}

} // namespace

Result<std::unique_ptr<Tokenizer>> Tokenizer::create(const GgufFile &file)
{
    GW_TRY(parts, readTokenizer(file));
    return create(std::move(parts));
}

Result<std::unique_ptr<Tokenizer>> Tokenizer::create(TokenizerParts parts)
{
    const std::size_t size = parts.names.size();
    if (size == 0 || size > kMaximumVocabulary || parts.kinds.size() != size)
        return corrupt(parts, QStringLiteral("The vocabulary is empty or too large."), size);
    const FillInTheMiddle &middle = parts.fillInTheMiddle;
    for (const TokenId id : {middle.prefix, middle.suffix, middle.middle})
        if (id >= 0 && static_cast<std::size_t>(id) < size)
            parts.kinds[static_cast<std::size_t>(id)] = TokenKind::Control;
    std::size_t specials = 0;
    for (std::size_t i = 0; i < size; ++i) {
        if (parts.kinds[i] == TokenKind::UserDefined && looksLikeControl(parts.names[i]))
            parts.kinds[i] = TokenKind::Control;
        if (parts.kinds[i] == TokenKind::Control || parts.kinds[i] == TokenKind::UserDefined)
            ++specials;
    }
    if (specials > kMaximumSpecials)
        return corrupt(parts, QStringLiteral("The tokenizer has more control tokens than any model needs."),
                       specials);
    dropMergesIntoControlTokens(parts);
    std::unique_ptr<Tokenizer> tokenizer(new Tokenizer(parts));
    tokenizer->m_kind = parts.kind;
    tokenizer->m_chatTemplate = parts.chatTemplate;
    tokenizer->takeVocabulary(parts);
    tokenizer->takePieces(parts);
    tokenizer->findNamedTokens(parts);
    return tokenizer;
}

void Tokenizer::takeVocabulary(const TokenizerParts &parts)
{
    const ByteAlphabet alphabet;
    m_byteTokens.fill(kNoToken);
    m_isControl.resize(parts.names.size());
    m_begins.reserve(parts.names.size() + 1);
    for (std::size_t i = 0; i < parts.names.size(); ++i) {
        const std::string &name = parts.names[i];
        std::string bytes = name;
        if (parts.kinds[i] == TokenKind::Byte)
            bytes = byteNamed(name);
        else if (parts.kinds[i] != TokenKind::Control && m_alphabet == Alphabet::Characters)
            bytes = withBlanks(name);
        else if (parts.kinds[i] == TokenKind::Normal)
            bytes = alphabet.bytesOf(name);
        takeToken(static_cast<TokenId>(i), bytes, name.empty() ? TokenKind::Unused : parts.kinds[i]);
    }
    m_begins.push_back(m_bytes.size());
    std::ranges::stable_sort(m_specials, std::ranges::greater(),
                             [this](TokenId id) { return bytesOf(id).size(); });
    // While it is empty, bytes without a token leave nothing behind; so U+FFFD cannot stand for a part of
    // itself.
    std::vector<TokenId> replacement;
    appendSymbols("\xef\xbf\xbd", replacement);
    m_replacement = std::move(replacement);
}

void Tokenizer::takeToken(TokenId id, const std::string &bytes, TokenKind kind)
{
    m_isControl[static_cast<std::size_t>(id)] = kind == TokenKind::Control || kind == TokenKind::Unused;
    m_begins.push_back(m_bytes.size());
    m_bytes += bytes;
    if (kind == TokenKind::Control || kind == TokenKind::UserDefined) {
        m_specials.push_back(id);
        m_beginsSpecial[static_cast<std::uint8_t>(bytes[0])] = true;
        return;
    }
    // In SentencePiece's vocabulary a character and its byte are two tokens.
    const bool standsForByte =
        kind == TokenKind::Byte || (kind == TokenKind::Normal && m_alphabet == Alphabet::Bytes);
    if (standsForByte && bytes.size() == 1) {
        TokenId &byteToken = m_byteTokens[static_cast<std::uint8_t>(bytes[0])];
        if (byteToken == kNoToken)
            byteToken = id;
    }
    if (kind == TokenKind::Normal && m_alphabet == Alphabet::Characters && !bytes.empty()) {
        const utf8::Character character = utf8::characterAt(bytes, 0);
        if (character.valid && character.length == bytes.size())
            m_characters.emplace(character.codePoint, id);
    }
}

// By views into m_bytes, which is complete now.
void Tokenizer::takePieces(const TokenizerParts &parts)
{
    if (!parts.takesWholePieces)
        return;
    for (std::size_t i = 0; i < parts.names.size(); ++i)
        if (parts.kinds[i] == TokenKind::Normal)
            m_pieces.emplace(bytesOf(static_cast<TokenId>(i)), static_cast<TokenId>(i));
}

void Tokenizer::findNamedTokens(const TokenizerParts &parts)
{
    m_beginOfText = parts.beginOfText;
    m_endOfText = firstControlToken(kEndsOfText);
    if (m_endOfText == kNoToken)
        m_endOfText = parts.endOfText;
    const auto found = [this](TokenId stated, std::span<const std::string_view> names) {
        return stated != kNoToken ? stated : firstControlToken(names);
    };
    m_fillInTheMiddle = {found(parts.fillInTheMiddle.prefix, kPrefixes),
                         found(parts.fillInTheMiddle.suffix, kSuffixes),
                         found(parts.fillInTheMiddle.middle, kMiddles)};
}

std::vector<TokenId> Tokenizer::encode(std::string_view text, Specials specials, TextPart part) const
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
        encodeText(text.substr(textBegin, position - textBegin), textBegin == 0 ? part : TextPart::Whole,
                   tokens);
        tokens.push_back(special);
        position += bytesOf(special).size();
        textBegin = position;
    }
    encodeText(text.substr(textBegin), textBegin == 0 ? part : TextPart::Whole, tokens);
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

TokenId Tokenizer::firstControlToken(std::span<const std::string_view> names) const
{
    for (const std::string_view name : names)
        if (const TokenId token = controlToken(name); token != kNoToken)
            return token;
    return kNoToken;
}

std::size_t Tokenizer::lengthOfLastPiece(std::string_view text) const
{
    if (m_alphabet == Alphabet::Characters)
        return lengthOfLastWord(text);
    PreTokenizer pieces(text, m_preTokenizer);
    std::size_t length = 0;
    for (std::string_view piece = pieces.next(); !piece.empty(); piece = pieces.next())
        length = piece.size();
    return length;
}

void Tokenizer::encodeText(std::string_view text, TextPart part, std::vector<TokenId> &out) const
{
    if (m_alphabet == Alphabet::Characters) {
        encodeCharacters(text, part, out);
        return;
    }
    PreTokenizer pieces(text, m_preTokenizer);
    std::vector<TokenId> symbols;
    for (std::string_view piece = pieces.next(); !piece.empty(); piece = pieces.next()) {
        if (const auto whole = m_pieces.find(piece); whole != m_pieces.end()) {
            out.push_back(whole->second);
            continue;
        }
        symbols.clear();
        appendSymbols(piece, symbols);
        m_encoder.encode(symbols, out);
    }
}

void Tokenizer::encodeCharacters(std::string_view text, TextPart part, std::vector<TokenId> &out) const
{
    if (text.empty())
        return;
    std::vector<TokenId> symbols;
    symbols.reserve(text.size() + 1);
    const bool hasBlank = m_leadingBlank == LeadingBlank::EachPart ||
                          (m_leadingBlank == LeadingBlank::TextBegin && out.empty());
    if (hasBlank && part == TextPart::Whole)
        appendSymbols(" ", symbols);
    appendSymbols(text, symbols);
    m_encoder.encode(symbols, out);
}

void Tokenizer::appendSymbols(std::string_view piece, std::vector<TokenId> &symbols) const
{
    const auto appendByte = [&](char byte) {
        const TokenId token = m_byteTokens[static_cast<std::uint8_t>(byte)];
        if (token != kNoToken)
            symbols.push_back(token);
        else
            symbols.insert(symbols.end(), m_replacement.begin(), m_replacement.end());
    };
    if (m_alphabet == Alphabet::Bytes) {
        std::ranges::for_each(piece, appendByte);
        return;
    }
    for (std::size_t position = 0; position < piece.size();) {
        const utf8::Character character = utf8::characterAt(piece, position);
        const auto found = character.valid ? m_characters.find(character.codePoint) : m_characters.end();
        if (found != m_characters.end())
            symbols.push_back(found->second);
        else
            std::ranges::for_each(piece.substr(position, character.length), appendByte);
        position += character.length;
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
