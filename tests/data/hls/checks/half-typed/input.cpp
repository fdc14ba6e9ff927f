#include "ap_int.h"
void f(int a[4])
{
    for (int i = 0; i < 4; ++i) {
#pragma HLS pipeline II=1
        a[i] = 0;
#pragma HLS array_partition variable=