// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/bridge/servers/format_assistant.h"

#include "ui/bridge/servers/completion_insertion.h"

namespace gatewright {

using servers::LanguageServer;
using servers::ServerFeature;

namespace {

ServerFeature featureOf(FormatAssistant::What what)
{
    return what == FormatAssistant::What::Document ? ServerFeature::Format : ServerFeature::FormatRange;
}

} // namespace

FormatAssistant::FormatAssistant(servers::LanguageServers &servers, QObject *parent)
    : QObject(parent)
    , m_servers(servers)
{
}

void FormatAssistant::setFront(const FrontView &front)
{
    if (m_front == front)
        return;
    m_question.cancel();
    m_front = front;
}

bool FormatAssistant::canFormat(What what) const
{
    return m_front.isThere() && !m_front.document->buffer().isReadOnly() &&
           m_servers.serverFor(m_front.uri(), featureOf(what)) &&
           (what == What::Document || m_front.view->hasSelection());
}

void FormatAssistant::format(What what)
{
    if (!canFormat(what))
        return;
    LanguageServer *server = m_servers.serverFor(m_front.uri(), featureOf(what));
    const DocumentBuffer &buffer = m_front.document->buffer();
    const EditorSettings &settings = m_front.view->settings();
    QJsonObject params = servers::documentParams(m_front.uri());
    params.insert(QStringLiteral("options"),
                  QJsonObject{{QStringLiteral("tabSize"), settings.tabWidth},
                              {QStringLiteral("insertSpaces"), !settings.indentWithTabs}});
    if (what == What::Selection) {
        const TextSpan selection = m_front.view->selection();
        params.insert(QStringLiteral("range"),
                      lsp::toJson(Range{buffer.position(selection.begin), buffer.position(selection.end)}));
    }
    const QLatin1String method(what == What::Document ? "textDocument/formatting"
                                                      : "textDocument/rangeFormatting");
    m_question.ask(
        *server, method, m_front.uri(), params, this, lsp::editsFromJson,
        [this, revision = buffer.revision()](const Result<std::vector<lsp::RangeEdit>> &edits) {
            apply(edits, revision);
        },
        std::chrono::seconds(20));
}

void FormatAssistant::apply(const Result<std::vector<lsp::RangeEdit>> &edits, Revision revision)
{
    if (!m_front.isThere())
        return;
    if (!edits) {
        Q_EMIT failed(edits.error());
        return;
    }
    DocumentBuffer &buffer = m_front.document->buffer();
    if (buffer.revision() != revision) {
        Q_EMIT failed({ErrorCode::InvalidInput,
                       QStringLiteral("The text was changed while it was formatted. Try again."),
                       {},
                       {}});
        return;
    }
    const auto ordered = byteEdits(*edits, buffer);
    if (!ordered) {
        Q_EMIT failed(ordered.error());
        return;
    }
    if (!ordered->empty()) {
        if (const Result<void> applied = buffer.apply(*ordered); !applied) {
            Q_EMIT failed(applied.error());
            return;
        }
    }
    Q_EMIT formatted(static_cast<int>(ordered->size()));
}

} // namespace gatewright
