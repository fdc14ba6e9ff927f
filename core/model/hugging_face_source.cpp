// SPDX-License-Identifier: Apache-2.0
#include "core/model/hugging_face_source.h"

#include "core/model/hugging_face_config.h"
#include "core/model/hugging_face_tokenizer.h"
#include "core/model/json_file.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>

#include <algorithm>
#include <array>
#include <utility>

namespace gatewright::model {

namespace {

using tensors::SafetensorsFolder;
using tensors::TensorInfo;

constexpr QLatin1String kConfigFile("config.json");
constexpr QLatin1String kModelCard("README.md");
constexpr qint64 kCardBytes = 16'384;

// What may stand beside the weights and be of use.
constexpr std::array<QLatin1String, 9> kOtherFiles{
    kConfigFile,
    QLatin1String("generation_config.json"),
    QLatin1String("tokenizer.json"),
    QLatin1String("tokenizer_config.json"),
    QLatin1String("special_tokens_map.json"),
    QLatin1String("chat_template.jinja"),
    QLatin1String("model.safetensors.index.json"),
    QLatin1String("LICENSE"),
    kModelCard,
};

struct NamePair
{
    std::string_view gguf;
    std::string_view huggingFace;
};

constexpr std::array<NamePair, 3> kGlobalNames{{
    {"token_embd", "model.embed_tokens"},
    {"output_norm", "model.norm"},
    {"output", "lm_head"},
}};

// Behind "blk.N." and "model.layers.N.".
constexpr std::array<NamePair, 9> kGatedLayerNames{{
    {"attn_norm", "input_layernorm"},
    {"attn_q", "self_attn.q_proj"},
    {"attn_k", "self_attn.k_proj"},
    {"attn_v", "self_attn.v_proj"},
    {"attn_output", "self_attn.o_proj"},
    {"ffn_norm", "post_attention_layernorm"},
    {"ffn_gate", "mlp.gate_proj"},
    {"ffn_up", "mlp.up_proj"},
    {"ffn_down", "mlp.down_proj"},
}};

constexpr std::array<NamePair, 2> kPlainLayerNames{{
    {"ffn_up", "mlp.c_fc"},
    {"ffn_down", "mlp.c_proj"},
}};

std::string_view translated(std::span<const NamePair> names, std::string_view name)
{
    const auto found = std::ranges::find(names, name, &NamePair::gguf);
    return found == names.end() ? std::string_view() : found->huggingFace;
}

} // namespace

bool HuggingFaceSource::isIn(const QString &folder)
{
    return QFileInfo(QDir(folder).filePath(kConfigFile)).isFile() && SafetensorsFolder::isIn(folder);
}

Result<std::unique_ptr<ModelSource>> HuggingFaceSource::open(const QString &folder)
{
    const QDir dir(folder);
    if (!QFileInfo(dir.filePath(kConfigFile)).isFile())
        return makeError(ErrorCode::NotFound,
                         QStringLiteral("This folder holds no model: there is no config.json in it."), {},
                         folder);
    std::unique_ptr<HuggingFaceSource> source(new HuggingFaceSource);
    source->m_folder = folder;
    GW_TRY(config, readJsonFile(dir.filePath(kConfigFile), kMaximumJsonBytes));
    source->m_config = std::move(config);
    GW_TRY(weights, SafetensorsFolder::open(folder));
    source->m_weights = std::move(weights);
    return source;
}

Result<LlamaConfig> HuggingFaceSource::config() const
{
    const QString place = QDir(m_folder).filePath(kConfigFile);
    GW_TRY(config, readHuggingFaceConfig(m_config, place));
    const TensorInfo *embedding = find("token_embd.weight");
    if (embedding == nullptr)
        return makeError(ErrorCode::Corrupt,
                         QStringLiteral("The model lacks the tensor %1; fetch it again.")
                             .arg(QString::fromStdString(ownName("token_embd.weight"))),
                         {}, m_folder);
    GW_TRY(vocabulary, checkedVocabulary(config, embedding->shape, config.vocabularySize, place));
    config.vocabularySize = vocabulary;
    return config;
}

Result<TokenizerParts> HuggingFaceSource::tokenizer() const
{
    return readHuggingFaceTokenizer(m_folder, m_config);
}

const TensorInfo *HuggingFaceSource::find(std::string_view name) const
{
    // Some makers store the embeddings twice although the config says that the output layer shares them.
    if (name == "output.weight" && isTied())
        return nullptr;
    return m_weights->find(ownName(name));
}

std::string HuggingFaceSource::ownName(std::string_view name) const
{
    const std::size_t dot = name.rfind('.'); // before "weight" or "bias"
    const std::string_view suffix = dot == std::string_view::npos ? std::string_view() : name.substr(dot);
    std::string_view stem = name.substr(0, name.size() - suffix.size());
    constexpr std::string_view kBlock = "blk.";
    if (!stem.starts_with(kBlock))
        return std::string(translated(kGlobalNames, stem)).append(suffix);
    stem.remove_prefix(kBlock.size());
    const std::size_t behindNumber = std::min(stem.find('.'), stem.size());
    const std::string_view number = stem.substr(0, behindNumber);
    const std::string_view part = stem.substr(std::min(behindNumber + 1, stem.size()));
    std::string_view own;
    if (architecture() == QLatin1String("Starcoder2ForCausalLM"))
        own = translated(kPlainLayerNames, part);
    if (own.empty())
        own = translated(kGatedLayerNames, part);
    return std::string("model.layers.").append(number).append(".").append(own).append(suffix);
}

QString HuggingFaceSource::fileOf(std::string_view name) const
{
    return m_weights->fileOf(ownName(name));
}

bool HuggingFaceSource::isRedundant(const TensorInfo &tensor) const
{
    return tensor.name.ends_with(".rotary_emb.inv_freq") || (tensor.name == "lm_head.weight" && isTied());
}

QString HuggingFaceSource::architecture() const
{
    return architectureOf(m_config);
}

QString HuggingFaceSource::title() const
{
    const QString stated = m_config.value(QLatin1String("_name_or_path")).toString();
    const QString name = stated.isEmpty() ? QFileInfo(m_folder).fileName() : QFileInfo(stated).fileName();
    return tensors::toQString(name.toStdString());
}

std::vector<std::span<const std::byte>> HuggingFaceSource::weightFiles() const
{
    std::vector<std::span<const std::byte>> files;
    for (const auto &file : m_weights->files())
        files.push_back(file->bytes());
    return files;
}

QStringList HuggingFaceSource::files() const
{
    const QDir dir(m_folder);
    QStringList files;
    for (const QLatin1String name : kOtherFiles)
        if (QFileInfo(dir.filePath(name)).isFile())
            files.append(dir.filePath(name));
    for (const auto &file : m_weights->files())
        files.append(file->name());
    return files;
}

// A line "license: apache-2.0" between two lines "---", at the top.
QString HuggingFaceSource::licence() const
{
    QFile card(QDir(m_folder).filePath(kModelCard));
    if (!card.open(QIODevice::ReadOnly))
        return {};
    const QList<QByteArray> lines = card.read(kCardBytes).split('\n');
    if (lines.first().trimmed() != "---")
        return {};
    for (qsizetype i = 1; i < lines.size() && lines[i].trimmed() != "---"; ++i)
        if (lines[i].startsWith("license:"))
            return tensors::toQString(
                lines[i].mid(lines[i].indexOf(':') + 1).trimmed().left(64).toStdString());
    return {};
}

// Without a word about it, a model without an output layer of its own shares the embeddings.
bool HuggingFaceSource::isTied() const
{
    const QJsonValue stated = m_config.value(QLatin1String("tie_word_embeddings"));
    return stated.isBool() ? stated.toBool() : m_weights->find("lm_head.weight") == nullptr;
}

} // namespace gatewright::model
