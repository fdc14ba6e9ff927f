// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/bridge/servers/server_card.h"

#include "ui/editor/code_view.h"

namespace gatewright {

TextCard &ServerCard::over(const CodeView &view)
{
    if (!m_card || m_card->parentWidget() != view.window()) {
        delete m_card;
        m_card = new TextCard(m_library, m_theme(), view.window());
        m_card->setObjectName(m_name);
    }
    m_card->setTheme(m_theme());
    return *m_card;
}

void ServerCard::hide()
{
    if (m_card)
        m_card->hide();
}

} // namespace gatewright
