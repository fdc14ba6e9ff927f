void f(int a[4])
{
#pragma HLS array_map variable=a instance=b horizontal
#pragma HLS extract
#pragma HLS region x
#pragma HLS clock domain=default
}
