// SPDX-License-Identifier: Apache-2.0
#include "core/model/hugging_face_tokenizer.h"

#include "core/model/json_file.h"
#include "core/model/tokenizer.h"
#include "core/tensors/gguf_metadata.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonArray>

#include <algorithm>
#include <array>
#include <optional>

namespace gatewright::model {

namespace {

constexpr qint64 kMaximumJsonBytes = 64'000'000;
constexpr qint64 kMaximumTemplateBytes = 1'000'000;

QJsonValue at(const QJsonObject &object, const char *key)
{
    return object.value(QLatin1String(key));
}

QString textAt(const QJsonObject &object, const char *key)
{
    return at(object, key).toString();
}

bool isByteName(const std::string &name)
{
    return name.size() == 6 && name.starts_with("<0x") && name.ends_with('>');
}

// The steps of a pre-tokenizer that come before the bytes, as one line each: what the known ones are told
// apart by.
using Steps = QStringList;

struct KnownSteps
{
    PreTokenizerKind kind;
    std::string_view name; // as GGUF files call it
    Steps steps;
};

// A list, because a static one would be made before QString's own tables in some programs.
std::vector<KnownSteps> knownSteps()
{
    const QString gpt2 = QStringLiteral("bytes by words");
    const QString bytes = QStringLiteral("bytes");
    const QString digits = QStringLiteral("digits one by one");
    const QString contractions = QStringLiteral("(?i:'s|'t|'re|'ve|'m|'ll|'d)");
    const QString words =
        QStringLiteral("|[^\\r\\n\\p{L}\\p{N}]?\\p{L}+|\\p{N}%1| ?[^\\s\\p{L}\\p{N}]+[\\r\\n]*|"
                       "\\s*[\\r\\n]+|\\s+(?!\\S)|\\s+");
    const QString ideographs = QStringLiteral("[\u4e00-\u9fa5\u0800-\u4e00\uac00-\ud7ff]+");
    return {
        {PreTokenizerKind::StarCoder, "starcoder", {digits, gpt2}},
        {PreTokenizerKind::Gpt2, "gpt-2", {gpt2}},
        {PreTokenizerKind::Qwen2, "qwen2", {contractions + words.arg(QString()), bytes}},
        {PreTokenizerKind::Llama3, "llama-bpe", {contractions + words.arg(QStringLiteral("{1,3}")), bytes}},
        {PreTokenizerKind::DeepSeekCoder,
         "deepseek-coder",
         {QStringLiteral("[\r\n]"), QStringLiteral("\\s?\\p{L}+"), QStringLiteral("\\s?\\p{P}+"), ideographs,
          digits, bytes}},
    };
}

// Reads one tokenizer.json.
class TokenizerReader
{
public:
    TokenizerReader(const QJsonObject &tokenizer, const QJsonObject &tokenizerConfig,
                    const QJsonObject &config, const QString &fileName)
        : m_json(tokenizer)
        , m_model(at(tokenizer, "model").toObject())
        , m_tokenizerConfig(tokenizerConfig)
        , m_config(config)
    {
        m_parts.fileName = fileName;
    }

    Result<TokenizerParts> read()
    {
        if (textAt(m_model, "type") != QLatin1String("BPE") && !at(m_model, "merges").isArray())
            return unsupported(QStringLiteral("the model %1").arg(textAt(m_model, "type").left(64)));
        for (const char *key : {"continuing_subword_prefix", "end_of_word_suffix"})
            if (!textAt(m_model, key).isEmpty())
                return unsupported(QLatin1String(key));
        m_parts.takesWholePieces = at(m_model, "ignore_merges").toBool();
        if (at(m_model, "byte_fallback").toBool())
            GW_CHECK(readCharacters());
        else
            GW_CHECK(readBytes());
        GW_CHECK(readVocabulary());
        GW_CHECK(readMerges());
        readSpecials();
        return std::move(m_parts);
    }

private:
    // --- how text is cut

