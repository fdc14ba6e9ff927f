// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/lsp/feature_types.h"
#include "ui/bridge/servers/server_question.h"

#include <QObject>

#include <vector>

namespace gatewright {

// Places that have to do with the name at the caret: where it is defined, declared, implemented, used.
class PlaceFinder : public QObject
{
    Q_OBJECT

public:
    enum class What { Definition, Declaration, Implementation, References };

    // `servers` outlives it.
    explicit PlaceFinder(servers::LanguageServers &servers, QObject *parent = nullptr);

    void setFront(const FrontView &front);
    void find(What what);
    [[nodiscard]] bool canFind(What what) const;

Q_SIGNALS:
    // Files of this machine only, sorted by file and place, none twice; never empty. `name` is the word that
    // was asked about.
    void found(gatewright::PlaceFinder::What what, const QString &name,
               const std::vector<gatewright::lsp::Location> &places);
    void nothingFound(gatewright::PlaceFinder::What what, const QString &name);

private:
    servers::LanguageServers &m_servers;
    FrontView m_front;
    ServerQuestion m_question;
};

// The identifier that touches the place; empty when there is none.
[[nodiscard]] QString wordAt(const DocumentBuffer &document, std::size_t offset);

} // namespace gatewright
