// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/server_status.h"

#include "ui/bridge/servers/server_texts.h"
#include "ui/shell/appearance.h"
#include "ui/shell/server_setup.h"
#include "ui/shell/status_bar.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QMenu>

namespace gatewright {

using servers::Absence;
using servers::LanguageServer;

ServerStatus::ServerStatus(const WindowContext &context, servers::LanguageServers &servers,
                           ServerSetup &setup, StatusBar &bar, QObject *parent)
    : QObject(parent)
    , m_context(context)
    , m_servers(servers)
    , m_setup(setup)
    , m_bar(bar)
{
    connect(&servers, &servers::LanguageServers::changed, this, &ServerStatus::update);
    connect(&context.appearance, &Appearance::changed, this, &ServerStatus::update);
    connect(&bar, &StatusBar::serversClicked, this, &ServerStatus::showMenu);
}

void ServerStatus::setFront(const FrontView &front)
{
    m_front = front;
    update();
}

std::vector<LanguageServer *> ServerStatus::servers() const
{
    std::vector<LanguageServer *> found;
    for (const auto &server : m_servers.all()) {
        if (!m_front.document || server->plan().description.serves(m_front.document->buffer().language()))
            found.push_back(server.get());
    }
    return found;
}

void ServerStatus::update()
{
    QStringList names;
    QStringList states;
    bool inTrouble = false;
    for (const LanguageServer *server : servers()) {
        const ServerText text = serverText(*server);
        states.append(text.state);
        switch (text.level) {
        case ServerText::Level::Ready:
            names.append(text.name);
            break;
        case ServerText::Level::Waiting:
            names.append(server->state() == servers::ServerState::Starting ? tr("%1…").arg(text.name)
                                                                           : tr("no %1").arg(text.name));
            break;
        case ServerText::Level::Trouble:
            names.append(text.name);
            inTrouble = true;
            break;
        case ServerText::Level::Off:
            break;
        }
    }
    // Off by the user's word is no news, but the way back must be there.
    const bool isOff = names.isEmpty() && !states.isEmpty();
    const QString shown = isOff ? tr("servers off") : names.join(QStringLiteral(" · "));
    m_bar.setServers(m_front.document ? shown : QString(), inTrouble, states.join(QLatin1Char('\n')));
}

QMenu *ServerStatus::menu() const
{
    return m_menu;
}

void ServerStatus::showMenu()
{
    m_menu = new QMenu(&m_bar);
    m_menu->setAttribute(Qt::WA_DeleteOnClose);
    m_menu->setToolTipsVisible(true);
    for (LanguageServer *server : servers()) {
        const ServerText text = serverText(*server);
        const QString id = server->id();
        const bool isOff = server->plan().absence == Absence::Off;
        m_menu->addSection(text.name);
        QAction *state = m_menu->addAction(text.state);
        state->setEnabled(false);
        state->setToolTip(server->plan().command.program);
        if (!text.remedy.isEmpty()) {
            QAction *remedy = m_menu->addAction(text.remedy.left(160));
            remedy->setToolTip(tr("Copies this"));
            connect(remedy, &QAction::triggered, this,
                    [copied = text.remedy] { QGuiApplication::clipboard()->setText(copied); });
        }
        if (server->plan().absence == Absence::None)
            connect(m_menu->addAction(m_context.appearance.icons().icon(Symbol::Refresh),
                                      tr("Restart %1").arg(text.name)),
                    &QAction::triggered, this, [this, id] {
                        if (LanguageServer *again = m_servers.find(id))
                            again->restart();
                    });
        if (server->plan().absence == Absence::Missing)
            connect(m_menu->addAction(m_context.appearance.icons().icon(Symbol::Refresh), tr("Look Again")),
                    &QAction::triggered, &m_setup, &ServerSetup::refresh);
        connect(
            m_menu->addAction(isOff ? tr("Switch %1 On").arg(text.name) : tr("Switch %1 Off").arg(text.name)),
            &QAction::triggered, this, [this, id, isOff] { m_setup.setEnabled(id, isOff); });
    }
    const QWidget &field = m_bar.serversField();
    m_menu->popup(field.mapToGlobal(QPoint(0, -m_menu->sizeHint().height())));
}

} // namespace gatewright
