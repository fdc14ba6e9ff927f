// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/theme/icon_provider.h"
#include "ui/theme/syntax_library.h"
#include "ui/theme/theme.h"

#include <QObject>
#include <QPalette>

class QApplication;

namespace gatewright {

// The theme in force: light or dark, and whoever paints with its colours hears when it changes. GUI thread.
class Appearance : public QObject
{
    Q_OBJECT

public:
    Appearance(QApplication &application, const SyntaxLibrary &library, const IconProvider &icons);

    [[nodiscard]] const Theme &theme() const { return m_theme; }
    [[nodiscard]] const IconProvider &icons() const { return m_icons; }
    [[nodiscard]] ThemeChoice choice() const { return m_choice; }
    void setChoice(ThemeChoice choice);

Q_SIGNALS:
    void changed();

private:
    QApplication &m_application;
    const SyntaxLibrary &m_library;
    const IconProvider &m_icons;
    QPalette m_systemPalette; // what the platform gave, before any theme of ours
    ThemeChoice m_choice = ThemeChoice::System;
    Theme m_theme;
};

} // namespace gatewright
