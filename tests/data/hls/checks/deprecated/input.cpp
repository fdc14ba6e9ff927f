void f(int a[4], int b)
{
#pragma HLS RESOURCE variable=a core=RAM_1P_BRAM
#pragma HLS data_pack variable=b
#pragma HLS DATA_PACK variable=b instance=c byte_pad=field_level
#pragma HLS shared variable=a
#pragma HLS interface ap_bus port=a
#pragma HLS interface mode=AP_BUS port=a
#pragma HLS inline region
#pragma HLS inline region recursive
#pragma HLS pipeline II=2 enable_flush
#pragma HLS stream variable=a dim=1 off
}
