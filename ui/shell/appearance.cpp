// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/appearance.h"

#include <QApplication>

namespace gatewright {

Appearance::Appearance(QApplication &application, const SyntaxLibrary &library, const IconProvider &icons)
    : m_application(application)
    , m_library(library)
    , m_icons(icons)
    , m_systemPalette(QApplication::palette())
    , m_theme(library, m_choice, m_systemPalette)
{
    applyTheme(m_application, m_theme, m_choice);
}

void Appearance::setChoice(ThemeChoice choice)
{
    if (choice == m_choice)
        return;
    m_choice = choice;
    m_theme = Theme(m_library, choice, m_systemPalette);
    applyTheme(m_application, m_theme, choice);
    Q_EMIT changed();
}

} // namespace gatewright
