// Nothing here is wrong.
#include "ap_int.h"
#define N 64
#define SIZE 1024

struct pair {
    int a;
    int b;
};

extern "C" {
void top(const int *in, int *out, hls::stream<int> &stream, int scale, pair p[N], int mem[N])
{
#pragma HLS INTERFACE mode=m_axi port=in bundle=gmem0 depth=SIZE offset=slave max_read_burst_length=256
#pragma HLS INTERFACE m_axi port = out bundle = gmem1 \
    depth = N * 4 num_read_outstanding=16 latency=64
#pragma HLS INTERFACE axis port=stream register_mode=both register
#pragma HLS interface s_axilite port=scale bundle=control
#pragma HLS interface s_axilite port=return bundle=control autorestart
#pragma HLS interface ap_memory port=mem storage_type=ram_1p
#pragma HLS interface ap_ctrl_chain port=return
#pragma HLS INLINE off
#pragma HLS ALLOCATION function instances=work limit=1
#pragma HLS ALLOCATION operation instances=mul limit=2
#pragma HLS aggregate variable=p compact=bit
#pragma HLS disaggregate variable=p
#pragma HLS alias ports=in,out distance=0
#pragma HLS cache port=in lines=8 depth=128
#pragma HLS stable variable=scale
    static int state;
#pragma HLS reset variable=state
    int buffer[N];
#pragma HLS array_partition variable=buffer cyclic factor=4 dim=1
#pragma HLS array_reshape variable=buffer type=block factor=N/2
#pragma HLS bind_storage variable=buffer type=ram_2p impl=bram latency=2
#pragma HLS stream variable=buffer depth=16 type=fifo
#pragma HLS dataflow disable_start_propagation
LOOP:
    for (int i = 0; i < N; ++i) {
#pragma HLS pipeline II = 1 rewind
#pragma HLS loop_tripcount min=N*N max=SIZE/N avg=10
#pragma HLS dependence variable=buffer inter war false
#pragma HLS dependence class=array type=inter direction=raw distance=4 true
#pragma HLS unroll factor=2 skip_exit_check
#pragma HLS loop_flatten off
#pragma HLS latency min=1 max=4
#pragma HLS performance target_ti=32.5
#pragma HLS occurrence cycle=4
#pragma HLS if (N > 4) pipeline off
#pragma HLS expression_balance off
        int product = in[i] * scale; // #pragma HLS in a comment
#pragma HLS bind_op variable=product op=mul impl=dsp latency=-1
    }
#pragma HLS protocol fixed
#pragma HLS loop_merge force
#pragma HLS function_instantiate variable=scale
#pragma HLS top name=top
#pragma HLS cache port=in l1_lines=4
}
}