    Result<void> readBytes()
    {
        GW_CHECK(refuseNormalizer());
        GW_TRY(steps, stepsOf(at(m_json, "pre_tokenizer").toObject()));
        for (const KnownSteps &known : knownSteps()) {
            if (known.steps != steps)
                continue;
            m_parts.preTokenizer = known.kind;
            m_parts.kind = std::string("gpt2/").append(known.name);
            return {};
        }
        return unsupported(
            QStringLiteral("the pre-tokenizer %1").arg(steps.join(QStringLiteral(", ")).left(200)));
    }

    // NFC is let pass: text is kept as it is.
    Result<void> refuseNormalizer() const
    {
        const QJsonObject normalizer = at(m_json, "normalizer").toObject();
        const QString type = textAt(normalizer, "type");
        const bool isEmpty =
            type == QLatin1String("Sequence") && at(normalizer, "normalizers").toArray().isEmpty();
        if (!type.isEmpty() && type != QLatin1String("NFC") && !isEmpty)
            return unsupported(QStringLiteral("the normalizer %1").arg(type.left(64)));
        return {};
    }

    Result<Steps> stepsOf(const QJsonObject &preTokenizer) const
    {
        Steps steps;
        QJsonArray parts = at(preTokenizer, "pretokenizers").toArray();
        if (textAt(preTokenizer, "type") != QLatin1String("Sequence"))
            parts = {preTokenizer};
        for (const QJsonValue &part : std::as_const(parts)) {
            GW_TRY(step, stepOf(part.toObject()));
            steps.append(step);
        }
        return steps;
    }

    Result<QString> stepOf(const QJsonObject &step) const
    {
        const QString type = textAt(step, "type");
        if (type == QLatin1String("ByteLevel") && !at(step, "add_prefix_space").toBool(true))
            return at(step, "use_regex").toBool(true) ? QStringLiteral("bytes by words")
                                                      : QStringLiteral("bytes");
        if (type == QLatin1String("Digits") && at(step, "individual_digits").toBool())
            return QStringLiteral("digits one by one");
        const QString expression = textAt(at(step, "pattern").toObject(), "Regex");
        if (type == QLatin1String("Split") && textAt(step, "behavior") == QLatin1String("Isolated") &&
            !at(step, "invert").toBool() && !expression.isEmpty())
            return expression;
        return unsupported(QStringLiteral("the pre-tokenizer step %1").arg(type.left(64)));
    }

    // Where the blank before a text comes from: a normalizer in older files, a pre-tokenizer in newer ones.
    Result<void> readCharacters()
    {
        m_parts.alphabet = Alphabet::Characters;
        m_parts.kind = "llama/default";
        const QJsonObject preTokenizer = at(m_json, "pre_tokenizer").toObject();
        const QString type = textAt(preTokenizer, "type");
        if (type == QLatin1String("Metaspace")) {
            if (at(preTokenizer, "split").toBool(true))
                return unsupported(QStringLiteral("the pre-tokenizer Metaspace that cuts at blanks"));
            const QString scheme = at(preTokenizer, "prepend_scheme").toString(QStringLiteral("always"));
            m_parts.leadingBlank = scheme == QLatin1String("never")   ? LeadingBlank::Never
                                   : scheme == QLatin1String("first") ? LeadingBlank::TextBegin
                                                                      : LeadingBlank::EachPart;
            return refuseNormalizer();
        }
        if (!type.isEmpty())
            return unsupported(QStringLiteral("the pre-tokenizer %1").arg(type.left(64)));
        const QJsonObject normalizer = at(m_json, "normalizer").toObject();
        QJsonArray steps = at(normalizer, "normalizers").toArray();
        if (textAt(normalizer, "type") != QLatin1String("Sequence"))
            steps = {normalizer};
        for (const QJsonValue &step : std::as_const(steps)) {
            const QString name = textAt(step.toObject(), "type");
            if (name == QLatin1String("Prepend"))
                m_parts.leadingBlank = LeadingBlank::EachPart;
            else if (name != QLatin1String("Replace")) // of blanks, without which there is no such vocabulary
                return unsupported(QStringLiteral("the normalizer %1").arg(name.left(64)));
        }
        return {};
    }

    // --- the vocabulary

