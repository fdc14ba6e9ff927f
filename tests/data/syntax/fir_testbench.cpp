#include <cmath>
#include <cstdio>
#include <fstream>

#include "ap_int.h"

typedef ap_int<16> sample_t;
void fir(sample_t input, sample_t *output, const sample_t coefficients[11]);

int main(int argc, char *argv[])
{
    const char *path = argc > 1 ? argv[1] : "fir.golden.dat";
    const sample_t coefficients[11] = {53, 0, -91, 0, 313, 500, 313, 0, -91, 0, 53};
    std::ifstream golden(path);
    if (!golden) {
        std::fprintf(stderr, "cannot read %s\n", path);
        return 2;
    }
    int mismatches = 0;
    for (int i = 0; i < 600; ++i) {
        const sample_t input = static_cast<int>(1000 * std::sin(i * 0.05));
        sample_t output = 0;
        fir(input, &output, coefficients);
        int expected = 0;
        golden >> expected;
        if (output != expected) {
            if (mismatches++ < 10)
                std::printf("sample %d: got %d, expected %d\n", i, output.to_int(), expected);
        }
    }
    std::puts(mismatches == 0 ? "PASS" : "FAIL");
    return mismatches == 0 ? 0 : 1;
}
