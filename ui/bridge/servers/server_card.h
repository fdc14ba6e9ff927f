// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/editor/text_card.h"

#include <QPointer>
#include <QString>

#include <functional>

namespace gatewright {

class CodeView;

// The card of one assistant, made when it is first shown, in the window of the view that it is about, with
// the colours of the day.
class ServerCard
{
public:
    // `library` outlives it. `name` is the widget's.
    ServerCard(const SyntaxLibrary &library, std::function<const Theme &()> theme, QString name)
        : m_library(library)
        , m_theme(std::move(theme))
        , m_name(std::move(name))
    {
    }

    [[nodiscard]] TextCard &over(const CodeView &view);
    [[nodiscard]] bool isOpen() const { return m_card && m_card->isVisible(); }
    void hide();
    // Null before the first time.
    [[nodiscard]] const TextCard *card() const { return m_card; }

private:
    const SyntaxLibrary &m_library;
    std::function<const Theme &()> m_theme;
    QString m_name;
    QPointer<TextCard> m_card; // a child of the window
};

} // namespace gatewright
