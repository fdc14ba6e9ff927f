// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/servers/language_server.h"

#include <memory>
#include <vector>

namespace gatewright::servers {

// All language servers of the window: hears what happens to the documents, passes it on, and finds who can
// answer what. Lives on the window's thread.
class LanguageServers final : public QObject, public lsp::DocumentFollower
{
    Q_OBJECT

public:
    // `clock` outlives it.
    LanguageServers(const Clock &clock, lsp::DocumentProvider provider, const ServerRules &rules = {},
                    QObject *parent = nullptr);
    ~LanguageServers() override;

    // Servers that would start in the same way go on as they are; the others end and are made anew.
    void setPlans(const std::vector<ServerPlan> &plans);
    [[nodiscard]] const std::vector<std::unique_ptr<LanguageServer>> &all() const { return m_servers; }
    // Null when there is none of this id.
    [[nodiscard]] LanguageServer *find(const QString &id) const;

    // Who can answer this about the document now, in the order of the plans; null: nobody.
    [[nodiscard]] LanguageServer *serverFor(const QString &uri, ServerFeature feature) const;
    [[nodiscard]] std::vector<LanguageServer *> serversFor(const QString &uri, ServerFeature feature) const;

    // Somebody else who answers, behind all of the plans: the checker. It outlives this.
    void add(FeatureServer &server) { m_others.push_back(&server); }
    // All who can answer this about the document now. Where several may know a part each of them is asked.
    [[nodiscard]] std::vector<FeatureServer *> answerersFor(const QString &uri, ServerFeature feature) const;
    // Null when it is there no more, or cannot answer this.
    [[nodiscard]] FeatureServer *answerer(const QString &id, const QString &uri, ServerFeature feature) const;

    // Asks them to end, for the end of the program.
    void stop();

    void openDocument(const lsp::OpenDocument &document) override;
    void changeDocument(const QString &uri, Revision revision, const Range &range,
                        const QString &text) override;
    void resetDocument(const lsp::OpenDocument &document) override;
    void closeDocument(const QString &uri) override;

Q_SIGNALS:
    // The state of one of them, or which there are.
    void changed();
    void ready(const QString &id);
    // What this server said is void.
    void gone(const QString &id);
    void found(const gatewright::servers::ServerFindings &findings);
    void refreshWanted();
    void messageShown(const QString &id, const QString &text);
    void fileExcluded(const QString &id, const QString &uri);

private:
    std::unique_ptr<LanguageServer> make(const ServerPlan &plan);

    const Clock &m_clock;
    lsp::DocumentProvider m_provider;
    ServerRules m_rules;
    std::vector<std::unique_ptr<LanguageServer>> m_servers;
    std::vector<FeatureServer *> m_others;
};

} // namespace gatewright::servers
