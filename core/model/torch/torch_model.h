// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"
#include "core/model/device_decoder.h"

#include <memory>

namespace gatewright::model {

// What DeviceModule::load() calls in the module; tests call it without the module in between.
[[nodiscard]] Result<std::unique_ptr<DeviceModel>> loadTorchModel(const ModelSource &source,
                                                                  const DeviceOptions &options);

} // namespace gatewright::model
