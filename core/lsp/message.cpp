// SPDX-License-Identifier: Apache-2.0
#include "core/lsp/message.h"

#include <QHashFunctions>
#include <QJsonDocument>
#include <QJsonParseError>

#include <cmath>

namespace gatewright::lsp {

namespace {

constexpr QLatin1String versionKey("jsonrpc");
constexpr QLatin1String version("2.0");
constexpr QLatin1String idKey("id");
constexpr QLatin1String methodKey("method");
constexpr QLatin1String paramsKey("params");
constexpr QLatin1String resultKey("result");
constexpr QLatin1String errorKey("error");

tl::unexpected<MessageFault> invalid(QString message, RequestId id = {})
{
    return tl::unexpected(MessageFault{RpcErrorCode::InvalidRequest, std::move(message), std::move(id)});
}

std::optional<qint64> wholeNumber(const QJsonValue &value)
{
    constexpr double exact = 9007199254740992.0; // 2^53: beyond it a double no longer names one integer
    const double number = value.toDouble(std::nan(""));
    if (!(std::abs(number) <= exact) || std::trunc(number) != number)
        return std::nullopt;
    return value.toInteger();
}

tl::expected<Message, MessageFault> parseCall(const QJsonObject &object, const RequestId &id)
{
    const QJsonValue method = object.value(methodKey);
    if (!method.isString() || method.toString().isEmpty())
        return invalid(QStringLiteral("`method` must be a string."), id);
    const QJsonValue params = object.value(paramsKey);
    if (!params.isObject() && !params.isArray() && !params.isNull() && !params.isUndefined())
        return invalid(QStringLiteral("`params` must be an object or an array."), id);
    const QJsonValue given = params.isUndefined() ? QJsonValue(QJsonValue::Null) : params;
    if (!object.contains(idKey))
        return Notification{method.toString(), given};
    if (id.isNull())
        return invalid(QStringLiteral("The `id` of a request must be an integer or a string."));
    return Request{id, method.toString(), given};
}

tl::expected<Message, MessageFault> parseAnswer(const QJsonObject &object, const RequestId &id)
{
    const QJsonValue error = object.value(errorKey);
    const bool hasError =
        !error.isUndefined() && !error.isNull(); // some servers send "error": null with a result
    if (!hasError) {
        if (!object.contains(resultKey))
            return invalid(QStringLiteral("A message has neither `method` nor `result` nor `error`."));
        return Response{id, object.value(resultKey)};
    }
    const auto code = wholeNumber(error.toObject().value(QLatin1String("code")));
    const QJsonValue message = error.toObject().value(QLatin1String("message"));
    if (!error.isObject() || !code || *code != static_cast<int>(*code) || !message.isString())
        return invalid(QStringLiteral("`error` must hold an integer `code` and a string `message`."));
    return Response{id, tl::unexpected(RpcError{static_cast<int>(*code), message.toString(),
                                                error.toObject().value(QLatin1String("data"))})};
}

QJsonObject envelope()
{
    return {{versionKey, version}};
}

ErrorCode errorCodeFor(int rpcCode)
{
    switch (static_cast<RpcErrorCode>(rpcCode)) {
    case RpcErrorCode::RequestCancelled:
    case RpcErrorCode::ServerCancelled:
    case RpcErrorCode::ContentModified:
        return ErrorCode::Cancelled;
    case RpcErrorCode::InvalidParams:
        return ErrorCode::InvalidInput;
    case RpcErrorCode::MethodNotFound:
        return ErrorCode::Unsupported;
    default:
        return ErrorCode::Internal;
    }
}

RpcErrorCode rpcCodeFor(ErrorCode code)
{
    switch (code) {
    case ErrorCode::Cancelled:
        return RpcErrorCode::RequestCancelled;
    case ErrorCode::InvalidInput:
    case ErrorCode::NotFound:
        return RpcErrorCode::InvalidParams;
    case ErrorCode::Internal:
        return RpcErrorCode::InternalError;
    default:
        return RpcErrorCode::RequestFailed;
    }
}

std::optional<ErrorCode> errorCodeNamed(const QString &name)
{
    for (const ErrorCode code :
         {ErrorCode::Cancelled, ErrorCode::InvalidInput, ErrorCode::NotFound, ErrorCode::Missing,
          ErrorCode::Io, ErrorCode::Corrupt, ErrorCode::Unsupported, ErrorCode::LimitExceeded,
          ErrorCode::Timeout, ErrorCode::Crashed, ErrorCode::Internal}) {
        if (name == errorCodeName(code))
            return code;
    }
    return std::nullopt;
}

} // namespace

std::optional<RequestId> RequestId::fromJson(const QJsonValue &value)
{
    if (value.isNull() || value.isUndefined())
        return RequestId();
    if (value.isString())
        return RequestId(value.toString());
    if (!value.isDouble())
        return std::nullopt;
    const auto number = wholeNumber(value);
    return number ? std::optional(RequestId(*number)) : std::nullopt;
}

QJsonValue RequestId::toJson() const
{
    if (const auto *number = std::get_if<qint64>(&m_value))
        return *number;
    if (const auto *name = std::get_if<QString>(&m_value))
        return *name;
    return QJsonValue::Null;
}

size_t qHash(const RequestId &id, size_t seed)
{
    if (const auto *number = std::get_if<qint64>(&id.m_value))
        return ::qHash(*number, seed);
    if (const auto *name = std::get_if<QString>(&id.m_value))
        return ::qHash(*name, seed);
    return seed;
}

tl::expected<Message, MessageFault> parseMessage(const QByteArray &body)
{
    QJsonParseError problem;
    const QJsonDocument document = QJsonDocument::fromJson(body, &problem);
    if (problem.error != QJsonParseError::NoError) {
        return tl::unexpected(MessageFault{RpcErrorCode::ParseError,
                                           QStringLiteral("The message is not JSON: %1 at byte %2.")
                                               .arg(problem.errorString())
                                               .arg(problem.offset),
                                           {}});
    }
    if (!document.isObject())
        return invalid(QStringLiteral("A message must be one JSON object; batches are not part of LSP."));
    const QJsonObject object = document.object();
    const auto id = RequestId::fromJson(object.value(idKey));
    if (!id)
        return invalid(QStringLiteral("`id` must be an integer or a string."));
    if (object.value(versionKey) != QJsonValue(version))
        return invalid(QStringLiteral("`jsonrpc` must be \"2.0\"."), *id);
    return object.contains(methodKey) ? parseCall(object, *id) : parseAnswer(object, *id);
}

QJsonObject toJson(const Request &request)
{
    QJsonObject object = envelope();
    object.insert(idKey, request.id.toJson());
    object.insert(methodKey, request.method);
    if (!request.params.isNull() && !request.params.isUndefined())
        object.insert(paramsKey, request.params);
    return object;
}

QJsonObject toJson(const Notification &notification)
{
    QJsonObject object = envelope();
    object.insert(methodKey, notification.method);
    if (!notification.params.isNull() && !notification.params.isUndefined())
        object.insert(paramsKey, notification.params);
    return object;
}

QJsonObject toJson(const Response &response)
{
    QJsonObject object = envelope();
    object.insert(idKey, response.id.toJson());
    if (response.outcome) {
        const QJsonValue &result = *response.outcome;
        object.insert(resultKey, result.isUndefined() ? QJsonValue(QJsonValue::Null) : result);
        return object;
    }
    const RpcError &error = response.outcome.error();
    QJsonObject errorObject{{QLatin1String("code"), error.code}, {QLatin1String("message"), error.message}};
    if (!error.data.isUndefined() && !error.data.isNull())
        errorObject.insert(QLatin1String("data"), error.data);
    object.insert(errorKey, errorObject);
    return object;
}

RpcError toRpcError(const Error &error)
{
    QJsonObject data{{QLatin1String("kind"), errorCodeName(error.code)}};
    if (!error.detail.isEmpty())
        data.insert(QLatin1String("detail"), error.detail);
    if (!error.place.isEmpty())
        data.insert(QLatin1String("place"), error.place);
    if (!error.remedy.isEmpty())
        data.insert(QLatin1String("remedy"), error.remedy);
    return {static_cast<int>(rpcCodeFor(error.code)), error.message, data};
}

Error toError(const RpcError &error)
{
    const QJsonObject data = error.data.toObject();
    const auto named = errorCodeNamed(data.value(QLatin1String("kind")).toString());
    return {named.value_or(errorCodeFor(error.code)), error.message,
            data.value(QLatin1String("detail")).toString(), data.value(QLatin1String("place")).toString(),
            data.value(QLatin1String("remedy")).toString()};
}

} // namespace gatewright::lsp
