// SPDX-License-Identifier: Apache-2.0
#pragma once

// Marks a function whose loops the compiler turns into vector instructions: it is compiled for AVX-512, AVX2
// and the plain processor, and the first call takes what this one has. Only for what computes the same bits
// with any width: integers, comparisons, or sums in a fixed number of lanes, in a file with
// -ffp-contract=off. Sanitizers cannot run what chooses, so there is one version with them.
#if defined(__x86_64__) && defined(__GNUC__) && !defined(__clang__) && !defined(__SANITIZE_ADDRESS__) &&     \
    !defined(__SANITIZE_THREAD__)
#define GW_EACH_VECTOR_WIDTH [[gnu::target_clones("avx512f", "avx2", "default")]]
#else
#define GW_EACH_VECTOR_WIDTH
#endif
