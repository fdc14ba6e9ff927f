// SPDX-License-Identifier: Apache-2.0
// hls::print for C simulation.
#ifndef GATEWRIGHT_HLS_PRINT_H
#define GATEWRIGHT_HLS_PRINT_H

#include <cstdio>

namespace hls {

inline void print(const char *text) { std::printf("%s", text); }
template <class A>
void print(const char *format, A value) {
    std::printf(format, value);
}

} // namespace hls

#endif
