// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/tasks/task.h"

#include <vector>

namespace gatewright::tasks {

// <workspace>/.gatewright/tasks.json:
//   {"version": 1, "tasks": [{"name": "Build", "program": "make", "arguments": ["-j2"], "folder": "sim",
//                             "problems": "compiler"}]}
// `arguments`, `folder` and `problems` (compiler, python, vitis, none) may be left out.
[[nodiscard]] QString tasksFile(const QString &workspace);

// The tasks of that file, then those that were found and that none of the file has the name of. Synchronous:
// for a task. Corrupt or InvalidInput, with the place, when the file is broken; no file is no error.
[[nodiscard]] Result<std::vector<Task>> projectTasks(const QString &workspace);

// What the folder says by itself: targets of a Makefile, CMake presets or a CMakeLists.txt, an
// hls_config.cfg.
[[nodiscard]] std::vector<Task> foundTasks(const QString &workspace);

} // namespace gatewright::tasks
