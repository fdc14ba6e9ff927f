# SPDX-License-Identifier: Apache-2.0
# product_add_fuzzer(fuzz_gguf SOURCES fuzz_gguf.cpp DEPENDS core_tensors CORPUS ${CMAKE_SOURCE_DIR}/tests/data/fuzz/gguf)
#
# SOURCES define LLVMFuzzerTestOneInput. Every build makes <name>_replay, which runs the corpus and then variations of it for
# GATEWRIGHT_REPLAY_SECONDS (CTest label fast). A clang build with BUILD_FUZZERS=ON makes the libFuzzer program <name>
# besides (label slow, GATEWRIGHT_FUZZ_SECONDS); what it finds goes to <build>/fuzz/<name>, the corpus stays as it is.
# Findings worth keeping are minimised and copied into the corpus by hand.

set(GATEWRIGHT_REPLAY_SECONDS 10 CACHE STRING "How long each fuzz corpus is replayed and varied by the ordinary tests")
set(GATEWRIGHT_FUZZ_SECONDS 600 CACHE STRING "How long each libFuzzer target runs under the label slow")

function(product_add_fuzzer name)
  cmake_parse_arguments(arg "" "CORPUS" "SOURCES;DEPENDS" ${ARGN})
  file(GLOB corpus_files ${arg_CORPUS}/*)
  if(NOT corpus_files)
    message(FATAL_ERROR "product_add_fuzzer(${name}): no corpus in ${arg_CORPUS}")
  endif()
  math(EXPR replay_timeout "${GATEWRIGHT_REPLAY_SECONDS} * 3 + 60")
  add_executable(${name}_replay ${arg_SOURCES} ${PROJECT_SOURCE_DIR}/tests/fuzz/replay_main.cpp)
  set_target_properties(${name}_replay PROPERTIES RUNTIME_OUTPUT_DIRECTORY ${PROJECT_BINARY_DIR}/tests)
  target_link_libraries(${name}_replay PRIVATE product_flags ${arg_DEPENDS})
  add_test(NAME ${name}_replay
    COMMAND ${name}_replay ${arg_CORPUS} ${GATEWRIGHT_REPLAY_SECONDS} ${PROJECT_BINARY_DIR}/tests/${name}_crash)
  set_tests_properties(${name}_replay PROPERTIES LABELS fast TIMEOUT ${replay_timeout})

  if(BUILD_FUZZERS)
    math(EXPR fuzz_timeout "${GATEWRIGHT_FUZZ_SECONDS} + 120")
    add_executable(${name} ${arg_SOURCES})
    set_target_properties(${name} PROPERTIES RUNTIME_OUTPUT_DIRECTORY ${PROJECT_BINARY_DIR}/tests)
    target_link_libraries(${name} PRIVATE product_flags ${arg_DEPENDS})
    target_link_options(${name} PRIVATE -fsanitize=fuzzer)
    file(MAKE_DIRECTORY ${PROJECT_BINARY_DIR}/fuzz/${name})
    add_test(NAME ${name} WORKING_DIRECTORY ${PROJECT_BINARY_DIR}/fuzz
      COMMAND ${name} -max_total_time=${GATEWRIGHT_FUZZ_SECONDS} -timeout=10 -rss_limit_mb=1024 -print_final_stats=1
        -artifact_prefix=${PROJECT_BINARY_DIR}/fuzz/${name}- ${PROJECT_BINARY_DIR}/fuzz/${name} ${arg_CORPUS})
    set_tests_properties(${name} PROPERTIES LABELS slow TIMEOUT ${fuzz_timeout})
  endif()
endfunction()
