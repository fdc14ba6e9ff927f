// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/clock.h"
#include "core/base/result.h"

#include <QString>

namespace gatewright {

// A connection to somebody else's computer that is about to be made.
struct ConnectionRecord
{
    QString purpose; // what is done: "setup qiskit"
    QString host;    // whom it goes to: "pypi.org"
    QString why;     // who asked for it, in one sentence
};

// What of the product speaks to a network: one line of JSON a connection, {host, purpose, time, why}, written
// before it is made. Several programs may write to the same file; one that is full is put aside as
// `oldFile()`, in place of the one before. Any thread.
class ConnectionLog
{
public:
    // `clock` outlives the log. The folder of `file` is made when the first line is written.
    ConnectionLog(QString file, const Clock &clock);

    // Io when the line cannot be written: then nothing may be connected to.
    [[nodiscard]] Result<void> write(const ConnectionRecord &connection) const;

    [[nodiscard]] const QString &file() const { return m_file; }
    [[nodiscard]] QString oldFile() const;

    static constexpr qint64 mostBytes = qint64{1} << 20; // of each of the two files

private:
    const QString m_file;
    const Clock &m_clock;
};

} // namespace gatewright