    Result<void> readVocabulary()
    {
        const QJsonObject vocabulary = at(m_model, "vocab").toObject();
        const QJsonArray added = at(m_json, "added_tokens").toArray();
        if (vocabulary.isEmpty() ||
            static_cast<std::size_t>(vocabulary.size()) > Tokenizer::kMaximumVocabulary ||
            static_cast<std::size_t>(added.size()) > Tokenizer::kMaximumVocabulary)
            return corrupt(QStringLiteral("The vocabulary is empty or too large."),
                           QString::number(vocabulary.size()));
        for (auto entry = vocabulary.begin(); entry != vocabulary.end(); ++entry) {
            const bool isByte =
                m_parts.alphabet == Alphabet::Characters && isByteName(entry.key().toStdString());
            GW_CHECK(put(entry.value(), entry.key(), isByte ? TokenKind::Byte : TokenKind::Normal));
        }
        for (const QJsonValue &value : added) {
            const QJsonObject token = value.toObject();
            const bool isSpecial = at(token, "special").toBool();
            GW_CHECK(put(at(token, "id"), textAt(token, "content"),
                         isSpecial ? TokenKind::Control : TokenKind::UserDefined));
        }
        const QString unknown = textAt(m_model, "unk_token");
        for (std::size_t i = 0; i < m_parts.names.size() && !unknown.isEmpty(); ++i)
            if (m_parts.kinds[i] == TokenKind::Normal && unknown == QString::fromStdString(m_parts.names[i]))
                m_parts.kinds[i] = TokenKind::Control;
        return {};
    }

    Result<void> put(const QJsonValue &id, const QString &name, TokenKind kind)
    {
        const qint64 number = id.toInteger(-1);
        if (number < 0 || number >= static_cast<qint64>(Tokenizer::kMaximumVocabulary) || name.isEmpty())
            return corrupt(QStringLiteral("A token of the vocabulary has no name or no number."),
                           name.left(64));
        const auto index = static_cast<std::size_t>(number);
        if (index >= m_parts.names.size()) {
            m_parts.names.resize(index + 1);
            m_parts.kinds.resize(index + 1, TokenKind::Unused);
        }
        std::string spelling = name.toStdString();
        const bool isNew = m_parts.names[index].empty();
        // An added token may repeat a token of the vocabulary to say what kind it is.
        if (!isNew &&
            (kind == TokenKind::Normal || kind == TokenKind::Byte || m_parts.names[index] != spelling))
            return corrupt(QStringLiteral("Two tokens of the vocabulary have the same number."),
                           name.left(64));
        m_parts.names[index] = std::move(spelling);
        m_parts.kinds[index] = kind;
        return {};
    }

    Result<void> readMerges()
    {
        const QJsonArray merges = at(m_model, "merges").toArray();
        if (merges.isEmpty())
            return corrupt(QStringLiteral("The tokenizer has no merges; fetch its file again."));
        if (static_cast<std::size_t>(merges.size()) > 2 * Tokenizer::kMaximumVocabulary)
            return corrupt(QStringLiteral("The tokenizer claims more merges than any vocabulary has."));
        std::vector<std::string> lines; // keeps what the pairs point to
        std::vector<std::pair<std::string_view, std::string_view>> pairs;
        lines.reserve(2 * static_cast<std::size_t>(merges.size()));
        for (const QJsonValue &merge : merges) {
            if (merge.isArray()) {
                lines.push_back(merge.toArray().at(0).toString().toStdString());
                lines.push_back(merge.toArray().at(1).toString().toStdString());
                pairs.emplace_back(*(lines.end() - 2), lines.back());
            } else {
                lines.push_back(merge.toString().toStdString());
                GW_TRY(pair, splitMerge(lines.back(), m_parts.fileName));
                pairs.push_back(pair);
            }
        }
        return setMerges(m_parts, pairs);
    }

    // --- control tokens

