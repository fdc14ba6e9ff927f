#include "{{NAME}}.h"

#include <cstdio>

// Exit code 0 only if every element is right.
int main()
{
    static int input[kMaximumLength];
    static int output[kMaximumLength];
    for (int i = 0; i < kMaximumLength; ++i)
        input[i] = 3 * i - 700;

    const int factor = 5;
    {{NAME}}(input, output, factor, kMaximumLength);

    int wrong = 0;
    for (int i = 0; i < kMaximumLength; ++i) {
        if (output[i] != factor * input[i])
            ++wrong;
    }
    std::printf("%d of %d elements are wrong\n", wrong, kMaximumLength);
    return wrong == 0 ? 0 : 1;
}
