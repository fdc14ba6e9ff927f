// SPDX-License-Identifier: Apache-2.0
#pragma once

class QThreadPool;

namespace gatewright {

// The threads of startTask(), one for each processor. It is the only thing that all tasks of a process have
// in common, so it is the only one that is there without being passed on. QThreadPool::globalInstance() is
// left to Qt: it converts images on it and waits for them in the middle of a paint event, so that a search
// which filled those threads made the window stand still until it was through.
//
// The application waits for what still runs before it goes.
[[nodiscard]] QThreadPool &taskPool();

// A task begins with it, on its thread: what a window does itself, taking keys and painting, goes before all
// tasks where processors are scarce.
void giveWayToEventLoops();

} // namespace gatewright
