# SPDX-License-Identifier: Apache-2.0
# The rows of the module table: which module may use which. Included at the very end of the root CMakeLists.txt.

# Rows are cumulative: what a used module may use is allowed too.
layer_allow(core_base)
layer_allow(core_task core_base)
layer_allow(core_process core_base core_task)
layer_allow(core_settings core_base)
layer_allow(core_text core_base)
layer_allow(core_syntax core_base core_text)
layer_allow(core_lsp core_base core_task core_text core_process)
layer_allow(core_servers core_base core_task core_text core_process core_lsp)
layer_allow(core_project core_base core_task core_text)
layer_allow(core_project_search core_base core_task core_text core_project)
layer_allow(core_check core_base core_task core_text core_syntax)
set(below_checker core_base core_task core_text core_syntax core_process core_check core_lsp)
layer_allow(core_check_protocol ${below_checker})
layer_allow(core_check_client ${below_checker} core_check_protocol)
layer_allow(core_check_server ${below_checker} core_check_protocol core_project core_extension)
layer_allow(core_extension core_base core_task core_text core_syntax core_process core_check core_project)
layer_allow(language_hls_core core_base core_task core_text core_syntax core_process core_check core_project core_extension)
layer_allow(language_qiskit_core core_base core_task core_text core_syntax core_process core_check core_project core_extension)
layer_allow(core_completion_protocol core_base core_text)
layer_allow(core_completion_serve core_base core_task core_text core_syntax core_completion_protocol)
layer_allow(core_completion_client core_base core_task core_text core_syntax core_process core_lsp core_completion_protocol)
layer_allow(core_completion_server core_base core_task core_text core_syntax core_process core_lsp core_completion_protocol
  core_completion_serve)
layer_allow(core_completion_local core_base core_task core_text core_syntax core_tensors core_store core_learn core_model_kernels
  core_model core_decode_draft core_decode
  core_completion_protocol core_completion_serve)
layer_allow(core_tensors core_base)
layer_allow(core_model_kernels core_base core_tensors)
layer_allow(core_model core_base core_text core_tensors core_model_kernels)
layer_allow(core_model_convert core_base core_text core_tensors core_model_kernels core_model)
layer_allow(core_model_torch core_base core_text core_tensors core_model_kernels core_model)
layer_allow(core_decode_draft core_base core_text core_tensors core_model core_model_kernels)
layer_allow(core_decode core_base core_text core_syntax core_tensors core_model core_model_kernels core_decode_draft)
layer_allow(core_store core_base core_text)
layer_allow(core_learn core_base core_text core_tensors core_store)
layer_allow(core_learn_torch core_base core_text core_tensors core_store core_learn)
layer_allow(core_git core_base core_task core_text core_project)
layer_allow(core_tasks core_base core_task core_text core_syntax core_process core_check core_project)
layer_allow(core_recovery core_base core_task core_text core_project)
layer_allow(ui_theme core_base core_text)
layer_allow(ui_inline core_base core_text ui_theme)
layer_allow(ui_editor core_base core_text ui_theme ui_inline)
# Two texts side by side: for git, and for what another program did to a file.
layer_allow(ui_diff core_base core_task core_text core_project core_git ui_theme)
# The bridge joins the core's data and the editor's documents; what stands above it may use what it uses.
set(below_bridge core_base core_task core_text core_syntax core_process core_lsp core_check core_project
  core_project_search core_recovery core_tasks core_check_protocol core_check_client core_completion_protocol core_completion_client core_git core_servers
  ui_theme ui_inline ui_editor)
