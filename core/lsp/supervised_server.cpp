// SPDX-License-Identifier: Apache-2.0
#include "core/lsp/supervised_server.h"

#include "core/lsp/device_transport.h"

#include <QCoreApplication>

#include <utility>

namespace gatewright::lsp {

namespace {

// A program that dies closes its streams a moment before its end is known; only one that lives on hangs.
constexpr std::chrono::milliseconds endGrace{500};
// From `exit` to the end of the program.
constexpr std::chrono::milliseconds exitGrace{1000};

} // namespace

SupervisedServer::SupervisedServer(ServerOptions options, const Clock &clock, QObject *parent)
    : QObject(parent)
    , m_options(std::move(options))
    , m_process(m_options.command, m_options.rules, clock, m_options.limits)
{
    connect(&m_process, &SupervisedProcess::started, this, &SupervisedServer::begin);
    connect(&m_process, &SupervisedProcess::ended, this, &SupervisedServer::end);
}

SupervisedServer::~SupervisedServer()
{
    end();
}

void SupervisedServer::stop()
{
    if (ClientEndpoint *running = endpoint())
        running->shutDown(running, [this] { m_process.finish(exitGrace); });
    else
        m_process.stop();
}

void SupervisedServer::begin(QIODevice *device)
{
    m_endpoint = std::make_unique<ClientEndpoint>(std::make_unique<DeviceTransport>(device, device),
                                                  m_options.connection);
    ClientEndpoint *endpoint = m_endpoint.get();
    connect(endpoint, &Connection::cancelUnanswered, this,
            [this](const QString &method) { m_process.reportHang(method); });
    connect(endpoint, &Connection::closed, this, [this, endpoint](const Error &reason) {
        // The endpoint lives on for a moment when this is gone.
        QTimer::singleShot(endGrace, this, [this, endpoint, reason] {
            if (m_endpoint.get() == endpoint)
                m_process.reportHang(reason.message);
        });
    });
    endpoint->start();
    QJsonObject params = m_options.initializeParams;
    params.insert(QLatin1String("processId"), QCoreApplication::applicationPid());
    if (!params.contains(QLatin1String("capabilities")))
        params.insert(QLatin1String("capabilities"), QJsonObject());
    // The process has its own limit for the time until it is ready, and kills; this one only has to be
    // longer.
    endpoint->initialize(
        params, endpoint, [this](const Result<QJsonObject> &result) { initialized(result); },
        2 * m_options.rules.startTime);
}

void SupervisedServer::initialized(const Result<QJsonObject> &result)
{
    if (!result) {
        if (m_endpoint && m_endpoint->isOpen()) // otherwise it is ending anyway
            m_process.reportHang(result.error().toString());
        return;
    }
    m_ready = true;
    m_process.markReady();
    Q_EMIT ready(m_endpoint.get());
}

void SupervisedServer::end()
{
    if (!m_endpoint)
        return;
    // Out of reach first: whoever hears of a failed request may look for the endpoint.
    const bool wasReady = std::exchange(m_ready, false);
    ClientEndpoint *endpoint = m_endpoint.release();
    endpoint->close({ErrorCode::Crashed, QStringLiteral("The server ended."), {}, {}});
    if (wasReady)
        Q_EMIT gone();
    endpoint->deleteLater(); // its own signal may have brought us here
}

} // namespace gatewright::lsp
