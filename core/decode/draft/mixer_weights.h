// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"

#include <QByteArray>
#include <QString>

#include <map>
#include <vector>

namespace gatewright::decode {

// The weights of a mixer by whose evidence they belong to: a drafter's name, or "tree" for what no drafter
// says. So weights outlive a drafter that is new, gone or off. As a file: JSON,
// {"format": "gatewright-mixer", "version": 1, "weights": {"buffer": [...], ...}}.
struct MixerWeights
{
    static constexpr int version = 1;

    std::map<QString, std::vector<float>> byOwner;

    [[nodiscard]] QByteArray toJson() const;
    // Corrupt for anything else, Unsupported for another version.
    [[nodiscard]] static Result<MixerWeights> fromJson(const QByteArray &json);
};

} // namespace gatewright::decode
