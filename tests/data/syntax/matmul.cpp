#include <hls_stream.h>

constexpr int size = 32;

template <typename T, int Rows, int Columns>
void load(T local[Rows][Columns], hls::stream<T> &in)
{
#pragma HLS INLINE off
rows:
    for (int r = 0; r < Rows; ++r)
    columns:
        for (int c = 0; c < Columns; ++c)
#pragma HLS PIPELINE II=1
            local[r][c] = in.read();
}

extern "C" void matmul(hls::stream<float> &a, hls::stream<float> &b, hls::stream<float> &out)
{
#pragma HLS INTERFACE axis port=a
#pragma HLS INTERFACE axis port=b
#pragma HLS INTERFACE axis port=out
#pragma HLS DATAFLOW
    float left[size][size];
    float right[size][size];
#pragma HLS ARRAY_PARTITION variable=left cyclic factor=8 dim=2
#pragma HLS ARRAY_PARTITION variable=right cyclic factor=8 dim=1
    load<float, size, size>(left, a);
    load<float, size, size>(right, b);
    for (int row = 0; row < size; ++row) {
        for (int column = 0; column < size; ++column) {
#pragma HLS PIPELINE
            float sum = 0.0f;
            for (int k = 0; k < size; ++k) {
                sum += left[row][k] * right[k][column];
            }
            out.write(sum);
        }
    }
}
