#include <ap_axi_sdata.h>
#include <hls_stream.h>

typedef ap_axiu<8, 1, 1, 1> pixel_t;
typedef hls::stream<pixel_t> pixels_t;

static const int width = 640, height = 480;

static unsigned char magnitude(const unsigned char window[3][3])
{
#pragma HLS INLINE
    const int horizontal = -window[0][0] + window[0][2] - 2 * window[1][0] + 2 * window[1][2] - window[2][0] + window[2][2];
    const int vertical = -window[0][0] - 2 * window[0][1] - window[0][2] + window[2][0] + 2 * window[2][1] + window[2][2];
    const int sum = (horizontal < 0 ? -horizontal : horizontal) + (vertical < 0 ? -vertical : vertical);
    return sum > 255 ? 255 : static_cast<unsigned char>(sum);
}

void sobel(pixels_t &in, pixels_t &out)
{
#pragma HLS INTERFACE mode=axis register_mode=both port=in
#pragma HLS INTERFACE mode=axis register_mode=both port=out
    unsigned char lines[2][width];
    unsigned char window[3][3] = {{0, 0, 0}, {0, 0, 0}, {0, 0, 0}};
    for (int y = 0; y < height; y++) {
        for (int x = 0; x < width; x++) {
#pragma HLS LOOP_FLATTEN off
#pragma HLS PIPELINE II = 1
            pixel_t pixel = in.read();
            for (int row = 0; row < 3; row++) {
                window[row][0] = window[row][1];
                window[row][1] = window[row][2];
            }
            window[0][2] = lines[0][x];
            window[1][2] = lines[1][x];
            window[2][2] = pixel.data;
            lines[0][x] = lines[1][x];
            lines[1][x] = pixel.data;
            const bool border = x < 2 || y < 2;
            pixel.data = border ? 0 : magnitude(window);
            out.write(pixel);
        }
    }
}
