// SPDX-License-Identifier: Apache-2.0
// A FIR filter over a stream of samples, one result per clock.
#pragma once

#include <ap_int.h>
#include <hls_stream.h>

constexpr int kTaps = 16;

using sample_t = ap_int<16>;
using coefficient_t = ap_int<16>;
// 16 + 16 bits for a product and 4 more for the sum of 16 of them.
using accumulator_t = ap_int<36>;

// Filters `length` samples. `coefficients` are Q1.15: the result is the sum of products, shifted right by 15.
void fir(hls::stream<sample_t> &input, hls::stream<sample_t> &output, const coefficient_t coefficients[kTaps], int length);
