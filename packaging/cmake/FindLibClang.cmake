# SPDX-License-Identifier: Apache-2.0
# Debian's libclang comes without a CMake package: make the imported target LibClang::LibClang. LibClang_RESOURCE_DIR is the
# folder of clang's own headers (stddef.h …), which libclang does not find by itself where Debian puts it.
set(LibClang_ROOT_DIR /usr/lib/llvm-19)
find_path(LibClang_INCLUDE_DIR clang-c/Index.h PATHS ${LibClang_ROOT_DIR}/include NO_DEFAULT_PATH)
find_library(LibClang_LIBRARY NAMES clang-19 clang PATHS ${LibClang_ROOT_DIR}/lib NO_DEFAULT_PATH)
find_path(LibClang_RESOURCE_DIR include/stddef.h PATHS ${LibClang_ROOT_DIR}/lib/clang/19 NO_DEFAULT_PATH)
include(FindPackageHandleStandardArgs)
find_package_handle_standard_args(LibClang REQUIRED_VARS LibClang_LIBRARY LibClang_INCLUDE_DIR LibClang_RESOURCE_DIR)
if(LibClang_FOUND AND NOT TARGET LibClang::LibClang)
  add_library(LibClang::LibClang UNKNOWN IMPORTED)
  set_target_properties(LibClang::LibClang PROPERTIES IMPORTED_LOCATION ${LibClang_LIBRARY}
    INTERFACE_INCLUDE_DIRECTORIES ${LibClang_INCLUDE_DIR})
endif()
