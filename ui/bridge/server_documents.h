// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/lsp/document_follower.h"

#include <QHash>
#include <QObject>

namespace gatewright {

class Document;
class DocumentManager;

// Tells the clients of the servers what happens to the open documents. Large documents stay here: they get
// neither suggestions nor checks.
class ServerDocuments : public QObject
{
    Q_OBJECT

public:
    explicit ServerDocuments(DocumentManager &documents, QObject *parent = nullptr);

    // From now on these hear of every change. They must outlive this, or be taken away with an empty list.
    void setFollowers(std::vector<lsp::DocumentFollower *> followers);
    // Every open document as it is now: what a new server process gets first.
    [[nodiscard]] std::vector<lsp::OpenDocument> all() const;
    // Nothing: it is not open (any more).
    [[nodiscard]] std::optional<std::string> text(const QString &uri) const;
    // PlainText when the servers do not know it.
    [[nodiscard]] Language language(const QString &uri) const;

private:
    void watch(Document &document);
    // Path or language changed: for a server that is another document.
    void rename(Document &document);
    [[nodiscard]] static lsp::OpenDocument snapshot(const Document &document);

    DocumentManager &m_documents;
    std::vector<lsp::DocumentFollower *> m_followers;
    QHash<int, QString> m_uris; // by document: as the servers know it
};

// "file:///…", or "untitled:3" before the first save.
[[nodiscard]] QString documentUri(const Document &document);
// Null when no open document has it.
[[nodiscard]] Document *documentWithUri(const DocumentManager &documents, const QString &uri);

} // namespace gatewright
