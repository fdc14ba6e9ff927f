// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/bridge/servers/outline_model.h"
#include "ui/bridge/servers/server_question.h"

#include <QObject>
#include <QTimer>

#include <stop_token>

namespace gatewright {

// Keeps the outline of the document in front: from a server that knows it, else from the parser of this
// window, which knows less (no variables, no members) but is always there.
class OutlineSource : public QObject
{
    Q_OBJECT

public:
    // `servers` outlives it.
    explicit OutlineSource(servers::LanguageServers &servers, QObject *parent = nullptr);
    ~OutlineSource() override;

    void setFront(const FrontView &front);
    void refresh();
    [[nodiscard]] OutlineModel &model() { return m_model; }

private:
    void ask();
    void parse();

    servers::LanguageServers &m_servers;
    FrontView m_front;
    OutlineModel m_model;
    QTimer m_pause{this};
    ServerQuestion m_question;
    std::stop_source m_parsing;
};

} // namespace gatewright
