// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/lsp/semantic_tokens.h"
#include "ui/bridge/servers/server_question.h"
#include "ui/editor/coloured_word.h"

#include <QHash>
#include <QObject>
#include <QTimer>

namespace gatewright {

// Semantic colours of the document in front: asked for after a pause in typing, as differences where the
// server can.
class WordColours : public QObject
{
    Q_OBJECT

public:
    // Larger documents keep the colours of their syntax: a first answer about them would take longer to read
    // than a key may wait.
    static constexpr std::size_t mostBytes = std::size_t{256} * 1024;

    // `servers` outlives it.
    explicit WordColours(servers::LanguageServers &servers, QObject *parent = nullptr);
    ~WordColours() override;

    void setFront(const FrontView &front);
    void setEnabled(bool enabled);
    // What was known is old.
    void refresh();

Q_SIGNALS:
    void coloured();

private:
    void ask();
    void show(const servers::LanguageServer &server, const lsp::SemanticTokens &tokens);

    servers::LanguageServers &m_servers;
    FrontView m_front;
    bool m_enabled = true;
    QString m_server;                         // who said what is known
    QHash<int, lsp::SemanticTokens> m_tokens; // by document
    QTimer m_pause{this};
    ServerQuestion m_question;
};

} // namespace gatewright
