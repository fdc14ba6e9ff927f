// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"
#include "core/lsp/connection.h"
#include "core/text/text_document.h"

#include <QHash>
#include <QObject>
#include <QStringList>

namespace gatewright::lsp {

// The documents that a client has open, as a server sees them: didOpen, didChange (whole or in parts,
// positions in UTF-16 units) and didClose, kept by URI exactly as the client writes it. The client's version
// is the document's Revision.
//
// A change that cannot be right (no document, a version that does not grow, a range that ends before it
// starts) leaves the document out of step with the client's: until it is replaced as a whole or opened again
// it is not handed out.
class DocumentStore final : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;

    // Registers for the three notifications; a refused one is logged, since a notification has no answer.
    void listenTo(Connection &connection);
    // What the server's capabilities say for `textDocumentSync`: open, close, incremental changes.
    [[nodiscard]] static QJsonObject capability();

    // The params of the notifications.
    Result<void> open(const QJsonValue &params);
    Result<void> change(const QJsonValue &params);
    Result<void> close(const QJsonValue &params);

    // A snapshot. NotFound when it is not open, Corrupt when it is out of step.
    [[nodiscard]] Result<TextDocument> document(const QString &uri) const;
    [[nodiscard]] QStringList uris() const { return m_documents.keys(); }

Q_SIGNALS:
    void opened(const QString &uri);
    void changed(const QString &uri);
    void closed(const QString &uri);

private:
    struct Entry
    {
        TextDocument document;
        bool outOfStep = false;
    };

    QHash<QString, Entry> m_documents;
};

// A document grows no larger than a message may be.
inline constexpr std::size_t maximumDocumentBytes = std::size_t{64} * 1024 * 1024;

// The params of the three notifications, for clients.
[[nodiscard]] QJsonObject didOpenParams(const QString &uri, const TextDocument &document);
[[nodiscard]] QJsonObject didChangeParams(const QString &uri, Revision revision, const Range &range,
                                          const QString &text);
[[nodiscard]] QJsonObject didChangeWholeParams(const QString &uri, const TextDocument &document);
[[nodiscard]] QJsonObject didCloseParams(const QString &uri);

} // namespace gatewright::lsp
