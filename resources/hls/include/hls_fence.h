// SPDX-License-Identifier: Apache-2.0
// hls::fence for C simulation: statements run in order there, so it does nothing.
#ifndef GATEWRIGHT_HLS_FENCE_H
#define GATEWRIGHT_HLS_FENCE_H

namespace hls {

template <class... A>
void fence(A &&...) {}

} // namespace hls

#endif
