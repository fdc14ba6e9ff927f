// SPDX-License-Identifier: Apache-2.0
#include "core/lsp/document_store.h"

#include "core/base/log.h"
#include "core/lsp/types.h"

#include <utility>

namespace gatewright::lsp {

namespace {

constexpr QLatin1String documentKey("textDocument");

Result<void> checkSize(std::size_t size, const QString &uri)
{
    if (size <= maximumDocumentBytes)
        return {};
    return makeError(ErrorCode::LimitExceeded,
                     QStringLiteral("The document is larger than %1 MiB.").arg(maximumDocumentBytes >> 20U),
                     {}, uri);
}

// One element of contentChanges: without a range it is the whole text.
Result<void> applyChange(TextDocument &document, const Field &change, Revision revision, const QString &uri)
{
    GW_TRY(text, change["text"].text());
    std::string bytes = text.toStdString();
    if (change["range"].isNothing()) {
        GW_CHECK(checkSize(bytes.size(), uri));
        document.setText(std::move(bytes), revision);
        return {};
    }
    GW_TRY(range, rangeFromJson(change["range"]));
    GW_CHECK(checkSize(document.text().size() + bytes.size(), uri));
    return document.apply(document.edit(range, std::move(bytes)), revision);
}

QJsonObject versionedIdentifier(const QString &uri, Revision revision)
{
    return {{QLatin1String("uri"), uri}, {QLatin1String("version"), qint64(revision.value)}};
}

QJsonObject changeParams(const QString &uri, Revision revision, const QJsonObject &change)
{
    return {{documentKey, versionedIdentifier(uri, revision)},
            {QLatin1String("contentChanges"), QJsonArray{change}}};
}

} // namespace

void DocumentStore::listenTo(Connection &connection)
{
    const auto listen = [&](const char *method, Result<void> (DocumentStore::*handle)(const QJsonValue &)) {
        connection.onNotification(
            QLatin1String(method), this, [this, handle, method](const QJsonValue &params) {
                if (const auto outcome = (this->*handle)(params); !outcome)
                    qCWarning(logLsp) << method << "was refused:" << outcome.error().toString();
            });
    };
    listen("textDocument/didOpen", &DocumentStore::open);
    listen("textDocument/didChange", &DocumentStore::change);
    listen("textDocument/didClose", &DocumentStore::close);
}

QJsonObject DocumentStore::capability()
{
    constexpr int incremental = 2; // TextDocumentSyncKind
    return {{QLatin1String("openClose"), true}, {QLatin1String("change"), incremental}};
}

Result<void> DocumentStore::open(const QJsonValue &params)
{
    const Field item = Field(params)[documentKey];
    GW_TRY(uri, item["uri"].text());
    GW_TRY(languageId, item["languageId"].text());
    GW_TRY(version, item["version"].unsignedInteger());
    GW_TRY(text, item["text"].text());
    std::string bytes = text.toStdString();
    GW_CHECK(checkSize(bytes.size(), uri));
    // Opening twice is a client's mistake, but what it sends now is what it means.
    m_documents.insert(
        uri, {TextDocument(languageFromId(languageId), std::move(bytes), Revision{version}), false});
    Q_EMIT opened(uri);
    return {};
}

Result<void> DocumentStore::change(const QJsonValue &params)
{
    const Field fields(params);
    GW_TRY(uri, fields[documentKey]["uri"].text());
    const auto found = m_documents.find(uri);
    if (found == m_documents.end())
        return makeError(ErrorCode::NotFound, QStringLiteral("The document is not open."), {}, uri);

    Entry &entry = *found;
    const auto apply = [&]() -> Result<void> {
        GW_TRY(version, fields[documentKey]["version"].unsignedInteger());
        if (Revision{version} <= entry.document.revision())
            return fields[documentKey]["version"].refuse(QStringLiteral("must grow with every change"));
        GW_TRY(changes, fields["contentChanges"].elements());
        for (const Field &part : changes) {
            const bool whole = part["range"].isNothing();
            if (entry.outOfStep && !whole)
                return makeError(ErrorCode::Corrupt, QStringLiteral("The document is out of step."), {}, uri);
            GW_CHECK(applyChange(entry.document, part, Revision{version}, uri));
            entry.outOfStep = entry.outOfStep && !whole;
        }
        return {};
    };
    auto outcome = apply();
    if (!outcome)
        entry.outOfStep = true;
    Q_EMIT changed(uri);
    return outcome;
}

Result<void> DocumentStore::close(const QJsonValue &params)
{
    GW_TRY(uri, Field(params)[documentKey]["uri"].text());
    if (!m_documents.remove(uri))
        return makeError(ErrorCode::NotFound, QStringLiteral("The document is not open."), {}, uri);
    Q_EMIT closed(uri);
    return {};
}

Result<TextDocument> DocumentStore::document(const QString &uri) const
{
    const auto found = m_documents.constFind(uri);
    if (found == m_documents.constEnd())
        return makeError(ErrorCode::NotFound, QStringLiteral("The document is not open."), {}, uri);
    if (found->outOfStep)
        return makeError(
            ErrorCode::Corrupt,
            QStringLiteral("The document is out of step with the editor's; close and open it again."), {},
            uri);
    return found->document;
}

QJsonObject didOpenParams(const QString &uri, const TextDocument &document)
{
    QJsonObject item = versionedIdentifier(uri, document.revision());
    item.insert(QLatin1String("languageId"), languageId(document.language()));
    item.insert(QLatin1String("text"), QString::fromStdString(document.text()));
    return {{documentKey, item}};
}

QJsonObject didChangeParams(const QString &uri, Revision revision, const Range &range, const QString &text)
{
    return changeParams(uri, revision,
                        {{QLatin1String("range"), toJson(range)}, {QLatin1String("text"), text}});
}

QJsonObject didChangeWholeParams(const QString &uri, const TextDocument &document)
{
    return changeParams(uri, document.revision(),
                        {{QLatin1String("text"), QString::fromStdString(document.text())}});
}

QJsonObject didCloseParams(const QString &uri)
{
    return {{documentKey, QJsonObject{{QLatin1String("uri"), uri}}}};
}

} // namespace gatewright::lsp
