// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/completion/client/engine_client.h"

#include <QHash>
#include <QObject>

namespace gatewright {

class Document;
class DocumentManager;

// Keeps the engine's copies of the open documents in step with ours. Large documents stay here: they get no
// suggestions.
class EngineDocuments : public QObject
{
    Q_OBJECT

public:
    explicit EngineDocuments(DocumentManager &documents, QObject *parent = nullptr);

    // From now on this client hears of every change. It must outlive this, or be taken away with null.
    void setClient(completion::EngineClient *client);
    // Every open document as it is now: what a new engine process gets first.
    [[nodiscard]] std::vector<completion::OpenDocument> all() const;
    // Nothing: it is not open (any more).
    [[nodiscard]] std::optional<std::string> text(const QString &uri) const;

private:
    void watch(Document &document);
    // Path or language changed: for the engine that is another document.
    void rename(Document &document);
    [[nodiscard]] static completion::OpenDocument snapshot(const Document &document);

    DocumentManager &m_documents;
    completion::EngineClient *m_client = nullptr;
    QHash<int, QString> m_uris; // by document: as the engine knows it
};

// "file:///…", or "untitled:3" before the first save.
[[nodiscard]] QString documentUri(const Document &document);

} // namespace gatewright
