// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/bridge/servers/server_actions.h"

#include <algorithm>
#include <utility>

namespace gatewright {

using servers::LanguageServer;
using servers::ServerFeature;

namespace {

// More would be a list to search in.
constexpr std::size_t mostActions = 40;

int rank(const lsp::CodeAction &action)
{
    if (action.isPreferred)
        return 0;
    if (action.kind.startsWith(QLatin1String("quickfix")))
        return 1;
    return action.kind.startsWith(QLatin1String("refactor")) ? 2 : 3;
}

} // namespace

ServerActions::ServerActions(servers::LanguageServers &servers, QObject *parent)
    : QObject(parent)
    , m_servers(servers)
{
    m_time.setSingleShot(true);
    connect(&m_time, &QTimer::timeout, this, &ServerActions::finish);
}

void ServerActions::setFront(const FrontView &front)
{
    if (m_front == front)
        return;
    finish();
    m_front = front;
}

bool ServerActions::canAsk() const
{
    return m_front.isThere() && m_servers.serverFor(m_front.uri(), ServerFeature::Actions);
}

void ServerActions::ask(Offered done, std::chrono::milliseconds time)
{
    finish();
    m_done = std::move(done);
    m_offered.clear();
    const int round = ++m_round;
    m_time.start(time);
    if (!m_front.isThere()) {
        m_time.start(0);
        return;
    }
    const DocumentBuffer &buffer = m_front.document->buffer();
    const TextSpan selection = m_front.view->selection();
    const Range range{buffer.position(selection.begin), buffer.position(selection.end)};
    const QString uri = m_front.uri();
    for (LanguageServer *server : m_servers.serversFor(uri, ServerFeature::Actions)) {
        constexpr int invoked = 1;
        QJsonObject params = servers::documentParams(uri);
        params.insert(QStringLiteral("range"), lsp::toJson(range));
        params.insert(QStringLiteral("context"),
                      QJsonObject{{QStringLiteral("diagnostics"), server->rawFindings(uri, range)},
                                  {QStringLiteral("triggerKind"), invoked}});
        ++m_waiting;
        m_handles.push_back(server->ask(
            QLatin1String("textDocument/codeAction"), uri, params, this,
            [this, round, id = server->id(), revision = buffer.revision()](const Result<lsp::Field> &answer) {
                if (round != m_round)
                    return;
                const auto actions =
                    answer ? lsp::codeActionsFromJson(*answer) : Result<std::vector<lsp::CodeAction>>();
                for (std::size_t index = 0; actions && index < actions->size(); ++index)
                    m_offered.push_back({id, revision, (*actions)[index]});
                if (--m_waiting == 0)
                    finish();
            },
            time));
    }
    if (m_waiting == 0)
        m_time.start(0);
}

void ServerActions::finish()
{
    m_time.stop();
    ++m_round;
    m_waiting = 0;
    for (lsp::RequestHandle &handle : std::exchange(m_handles, {}))
        handle.cancel();
    const Offered done = std::exchange(m_done, {});
    if (!done)
        return;
    std::vector<ServerAction> offered = std::exchange(m_offered, {});
    std::erase_if(offered, [](const ServerAction &offer) { return !offer.action.disabledReason.isEmpty(); });
    std::ranges::stable_sort(offered, {}, [](const ServerAction &offer) { return rank(offer.action); });
    if (offered.size() > mostActions)
        offered.resize(mostActions);
    done(std::move(offered));
}

void ServerActions::carryOut(const ServerAction &action)
{
    LanguageServer *server = m_servers.find(action.server);
    const bool isOld = !m_front.isThere() || m_front.document->buffer().revision() != action.revision;
    if (!server || isOld) {
        Q_EMIT failed({ErrorCode::InvalidInput,
                       QStringLiteral("The text was changed since this was offered. Ask again."),
                       {},
                       {}});
        return;
    }
    const bool isWhole = action.action.edit || action.action.command;
    if (isWhole || !server->can(ServerFeature::ActionResolve, m_front.uri())) {
        run(action);
        return;
    }
    server->ask(QLatin1String("codeAction/resolve"), m_front.uri(), action.action.raw, this,
                [this, action](const Result<lsp::Field> &answer) {
                    const auto resolved = answer ? lsp::codeActionFromJson(*answer)
                                                 : Result<lsp::CodeAction>(tl::unexpected(answer.error()));
                    const bool isSame =
                        m_front.isThere() && m_front.document->buffer().revision() == action.revision;
                    if (!resolved)
                        Q_EMIT failed(resolved.error());
                    else if (isSame)
                        run({action.server, action.revision, *resolved});
                });
}

void ServerActions::run(const ServerAction &action)
{
    if (!action.action.edit) {
        execute(action);
        return;
    }
    Q_EMIT edited(*action.action.edit, [self = QPointer<ServerActions>(this), action](bool done) {
        if (self && done)
            self->execute(action);
    });
}

void ServerActions::execute(const ServerAction &action)
{
    LanguageServer *server = m_servers.find(action.server);
    if (!action.action.command || !server)
        return;
    server->execute(
        *action.action.command, this,
        [this](const lsp::WorkspaceEdit &edit, const std::function<void(bool)> &answer) {
            Q_EMIT edited(edit, answer);
        },
        [this](const Result<lsp::Field> &answer) {
            if (!answer)
                Q_EMIT failed(answer.error());
        });
}

} // namespace gatewright
