// SPDX-License-Identifier: Apache-2.0
#include "core/model/model_source.h"

#include "core/model/gguf_tokenizer.h"
#include "core/model/hugging_face_source.h"

#include <QFileInfo>

#include <utility>

namespace gatewright::model {

namespace {

using tensors::GgufFile;
using tensors::TensorInfo;

class GgufSource final : public ModelSource
{
public:
    explicit GgufSource(const GgufFile &file, std::unique_ptr<GgufFile> owned = nullptr)
        : m_owned(std::move(owned))
        , m_file(file)
    {
        for (const TensorInfo &tensor : file.tensors())
            m_tensors.push_back(&tensor);
    }

    [[nodiscard]] Format format() const override { return Format::Gguf; }
    [[nodiscard]] const QString &path() const override { return m_file.name(); }
    [[nodiscard]] Result<LlamaConfig> config() const override { return readLlamaConfig(m_file); }
    [[nodiscard]] Result<TokenizerParts> tokenizer() const override { return readTokenizer(m_file); }
    [[nodiscard]] std::span<const TensorInfo *const> tensors() const override { return m_tensors; }
    [[nodiscard]] const TensorInfo *find(std::string_view name) const override { return m_file.find(name); }
    [[nodiscard]] std::string ownName(std::string_view name) const override { return std::string(name); }
    [[nodiscard]] QString fileOf(std::string_view /*name*/) const override { return m_file.name(); }
    // The table of rope factors is part of the config.
    [[nodiscard]] bool isRedundant(const TensorInfo &tensor) const override
    {
        return tensor.name == "rope_freqs.weight";
    }
    // Only Llama's converter puts the rows of a pair side by side.
    [[nodiscard]] HeadRows headRows() const override
    {
        return architecture() == architectureName(Architecture::Llama) ? HeadRows::Pairs : HeadRows::Halves;
    }
    [[nodiscard]] bool isTied() const override { return m_file.find("output.weight") == nullptr; }
    [[nodiscard]] QString architecture() const override { return text("general.architecture"); }
    [[nodiscard]] QString title() const override { return text("general.name"); }
    [[nodiscard]] QString licence() const override { return text("general.license"); }
    [[nodiscard]] std::vector<std::span<const std::byte>> weightFiles() const override
    {
        return {m_file.bytes()};
    }
    [[nodiscard]] QStringList files() const override { return {m_file.name()}; }
    [[nodiscard]] const GgufFile *ggufFile() const override { return &m_file; }
    [[nodiscard]] std::uint32_t ggufVersion() const override { return m_file.version(); }

private:
    [[nodiscard]] QString text(std::string_view key) const
    {
        const auto text = m_file.metadata().textOr(key, {});
        return text ? tensors::toQString(*text) : QString();
    }

    std::unique_ptr<GgufFile> m_owned; // null over a file of somebody else's
    const GgufFile &m_file;
    std::vector<const TensorInfo *> m_tensors;
};

} // namespace

Result<std::unique_ptr<ModelSource>> ModelSource::open(const QString &path)
{
    if (QFileInfo(path).isDir())
        return HuggingFaceSource::open(path);
    GW_TRY(file, GgufFile::open(path));
    const GgufFile &opened = *file;
    return std::make_unique<GgufSource>(opened, std::move(file));
}

std::unique_ptr<ModelSource> ModelSource::over(const GgufFile &file)
{
    return std::make_unique<GgufSource>(file);
}

} // namespace gatewright::model
