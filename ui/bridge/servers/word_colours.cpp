// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/bridge/servers/word_colours.h"

#include "core/base/log.h"

#include <optional>

namespace gatewright {

using servers::LanguageServer;
using servers::ServerFeature;

namespace {

constexpr std::chrono::milliseconds pause{250};

// Nothing: it keeps the colour of its syntax, as local variables and operators do.
std::optional<WordKind> kindOf(const QString &type)
{
    static const QHash<QString, WordKind> kinds{{QStringLiteral("namespace"), WordKind::Namespace},
                                                {QStringLiteral("type"), WordKind::Type},
                                                {QStringLiteral("class"), WordKind::Type},
                                                {QStringLiteral("struct"), WordKind::Type},
                                                {QStringLiteral("enum"), WordKind::Type},
                                                {QStringLiteral("interface"), WordKind::Type},
                                                {QStringLiteral("concept"), WordKind::Type},
                                                {QStringLiteral("typeParameter"), WordKind::TypeParameter},
                                                {QStringLiteral("function"), WordKind::Function},
                                                {QStringLiteral("method"), WordKind::Function},
                                                {QStringLiteral("decorator"), WordKind::Function},
                                                {QStringLiteral("macro"), WordKind::Macro},
                                                {QStringLiteral("parameter"), WordKind::Parameter},
                                                {QStringLiteral("property"), WordKind::Property},
                                                {QStringLiteral("enumMember"), WordKind::Constant}};
    const auto found = kinds.constFind(type);
    return found == kinds.constEnd() ? std::nullopt : std::optional(*found);
}

std::vector<std::optional<WordKind>> legendOf(const LanguageServer &server)
{
    std::vector<std::optional<WordKind>> legend;
    const QJsonObject provider =
        server.capabilities().value(QLatin1String("semanticTokensProvider")).toObject();
    for (const QJsonValue type :
         provider.value(QLatin1String("legend")).toObject().value(QLatin1String("tokenTypes")).toArray())
        legend.push_back(kindOf(type.toString()));
    return legend;
}

} // namespace

WordColours::WordColours(servers::LanguageServers &servers, QObject *parent)
    : QObject(parent)
    , m_servers(servers)
{
    m_pause.setSingleShot(true);
    m_pause.setInterval(pause);
    connect(&m_pause, &QTimer::timeout, this, &WordColours::ask);
}

WordColours::~WordColours()
{
    setFront({});
}

void WordColours::setFront(const FrontView &front)
{
    if (m_front == front)
        return;
    m_question.cancel();
    if (m_front.document)
        disconnect(&m_front.document->buffer(), nullptr, this, nullptr);
    m_front = front;
    if (!front.isThere())
        return;
    connect(&front.document->buffer(), &DocumentBuffer::edited, this, [this] {
        m_question.cancel(); // its answer would be an old one
        if (m_enabled)
            m_pause.start();
    });
    connect(&front.document->buffer(), &DocumentBuffer::reset, this, &WordColours::refresh);
    connect(front.document, &QObject::destroyed, this,
            [this, id = front.document->id()] { m_tokens.remove(id); });
    if (m_enabled)
        m_pause.start(0);
}

void WordColours::setEnabled(bool enabled)
{
    if (m_enabled == enabled)
        return;
    m_enabled = enabled;
    refresh();
    if (!enabled && m_front.document)
        m_front.document->buffer().setColouredWords({});
}

void WordColours::refresh()
{
    m_question.cancel();
    m_tokens.clear();
    if (m_enabled)
        m_pause.start();
}

void WordColours::ask()
{
    LanguageServer *server =
        m_front.isThere() ? m_servers.serverFor(m_front.uri(), ServerFeature::SemanticTokens) : nullptr;
    if (!server || !m_enabled || m_front.document->buffer().size() > mostBytes)
        return;
    const int document = m_front.document->id();
    if (m_server != server->id())
        m_tokens.clear();
    m_server = server->id();
    QJsonObject params = servers::documentParams(m_front.uri());
    const QString before = m_tokens.value(document).resultId();
    const bool byDifference =
        !before.isEmpty() && server->can(ServerFeature::SemanticTokensDelta, m_front.uri());
    if (byDifference)
        params.insert(QStringLiteral("previousResultId"), before);
    const Revision revision = m_front.document->buffer().revision();
    m_question.ask(
        *server,
        QLatin1String(byDifference ? "textDocument/semanticTokens/full/delta"
                                   : "textDocument/semanticTokens/full"),
        m_front.uri(), params, this, [](const lsp::Field &answer) -> Result<lsp::Field> { return answer; },
        [this, document, revision, id = server->id()](const Result<lsp::Field> &answer) {
            const LanguageServer *teller = m_servers.find(id);
            if (!answer || !teller || !m_front.isThere() || m_front.document->id() != document)
                return;
            lsp::SemanticTokens &tokens = m_tokens[document];
            if (const Result<void> taken = tokens.take(*answer); !taken) {
                qCInfo(logUi) << "semantic tokens:" << taken.error().toString();
                m_pause.start(); // everything, this time
                return;
            }
            if (m_front.document->buffer().revision() == revision)
                show(*teller, tokens);
        });
}

void WordColours::show(const LanguageServer &server, const lsp::SemanticTokens &tokens)
{
    const std::vector<std::optional<WordKind>> legend = legendOf(server);
    std::vector<ColouredWord> words;
    for (const lsp::SemanticToken &token : tokens.tokens()) {
        const auto type = static_cast<std::size_t>(token.type);
        if (type < legend.size() && legend[type])
            words.push_back({token.line, token.column, token.length, *legend[type]});
    }
    m_front.document->buffer().setColouredWords(std::move(words));
    Q_EMIT coloured();
}

} // namespace gatewright
