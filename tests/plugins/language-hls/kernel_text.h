// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

namespace gatewright::test {

// A kernel of about `lines` lines with ap_int and pragmas, that compiles.
[[nodiscard]] inline std::string kernelText(int lines)
{
    std::string text = "#include \"ap_int.h\"\n#include \"hls_stream.h\"\n\ntypedef ap_int<18> sample_t;\n"
                       "typedef ap_uint<12> index_t;\n\n";
    for (int stage = 0, line = 6; line < lines; ++stage, line += 14) {
        const std::string name = "stage" + std::to_string(stage);
        text += "void " + name + "(hls::stream<sample_t> &in, hls::stream<sample_t> &out)\n{\n";
        text += "    static sample_t taps[16];\n#pragma HLS ARRAY_PARTITION variable=taps complete dim=1\n";
        text += "SAMPLES:\n    for (index_t i = 0; i < 64; ++i) {\n#pragma HLS PIPELINE II=1\n";
        text += "        ap_int<40> sum = 0;\n        for (int k = 15; k > 0; --k)\n";
        text += "            taps[k] = taps[k - 1];\n        taps[0] = in.read();\n";
        text += "        sum += taps[0] * sample_t(" + std::to_string(stage + 1) + ");\n";
        text += "        out.write(sum.range(17, 0));\n    }\n}\n";
    }
    return text;
}

} // namespace gatewright::test
