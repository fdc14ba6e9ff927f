// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"
#include "core/lsp/transport.h"
#include "core/task/serial_executor.h"

#include <QSocketNotifier>

#include <atomic>
#include <condition_variable>
#include <deque>
#include <memory>
#include <mutex>

namespace gatewright::lsp {

// A file descriptor that is closed with its owner.
class FileDescriptor
{
public:
    explicit FileDescriptor(int descriptor = -1)
        : m_descriptor(descriptor)
    {
    }
    ~FileDescriptor();
    FileDescriptor(FileDescriptor &&other) noexcept;
    FileDescriptor &operator=(FileDescriptor &&other) noexcept;

    [[nodiscard]] int get() const { return m_descriptor; }
    [[nodiscard]] bool isValid() const { return m_descriptor >= 0; }

private:
    int m_descriptor;
};

// A transport over two file descriptors: what a server does with its stdin and stdout.
//
// Reading happens on the object's thread, only when the system says that bytes are there. Writing happens on
// one thread of its own, because a pipe that nobody empties blocks its writer. Neither descriptor is switched
// to O_NONBLOCK: that flag belongs to the open file, which a terminal or a parent process may share with us.
class DescriptorTransport final : public Transport
{
    Q_OBJECT

public:
    // Both are owned from here on.
    DescriptorTransport(FileDescriptor input, FileDescriptor output, QObject *parent = nullptr);
    // Gives the peer up to two seconds to take what is still unsent.
    ~DescriptorTransport() override;

    // Takes the program's stdin and stdout away: afterwards descriptor 0 reads nothing and descriptor 1 is
    // stderr, so that a stray printf of a library cannot break the protocol, and children do not inherit the
    // streams.
    [[nodiscard]] static Result<std::unique_ptr<DescriptorTransport>> takeStandardStreams();

    void start() override;
    QByteArray read(qsizetype maximum) override;
    bool atEnd() const override;
    void send(QByteArray bytes) override;
    bool outputOpen() const override;
    // Bytes that wait for the peer to take what was sent before.
    [[nodiscard]] qsizetype unsentBytes() const;

private:
    void writeQueue(const std::stop_token &stop);
    [[nodiscard]] bool writeAll(QByteArrayView bytes, const std::stop_token &stop);
    void failOutput(ErrorCode code, const QString &message, const QString &detail);

    FileDescriptor m_input;
    FileDescriptor m_output;
    std::unique_ptr<QSocketNotifier> m_notifier;
    bool m_inputEnded = false;
    std::atomic<bool> m_outputFailed = false;

    mutable std::mutex m_mutex;
    std::condition_variable m_emptied;
    std::deque<QByteArray> m_unsent; // guarded by m_mutex
    qsizetype m_unsentBytes = 0;     // guarded by m_mutex
    bool m_writing = false;          // guarded by m_mutex
    SerialExecutor m_writer;         // last: its thread uses everything above
};

} // namespace gatewright::lsp
