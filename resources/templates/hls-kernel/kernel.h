#pragma once

constexpr int kMaximumLength = 1024;

// output[i] = scale * input[i] for the first `length` elements, length <= kMaximumLength.
void {{NAME}}(const int input[kMaximumLength], int output[kMaximumLength], int scale, int length);
