#include "ap_int.h"

#define TAPS 11

typedef ap_int<16> sample_t;
typedef ap_int<40> accumulator_t;

// A transposed filter with its coefficients in registers.
void fir(sample_t input, sample_t *output, const sample_t coefficients[TAPS])
{
#pragma HLS INTERFACE mode=s_axilite port=return
#pragma HLS PIPELINE II=1
    static sample_t delay[TAPS];
#pragma HLS ARRAY_PARTITION variable=delay type=complete dim=1
    accumulator_t sum = 0;
shift:
    for (int i = TAPS - 1; i > 0; i--) {
#pragma HLS UNROLL
        delay[i] = delay[i - 1];
        sum += delay[i] * coefficients[i];
    }
    delay[0] = input;
    sum += delay[0] * coefficients[0];
    *output = (sum >> 15).range(15, 0);
}
