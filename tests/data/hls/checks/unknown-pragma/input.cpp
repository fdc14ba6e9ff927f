void f()
{
#pragma HLS PIPELIN II=1
#pragma HLS arraypartition variable=a
#pragma HLS datafow
#pragma HLS teleport
#pragma AP unrol
}
