#pragma HLS dataflow
namespace a {
#pragma HLS inline
void f()
{
#pragma HLS inline
}
}
