// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/lsp/feature_types.h"
#include "ui/bridge/servers/server_question.h"
#include "ui/editor/text_card.h"

#include <QObject>

namespace gatewright {

// What servers know about the word under the mouse or at the caret, with what is wrong there above it.
class HoverAssistant : public QObject
{
    Q_OBJECT

public:
    // `servers` and `library` outlive it.
    HoverAssistant(servers::LanguageServers &servers, const SyntaxLibrary &library,
                   std::function<const Theme &()> theme, QObject *parent = nullptr);
    ~HoverAssistant() override;

    void setFront(const FrontView &front);
    // For the word at the caret, by the user's key.
    void showAtCaret();
    [[nodiscard]] bool canShow() const;
    [[nodiscard]] bool isOpen() const { return m_card && m_card->isVisible(); }
    void close();
    [[nodiscard]] const TextCard *card() const { return m_card; }

Q_SIGNALS:
    void shown();
    // Asked by key, and nobody knows anything.
    void nothingKnown();

private:
    void ask(std::size_t offset, bool byKey);
    void show(const lsp::Hover &hover, std::size_t offset, bool byKey);

    servers::LanguageServers &m_servers;
    const SyntaxLibrary &m_library;
    std::function<const Theme &()> m_theme;
    FrontView m_front;
    QPointer<TextCard> m_card; // a child of the window
    ServerQuestion m_question;
};

} // namespace gatewright
