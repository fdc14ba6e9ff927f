// SPDX-License-Identifier: Apache-2.0
#include "matmul.h"

namespace {

// Copies one tile of a matrix into local memory; consecutive addresses, so that it becomes one burst per row.
void load_tile(const float *matrix, int row, int column, float tile[kTile][kTile])
{
LOAD_ROWS:
    for (int i = 0; i < kTile; ++i) {
    LOAD_COLUMNS:
        for (int j = 0; j < kTile; ++j) {
#pragma HLS PIPELINE II=1
            tile[i][j] = matrix[(row + i) * kSize + column + j];
        }
    }
}

void store_tile(const float tile[kTile][kTile], int row, int column, float *matrix)
{
STORE_ROWS:
    for (int i = 0; i < kTile; ++i) {
    STORE_COLUMNS:
        for (int j = 0; j < kTile; ++j) {
#pragma HLS PIPELINE II=1
            matrix[(row + i) * kSize + column + j] = tile[i][j];
        }
    }
}

// sum += a * b. The loop over k is outermost, so that consecutive iterations of the pipeline write different
// elements and the latency of the floating point adder does not stall it.
void multiply_tile(const float a[kTile][kTile], const float b[kTile][kTile], float sum[kTile][kTile])
{
PRODUCT_K:
    for (int k = 0; k < kTile; ++k) {
    PRODUCT_ROWS:
        for (int i = 0; i < kTile; ++i) {
#pragma HLS PIPELINE II=1
        PRODUCT_COLUMNS:
            for (int j = 0; j < kTile; ++j) {
#pragma HLS UNROLL
                sum[i][j] += a[i][k] * b[k][j];
            }
        }
    }
}

} // namespace

void matmul(const float a[kSize * kSize], const float b[kSize * kSize], float c[kSize * kSize])
{
#pragma HLS INTERFACE m_axi port=a bundle=gmem0 depth=4096
#pragma HLS INTERFACE m_axi port=b bundle=gmem1 depth=4096
#pragma HLS INTERFACE m_axi port=c bundle=gmem0 depth=4096
#pragma HLS INTERFACE s_axilite port=return

    float tile_a[kTile][kTile];
    float tile_b[kTile][kTile];
    float tile_c[kTile][kTile];
#pragma HLS ARRAY_PARTITION variable=tile_a complete dim=2
#pragma HLS ARRAY_PARTITION variable=tile_b complete dim=2
#pragma HLS ARRAY_PARTITION variable=tile_c complete dim=2

ROWS:
    for (int row = 0; row < kSize; row += kTile) {
    COLUMNS:
        for (int column = 0; column < kSize; column += kTile) {
        CLEAR:
            for (int i = 0; i < kTile; ++i) {
#pragma HLS PIPELINE II=1
                for (int j = 0; j < kTile; ++j) {
#pragma HLS UNROLL
                    tile_c[i][j] = 0.0F;
                }
            }
        DEPTH:
            for (int depth = 0; depth < kSize; depth += kTile) {
                load_tile(a, row, depth, tile_a);
                load_tile(b, depth, column, tile_b);
                multiply_tile(tile_a, tile_b, tile_c);
            }
            store_tile(tile_c, row, column, c);
        }
    }
}
