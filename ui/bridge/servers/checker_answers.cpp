// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/bridge/servers/checker_answers.h"

#include <utility>

namespace gatewright {

using servers::ServerFeature;

bool CheckerAnswers::can(ServerFeature feature, const QString &uri) const
{
    return (feature == ServerFeature::Completion || feature == ServerFeature::Hover) && m_client.isReady() &&
           !m_client.isExcluded(uri) && m_languageOf(uri) != Language::PlainText &&
           servers::offers(m_client.capabilities(), feature);
}

lsp::RequestHandle CheckerAnswers::ask(QLatin1String method, const QString &uri, const QJsonObject &params,
                                       QObject *context, Answered done, std::chrono::milliseconds timeout)
{
    return m_client.ask(method, uri, params, context, std::move(done), timeout);
}

} // namespace gatewright
