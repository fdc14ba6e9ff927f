// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/lsp/transport.h"

#include <QIODevice>
#include <QPointer>

namespace gatewright::lsp {

// A transport over Qt devices that buffer what is written to them: QProcess, QLocalSocket. The devices are
// owned by someone else, live on the same thread and may be destroyed at any time, which counts as the end of
// the stream.
class DeviceTransport final : public Transport
{
    Q_OBJECT

public:
    // The same device may stand for both directions.
    DeviceTransport(QIODevice *input, QIODevice *output, QObject *parent = nullptr);

    void start() override;
    QByteArray read(qsizetype maximum) override;
    bool atEnd() const override;
    void send(QByteArray bytes) override;
    bool outputOpen() const override;

private:
    void endInput();

    QPointer<QIODevice> m_input;
    QPointer<QIODevice> m_output;
    bool m_inputEnded = false;
    bool m_outputFailed = false;
};

} // namespace gatewright::lsp
