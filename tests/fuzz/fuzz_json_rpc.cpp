// SPDX-License-Identifier: Apache-2.0
// Any bytes at all, as what a peer sends to one of our servers: they are cut into messages, read, applied to
// documents and read as every type that has a reader. The answer is a value or an error, and a message that
// was understood survives being written and read again.
#include "core/lsp/document_store.h"
#include "core/lsp/frame.h"
#include "core/lsp/message.h"
#include "core/lsp/types.h"

#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>
#include <cstdint>
#include <cstdlib>

using namespace gatewright::lsp;

namespace {

// Small, so that the limits themselves are met.
constexpr FrameLimits limits{256, 64 * 1024};

void require(bool condition)
{
    if (!condition)
        std::abort();
}

QByteArray written(const Message &message)
{
    const QJsonObject json = std::visit([](const auto &value) { return toJson(value); }, message);
    return QJsonDocument(json).toJson(QJsonDocument::Compact);
}

// Whatever was read can be written, and is then read as the same.
template <class Read>
void readTwice(const QJsonValue &params, Read read)
{
    const auto first = read(Field(params));
    if (!first) {
        require(!first.error().message.isEmpty() && !first.error().place.isEmpty());
        return;
    }
    const auto second = read(Field(toJson(*first)));
    require(second.has_value() && *second == *first);
}

void readAsEveryType(const QJsonValue &params)
{
    readTwice(params, positionFromJson);
    readTwice(params, rangeFromJson);
    readTwice(params, rangeEditFromJson);
    readTwice(params, workspaceEditFromJson);
    readTwice(params, diagnosticFromJson);
    readTwice(params, publishDiagnosticsFromJson);
    readTwice(params, inlineCompletionParamsFromJson);
    readTwice(params, inlineCompletionItemFromJson);
    readTwice(params, inlineCompletionsFromJson);
}

// Every document that is handed out has an index that agrees with its text.
void checkDocuments(const DocumentStore &store)
{
    for (const QString &uri : store.uris()) {
        const auto document = store.document(uri);
        if (!document)
            continue;
        const std::size_t size = document->text().size();
        require(document->offset(document->position(size)) == size);
        require(gatewright::LineIndex(document->text()).lineCount() == document->lineCount());
    }
}

void apply(DocumentStore &store, const QString &method, const QJsonValue &params)
{
    if (method == QLatin1String("textDocument/didOpen"))
        static_cast<void>(store.open(params));
    else if (method == QLatin1String("textDocument/didChange"))
        static_cast<void>(store.change(params));
    else if (method == QLatin1String("textDocument/didClose"))
        static_cast<void>(store.close(params));
    checkDocuments(store);
}

void handle(const QByteArray &body, DocumentStore &store)
{
    const auto message = parseMessage(body);
    if (!message)
        return;
    const auto again = parseMessage(written(*message));
    require(again.has_value() && again->index() == message->index() && written(*again) == written(*message));

    if (const auto *request = std::get_if<Request>(&*message)) {
        readAsEveryType(request->params);
    } else if (const auto *notification = std::get_if<Notification>(&*message)) {
        apply(store, notification->method, notification->params);
        readAsEveryType(notification->params);
    } else if (const auto &response = std::get<Response>(*message); !response.outcome) {
        static_cast<void>(toError(response.outcome.error()));
    } else {
        readAsEveryType(*response.outcome);
    }
}

} // namespace

// The first byte says in stretches of how many bytes the rest arrives.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    if (size == 0)
        return 0;
    const qsizetype stretch = data[0] == 0 ? static_cast<qsizetype>(size) : data[0];
    const QByteArrayView bytes(data + 1, static_cast<qsizetype>(size) - 1);

    FrameReader reader(limits);
    DocumentStore store;
    for (qsizetype begin = 0; begin < bytes.size(); begin += stretch) {
        reader.feed(bytes.sliced(begin, std::min(stretch, bytes.size() - begin)));
        while (const auto body = reader.next()) {
            if (*body)
                handle(**body, store);
        }
        require(reader.buffered() <= bytes.size());
    }
    // What came without a frame, too: the readers behind it must stand any text.
    handle(bytes.toByteArray(), store);
    // And a list of messages, so that a session can vary without the lengths of its frames getting in the
    // way.
    const QJsonArray list = QJsonDocument::fromJson(bytes.toByteArray()).array();
    for (const QJsonValue &element : list)
        handle(QJsonDocument(element.toObject()).toJson(QJsonDocument::Compact), store);
    return 0;
}
