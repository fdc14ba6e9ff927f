#include "{{NAME}}.h"

void {{NAME}}(const int input[kMaximumLength], int output[kMaximumLength], int scale, int length)
{
#pragma HLS INTERFACE m_axi port=input bundle=gmem0 depth=1024
#pragma HLS INTERFACE m_axi port=output bundle=gmem1 depth=1024
#pragma HLS INTERFACE s_axilite port=scale
#pragma HLS INTERFACE s_axilite port=length
#pragma HLS INTERFACE s_axilite port=return

ELEMENTS:
    for (int i = 0; i < length; ++i) {
#pragma HLS PIPELINE II=1
#pragma HLS LOOP_TRIPCOUNT min=1 max=1024
        output[i] = scale * input[i];
    }
}
