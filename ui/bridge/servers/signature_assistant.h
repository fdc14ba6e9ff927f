// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/lsp/feature_types.h"
#include "ui/bridge/servers/server_card.h"
#include "ui/bridge/servers/server_question.h"
#include "ui/editor/key_filter.h"

#include <QObject>

namespace gatewright {

// The signature of the call that is typed, above the caret, with the parameter whose turn it is emphasised.
class SignatureAssistant : public QObject, public KeyFilter
{
    Q_OBJECT

public:
    // `servers` and `library` outlive it.
    SignatureAssistant(servers::LanguageServers &servers, const SyntaxLibrary &library,
                       std::function<const Theme &()> theme, QObject *parent = nullptr);
    ~SignatureAssistant() override;

    void setFront(const FrontView &front);
    // By the user's key: the next one of several when it stands open.
    void request();
    [[nodiscard]] bool canRequest() const;
    [[nodiscard]] bool isOpen() const { return m_card.isOpen(); }
    void close();
    [[nodiscard]] const TextCard *card() const { return m_card.card(); }

    [[nodiscard]] bool wantsKey(const QKeyEvent &event) const override;
    bool handleKey(const QKeyEvent &event) override;

private:
    void typed();
    void ask();
    void show(const lsp::SignatureHelp &help);
    void showSignature(int index);

    servers::LanguageServers &m_servers;
    FrontView m_front;
    lsp::SignatureHelp m_help;
    int m_shown = 0;
    QString m_said; // to the screen reader, about the open card
    ServerCard m_card;
    ServerQuestion m_question;
};

} // namespace gatewright
