// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

namespace gatewright::detail {

// The C++ text with what real HLS designs hold and the grammar cannot read blanked out; its length and its
// line ends stay:
//  - `#pragma` lines with their continuations, which stand where the grammar knows no statement, such as
//  between
//    `for (...)` and a body without braces; and `#include` lines, which fill initializers with tables;
//  - `_Pragma(...)` and its wrappers, macros that have PRAGMA in their names: DO_PRAGMA(HLS UNROLL factor=N);
//  - `hls_thread_local` and `hls_register` in front of a declaration;
//  - `typename` in front of a conversion: typename T::value_type(x);
//  - `__extension__`, with which system headers keep GCC from warning: __extension__ union { ... };
// Found in 800 files of Vitis-HLS-Introductory-Examples, HLx_Examples and hls4ml; 9 of the first 296 still
// had errors without it.
[[nodiscard]] std::string withoutVendorCode(std::string_view text);

} // namespace gatewright::detail
