#include <stdint.h>
#include <string.h>

#define BINS 256

void histogram(const uint8_t *pixels, uint32_t counts[BINS], int length)
{
#pragma HLS INTERFACE mode=m_axi port=pixels depth=65536 bundle=gmem0
#pragma HLS INTERFACE mode=m_axi port=counts depth=256 bundle=gmem1
    uint32_t local[BINS];
    uint8_t previous = 0;
    uint32_t run = 0;
    memset(local, 0, sizeof(local));
    for (int i = 0; i < length; i++) {
#pragma HLS PIPELINE II=1
#pragma HLS DEPENDENCE variable=local type=inter direction=RAW dependent=false
        const uint8_t value = pixels[i];
        if (value == previous) {
            run++;
        } else {
            local[previous] += run;
            previous = value;
            run = 1;
        }
    }
    local[previous] += run;
    for (int bin = 0; bin < BINS; bin++)
        counts[bin] = local[bin];
}
