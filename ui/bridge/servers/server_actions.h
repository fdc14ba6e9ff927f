// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/lsp/feature_types.h"
#include "ui/bridge/servers/server_question.h"

#include <QObject>

#include <functional>
#include <vector>

namespace gatewright {

// One thing a server offers to do at the caret or with the selection. A value: the menu that shows it may
// stand longer than the server runs.
struct ServerAction
{
    QString server; // its id
    Revision revision;
    lsp::CodeAction action;
};

// What servers offer to do: quick fixes first, then the rest. Carrying one out may need more questions; the
// edits go to whoever applies them.
class ServerActions : public QObject
{
    Q_OBJECT

public:
    using Offered = std::function<void(std::vector<ServerAction>)>;

    // `servers` outlives it.
    explicit ServerActions(servers::LanguageServers &servers, QObject *parent = nullptr);

    void setFront(const FrontView &front);
    [[nodiscard]] bool canAsk() const;
    // `done` runs once, later, with what came within the time; a later ask() takes its place.
    void ask(Offered done, std::chrono::milliseconds time = std::chrono::milliseconds(1'000));
    // Everything of this kind at once ("source.organizeImports"), for the document in front.
    void carryOut(const ServerAction &action);

Q_SIGNALS:
    // `answer` is told whether it was applied.
    void edited(const gatewright::lsp::WorkspaceEdit &edit, const std::function<void(bool done)> &answer);
    void failed(const gatewright::Error &why);

private:
    void finish();
    void run(const ServerAction &action);
    void execute(const ServerAction &action);

    servers::LanguageServers &m_servers;
    FrontView m_front;
    Offered m_done;
    std::vector<ServerAction> m_offered;
    int m_waiting = 0;
    int m_round = 0;
    std::vector<lsp::RequestHandle> m_handles;
    QTimer m_time{this};
};

} // namespace gatewright
