# SPDX-License-Identifier: Apache-2.0
# What `packaging/dev package` makes: one .deb with the programs, the default model and the library that Debian lacks.
# Included after every target and install rule.

if(BUILD_UI)
  # Debian's KSyntaxHighlighting is the Qt 5 build; ours goes where only our programs look (their rpath).
  install(IMPORTED_RUNTIME_ARTIFACTS KF5::SyntaxHighlighting LIBRARY DESTINATION ${CMAKE_INSTALL_LIBDIR}/gatewright)
  install(FILES ${PROJECT_SOURCE_DIR}/packaging/linux/gatewright.desktop DESTINATION ${CMAKE_INSTALL_DATADIR}/applications)
  install(FILES ${PROJECT_SOURCE_DIR}/resources/application/gatewright.svg
    DESTINATION ${CMAKE_INSTALL_DATADIR}/icons/hicolor/scalable/apps)
endif()

# `packaging/dev package` has built what is packed; tests need not be up to date for it.
set(CMAKE_SKIP_INSTALL_ALL_DEPENDENCY ON)
set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGE_NAME gatewright)
set(CPACK_PACKAGE_CONTACT "The Gatewright authors <gatewright@localhost>")
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "editor for HLS kernels and Qiskit programs with a local language model")
set(CPACK_PACKAGE_DESCRIPTION "Gatewright completes HLS C/C++ kernels and Qiskit programs while you type, with a language
model that runs on your own CPU. Nothing you write leaves the machine. The engine is a language
server of its own, and gatewright-cli gives the same from scripts.")
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
set(CPACK_STRIP_FILES ON)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_SECTION editors)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS_PRIVATE_DIRS ${PROJECT_BINARY_DIR}/lib/gatewright ${GATEWRIGHT_PARTS_DIR}/prefix/lib)
# Loaded by name, so that no link line shows it: the driver of the store, and clang's own headers, which the check of HLS
# sources reads (shlibdeps finds the library itself).
set(CPACK_DEBIAN_PACKAGE_DEPENDS "libqt6sql6-sqlite, libclang-common-19-dev")
# Without g++ and bubblewrap there is no C simulation, without clangd no completion of names; the program says so. Without Qt's
# translations its own words (menus of fields, file dialogs) are English.
set(CPACK_DEBIAN_PACKAGE_RECOMMENDS "bubblewrap, fonts-dejavu-core, g++, clangd-19, qt6-translations-l10n")
# What makes the managed Python environment for Qiskit, when the user asks for it.
set(CPACK_DEBIAN_PACKAGE_SUGGESTS "python3-pip")
include(CPack)
