// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"

#include <QByteArray>
#include <QJsonObject>
#include <QJsonValue>
#include <QString>

#include <optional>
#include <variant>

namespace gatewright::lsp {

// JSON-RPC 2.0 section 5.1 and LSP 3.18 `ErrorCodes`, `LSPErrorCodes`.
enum class RpcErrorCode : int {
    ParseError = -32700,
    InvalidRequest = -32600,
    MethodNotFound = -32601,
    InvalidParams = -32602,
    InternalError = -32603,
    ServerNotInitialized = -32002,
    UnknownError = -32001,
    RequestFailed = -32803,
    ServerCancelled = -32802,
    ContentModified = -32801,
    RequestCancelled = -32800,
};

// An integer, a string, or nothing (null: the id of an answer to a message whose id could not be read).
class RequestId
{
public:
    RequestId() = default;
    explicit RequestId(qint64 number)
        : m_value(number)
    {
    }
    explicit RequestId(QString name)
        : m_value(std::move(name))
    {
    }

    // Nothing when the value is neither an integer nor a string nor null.
    [[nodiscard]] static std::optional<RequestId> fromJson(const QJsonValue &value);
    [[nodiscard]] QJsonValue toJson() const;
    [[nodiscard]] bool isNull() const { return std::holds_alternative<std::monostate>(m_value); }

    friend bool operator==(const RequestId &, const RequestId &) = default;
    friend size_t qHash(const RequestId &id, size_t seed);

private:
    std::variant<std::monostate, qint64, QString> m_value;
};

struct RpcError
{
    int code = static_cast<int>(RpcErrorCode::InternalError); // any number: servers have their own
    QString message;
    QJsonValue data = QJsonValue::Undefined;

    friend bool operator==(const RpcError &, const RpcError &) = default;
};

struct Request
{
    RequestId id;
    QString method;
    QJsonValue params; // an object, an array, or null
};

struct Notification
{
    QString method;
    QJsonValue params; // an object, an array, or null
};

struct Response
{
    RequestId id;
    tl::expected<QJsonValue, RpcError> outcome;
};

using Message = std::variant<Request, Notification, Response>;

// Why a body is no message, and to which id the refusal must be addressed.
struct MessageFault
{
    RpcErrorCode code = RpcErrorCode::ParseError;
    QString message;
    RequestId id;
};

// `body` is any bytes: not UTF-8, not JSON, nested without end, a batch or not JSON-RPC 2.0 gives a fault.
[[nodiscard]] tl::expected<Message, MessageFault> parseMessage(const QByteArray &body);

[[nodiscard]] QJsonObject toJson(const Request &request);
[[nodiscard]] QJsonObject toJson(const Notification &notification);
[[nodiscard]] QJsonObject toJson(const Response &response);

// The product's errors cross the wire whole between our own programs: code, detail and place travel in
// `data`. For a foreign peer the number alone decides.
[[nodiscard]] RpcError toRpcError(const Error &error);
[[nodiscard]] Error toError(const RpcError &error);

} // namespace gatewright::lsp
