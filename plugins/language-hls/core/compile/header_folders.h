// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>
#include <QStringList>

namespace gatewright::hls {

// The headers that HLS sources may include beside their own and the system's.
struct HeaderFolders
{
    // Below share/gatewright, where resources/CMakeLists.txt puts them.
    [[nodiscard]] static HeaderFolders shipped(const QString &dataFolder);

    QString standIns; // ours; first on the include path
    QString apTypes;  // AMD's

    [[nodiscard]] QStringList all() const { return {standIns, apTypes}; }
};

enum class Dialect { C, Cpp };

// By the suffix; ".h" is C where a C file and no C++ file of that name lies beside it.
[[nodiscard]] Dialect dialectOf(const QString &path);

// What both compilers are told: "-D__VITIS_HLS__", "-std=c++17".
[[nodiscard]] QStringList commonFlags(Dialect dialect);

} // namespace gatewright::hls
