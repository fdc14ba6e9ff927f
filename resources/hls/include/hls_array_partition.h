// SPDX-License-Identifier: Apache-2.0
// hls::gather for C simulation: several elements of an array at once. Conflicts between banks are not looked for.
#ifndef GATEWRIGHT_HLS_ARRAY_PARTITION_H
#define GATEWRIGHT_HLS_ARRAY_PARTITION_H

#include "hls_vector.h"

#include <cstddef>

namespace hls {

template <class T, std::size_t K>
vector<T, K> gather(const T *array, const std::size_t (&indices)[K]) {
    vector<T, K> result;
    for (std::size_t i = 0; i < K; ++i)
        result[i] = array[indices[i]];
    return result;
}

} // namespace hls

#endif
