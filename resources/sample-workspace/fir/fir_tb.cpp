// SPDX-License-Identifier: Apache-2.0
// Testbench: exit code 0 only if the filter agrees with a plain reference on an impulse, a step and a ramp.
#include "fir.h"

#include <cstdio>
#include <vector>

namespace {

// A low-pass filter, symmetric, Q1.15.
const coefficient_t kLowPass[kTaps] = {-105, -310, -370, 270, 1730, 3840, 5850, 7050,
                                       7050, 5850, 3840, 1730, 270,  -370, -310, -105};

std::vector<int> reference(const std::vector<int> &input)
{
    std::vector<int> output;
    for (std::size_t n = 0; n < input.size(); ++n) {
        long long sum = 0;
        for (std::size_t tap = 0; tap < kTaps && tap <= n; ++tap)
            sum += static_cast<long long>(input[n - tap]) * kLowPass[tap].to_int();
        output.push_back(static_cast<int>(sum >> 15));
    }
    return output;
}

// The number of samples that differ.
int compare(const char *name, const std::vector<int> &samples)
{
    hls::stream<sample_t> input("input");
    hls::stream<sample_t> output("output");
    for (const int sample : samples)
        input.write(sample);
    fir(input, output, kLowPass, static_cast<int>(samples.size()));

    int differences = 0;
    const std::vector<int> expected = reference(samples);
    for (std::size_t n = 0; n < expected.size(); ++n) {
        const int found = output.read().to_int();
        if (found != expected[n]) {
            std::printf("%s: sample %zu is %d, expected %d\n", name, n, found, expected[n]);
            ++differences;
        }
    }
    std::printf("%-8s %s\n", name, differences == 0 ? "passed" : "FAILED");
    return differences;
}

} // namespace

int main()
{
    std::vector<int> impulse(64, 0);
    impulse[0] = 32767;
    const std::vector<int> step(64, 10000);
    std::vector<int> ramp;
    for (int n = 0; n < 64; ++n)
        ramp.push_back(n * 256 - 8192);

    const int differences = compare("impulse", impulse) + compare("step", step) + compare("ramp", ramp);
    return differences == 0 ? 0 : 1;
}
