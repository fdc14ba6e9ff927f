// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArray>
#include <QStringList>

namespace gatewright::hls {

// The prerequisites of the one rule that g++ -MD writes, as clean paths: "fir.o: fir.cpp a\ b.h \\". Spaces,
// tabs, '#' and ':' come with a backslash before them, '$' comes twice.
[[nodiscard]] QStringList prerequisitesOfRule(const QByteArray &rule);

} // namespace gatewright::hls
