# SPDX-License-Identifier: Apache-2.0
list(APPEND CMAKE_MODULE_PATH ${CMAKE_CURRENT_LIST_DIR}/../../../packaging/cmake)
include(ProductFlags)
include(ProductTargets)
include(Layers)
include(Rooms)

foreach(library IN ITEMS Qt6::Core Qt6::Widgets torch::cpu)
  add_library(${library} INTERFACE IMPORTED)
endforeach()
set(CMAKE_AUTOMOC OFF)
