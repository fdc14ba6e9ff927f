// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/editor/editor_settings.h"
#include "ui/shell/window_context.h"

#include <QObject>

namespace gatewright {

class EditorArea;

// Carries the settings to what they are about, at the start and whenever one changes.
class SettingsBinding : public QObject
{
    Q_OBJECT

public:
    SettingsBinding(const WindowContext &context, EditorArea &editors, QObject *parent = nullptr);

private:
    void apply();

    WindowContext m_context;
    EditorArea &m_editors;
};

// 0: back to the font size as it is set.
void zoomBy(Settings &settings, int steps);
[[nodiscard]] EditorSettings editorSettings(const Settings &settings);

} // namespace gatewright
