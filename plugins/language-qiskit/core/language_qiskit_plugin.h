// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/extension/core_plugin.h"

#include <QObject>

namespace gatewright {

// Quantum programs in Python: their files, their templates and their checks.
class LanguageQiskitPlugin final : public QObject, public CorePlugin
{
    Q_OBJECT
    Q_PLUGIN_METADATA(IID GATEWRIGHT_CORE_PLUGIN_IID FILE "language-qiskit.json")
    Q_INTERFACES(gatewright::CorePlugin)

public:
    Result<void> initialize(RegistrationContext &context) override;
};

} // namespace gatewright
