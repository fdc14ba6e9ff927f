// SPDX-License-Identifier: Apache-2.0
#include "core/model/convert/conversion_plan.h"

#include "core/tensors/dequantise.h"

#include <algorithm>
#include <array>
#include <set>

namespace gatewright::model {

namespace {

using tensors::TensorInfo;
using tensors::TensorType;

constexpr std::array kFewBits{TensorType::Q4_0, TensorType::Q4_1, TensorType::Q5_0, TensorType::Q5_1};
constexpr std::array<const char *, 9> kLayerParts{"attn_norm", "attn_q",   "attn_k", "attn_v",  "attn_output",
                                                  "ffn_norm",  "ffn_gate", "ffn_up", "ffn_down"};

TensorType targetType(const std::string &name, const TensorInfo &info, TensorType type)
{
    if (info.shape.size() < 2)
        return TensorType::F32;
    const bool saysMost = name == "output.weight" || name == "token_embd.weight";
    if (saysMost && std::ranges::find(kFewBits, type) != kFewBits.end())
        type = TensorType::Q8_0;
    return info.shape[0] % tensors::traits(type).elementsPerBlock == 0 ? type : TensorType::F16;
}

// The names that a tensor of the families may have, in the order in which files have them.
std::vector<std::string> allNames(const LlamaConfig &config)
{
    std::vector<std::string> stems{"token_embd"};
    for (std::size_t block = 0; block < config.blockCount; ++block)
        for (const char *part : kLayerParts)
            stems.push_back("blk." + std::to_string(block) + '.' + part);
    stems.insert(stems.end(), {"output_norm", "output"});
    std::vector<std::string> names;
    for (const std::string &stem : stems) {
        names.push_back(stem + ".weight");
        names.push_back(stem + ".bias");
    }
    return names;
}

tl::unexpected<Error> unknownTensor(const TensorInfo &tensor, const QString &file)
{
    return makeError(ErrorCode::Unsupported,
                     QStringLiteral("The model has a part that cannot be converted; choose another model of "
                                    "its family."),
                     QStringLiteral("tensor %1, %2")
                         .arg(tensors::toQString(tensor.name), tensors::traits(tensor.type).name),
                     file);
}

// Under GGUF's names.
Result<std::vector<PlannedTensor>> namedTensors(const ModelSource &source, const LlamaConfig &config)
{
    std::vector<PlannedTensor> planned;
    if (source.ggufFile() != nullptr) {
        for (const TensorInfo *info : source.tensors())
            planned.push_back({info->name, info});
        return planned;
    }
    std::set<const TensorInfo *> known;
    for (const std::string &name : allNames(config)) {
        if (const TensorInfo *info = source.find(name)) {
            planned.push_back({name, info});
            known.insert(info);
        }
    }
    for (const TensorInfo *info : source.tensors())
        if (!known.contains(info) && !source.isRedundant(*info))
            return unknownTensor(*info, source.path());
    return planned;
}

bool isRotated(const std::string &name)
{
    const auto has = [&](std::string_view part) { return name.find(part) != std::string::npos; };
    return has(".attn_q.") || has(".attn_k.");
}

} // namespace

std::size_t PlannedTensor::columns() const
{
    return info->shape.size() < 2 ? 1 : static_cast<std::size_t>(info->shape[0]);
}

std::size_t PlannedTensor::rows() const
{
    return static_cast<std::size_t>(info->elementCount()) / std::max<std::size_t>(1, columns());
}

// Rows i and i + dimension / 2 of a head become 2 i and 2 i + 1.
std::size_t PlannedTensor::sourceRow(std::size_t row) const
{
    if (pairedHead == 0)
        return row;
    const std::size_t inHead = row % pairedHead;
    return row - inHead + inHead / 2 + inHead % 2 * (pairedHead / 2);
}

Result<std::vector<PlannedTensor>> planConversion(const ModelSource &source, const LlamaConfig &config,
                                                  TensorType type)
{
    GW_TRY(planned, namedTensors(source, config));
    // What a GGUF file of Llama's wants, whatever it comes from.
    const bool pairs = config.architecture == Architecture::Llama && source.headRows() == HeadRows::Halves;
    for (PlannedTensor &tensor : planned) {
        if (!tensors::canDequantise(tensor.info->type))
            return unknownTensor(*tensor.info, source.fileOf(tensor.name));
        tensor.type = targetType(tensor.name, *tensor.info, type);
        if (pairs && isRotated(tensor.name))
            tensor.pairedHead = config.headDimension;
    }
    return planned;
}

} // namespace gatewright::model
