# SPDX-License-Identifier: Apache-2.0
# What a link line cannot show: third-party headers outside their room, and the licence line of each file.

# room_check(<root> <header regex> <folder regex>): fail configuration when a source file of <root>'s app, core, ui or
# plugins folders includes a header that matches outside the folders that match.
function(room_check root header_pattern folder_pattern)
  file(GLOB_RECURSE files RELATIVE ${root}
    ${root}/app/*.cpp ${root}/app/*.h ${root}/core/*.cpp ${root}/core/*.h
    ${root}/ui/*.cpp ${root}/ui/*.h ${root}/plugins/*.cpp ${root}/plugins/*.h)
  foreach(file IN LISTS files)
    if(file MATCHES "^(${folder_pattern})/")
      continue()
    endif()
    file(STRINGS ${root}/${file} hits REGEX "^[ \t]*#[ \t]*include[ \t]*[<\"](${header_pattern})")
    if(hits)
      list(GET hits 0 hit)
      message(SEND_ERROR "room: ${file} has ${hit}, which belongs to ${folder_pattern}")
    endif()
  endforeach()
endfunction()

# licence_check(<root>): each source file names its licence in its first three lines. QScintilla is GPL, so what is
# linked with it (ui, app/gatewright, the ui parts of plugins, and their tests) is GPL-3.0-or-later; the rest, which may
# stand beside CUDA libraries, is Apache-2.0.
function(licence_check root)
  file(GLOB_RECURSE files RELATIVE ${root}
    ${root}/app/*.cpp ${root}/app/*.h ${root}/core/*.cpp ${root}/core/*.h ${root}/ui/*.cpp ${root}/ui/*.h
    ${root}/plugins/*.cpp ${root}/plugins/*.h ${root}/tests/*.cpp ${root}/tests/*.h)
  foreach(file IN LISTS files)
    if(file MATCHES "^tests/data/")
      continue()
    endif()
    set(wanted "Apache-2.0")
    if(file MATCHES "^(ui|app/gatewright|plugins/[^/]+/ui|tests/ui|tests/app/gatewright|tests/e2e|tests/bench/ui)/")
      set(wanted "GPL-3.0-or-later")
    endif()
    file(STRINGS ${root}/${file} head LIMIT_COUNT 3)
    if(NOT "${head}" MATCHES "SPDX-License-Identifier: ${wanted}")
      message(SEND_ERROR "licence: ${file} must say SPDX-License-Identifier: ${wanted} in its first lines")
    endif()
  endforeach()
endfunction()
