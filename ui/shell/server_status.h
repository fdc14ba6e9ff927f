// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/bridge/servers/server_question.h"
#include "ui/shell/window_context.h"

#include <QObject>
#include <QPointer>

class QMenu;

namespace gatewright {

class ServerSetup;
class StatusBar;

// The language servers of the document in front, in the status bar, with a menu that says how each is and
// what can be done about it.
class ServerStatus : public QObject
{
    Q_OBJECT

public:
    // All of them outlive it.
    ServerStatus(const WindowContext &context, servers::LanguageServers &servers, ServerSetup &setup,
                 StatusBar &bar, QObject *parent = nullptr);

    void setFront(const FrontView &front);
    void showMenu();
    // For tests; null while it is closed.
    [[nodiscard]] QMenu *menu() const;

private:
    void update();
    // Those for the language in front; all of them when there is no document.
    [[nodiscard]] std::vector<servers::LanguageServer *> servers() const;

    WindowContext m_context;
    servers::LanguageServers &m_servers;
    ServerSetup &m_setup;
    StatusBar &m_bar;
    FrontView m_front;
    QPointer<QMenu> m_menu;
};

} // namespace gatewright
