void f(int *a)
{
#pragma HLS interface ap_none port=a bundle=4
#pragma HLS interface s_axilite port=a depth=4
#pragma HLS interface ap_none port=a offset=4
#pragma HLS interface ap_none port=a num_read_outstanding=4
#pragma HLS interface ap_none port=a num_write_outstanding=4
#pragma HLS interface ap_none port=a max_read_burst_length=4
#pragma HLS interface ap_none port=a max_write_burst_length=4
#pragma HLS interface axis port=a latency=4
#pragma HLS interface ap_none port=a max_widen_bitwidth=4
#pragma HLS interface ap_none port=a channel=4
#pragma HLS interface ap_none port=a register_mode=forward
#pragma HLS interface ap_none port=a clock=4
#pragma HLS interface ap_none port=a storage_impl=4
#pragma HLS interface ap_none port=a storage_type=4
#pragma HLS interface ap_none port=a interrupt=4
#pragma HLS interface ap_none port=a autorestart
#pragma HLS interface m_axxi port=a
}
