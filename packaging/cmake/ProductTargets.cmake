# SPDX-License-Identifier: Apache-2.0
# The functions that make targets. Every target of the product comes from one of these, with explicit sources.
#
#   product_add_library(core_text [CORE_SHARED] SOURCES a.cpp b.cpp DEPENDS core_base [PRIVATE lib...] [PUBLIC lib...])
#       A module. CORE_SHARED modules end up together in the shared library gatewright-core, so that the programs and
#       the plugins share one copy of registries and metaobjects; the others are static. DEPENDS names other modules
#       and is what the layer rules look at; PUBLIC and PRIVATE name third-party libraries.
#   product_add_program(gatewright-cli SOURCES main.cpp DEPENDS core_decode ... [NOT_PACKAGED])
#   product_add_plugin(language-hls SOURCES ... METADATA language-hls.json DEPENDS core_extension ...)
#   product_add_module(gatewright-torch SOURCES ... DEPENDS core_model_torch)
#   product_add_test(tst_document SOURCES tst_document.cpp DEPENDS core_text LABELS fast [GUI] [TIMEOUT 60])
#
# A CORE_SHARED module X is three targets: X_objects (compiled once), X_api (its usage requirements without the link to
# the shared library, for use inside it) and X (X_api plus the link; what everybody else uses).

include(GNUInstallDirs)

# moc 6.4 stops at the first line of GCC 12's <concepts> ("Parse error at std") when <compare> is the first header it meets;
# with the guard of <concepts> defined it passes over it, and needs nothing from there.
set(CMAKE_AUTOMOC_MOC_OPTIONS -D_GLIBCXX_CONCEPTS)

set_property(GLOBAL PROPERTY PRODUCT_MODULES "")
set_property(GLOBAL PROPERTY PRODUCT_CORE_SHARED "")

function(product_add_library name)
  cmake_parse_arguments(arg "CORE_SHARED" "" "SOURCES;DEPENDS;PUBLIC;PRIVATE" ${ARGN})
  if(arg_UNPARSED_ARGUMENTS)
    message(FATAL_ERROR "product_add_library(${name}): unknown arguments ${arg_UNPARSED_ARGUMENTS}")
  endif()
  set_property(GLOBAL APPEND PROPERTY PRODUCT_MODULES ${name})
  set_property(GLOBAL PROPERTY PRODUCT_DEPENDS_${name} "${arg_DEPENDS}")
  set_property(GLOBAL PROPERTY PRODUCT_FOLDER_${name} "${CMAKE_CURRENT_SOURCE_DIR}")
  if(NOT arg_CORE_SHARED)
    add_library(${name} STATIC ${arg_SOURCES})
    set_target_properties(${name} PROPERTIES AUTOMOC ON POSITION_INDEPENDENT_CODE ON)
    target_link_libraries(${name} PUBLIC product_flags ${arg_DEPENDS} ${arg_PUBLIC} PRIVATE ${arg_PRIVATE})
    return()
  endif()
  set_property(GLOBAL APPEND PROPERTY PRODUCT_CORE_SHARED ${name})
  list(TRANSFORM arg_DEPENDS APPEND _api OUTPUT_VARIABLE api_depends)
  add_library(${name}_api INTERFACE)
  target_link_libraries(${name}_api INTERFACE product_flags ${api_depends} ${arg_PUBLIC})
  add_library(${name}_objects OBJECT ${arg_SOURCES})
  set_target_properties(${name}_objects PROPERTIES AUTOMOC ON POSITION_INDEPENDENT_CODE ON)
  target_link_libraries(${name}_objects PUBLIC ${name}_api PRIVATE ${arg_PRIVATE})
  target_sources(gatewright-core PRIVATE $<TARGET_OBJECTS:${name}_objects>)
  target_link_libraries(gatewright-core PRIVATE ${arg_PUBLIC} ${arg_PRIVATE})
  add_library(${name} INTERFACE)
  target_link_libraries(${name} INTERFACE ${name}_api gatewright-core)
endfunction()

function(product_add_program name)
  cmake_parse_arguments(arg "NOT_PACKAGED" "" "SOURCES;DEPENDS;PRIVATE" ${ARGN})
  add_executable(${name} ${arg_SOURCES})
  set_target_properties(${name} PROPERTIES AUTOMOC ON
    RUNTIME_OUTPUT_DIRECTORY ${PROJECT_BINARY_DIR}/bin
    INSTALL_RPATH "$ORIGIN/../${CMAKE_INSTALL_LIBDIR}/gatewright" BUILD_RPATH_USE_ORIGIN ON)
  target_link_libraries(${name} PRIVATE product_flags ${arg_DEPENDS} ${arg_PRIVATE})
  set_property(GLOBAL APPEND PROPERTY PRODUCT_PROGRAMS ${name})
  if(NOT arg_NOT_PACKAGED)
    install(TARGETS ${name} RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR})
  endif()
