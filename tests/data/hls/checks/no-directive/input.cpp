void f()
{
#pragma HLS
#pragma HLS = 4
#pragma HLS unroll factor=2 = 3
}
