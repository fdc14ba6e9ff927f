// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/lsp/feature_types.h"
#include "ui/bridge/servers/server_question.h"

#include <QObject>

namespace gatewright {

// Renames the name at the caret wherever it is used: asks whether it can be, then for the new name, then the
// server for the edits. Applying them is the WorkspaceEditor's.
class RenameAssistant : public QObject
{
    Q_OBJECT

public:
    // `servers` outlives it.
    explicit RenameAssistant(servers::LanguageServers &servers, QObject *parent = nullptr);

    void setFront(const FrontView &front);
    [[nodiscard]] bool canBegin() const;
    void begin();
    // After nameWanted().
    void rename(const QString &newName);

Q_SIGNALS:
    // `place` is where the name begins, in bytes of the document in front.
    void nameWanted(const QString &current, std::size_t place);
    void edited(const gatewright::lsp::WorkspaceEdit &edit);
    void failed(const gatewright::Error &why);

private:
    void askName(const QString &current, Position place);
    [[nodiscard]] servers::LanguageServer *server() const;

    servers::LanguageServers &m_servers;
    FrontView m_front;
    Position m_place;
    Revision m_revision;
    ServerQuestion m_question;
};

} // namespace gatewright
