// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/extension/core_plugin.h"

#include <QObject>

namespace gatewright {

// C and C++ for high-level synthesis: its files, its templates and its checks.
class LanguageHlsPlugin final : public QObject, public CorePlugin
{
    Q_OBJECT
    Q_PLUGIN_METADATA(IID GATEWRIGHT_CORE_PLUGIN_IID FILE "language-hls.json")
    Q_INTERFACES(gatewright::CorePlugin)

public:
    Result<void> initialize(RegistrationContext &context) override;
};

} // namespace gatewright
