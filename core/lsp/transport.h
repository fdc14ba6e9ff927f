// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/error.h"

#include <QByteArray>
#include <QObject>

namespace gatewright::lsp {

// Two byte streams, one in each direction, to a peer. All functions are for the thread of the object and none
// of them blocks. The reader takes bytes when it wants them, so that a flooding peer waits instead of filling
// our memory.
class Transport : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;

    // Begins to watch the input. Nothing is signalled before.
    virtual void start() = 0;
    // At most `maximum` of the bytes that came; empty when there are none at the moment.
    [[nodiscard]] virtual QByteArray read(qsizetype maximum) = 0;
    // The peer closed its end and every byte was read.
    [[nodiscard]] virtual bool atEnd() const = 0;
    // Takes all of `bytes`; calls arrive in order and whole. Bytes for a peer that is gone are dropped.
    virtual void send(QByteArray bytes) = 0;
    // False once the peer can no longer receive.
    [[nodiscard]] virtual bool outputOpen() const = 0;

Q_SIGNALS:
    // Something to read() or the end was reached. Comes again only after read() has said "empty".
    void readable();
    // The output broke; the input may still hold answers.
    void outputFailed(const gatewright::Error &error);
};

// How much may wait for a peer that does not read before the connection is given up.
inline constexpr qsizetype maximumUnsentBytes = qsizetype{256} * 1024 * 1024;

} // namespace gatewright::lsp
