// SPDX-License-Identifier: Apache-2.0
// C = A * B for square matrices in row-major order, computed tile by tile in on-chip memory.
#pragma once

constexpr int kSize = 64;
constexpr int kTile = 16;
static_assert(kSize % kTile == 0, "the matrix must be a whole number of tiles");

void matmul(const float a[kSize * kSize], const float b[kSize * kSize], float c[kSize * kSize]);
