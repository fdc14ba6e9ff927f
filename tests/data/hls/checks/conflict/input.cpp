void f(int *a, int *b)
{
#pragma HLS alias ports=a,b offset=0,4 distance=4
#pragma HLS dependence variable=a class=pointer inter false
#pragma HLS pipeline style=frp off
#pragma HLS pipeline style=flp II=3 enable_flush
}
