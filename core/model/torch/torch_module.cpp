// SPDX-License-Identifier: Apache-2.0
#include "core/model/torch/torch_model.h"

// Found by its name, see kDeviceModuleSymbol.
extern "C" __attribute__((visibility("default")))
const gatewright::model::DeviceModuleEntry gatewrightDeviceModule;

const gatewright::model::DeviceModuleEntry gatewrightDeviceModule{
    gatewright::model::DeviceModuleEntry::kVersion, &gatewright::model::loadTorchModel};
