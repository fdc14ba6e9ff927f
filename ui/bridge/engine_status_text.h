// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/completion/client/completion_controller.h"
#include "core/completion/client/engine_client.h"

#include <QString>

namespace gatewright {

// The engine's state in the user's words.
struct EngineStatusText
{
    enum class Level { Off, Waiting, Ready, Trouble };

    Level level = Level::Off;
    QString text;        // for the status bar: "SmolLM2-135M · CPU · 132 tokens/s ×2.7"
    QString explanation; // what it means and what to do about it
};

[[nodiscard]] EngineStatusText engineStatusText(const completion::EngineReport &report);

// Why nothing was shown, translated; the engine sends names.
[[nodiscard]] QString whyText(completion::WhyNothing why);

} // namespace gatewright
