# SPDX-License-Identifier: Apache-2.0
# product_flags: the one INTERFACE target that carries the language level, the warnings and the strict Qt
# defines to every target of the product. Nothing else in the tree sets warning flags.

option(PRODUCT_WERROR "Warnings are errors (on in every preset)" OFF)
set(PRODUCT_SANITIZE "" CACHE STRING "Sanitizers for every target: address;undefined or thread")

add_library(product_flags INTERFACE)
target_compile_features(product_flags INTERFACE cxx_std_20)
target_include_directories(product_flags INTERFACE ${PROJECT_SOURCE_DIR})
target_compile_options(product_flags INTERFACE
  $<$<COMPILE_LANGUAGE:CXX>:-Wall;-Wextra;-Wshadow;-Wold-style-cast;-Wnon-virtual-dtor;-Woverloaded-virtual;-Wimplicit-fallthrough>
  $<$<AND:$<COMPILE_LANGUAGE:CXX>,$<BOOL:${PRODUCT_WERROR}>>:-Werror>)
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU" AND CMAKE_CXX_COMPILER_VERSION VERSION_LESS 13)
  # GCC 12 warns about std::string's own replace and insert (https://gcc.gnu.org/PR105651).
  target_compile_options(product_flags INTERFACE $<$<COMPILE_LANGUAGE:CXX>:-Wno-restrict>)
endif()
target_compile_definitions(product_flags INTERFACE
  QT_NO_KEYWORDS QT_NO_CAST_FROM_ASCII QT_NO_CAST_TO_ASCII QT_NO_CAST_FROM_BYTEARRAY QT_NO_URL_CAST_FROM_STRING
  QT_NO_NARROWING_CONVERSIONS_IN_CONNECT QT_NO_FOREACH QT_NO_CONTEXTLESS_CONNECT QT_MESSAGELOGCONTEXT)

if(PRODUCT_SANITIZE)
  list(JOIN PRODUCT_SANITIZE "," sanitizers)
  target_compile_options(product_flags INTERFACE -fsanitize=${sanitizers} -fno-omit-frame-pointer -fno-sanitize-recover=all)
  # GCC's own advice: the checks put in confuse its flow analysis, which then reports what is never uninitialized.
  target_compile_options(product_flags INTERFACE $<$<COMPILE_LANG_AND_ID:CXX,GNU>:-Wno-maybe-uninitialized>)
  target_link_options(product_flags INTERFACE -fsanitize=${sanitizers})
endif()
if(BUILD_FUZZERS)
  if(NOT CMAKE_CXX_COMPILER_ID STREQUAL "Clang")
    message(FATAL_ERROR "BUILD_FUZZERS needs clang, whose libFuzzer it uses; take the preset `fuzz`")
  endif()
  # Coverage in every object; the fuzz targets alone link libFuzzer's main (ProductFuzzers.cmake).
  target_compile_options(product_flags INTERFACE -fsanitize=fuzzer-no-link)
  target_link_options(product_flags INTERFACE -fsanitize=fuzzer-no-link)
endif()
