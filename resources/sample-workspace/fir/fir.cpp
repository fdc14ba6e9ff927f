// SPDX-License-Identifier: Apache-2.0
#include "fir.h"

namespace {

// Moves the newest sample into the delay line; all registers shift in one clock.
void shift_in(sample_t delay_line[kTaps], sample_t sample)
{
#pragma HLS INLINE
SHIFT:
    for (int tap = kTaps - 1; tap > 0; --tap) {
#pragma HLS UNROLL
        delay_line[tap] = delay_line[tap - 1];
    }
    delay_line[0] = sample;
}

// The sum of all products. Unrolled it becomes kTaps multipliers and a tree of adders.
accumulator_t multiply_accumulate(const sample_t delay_line[kTaps], const coefficient_t coefficients[kTaps])
{
#pragma HLS INLINE
    accumulator_t accumulator = 0;
MAC:
    for (int tap = 0; tap < kTaps; ++tap) {
#pragma HLS UNROLL
        accumulator += delay_line[tap] * coefficients[tap];
    }
    return accumulator;
}

} // namespace

void fir(hls::stream<sample_t> &input, hls::stream<sample_t> &output, const coefficient_t coefficients[kTaps], int length)
{
#pragma HLS INTERFACE axis port=input
#pragma HLS INTERFACE axis port=output
#pragma HLS INTERFACE s_axilite port=coefficients
#pragma HLS INTERFACE s_axilite port=length
#pragma HLS INTERFACE s_axilite port=return

    // The delay line lives in registers, so that every tap can be read in the same clock.
    sample_t delay_line[kTaps];
    coefficient_t local[kTaps];
#pragma HLS ARRAY_PARTITION variable=delay_line complete
#pragma HLS ARRAY_PARTITION variable=local complete

LOAD:
    for (int tap = 0; tap < kTaps; ++tap) {
#pragma HLS PIPELINE II=1
        local[tap] = coefficients[tap];
        delay_line[tap] = 0;
    }

SAMPLES:
    for (int n = 0; n < length; ++n) {
#pragma HLS PIPELINE II=1
#pragma HLS LOOP_TRIPCOUNT min=256 max=4096
        shift_in(delay_line, input.read());
        const accumulator_t sum = multiply_accumulate(delay_line, local);
        output.write(static_cast<sample_t>(sum >> 15));
    }
}
