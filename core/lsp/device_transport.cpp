// SPDX-License-Identifier: Apache-2.0
#include "core/lsp/device_transport.h"

#include <utility>

namespace gatewright::lsp {

DeviceTransport::DeviceTransport(QIODevice *input, QIODevice *output, QObject *parent)
    : Transport(parent)
    , m_input(input)
    , m_output(output)
{
}

void DeviceTransport::start()
{
    if (!m_input || !m_input->isReadable()) {
        endInput();
        return;
    }
    connect(m_input, &QIODevice::readyRead, this, &Transport::readable);
    connect(m_input, &QIODevice::readChannelFinished, this, &DeviceTransport::endInput);
    connect(m_input, &QIODevice::aboutToClose, this, &DeviceTransport::endInput);
    connect(m_input, &QObject::destroyed, this, &DeviceTransport::endInput);
    if (m_input->bytesAvailable() > 0)
        QMetaObject::invokeMethod(this, &Transport::readable, Qt::QueuedConnection);
}

QByteArray DeviceTransport::read(qsizetype maximum)
{
    return m_input && m_input->isReadable() ? m_input->read(maximum) : QByteArray();
}

bool DeviceTransport::atEnd() const
{
    return m_inputEnded && (!m_input || !m_input->isReadable() || m_input->bytesAvailable() == 0);
}

void DeviceTransport::send(QByteArray bytes)
{
    if (!outputOpen())
        return;
    const bool full = m_output->bytesToWrite() > maximumUnsentBytes;
    if (!full && m_output->write(bytes) == bytes.size())
        return;
    m_outputFailed = true;
    Error error{
        ErrorCode::Io, QStringLiteral("A message could not be written."), m_output->errorString(), {}};
    if (full)
        error = {ErrorCode::LimitExceeded,
                 QStringLiteral("The other program does not read its messages."),
                 {},
                 {}};
    // Queued: whoever sends is often in the middle of something that an error must not change under its feet.
    QMetaObject::invokeMethod(
        this, [this, error = std::move(error)] { Q_EMIT outputFailed(error); }, Qt::QueuedConnection);
}

bool DeviceTransport::outputOpen() const
{
    return m_output && m_output->isWritable() && !m_outputFailed;
}

void DeviceTransport::endInput()
{
    if (std::exchange(m_inputEnded, true))
        return;
    QMetaObject::invokeMethod(this, &Transport::readable, Qt::QueuedConnection);
}

} // namespace gatewright::lsp