    void readSpecials()
    {
        const TokenId begin = tokenNamed(at(m_tokenizerConfig, "bos_token"));
        const QJsonValue stated = at(m_tokenizerConfig, "add_bos_token");
        if (stated.isBool() ? stated.toBool() : templateBeginsWith(begin))
            m_parts.beginOfText = begin;
        m_parts.endOfText = tokenNamed(at(m_tokenizerConfig, "eos_token"));
        if (m_parts.endOfText < 0) {
            const QJsonValue end = at(m_config, "eos_token_id");
            const qint64 id = end.isArray() ? end.toArray().at(0).toInteger(-1) : end.toInteger(-1);
            if (id >= 0 && id < static_cast<qint64>(m_parts.names.size()))
                m_parts.endOfText = static_cast<TokenId>(id);
        }
        m_parts.chatTemplate = textAt(m_tokenizerConfig, "chat_template").toStdString();
    }

    // A name, or an object with the name as its content.
    [[nodiscard]] TokenId tokenNamed(const QJsonValue &value) const
    {
        const std::string name =
            (value.isObject() ? textAt(value.toObject(), "content") : value.toString()).toStdString();
        const auto found = std::ranges::find(m_parts.names, name);
        return name.empty() || found == m_parts.names.end()
                   ? -1
                   : static_cast<TokenId>(found - m_parts.names.begin());
    }

    // Whether the post-processor puts this token before a text.
    [[nodiscard]] bool templateBeginsWith(TokenId token) const
    {
        if (token < 0)
            return false;
        QJsonObject processor = at(m_json, "post_processor").toObject();
        const QJsonArray steps = at(processor, "processors").toArray();
        for (const QJsonValue &step : steps)
            if (textAt(step.toObject(), "type") == QLatin1String("TemplateProcessing"))
                processor = step.toObject();
        const QJsonObject first = at(processor, "single").toArray().at(0).toObject();
        const QString name = textAt(at(first, "SpecialToken").toObject(), "id");
        return name.toStdString() == m_parts.names[static_cast<std::size_t>(token)];
    }

    [[nodiscard]] tl::unexpected<Error> corrupt(QString message, const QString &detail = {}) const
    {
        return makeError(ErrorCode::Corrupt, std::move(message), tensors::toQString(detail.toStdString()),
                         m_parts.fileName);
    }

    [[nodiscard]] tl::unexpected<Error> unsupported(const QString &detail) const
    {
        return makeError(ErrorCode::Unsupported,
                         QStringLiteral("This version cannot use the model's tokenizer; take a model of the "
                                        "Llama, Qwen2, StarCoder2 or DeepSeek-Coder family."),
                         tensors::toQString(detail.toStdString()), m_parts.fileName);
    }

    const QJsonObject &m_json;
    const QJsonObject m_model;
    const QJsonObject &m_tokenizerConfig;
    const QJsonObject &m_config;
    TokenizerParts m_parts;
};

// Newer folders keep the template in a file of its own.
std::string chatTemplateFile(const QDir &folder)
{
    QFile file(folder.filePath(QStringLiteral("chat_template.jinja")));
    if (file.size() > kMaximumTemplateBytes || !file.open(QIODevice::ReadOnly))
        return {};
    return file.readAll().toStdString();
}

} // namespace

Result<TokenizerParts> readHuggingFaceTokenizer(const QString &folder, const QJsonObject &config)
{
    const QDir dir(folder);
    const QString path = dir.filePath(QStringLiteral("tokenizer.json"));
    GW_TRY(tokenizer, readJsonFile(path, kMaximumJsonBytes));
    QJsonObject tokenizerConfig;
    const QString configPath = dir.filePath(QStringLiteral("tokenizer_config.json"));
    if (QFileInfo::exists(configPath)) {
        GW_TRY(read, readJsonFile(configPath, kMaximumJsonBytes));
        tokenizerConfig = std::move(read);
    }
    GW_TRY(parts, readHuggingFaceTokenizer(tokenizer, tokenizerConfig, config, path));
    if (parts.chatTemplate.empty())
        parts.chatTemplate = chatTemplateFile(dir);
    return parts;
}

Result<TokenizerParts> readHuggingFaceTokenizer(const QJsonObject &tokenizer,
                                                const QJsonObject &tokenizerConfig, const QJsonObject &config,
                                                const QString &fileName)
{
    return TokenizerReader(tokenizer, tokenizerConfig, config, fileName).read();
}

} // namespace gatewright::model
