// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"
#include "core/lsp/frame.h"
#include "core/lsp/message.h"
#include "core/lsp/responder.h"
#include "core/lsp/transport.h"

#include <QHash>
#include <QObject>
#include <QPointer>
#include <QTimer>

#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <unordered_map>

namespace gatewright::lsp {

// What a peer gets for a message that is none: a server owes an error answer, a client only tells its owner.
enum class BadInput { Answer, Report };

struct ConnectionOptions
{
    FrameLimits limits;
    // How long messages are handled in one turn of the event loop: a flood of them must leave time for the
    // user's keys.
    std::chrono::milliseconds turnBudget{4};
    // For requests that name no timeout of their own. Zero: wait for ever.
    std::chrono::milliseconds requestTimeout{30'000};
    // A peer that does not even answer a cancelled request for so long hangs (design, section 2).
    std::chrono::milliseconds cancelGrace{5'000};
    // Requests of the peer that are being worked on; more are refused.
    int maximumIncoming = 1024;
};

class Connection;

// Names one request that was sent. A value that may outlive the connection; for the connection's thread.
class RequestHandle
{
public:
    RequestHandle() = default;

    // Sends $/cancelRequest. `done` gets ErrorCode::Cancelled from the event loop, whatever the peer answers.
    void cancel();
    [[nodiscard]] bool isPending() const;

private:
    friend class Connection;
    RequestHandle(Connection *connection, qint64 id);

    QPointer<Connection> m_connection;
    qint64 m_id = 0;
};

// JSON-RPC 2.0 in both directions over one transport: what a server and a client have in common. For one
// thread, save for Responder and Outbox. Handlers and `done` run on that thread; they may destroy the
// connection.
class Connection : public QObject
{
    Q_OBJECT

public:
    using RequestHandler = std::function<void(const QJsonValue &params, Responder responder)>;
    using NotificationHandler = std::function<void(const QJsonValue &params)>;
    using Done = std::function<void(Result<QJsonValue>)>;

    ~Connection() override;

    // Begins to read. Set the handlers first.
    void start();
    // Fails every pending request with `reason` and trips the stop tokens of the requests being answered.
    void close(const Error &reason);
    [[nodiscard]] bool isOpen() const { return m_open; }

    // `context` lives on this thread; once it is gone the method counts as unknown. A later handler replaces
    // an earlier one.
    void onRequest(const QString &method, QObject *context, RequestHandler handler);
    void onNotification(const QString &method, QObject *context, NotificationHandler handler);

    // `done` runs exactly once, from the event loop, unless `context` is gone by then: with the answer, or
    // with Cancelled, Timeout, Crashed (the transport closed) or the peer's error (see toError). Destroying
    // the connection cancels. `timeout` zero: the option's value.
    RequestHandle request(const QString &method, const QJsonValue &params, QObject *context, Done done,
                          std::chrono::milliseconds timeout = std::chrono::milliseconds::zero());
    void notify(const QString &method, const QJsonValue &params = QJsonValue::Null);
    // For other threads.
    [[nodiscard]] Outbox outbox() const;
    // Requests of ours without an answer, and of the peer's without one.
    [[nodiscard]] qsizetype pendingOutgoing() const { return static_cast<qsizetype>(m_outgoing.size()); }
    [[nodiscard]] qsizetype pendingIncoming() const { return m_incoming.size(); }
    // Messages that came so far, good and bad: what tells a flood from work.
    [[nodiscard]] qint64 received() const { return m_received; }
    // How often all that had come was handled. A peer that sends more than can be handled never lets it grow.
    [[nodiscard]] qint64 caughtUp() const { return m_caughtUp; }

Q_SIGNALS:
    // Once, after every pending request was failed.
    void closed(const gatewright::Error &reason);
    // The peer sent something that is no message. The connection goes on.
    void badInput(const gatewright::Error &error);
    // The peer gave no sign for cancelGrace after a cancel: kill it.
    void cancelUnanswered(const QString &method);
    // A request of the peer was answered.
    void incomingAnswered();

protected:
    Connection(std::unique_ptr<Transport> transport, BadInput badInput, const ConnectionOptions &options,
               QObject *parent);

    // A life cycle may forbid a method at this moment: the error to answer a request with; a notification is
    // dropped.
    [[nodiscard]] virtual std::optional<RpcError> refusal(const QString &method) const;
    // The peer closed its end. By default that closes the connection with ErrorCode::Crashed.
    virtual void inputEnded();
    [[nodiscard]] bool peerListens() const { return m_transport->outputOpen(); }
    void cancelIncoming();

private:
    friend class RequestHandle;
    friend class detail::Mailbox;

    struct Outgoing
    {
        QString method;
        QPointer<QObject> context;
        Done done; // empty once it has run: only the peer's sign of life is still awaited
        std::unique_ptr<QTimer> timer;
    };
    template <class Handler>
    struct Registered
    {
        QPointer<QObject> context;
        Handler handler;
    };

    void pump();
    void receive(Result<QByteArray> body);
    void receive(const Request &request);
    void receive(const Notification &notification);
    void receive(const Response &response);
    void reportBadInput(const Error &error, RpcErrorCode code, const RequestId &id);
    void respond(const RequestId &id, RpcError error);
    void sendFrame(const QByteArray &bytes, const std::optional<RequestId> &answered);
    void cancelOutgoing(qint64 id, const Error &reason);
    void deliverLater(const QPointer<QObject> &context, Done done, Error error);

    std::unique_ptr<Transport> m_transport;
    const BadInput m_badInput;
    const ConnectionOptions m_options;
    FrameReader m_reader;
    QTimer m_resume; // goes on reading in the next turn of the event loop
    std::shared_ptr<detail::Mailbox> m_mailbox;
    QHash<QString, Registered<RequestHandler>> m_requestHandlers;
    QHash<QString, Registered<NotificationHandler>> m_notificationHandlers;
    std::unordered_map<qint64, Outgoing> m_outgoing;
    QHash<RequestId, std::stop_source> m_incoming;
    qint64 m_nextId = 1;
    qint64 m_received = 0;
    qint64 m_caughtUp = 0;
    bool m_open = true;
    bool m_inputEnded = false;
};

} // namespace gatewright::lsp
