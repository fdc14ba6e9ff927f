# SPDX-License-Identifier: Apache-2.0
# Configures SOURCE into BUILD from scratch. EXPECTED empty: it must succeed. Otherwise: it must fail, saying what matches.
file(REMOVE_RECURSE ${BUILD})
execute_process(COMMAND ${CMAKE_COMMAND} -G Ninja -S ${SOURCE} -B ${BUILD} -DCMAKE_CXX_COMPILER=${COMPILER}
  RESULT_VARIABLE result OUTPUT_VARIABLE output ERROR_VARIABLE output)
# CMake wraps its messages; compare them as one line of words.
string(REGEX REPLACE "[ \n]+" " " output "${output}")
if(EXPECTED STREQUAL "")
  if(NOT result EQUAL 0)
    message(FATAL_ERROR "a project that keeps every rule was refused: ${output}")
  endif()
elseif(result EQUAL 0)
  message(FATAL_ERROR "the planted violation was not noticed")
else()
  string(FIND "${output}" "${EXPECTED}" place)
  if(place EQUAL -1)
    message(FATAL_ERROR "expected the message '${EXPECTED}', found: ${output}")
  endif()
endif()
