// SPDX-License-Identifier: Apache-2.0
// Testbench: exit code 0 only if the tiled product agrees with the plain one.
#include "matmul.h"

#include <cmath>
#include <cstdio>
#include <vector>

int main()
{
    std::vector<float> a(kSize * kSize);
    std::vector<float> b(kSize * kSize);
    std::vector<float> c(kSize * kSize, -1.0F);
    for (int i = 0; i < kSize * kSize; ++i) {
        a[i] = static_cast<float>(i % 7) - 3.0F;
        b[i] = static_cast<float>(i % 5) - 2.0F;
    }
    matmul(a.data(), b.data(), c.data());

    int wrong = 0;
    for (int row = 0; row < kSize; ++row) {
        for (int column = 0; column < kSize; ++column) {
            float expected = 0.0F;
            for (int k = 0; k < kSize; ++k)
                expected += a[row * kSize + k] * b[k * kSize + column];
            if (std::fabs(expected - c[row * kSize + column]) > 1e-3F)
                ++wrong;
        }
    }
    std::printf("%d of %d elements differ\n", wrong, kSize * kSize);
    return wrong == 0 ? 0 : 1;
}
