// SPDX-License-Identifier: Apache-2.0
#include "core/lsp/descriptor_transport.h"

#include <fcntl.h>
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <utility>

namespace gatewright::lsp {

namespace {

using namespace std::chrono_literals;

// A pipe that polls as writable takes this many bytes without blocking (PIPE_BUF on Linux).
constexpr qsizetype writeStep = 4096;
constexpr int pollMilliseconds = 100; // how soon a stop is noticed while the peer does not read
constexpr auto lastWords = 2s;

QString systemError()
{
    return qt_error_string(errno);
}

// A write to a closed pipe must be an error of this thread, not a signal that ends the program.
void blockPipeSignal()
{
    sigset_t signals;
    sigemptyset(&signals);
    sigaddset(&signals, SIGPIPE);
    pthread_sigmask(SIG_BLOCK, &signals, nullptr);
}

} // namespace

FileDescriptor::~FileDescriptor()
{
    if (m_descriptor >= 0)
        ::close(m_descriptor);
}

FileDescriptor::FileDescriptor(FileDescriptor &&other) noexcept
    : m_descriptor(std::exchange(other.m_descriptor, -1))
{
}

FileDescriptor &FileDescriptor::operator=(FileDescriptor &&other) noexcept
{
    std::swap(m_descriptor, other.m_descriptor);
    return *this;
}

DescriptorTransport::DescriptorTransport(FileDescriptor input, FileDescriptor output, QObject *parent)
    : Transport(parent)
    , m_input(std::move(input))
    , m_output(std::move(output))
{
    m_writer.post([](const std::stop_token &) { blockPipeSignal(); });
}

DescriptorTransport::~DescriptorTransport()
{
    std::unique_lock lock(m_mutex);
    m_emptied.wait_for(lock, lastWords,
                       [this] { return (m_unsent.empty() && !m_writing) || m_outputFailed; });
}

Result<std::unique_ptr<DescriptorTransport>> DescriptorTransport::takeStandardStreams()
{
    const auto failed = [](const char *what) {
        return makeError(ErrorCode::Io,
                         QStringLiteral("Standard input and output cannot be used for messages."),
                         QStringLiteral("%1: %2").arg(QLatin1String(what), systemError()));
    };
    FileDescriptor input(::fcntl(STDIN_FILENO, F_DUPFD_CLOEXEC, STDERR_FILENO + 1));
    FileDescriptor output(::fcntl(STDOUT_FILENO, F_DUPFD_CLOEXEC, STDERR_FILENO + 1));
    if (!input.isValid() || !output.isValid())
        return failed("fcntl");
    const FileDescriptor nothing(::open("/dev/null", O_RDONLY | O_CLOEXEC));
    if (!nothing.isValid() || ::dup2(nothing.get(), STDIN_FILENO) < 0 ||
        ::dup2(STDERR_FILENO, STDOUT_FILENO) < 0)
        return failed("dup2");
    return std::make_unique<DescriptorTransport>(std::move(input), std::move(output));
}

void DescriptorTransport::start()
{
    m_notifier = std::make_unique<QSocketNotifier>(m_input.get(), QSocketNotifier::Read);
    connect(m_notifier.get(), &QSocketNotifier::activated, this, [this] {
        m_notifier->setEnabled(false); // until read() found nothing more
        Q_EMIT readable();
    });
}

QByteArray DescriptorTransport::read(qsizetype maximum)
{
    pollfd readiness{m_input.get(), POLLIN, 0};
    while (!m_inputEnded && ::poll(&readiness, 1, 0) > 0) {
        QByteArray bytes(maximum, Qt::Uninitialized);
        const ssize_t count = ::read(m_input.get(), bytes.data(), static_cast<size_t>(maximum));
        if (count > 0) {
            bytes.resize(count);
            return bytes;
        }
        // 0 is the orderly end; an error that is not a passing one ends the stream as well.
        m_inputEnded = count == 0 || (errno != EINTR && errno != EAGAIN && errno != EWOULDBLOCK);
    }
    if (m_notifier)
        m_notifier->setEnabled(!m_inputEnded);
    return {};
}

bool DescriptorTransport::atEnd() const
{
    return m_inputEnded;
}

void DescriptorTransport::send(QByteArray bytes)
{
    if (m_outputFailed || bytes.isEmpty())
        return;
    bool wake = false;
    bool full = false;
    {
        const std::lock_guard lock(m_mutex);
        m_unsentBytes += bytes.size();
        full = m_unsentBytes > maximumUnsentBytes;
        if (!full) {
            m_unsent.push_back(std::move(bytes));
            wake = !std::exchange(m_writing, true);
        }
    }
    if (full)
        failOutput(ErrorCode::LimitExceeded, QStringLiteral("The other program does not read its messages."),
                   {});
    if (wake)
        m_writer.post([this](const std::stop_token &stop) { writeQueue(stop); });
}

qsizetype DescriptorTransport::unsentBytes() const
{
    const std::lock_guard lock(m_mutex);
    return m_unsentBytes;
}

bool DescriptorTransport::outputOpen() const
{
    if (m_outputFailed)
        return false;
    pollfd readiness{m_output.get(), 0, 0}; // only errors are asked for: POLLERR = the reader is gone
    return ::poll(&readiness, 1, 0) <= 0 || (readiness.revents & (POLLERR | POLLHUP | POLLNVAL)) == 0;
}

// On the writer's thread.
void DescriptorTransport::writeQueue(const std::stop_token &stop)
{
    for (;;) {
        QByteArray bytes;
        {
            const std::lock_guard lock(m_mutex);
            if (m_unsent.empty() || m_outputFailed || stop.stop_requested()) {
                m_writing = false;
                m_emptied.notify_all();
                return;
            }
            bytes = std::move(m_unsent.front());
            m_unsent.pop_front();
            m_unsentBytes -= bytes.size();
        }
        if (!writeAll(bytes, stop))
            failOutput(ErrorCode::Io, QStringLiteral("A message could not be written."), systemError());
    }
}

// On the writer's thread.
bool DescriptorTransport::writeAll(QByteArrayView bytes, const std::stop_token &stop)
{
    while (!bytes.isEmpty() && !stop.stop_requested()) {
        pollfd readiness{m_output.get(), POLLOUT, 0};
        const int ready = ::poll(&readiness, 1, pollMilliseconds);
        if (ready == 0 || (ready < 0 && errno == EINTR))
            continue;
        const auto step = std::min(writeStep, bytes.size());
        const ssize_t count = ::write(m_output.get(), bytes.data(), static_cast<size_t>(step));
        if (count > 0)
            bytes = bytes.sliced(count);
        else if (errno != EINTR && errno != EAGAIN && errno != EWOULDBLOCK)
            return false;
    }
    return true;
}

// From any thread.
void DescriptorTransport::failOutput(ErrorCode code, const QString &message, const QString &detail)
{
    {
        const std::lock_guard lock(m_mutex);
        if (m_outputFailed.exchange(true))
            return;
        m_unsent.clear();
        m_unsentBytes = 0;
    }
    m_emptied.notify_all();
    QMetaObject::invokeMethod(
        this, [this, error = Error{code, message, detail, {}}] { Q_EMIT outputFailed(error); },
        Qt::QueuedConnection);
}

} // namespace gatewright::lsp
