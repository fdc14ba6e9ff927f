// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/bridge/engine_documents.h"

#include "ui/bridge/document_manager.h"

#include <QUrl>

namespace gatewright {

using completion::EngineClient;
using completion::OpenDocument;

QString documentUri(const Document &document)
{
    if (document.path().isEmpty())
        return QStringLiteral("untitled:%1").arg(document.id());
    return QString::fromLatin1(QUrl::fromLocalFile(document.path()).toEncoded());
}

EngineDocuments::EngineDocuments(DocumentManager &documents, QObject *parent)
    : QObject(parent)
    , m_documents(documents)
{
    connect(&documents, &DocumentManager::opened, this, [this](Document *document) { watch(*document); });
    connect(&documents, &DocumentManager::aboutToClose, this, [this](Document *document) {
        const QString uri = m_uris.take(document->id());
        if (m_client && !uri.isEmpty())
            m_client->closeDocument(uri);
    });
}

void EngineDocuments::setClient(EngineClient *client)
{
    m_client = client;
}

OpenDocument EngineDocuments::snapshot(const Document &document)
{
    const DocumentBuffer &buffer = document.buffer();
    return {documentUri(document), buffer.language(), buffer.revision(), std::string(buffer.text())};
}

std::vector<OpenDocument> EngineDocuments::all() const
{
    std::vector<OpenDocument> open;
    const QList<Document *> documents = m_documents.documents();
    for (const Document *document : documents) {
        if (!document->buffer().isLarge())
            open.push_back(snapshot(*document));
    }
    return open;
}

std::optional<std::string> EngineDocuments::text(const QString &uri) const
{
    const QList<Document *> documents = m_documents.documents();
    for (const Document *document : documents) {
        if (m_uris.value(document->id()) == uri)
            return std::string(document->buffer().text());
    }
    return std::nullopt;
}

void EngineDocuments::watch(Document &document)
{
    DocumentBuffer &buffer = document.buffer();
    if (buffer.isLarge())
        return;
    m_uris.insert(document.id(), documentUri(document));
    if (m_client)
        m_client->openDocument(snapshot(document));
    connect(&buffer, &DocumentBuffer::edited, this, [this, &document](const DocumentEdit &edit) {
        if (m_client)
            m_client->changeDocument(m_uris.value(document.id()), edit.revision, edit.range,
                                     QString::fromStdString(edit.edit.text));
    });
    connect(&buffer, &DocumentBuffer::reset, this, [this, &document] {
        if (m_client)
            m_client->resetDocument(snapshot(document));
    });
    connect(&buffer, &DocumentBuffer::pathChanged, this, [this, &document] { rename(document); });
    connect(&buffer, &DocumentBuffer::languageChanged, this, [this, &document] { rename(document); });
}

void EngineDocuments::rename(Document &document)
{
    const QString before = m_uris.value(document.id());
    m_uris.insert(document.id(), documentUri(document));
    if (!m_client)
        return;
    m_client->closeDocument(before);
    m_client->openDocument(snapshot(document));
}

} // namespace gatewright
