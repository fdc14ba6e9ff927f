// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/model/kernels/kernel_table.h"

#include <optional>
#include <span>
#include <string_view>

namespace gatewright::model {

struct KernelName
{
    const char *name;
    KernelChoice choice;
};

// What --kernels and the setting model.kernels may say: "auto", then the tables by KernelTable::name, the
// fastest first.
[[nodiscard]] std::span<const KernelName> kernelNames();
[[nodiscard]] std::optional<KernelChoice> kernelChoiceNamed(std::string_view name);

} // namespace gatewright::model