layer_allow(ui_bridge ${below_bridge})
layer_allow(ui_bridge_servers ${below_bridge} ui_bridge)
layer_allow(ui_dialogs ${below_bridge} core_settings ui_bridge)
layer_allow(ui_panels_git ${below_bridge} ui_bridge)
layer_allow(ui_panels_history ${below_bridge} ui_bridge)
layer_allow(ui_panels_learning ${below_bridge} ui_bridge)
layer_allow(ui_panels_model ${below_bridge} ui_bridge)
layer_allow(ui_panels_outline ${below_bridge} ui_bridge ui_bridge_servers)
layer_allow(ui_panels_places ${below_bridge} ui_bridge ui_bridge_servers)
layer_allow(ui_panels_problems ${below_bridge} ui_bridge)
layer_allow(ui_panels_project ${below_bridge} ui_bridge)
layer_allow(ui_panels_run ${below_bridge} ui_bridge)
layer_allow(ui_panels_search ${below_bridge} ui_bridge)
layer_allow(ui_shell ${below_bridge} core_settings ui_diff ui_bridge ui_bridge_servers ui_dialogs
  ui_panels_git
  ui_panels_history
  ui_panels_learning
  ui_panels_model
  ui_panels_outline
  ui_panels_places
  ui_panels_problems
  ui_panels_project
  ui_panels_run
  ui_panels_search)

get_property(modules GLOBAL PROPERTY PRODUCT_MODULES)
foreach(module IN LISTS modules)
  if(module MATCHES "^core_")
    if(TARGET ${module}_objects)
      layer_forbid(${module}_objects "Qt6::(Gui|Widgets|Quick|Qml|Svg|Charts|PrintSupport)$" "^ui_" "QScintilla" "KF5::" "^torch" "lib(torch|c10)")
    elseif(NOT module MATCHES "_torch$")
      layer_forbid(${module} "Qt6::(Gui|Widgets|Quick|Qml|Svg|Charts|PrintSupport)$" "^ui_" "QScintilla" "KF5::" "^torch" "lib(torch|c10)")
    endif()
  elseif(module MATCHES "^ui_")
    layer_forbid(${module} "^torch" "lib(torch|c10|clang)" "LibClang" "^core_(model|decode|tensors|completion_(serve|server|local)|check_server|store|learn)$")
  endif()
  if(module MATCHES "^ui_panels_")
    layer_forbid(${module} "^ui_panels_" "^ui_shell$")
  endif()
endforeach()
# The window process holds unsaved text: no model, no torch, no libclang in it.
if(TARGET gatewright)
  layer_forbid(gatewright "^torch" "lib(torch|c10|clang)" "LibClang" "^core_(model|decode|tensors|completion_(serve|server|local)|check_server|extension|learn)$")
endif()

# Ghost text never waits for half a gigabyte of library: the trainer alone links it, the GPU module is loaded when it is asked for.
foreach(program IN ITEMS gatewright-engine gatewright-checker gatewright-cli)
  layer_forbid(${program} "^torch" "lib(torch|c10)" "_torch$")
endforeach()

room_check(${PROJECT_SOURCE_DIR} "(torch|ATen|c10)/" "core/model/torch|core/learn/torch")
room_check(${PROJECT_SOURCE_DIR} "git2" "core/git")
# Its flush forgets what a full disk refused: core/base/whole_file.h knows.
room_check(${PROJECT_SOURCE_DIR} "QSaveFile" "core/base")
room_check(${PROJECT_SOURCE_DIR} "pcre2" "core/project/search")
room_check(${PROJECT_SOURCE_DIR} "editorconfig/" "core/project")
room_check(${PROJECT_SOURCE_DIR} "clang-c/" "plugins/language-hls")
room_check(${PROJECT_SOURCE_DIR} "Qsci/" "ui/editor|ui/inline")
room_check(${PROJECT_SOURCE_DIR} "tree_sitter/" "core/syntax")
room_check(${PROJECT_SOURCE_DIR} "(QSql|QtSql/|sqlite3)" "core/store")
room_check(${PROJECT_SOURCE_DIR} "KSyntaxHighlighting/" "ui/editor|ui/theme|ui/inline")
licence_check(${PROJECT_SOURCE_DIR})
