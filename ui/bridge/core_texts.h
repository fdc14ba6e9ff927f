// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/error.h"

#include <QString>

namespace gatewright {

// A sentence of the core in the window's language. The core writes English, in this process as in the engine
// and the checker, whose sentences come as text; what people meet of them is listed in core_texts.cpp and
// translated here, where it is shown; "place: sentence (detail)" keeps its place and detail. What is not
// listed stays as it came.
[[nodiscard]] QString coreText(const QString &sentence);

// The message of the error in the window's language.
[[nodiscard]] QString coreText(const Error &error);

// "place: message (detail)" on one line, as Error::toString().
[[nodiscard]] QString wholeCoreText(const Error &error);

} // namespace gatewright
