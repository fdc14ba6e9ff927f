// SPDX-License-Identifier: Apache-2.0
#include "core/learn/training_state.h"

#include "core/tensors/dequantise.h"
#include "core/tensors/safetensors_file.h"
#include "core/tensors/safetensors_writer.h"

#include <QFileInfo>

#include <array>
#include <string>
#include <utility>

namespace gatewright::learn {

namespace {

using tensors::HeadShape;
using tensors::HeadWeights;

constexpr std::array<const char *, 3> kPrefixes{"weights.", "mean.", "variance."};

std::array<const HeadWeights *, 3> partsOf(const TrainingState &state)
{
    return {&state.weights, &state.mean, &state.variance};
}

// The three tensors of a part, by name.
template <class Weights>
auto tensorsOf(Weights &weights)
{
    return std::array{std::pair("input", &weights.input), std::pair("depth", &weights.depthBias),
                      std::pair("output", &weights.output)};
}

tl::unexpected<Error> corrupt(const QString &detail, const QString &path)
{
    return makeError(ErrorCode::Corrupt,
                     QStringLiteral("The checkpoint of the training is damaged or of another job; it starts "
                                    "again."),
                     detail, path);
}

} // namespace

Result<void> TrainingState::write(const QString &path, const QString &fingerprint) const
{
    std::vector<tensors::TensorToWrite> written;
    const auto parts = partsOf(*this);
    for (std::size_t part = 0; part < parts.size(); ++part)
        for (const auto &[name, values] : tensorsOf(*parts[part]))
            written.push_back({std::string(kPrefixes[part]) + name,
                               tensors::TensorType::F32,
                               {values->size()},
                               std::as_bytes(std::span(*values))});
    return tensors::writeSafetensors(path, written,
                                     {{QStringLiteral("job"), fingerprint},
                                      {QStringLiteral("step"), QString::number(step)},
                                      {QStringLiteral("loss"), QString::number(loss, 'g', 17)}});
}

Result<TrainingState> TrainingState::read(const QString &path, const QString &fingerprint,
                                          const HeadShape &shape)
{
    if (!QFileInfo::exists(path))
        return makeError(ErrorCode::NotFound, QStringLiteral("There is no checkpoint yet."), {}, path);
    GW_TRY(file, tensors::SafetensorsFile::open(path));
    const auto text = [&](const char *key) {
        const auto found = file->metadata().find(QLatin1String(key));
        return found == file->metadata().end() ? QString() : found->second;
    };
    if (text("job") != fingerprint)
        return corrupt(QStringLiteral("another job's"), path);
    TrainingState state;
    bool isNumber = false;
    state.step = text("step").toULongLong(&isNumber);
    state.loss = text("loss").toDouble();
    if (!isNumber)
        return corrupt(QStringLiteral("no step"), path);
    std::array<HeadWeights *, 3> parts{&state.weights, &state.mean, &state.variance};
    for (std::size_t part = 0; part < parts.size(); ++part) {
        for (const auto &[name, values] : tensorsOf(*parts[part])) {
            const tensors::TensorInfo *info = file->find(std::string(kPrefixes[part]) + name);
            if (info == nullptr || info->type != tensors::TensorType::F32)
                return corrupt(QString::fromLatin1(name), path);
            values->resize(info->data.size() / sizeof(float));
            GW_CHECK(tensors::dequantise(info->type, info->data, *values));
        }
        if (!parts[part]->fits(shape))
            return corrupt(QStringLiteral("wrong sizes, or no numbers"), path);
    }
    return state;
}

} // namespace gatewright::learn
