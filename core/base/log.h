// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QLoggingCategory>

namespace gatewright {

// One category a concern; QT_LOGGING_RULES="gatewright.engine.debug=true" switches one on.
Q_DECLARE_LOGGING_CATEGORY(logBase)
Q_DECLARE_LOGGING_CATEGORY(logProcess)
Q_DECLARE_LOGGING_CATEGORY(logProject)
Q_DECLARE_LOGGING_CATEGORY(logLsp)
Q_DECLARE_LOGGING_CATEGORY(logEngine)
Q_DECLARE_LOGGING_CATEGORY(logCheck)
Q_DECLARE_LOGGING_CATEGORY(logExtension)
Q_DECLARE_LOGGING_CATEGORY(logUi)

} // namespace gatewright