endfunction()

function(product_add_plugin name)
  cmake_parse_arguments(arg "" "METADATA" "SOURCES;DEPENDS;PRIVATE" ${ARGN})
  add_library(${name} MODULE ${arg_SOURCES})
  set_target_properties(${name} PROPERTIES AUTOMOC ON PREFIX "" CXX_VISIBILITY_PRESET hidden
    LIBRARY_OUTPUT_DIRECTORY ${PROJECT_BINARY_DIR}/lib/gatewright/plugins
    INSTALL_RPATH "$ORIGIN/.." BUILD_RPATH_USE_ORIGIN ON)
  set_source_files_properties(${arg_SOURCES} PROPERTIES OBJECT_DEPENDS "${CMAKE_CURRENT_SOURCE_DIR}/${arg_METADATA}")
  target_link_libraries(${name} PRIVATE product_flags ${arg_DEPENDS} ${arg_PRIVATE})
  set_property(GLOBAL APPEND PROPERTY PRODUCT_PLUGINS ${name})
  install(TARGETS ${name} LIBRARY DESTINATION ${CMAKE_INSTALL_LIBDIR}/gatewright/plugins)
endfunction()

# A library that a program loads by its name when it needs it: beside the core, without the `lib`.
function(product_add_module name)
  cmake_parse_arguments(arg "" "" "SOURCES;DEPENDS;PRIVATE" ${ARGN})
  add_library(${name} MODULE ${arg_SOURCES})
  set_target_properties(${name} PROPERTIES AUTOMOC ON PREFIX "" CXX_VISIBILITY_PRESET hidden
    LIBRARY_OUTPUT_DIRECTORY ${PROJECT_BINARY_DIR}/lib/gatewright
    INSTALL_RPATH "$ORIGIN" BUILD_RPATH_USE_ORIGIN ON)
  target_link_libraries(${name} PRIVATE product_flags ${arg_DEPENDS} ${arg_PRIVATE})
  set_property(GLOBAL APPEND PROPERTY PRODUCT_DEVICE_MODULES ${name})
endfunction()

function(product_add_test name)
  cmake_parse_arguments(arg "GUI" "TIMEOUT" "SOURCES;DEPENDS;PRIVATE;LABELS" ${ARGN})
  if(NOT arg_TIMEOUT)
    set(arg_TIMEOUT 120)
  endif()
  if(NOT arg_LABELS)
    message(FATAL_ERROR "product_add_test(${name}): give LABELS fast, slow, gui or model")
  endif()
  add_executable(${name} ${arg_SOURCES})
  set_target_properties(${name} PROPERTIES AUTOMOC ON RUNTIME_OUTPUT_DIRECTORY ${PROJECT_BINARY_DIR}/tests)
  target_link_libraries(${name} PRIVATE product_flags tests_support Qt6::Test ${arg_DEPENDS} ${arg_PRIVATE})
  target_compile_definitions(${name} PRIVATE
    GATEWRIGHT_TEST_DATA="${PROJECT_SOURCE_DIR}/tests/data" GATEWRIGHT_SOURCE_DIR="${PROJECT_SOURCE_DIR}"
    GATEWRIGHT_BUILD_DIR="${PROJECT_BINARY_DIR}" GATEWRIGHT_BIN_DIR="${PROJECT_BINARY_DIR}/bin")
  add_test(NAME ${name} COMMAND ${name})
  # The model uses every core: beside another test both would only wait for each other.
  if("model" IN_LIST arg_LABELS)
    set_tests_properties(${name} PROPERTIES RUN_SERIAL ON)
  endif()
  set_tests_properties(${name} PROPERTIES LABELS "${arg_LABELS}" TIMEOUT ${arg_TIMEOUT}
    ENVIRONMENT "QTEST_FUNCTION_TIMEOUT=${arg_TIMEOUT}000;QT_QPA_PLATFORM=offscreen;QT_LOGGING_RULES=*.debug=false;GATEWRIGHT_MODEL=${GATEWRIGHT_PARTS_DIR}/models/${GATEWRIGHT_DEFAULT_MODEL}")
endfunction()
