// SPDX-License-Identifier: Apache-2.0
#include "tests/support/fake_engine/fake_learning.h"

#include <QJsonArray>

#include <algorithm>
#include <utility>

using namespace gatewright;
using namespace gatewright::completion;

namespace {

constexpr qint64 allSteps = 900;

Error refusal(const char *words)
{
    return {ErrorCode::InvalidInput, QString::fromLatin1(words), {}, {}};
}

} // namespace

FakeLearning::FakeLearning(lsp::ServerEndpoint &server, LearningReport report, int kept)
    : m_server(server)
    , m_report(std::move(report))
    , m_before(m_report.state)
    , m_kept(kept)
{
    const auto answer = [this](const QLatin1String &method,
                               void (FakeLearning::*act)(const QJsonObject &, const lsp::Responder &)) {
        m_server.onRequest(method, this,
                           [this, act](const QJsonValue &params, const lsp::Responder &responder) {
                               (this->*act)(params.toObject(), responder);
                           });
    };
    answer(method::learn, &FakeLearning::learn);
    answer(method::rollback, &FakeLearning::rollBack);
    answer(method::store, &FakeLearning::store);
}

void FakeLearning::tell(const lsp::Responder &responder)
{
    responder.reply(toJson(m_report));
    m_server.notify(method::learning, toJson(m_report));
}

void FakeLearning::learn(const QJsonObject &params, const lsp::Responder &responder)
{
    const QString action = params[QLatin1String("action")].toString();
    if (action == QLatin1String("status"))
        return responder.reply(toJson(m_report));
    if (action == QLatin1String("now")) {
        if (m_report.newPositions == 0)
            return responder.fail(refusal("There is nothing new to learn from."));
        m_before = std::exchange(m_report.state, LearningState::Training);
        m_report.onDemand = true;
        m_report.step = allSteps / 3;
        m_report.steps = allSteps;
    } else if (action == QLatin1String("cancel") || action == QLatin1String("resume")) {
        m_report.state = m_before;
        m_report.onDemand = false;
        m_report.step = m_report.steps = 0;
    } else if (action == QLatin1String("pause")) {
        m_before = std::exchange(m_report.state, LearningState::Paused);
    } else if (action == QLatin1String("drop")) {
        const int version = params[QLatin1String("version")].toInt(-1);
        if (std::erase_if(m_report.versions,
                          [version](const auto &each) { return each.version == version; }) == 0)
            return responder.fail(refusal("There is no such version."));
    } else {
        return responder.fail(refusal("No such action."));
    }
    tell(responder);
}

void FakeLearning::rollBack(const QJsonObject &params, const lsp::Responder &responder)
{
    std::vector<LearnedVersion> &versions = m_report.versions;
    const auto serving = std::ranges::find(versions, true, &LearnedVersion::serves);
    auto wanted = serving == versions.end() ? serving : std::next(serving);
    if (params.contains(QLatin1String("version")))
        wanted =
            std::ranges::find(versions, params[QLatin1String("version")].toInt(), &LearnedVersion::version);
    if (wanted == versions.end())
        return responder.fail(refusal("There is no such version."));
    for (LearnedVersion &version : versions)
        version.serves = version.version == wanted->version;
    tell(responder);
}

void FakeLearning::store(const QJsonObject &params, const lsp::Responder &responder)
{
    if (params[QLatin1String("action")].toString() == QLatin1String("stats"))
        return responder.reply(QJsonObject{{QStringLiteral("completions"), m_kept}});
    // The heads that learned are all but the shipped one, named as `store erase` names them.
    QJsonArray heads;
    for (const LearnedVersion &version : m_report.versions) {
        if (version.version > 0)
            heads.append(QStringLiteral("/heads/%1.safetensors").arg(version.version));
    }
    m_report.positions = m_report.newPositions = 0;
    responder.reply(
        QJsonObject{{QStringLiteral("erased"), std::exchange(m_kept, 0)}, {QStringLiteral("heads"), heads}});
}
