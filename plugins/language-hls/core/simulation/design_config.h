// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>
#include <QStringList>

#include <optional>
#include <string_view>

namespace gatewright::hls {

// What a Vitis configuration file (hls_config.cfg) says about C simulation; paths are absolute.
struct DesignConfig
{
    QStringList sources;   // syn.file, as far as they are C or C++
    QStringList testbench; // tb.file, the same
    QStringList flags;     // -D... and -I<absolute> of the cflags and csimflags, no others
    QStringList arguments; // csim.argv
};

// Never fails: what is not understood is passed over. `folder` is where the file lies.
[[nodiscard]] DesignConfig parseDesignConfig(std::string_view text, const QString &folder);

// The configuration beside `path` that names it among its sources or its testbench.
[[nodiscard]] std::optional<DesignConfig> findDesignConfig(const QString &path);

} // namespace gatewright::hls
