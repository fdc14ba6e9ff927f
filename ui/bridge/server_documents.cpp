// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/bridge/server_documents.h"

#include "ui/bridge/document_manager.h"

#include <QUrl>

#include <algorithm>
#include <utility>

namespace gatewright {

using lsp::DocumentFollower;
using lsp::OpenDocument;

QString documentUri(const Document &document)
{
    if (document.path().isEmpty())
        return QStringLiteral("untitled:%1").arg(document.id());
    return QString::fromLatin1(QUrl::fromLocalFile(document.path()).toEncoded());
}

Document *documentWithUri(const DocumentManager &documents, const QString &uri)
{
    const QList<Document *> all = documents.documents();
    const auto found = std::find_if(all.begin(), all.end(),
                                    [&uri](Document *document) { return documentUri(*document) == uri; });
    return found == all.end() ? nullptr : *found;
}

ServerDocuments::ServerDocuments(DocumentManager &documents, QObject *parent)
    : QObject(parent)
    , m_documents(documents)
{
    connect(&documents, &DocumentManager::opened, this, [this](Document *document) { watch(*document); });
    connect(&documents, &DocumentManager::aboutToClose, this, [this](Document *document) {
        const QString uri = m_uris.take(document->id());
        if (uri.isEmpty())
            return;
        for (DocumentFollower *follower : m_followers)
            follower->closeDocument(uri);
    });
}

void ServerDocuments::setFollowers(std::vector<DocumentFollower *> followers)
{
    m_followers = std::move(followers);
}

OpenDocument ServerDocuments::snapshot(const Document &document)
{
    const DocumentBuffer &buffer = document.buffer();
    return {documentUri(document), buffer.language(), buffer.revision(), std::string(buffer.text())};
}

std::vector<OpenDocument> ServerDocuments::all() const
{
    std::vector<OpenDocument> open;
    const QList<Document *> documents = m_documents.documents();
    for (const Document *document : documents) {
        if (!document->buffer().isLarge())
            open.push_back(snapshot(*document));
    }
    return open;
}

std::optional<std::string> ServerDocuments::text(const QString &uri) const
{
    const QList<Document *> documents = m_documents.documents();
    for (const Document *document : documents) {
        if (m_uris.value(document->id()) == uri)
            return std::string(document->buffer().text());
    }
    return std::nullopt;
}

Language ServerDocuments::language(const QString &uri) const
{
    const QList<Document *> documents = m_documents.documents();
    for (const Document *document : documents) {
        if (m_uris.value(document->id()) == uri)
            return document->buffer().language();
    }
    return Language::PlainText;
}

void ServerDocuments::watch(Document &document)
{
    DocumentBuffer &buffer = document.buffer();
    if (buffer.isLarge())
        return;
    m_uris.insert(document.id(), documentUri(document));
    for (DocumentFollower *follower : m_followers)
        follower->openDocument(snapshot(document));
    connect(&buffer, &DocumentBuffer::edited, this, [this, &document](const DocumentEdit &edit) {
        for (DocumentFollower *follower : m_followers)
            follower->changeDocument(m_uris.value(document.id()), edit.revision, edit.range,
                                     QString::fromStdString(edit.edit.text));
    });
    connect(&buffer, &DocumentBuffer::reset, this, [this, &document] {
        for (DocumentFollower *follower : m_followers)
            follower->resetDocument(snapshot(document));
    });
    connect(&buffer, &DocumentBuffer::pathChanged, this, [this, &document] { rename(document); });
    connect(&buffer, &DocumentBuffer::languageChanged, this, [this, &document] { rename(document); });
}

void ServerDocuments::rename(Document &document)
{
    const QString before = m_uris.value(document.id());
    m_uris.insert(document.id(), documentUri(document));
    for (DocumentFollower *follower : m_followers) {
        follower->closeDocument(before);
        follower->openDocument(snapshot(document));
    }
}

} // namespace gatewright
