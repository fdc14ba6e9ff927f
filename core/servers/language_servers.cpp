// SPDX-License-Identifier: Apache-2.0
#include "core/servers/language_servers.h"

#include <algorithm>
#include <iterator>
#include <utility>

namespace gatewright::servers {

LanguageServers::LanguageServers(const Clock &clock, lsp::DocumentProvider provider, const ServerRules &rules,
                                 QObject *parent)
    : QObject(parent)
    , m_clock(clock)
    , m_provider(std::move(provider))
    , m_rules(rules)
{
}

LanguageServers::~LanguageServers()
{
    for (const auto &server : m_servers)
        server->disconnect(this);
}

std::unique_ptr<LanguageServer> LanguageServers::make(const ServerPlan &plan)
{
    auto server = std::make_unique<LanguageServer>(plan, m_clock, m_provider, m_rules);
    const QString id = server->id();
    connect(server.get(), &LanguageServer::stateChanged, this, &LanguageServers::changed);
    connect(server.get(), &LanguageServer::ready, this, [this, id] { Q_EMIT ready(id); });
    connect(server.get(), &LanguageServer::gone, this, [this, id] { Q_EMIT gone(id); });
    connect(server.get(), &LanguageServer::found, this, &LanguageServers::found);
    connect(server.get(), &LanguageServer::refreshWanted, this, &LanguageServers::refreshWanted);
    connect(server.get(), &LanguageServer::messageShown, this,
            [this, id](const QString &text) { Q_EMIT messageShown(id, text); });
    connect(server.get(), &LanguageServer::fileExcluded, this,
            [this, id](const QString &uri) { Q_EMIT fileExcluded(id, uri); });
    return server;
}

void LanguageServers::setPlans(const std::vector<ServerPlan> &plans)
{
    std::vector<std::unique_ptr<LanguageServer>> before = std::exchange(m_servers, {});
    for (const ServerPlan &plan : plans) {
        const auto same = std::ranges::find_if(
            before, [&plan](const auto &server) { return server && server->plan().startsLike(plan); });
        m_servers.push_back(same == before.end() ? make(plan) : std::move(*same));
    }
    for (auto &ended : before) {
        if (!ended)
            continue;
        const QString id = ended->id();
        ended->disconnect(this);
        ended.reset(); // kills it: its workspace is another one now
        Q_EMIT gone(id);
    }
    for (const auto &server : m_servers)
        server->startIfNeeded();
    Q_EMIT changed();
}

LanguageServer *LanguageServers::find(const QString &id) const
{
    const auto found = std::ranges::find(m_servers, id, [](const auto &server) { return server->id(); });
    return found == m_servers.end() ? nullptr : found->get();
}

LanguageServer *LanguageServers::serverFor(const QString &uri, ServerFeature feature) const
{
    const auto found =
        std::ranges::find_if(m_servers, [&](const auto &server) { return server->can(feature, uri); });
    return found == m_servers.end() ? nullptr : found->get();
}

std::vector<LanguageServer *> LanguageServers::serversFor(const QString &uri, ServerFeature feature) const
{
    std::vector<LanguageServer *> able;
    for (const auto &server : m_servers) {
        if (server->can(feature, uri))
            able.push_back(server.get());
    }
    return able;
}

std::vector<FeatureServer *> LanguageServers::answerersFor(const QString &uri, ServerFeature feature) const
{
    std::vector<FeatureServer *> able;
    std::ranges::copy(serversFor(uri, feature), std::back_inserter(able));
    std::ranges::copy_if(m_others, std::back_inserter(able),
                         [&](const FeatureServer *other) { return other->can(feature, uri); });
    return able;
}

FeatureServer *LanguageServers::answerer(const QString &id, const QString &uri, ServerFeature feature) const
{
    const std::vector<FeatureServer *> able = answerersFor(uri, feature);
    const auto found = std::ranges::find(able, id, [](const FeatureServer *server) { return server->id(); });
    return found == able.end() ? nullptr : *found;
}

void LanguageServers::stop()
{
    for (const auto &server : m_servers)
        server->stop();
}

void LanguageServers::openDocument(const lsp::OpenDocument &document)
{
    for (const auto &server : m_servers)
        server->openDocument(document);
}

void LanguageServers::changeDocument(const QString &uri, Revision revision, const Range &range,
                                     const QString &text)
{
    for (const auto &server : m_servers)
        server->changeDocument(uri, revision, range, text);
}

void LanguageServers::resetDocument(const lsp::OpenDocument &document)
{
    for (const auto &server : m_servers)
        server->resetDocument(document);
}

void LanguageServers::closeDocument(const QString &uri)
{
    for (const auto &server : m_servers)
        server->closeDocument(uri);
}

} // namespace gatewright::servers
