// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/model/model_inspection.h"
#include "core/model/model_source.h"

#include <QJsonObject>
#include <QString>

#include <cstdint>

namespace gatewright::cli {

class Output;

// What a model is, as `model inspect` answers: for programs and for people.
[[nodiscard]] QJsonObject toJson(const model::ModelInspection &inspection, const model::ModelSource &source);
void print(const model::ModelInspection &inspection, const Output &output);

[[nodiscard]] QString megabytes(std::uint64_t bytes); // "98.1 MB"

} // namespace gatewright::cli
