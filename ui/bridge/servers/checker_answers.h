// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/check/client/checker_client.h"
#include "core/servers/feature_server.h"
#include "core/text/language.h"

#include <functional>
#include <utility>

namespace gatewright {

// The checker as one of those who complete and explain: pragmas, and names of older Qiskit releases. What
// else it offers has ways of its own.
class CheckerAnswers final : public servers::FeatureServer
{
public:
    // PlainText when no such document is open.
    using LanguageOf = std::function<Language(const QString &uri)>;

    // `client` outlives it.
    CheckerAnswers(checker::CheckerClient &client, LanguageOf languageOf)
        : m_client(client)
        , m_languageOf(std::move(languageOf))
    {
    }

    [[nodiscard]] const QString &id() const override { return m_id; }
    [[nodiscard]] bool can(servers::ServerFeature feature, const QString &uri) const override;
    [[nodiscard]] QJsonObject capabilities() const override { return m_client.capabilities(); }
    lsp::RequestHandle ask(QLatin1String method, const QString &uri, const QJsonObject &params,
                           QObject *context, Answered done,
                           std::chrono::milliseconds timeout = std::chrono::seconds(10)) override;

private:
    checker::CheckerClient &m_client;
    LanguageOf m_languageOf;
    const QString m_id = QStringLiteral("gatewright-checker");
};

} // namespace gatewright
