// SPDX-License-Identifier: Apache-2.0
#include "core/base/log.h"

namespace gatewright {

Q_LOGGING_CATEGORY(logBase, "gatewright.base", QtInfoMsg)
Q_LOGGING_CATEGORY(logProcess, "gatewright.process", QtInfoMsg)
Q_LOGGING_CATEGORY(logProject, "gatewright.project", QtInfoMsg)
Q_LOGGING_CATEGORY(logLsp, "gatewright.lsp", QtInfoMsg)
Q_LOGGING_CATEGORY(logEngine, "gatewright.engine", QtInfoMsg)
Q_LOGGING_CATEGORY(logCheck, "gatewright.check", QtInfoMsg)
Q_LOGGING_CATEGORY(logExtension, "gatewright.extension", QtInfoMsg)
Q_LOGGING_CATEGORY(logUi, "gatewright.ui", QtInfoMsg)

} // namespace gatewright
