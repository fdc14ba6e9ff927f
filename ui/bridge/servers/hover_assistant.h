// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/lsp/feature_types.h"
#include "ui/bridge/servers/server_card.h"
#include "ui/bridge/servers/server_question.h"

#include <QObject>

#include <memory>
#include <optional>
#include <vector>

namespace gatewright {

// What servers know about the word under the mouse or at the caret, with what is wrong there above it. All
// are asked; what comes later stands below.
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
    [[nodiscard]] bool isOpen() const { return m_card.isOpen(); }
    void close();
    [[nodiscard]] const TextCard *card() const { return m_card.card(); }

Q_SIGNALS:
    void shown();
    // Asked by key, and nobody knows anything.
    void nothingKnown();

private:
    // What one server said.
    struct Part
    {
        ServerQuestion question;
        std::optional<lsp::Hover> hover;
    };

    void ask(std::size_t offset, bool byKey);
    void answered(std::size_t offset, bool byKey);
    void show(const lsp::Hover &hover, std::size_t offset, bool byKey);

    servers::LanguageServers &m_servers;
    FrontView m_front;
    ServerCard m_card;
    std::vector<std::unique_ptr<Part>> m_parts; // in the order of the servers
};

} // namespace gatewright
