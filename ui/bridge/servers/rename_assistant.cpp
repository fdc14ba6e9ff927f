// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/bridge/servers/rename_assistant.h"

#include "ui/bridge/servers/place_finder.h"

namespace gatewright {

using servers::LanguageServer;
using servers::ServerFeature;

namespace {

Error cannotRename()
{
    return {ErrorCode::InvalidInput, QStringLiteral("What stands here cannot be renamed."), {}, {}};
}

QString textOf(const DocumentBuffer &document, const Range &range)
{
    const std::size_t begin = document.offset(range.start);
    const std::string_view text = document.text().substr(begin, document.offset(range.end) - begin);
    return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
}

} // namespace

RenameAssistant::RenameAssistant(servers::LanguageServers &servers, QObject *parent)
    : QObject(parent)
    , m_servers(servers)
{
}

void RenameAssistant::setFront(const FrontView &front)
{
    if (m_front == front)
        return;
    m_question.cancel();
    m_front = front;
}

LanguageServer *RenameAssistant::server() const
{
    return m_front.isThere() ? m_servers.serverFor(m_front.uri(), ServerFeature::Rename) : nullptr;
}

bool RenameAssistant::canBegin() const
{
    return server() && !m_front.document->buffer().isReadOnly();
}

void RenameAssistant::begin()
{
    LanguageServer *able = server();
    if (!able)
        return;
    const DocumentBuffer &buffer = m_front.document->buffer();
    const Position caret = m_front.view->caretPosition();
    m_revision = buffer.revision();
    if (!able->can(ServerFeature::PrepareRename, m_front.uri())) {
        askName(wordAt(buffer, m_front.view->caret()), caret);
        return;
    }
    m_question.ask(*able, QLatin1String("textDocument/prepareRename"), m_front.uri(),
                   servers::placeParams(m_front.uri(), caret), this, lsp::renamePlaceFromJson,
                   [this, caret](const Result<std::optional<lsp::RenamePlace>> &place) {
                       if (!m_front.isThere() || m_front.document->buffer().revision() != m_revision)
                           return;
                       if (!place || !*place) {
                           Q_EMIT failed(place ? cannotRename() : place.error());
                           return;
                       }
                       const lsp::RenamePlace &known = **place;
                       const DocumentBuffer &text = m_front.document->buffer();
                       const QString there =
                           known.range ? textOf(text, *known.range) : wordAt(text, m_front.view->caret());
                       askName(known.placeholder.isEmpty() ? there : known.placeholder,
                               known.range ? known.range->start : caret);
                   });
}

void RenameAssistant::askName(const QString &current, Position place)
{
    if (current.isEmpty()) {
        Q_EMIT failed(cannotRename());
        return;
    }
    m_place = place;
    Q_EMIT nameWanted(current, m_front.document->buffer().offset(place));
}

void RenameAssistant::rename(const QString &newName)
{
    LanguageServer *able = server();
    if (!able || newName.trimmed().isEmpty() || m_front.document->buffer().revision() != m_revision)
        return;
    QJsonObject params = servers::placeParams(m_front.uri(), m_place);
    params.insert(QStringLiteral("newName"), newName.trimmed());
    m_question.ask(
        *able, QLatin1String("textDocument/rename"), m_front.uri(), params, this,
        [](const lsp::Field &answer) -> Result<lsp::WorkspaceEdit> {
            return answer.isNothing() ? Result<lsp::WorkspaceEdit>(lsp::WorkspaceEdit())
                                      : lsp::workspaceEditFromJson(answer);
        },
        [this](const Result<lsp::WorkspaceEdit> &edit) {
            if (!edit)
                Q_EMIT failed(edit.error());
            else if (edit->changes.empty())
                Q_EMIT failed(cannotRename());
            else if (m_front.isThere() && m_front.document->buffer().revision() == m_revision)
                Q_EMIT edited(*edit);
        },
        std::chrono::seconds(30));
}

} // namespace gatewright
