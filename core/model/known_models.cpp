// SPDX-License-Identifier: Apache-2.0
#include "core/model/known_models.h"

#include "core/model/weight_hash.h"

#include <QFileInfo>

#include <array>

namespace gatewright::model {

const KnownModel &defaultModel()
{
    static constexpr KnownModel kDefault{
        QLatin1String("SmolLM2-135M-Instruct.Q4_1.gguf"), 98'362'432,
        QLatin1String("b179c9523d0e6a0f98a330c7562b682750a6f8c8c15e5bc70ea373728110db53"),
        QLatin1String("Apache-2.0")};
    return kDefault;
}

HashState hashState(const QString &path, qint64 bytes, const QString &sha256)
{
    const KnownModel &known = defaultModel();
    if (QFileInfo(path).fileName() != known.fileName)
        return HashState::Unknown;
    return bytes == known.bytes && sha256 == known.sha256 ? HashState::Right : HashState::Wrong;
}

Result<QString> sha256Of(const tensors::GgufFile &file, std::stop_token stop)
{
    const std::array<std::span<const std::byte>, 1> files{file.bytes()};
    return sha256Of(files, std::move(stop));
}

Result<QString> sha256Of(std::span<const std::span<const std::byte>> files, std::stop_token stop)
{
    return WeightHash(files).finish(stop);
}

Result<void> verifyKnownModel(const tensors::GgufFile &file, std::stop_token stop)
{
    const KnownModel &known = defaultModel();
    if (QFileInfo(file.name()).fileName() != known.fileName)
        return {};
    const auto bytes = static_cast<qint64>(file.bytes().size());
    QString found = QStringLiteral("%1 bytes").arg(bytes);
    if (bytes == known.bytes) {
        GW_TRY(hash, sha256Of(file, std::move(stop)));
        if (hash == known.sha256)
            return {};
        found = hash;
    }
    return makeError(
        ErrorCode::Corrupt,
        QStringLiteral(
            "The default model is not the file that was published; delete it and run `packaging/dev deps`."),
        found, file.name());
}

} // namespace gatewright::model
