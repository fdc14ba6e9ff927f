# SPDX-License-Identifier: Apache-2.0
# libtorch as `packaging/dev deps` unpacks it: the imported targets torch::cpu (libtorch_cpu.so and libc10.so) and torch::cudart. The
# wheel's own CMake package is not used, because it asks for a CUDA toolkit. CUDA code is loaded at run time by dlopen of
# libtorch_cuda.so beside these (`deps --gpu`), so that one program serves machines with a GPU and without.
set(TorchWheel_ROOT "${GATEWRIGHT_PARTS_DIR}/torch")
find_library(TorchWheel_TORCH_LIBRARY NAMES torch_cpu PATHS ${TorchWheel_ROOT}/torch/lib NO_DEFAULT_PATH)
find_library(TorchWheel_C10_LIBRARY NAMES c10 PATHS ${TorchWheel_ROOT}/torch/lib NO_DEFAULT_PATH)
find_path(TorchWheel_INCLUDE_DIR torch/types.h
  PATHS ${TorchWheel_ROOT}/torch/include/torch/csrc/api/include NO_DEFAULT_PATH)
set(TorchWheel_CUDA_DIR ${TorchWheel_ROOT}/nvidia/cu13/lib)
find_path(TorchWheel_CUDA_INCLUDE_DIR cuda_runtime_api.h PATHS ${TorchWheel_ROOT}/nvidia/cu13/include NO_DEFAULT_PATH)
if(EXISTS ${TorchWheel_ROOT}/torch/version.py)
  file(STRINGS ${TorchWheel_ROOT}/torch/version.py TorchWheel_VERSION REGEX "^__version__")
  string(REGEX REPLACE "^__version__ = '([0-9.]+).*" "\\1" TorchWheel_VERSION "${TorchWheel_VERSION}")
endif()

include(FindPackageHandleStandardArgs)
find_package_handle_standard_args(TorchWheel
  REQUIRED_VARS TorchWheel_TORCH_LIBRARY TorchWheel_C10_LIBRARY TorchWheel_INCLUDE_DIR TorchWheel_CUDA_INCLUDE_DIR
  VERSION_VAR TorchWheel_VERSION
  REASON_FAILURE_MESSAGE "run `packaging/dev deps`")

if(TorchWheel_FOUND AND NOT TARGET torch::cpu)
  add_library(torch::c10 SHARED IMPORTED)
  set_target_properties(torch::c10 PROPERTIES IMPORTED_LOCATION ${TorchWheel_C10_LIBRARY}
    INTERFACE_INCLUDE_DIRECTORIES "${TorchWheel_ROOT}/torch/include;${TorchWheel_INCLUDE_DIR}")
  add_library(torch::cpu SHARED IMPORTED)
  set_target_properties(torch::cpu PROPERTIES IMPORTED_LOCATION ${TorchWheel_TORCH_LIBRARY})
  target_link_libraries(torch::cpu INTERFACE torch::c10)
  # libtorch_cpu.so finds libcudart and libcupti by its own rpath at run time; only the linker has to be told.
  target_link_options(torch::cpu INTERFACE "LINKER:-rpath-link,${TorchWheel_CUDA_DIR}")
  # For recording graphs; libtorch_cpu.so brings the same library.
  add_library(torch::cudart SHARED IMPORTED)
  set_target_properties(torch::cudart PROPERTIES IMPORTED_LOCATION ${TorchWheel_CUDA_DIR}/libcudart.so.13
    INTERFACE_INCLUDE_DIRECTORIES ${TorchWheel_CUDA_INCLUDE_DIR})
endif()
