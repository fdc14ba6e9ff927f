// SPDX-License-Identifier: Apache-2.0
#include "app/trainer/client/trainer_process.h"

#include "core/base/paths.h"
#include "core/process/process_tree.h"

#include <QFileInfo>

#include <csignal>
#include <utility>

namespace gatewright::trainer {

TrainerProcess::TrainerProcess(QString program, QObject *parent)
    : QObject(parent)
    , m_program(std::move(program))
{
    m_process.setStandardInputFile(QProcess::nullDevice());
    // The trainer keeps within 600 MB itself; its libraries map much more than they touch.
    m_process.setChildProcessModifier(childSetup(ProcessLimits()));
    connect(&m_process, &QProcess::finished, this, &TrainerProcess::finished);
    connect(&m_process, &QProcess::errorOccurred, this, [this](QProcess::ProcessError error) {
        if (error == QProcess::FailedToStart)
            deliver(
                tl::unexpected(startError({m_process.program(), m_process.arguments(), {}, {}}, m_process)));
    });
}

TrainerProcess::~TrainerProcess()
{
    m_process.disconnect(this);
    if (isRunning()) {
        m_process.kill();
        m_process.waitForFinished();
    }
}

Result<QString> TrainerProcess::program()
{
    const QString path = Paths::programFolder() + QLatin1String("/gatewright-trainer");
    if (!QFileInfo(path).isExecutable())
        return makeError(
            ErrorCode::Missing,
            QStringLiteral("There is no trainer here, which needs libtorch; build the program from its "
                           "source with `packaging/dev build`."),
            {}, path);
    return path;
}

void TrainerProcess::start(const QString &jobFolder, int seconds, Urgency urgency, Done done)
{
    m_done = std::move(done);
    QStringList arguments{QStringLiteral("--job"), jobFolder, QStringLiteral("--seconds"),
                          QString::number(seconds)};
    if (urgency == Urgency::WaitedFor)
        arguments.append(QStringLiteral("--waited-for"));
    m_process.start(m_program, arguments);
}

void TrainerProcess::signal(int number) const
{
    if (m_process.processId() > 0)
        ::kill(static_cast<pid_t>(m_process.processId()), number);
}

void TrainerProcess::pause()
{
    signal(SIGSTOP);
}

void TrainerProcess::resume()
{
    signal(SIGCONT);
}

void TrainerProcess::stop()
{
    signal(SIGTERM);
    signal(SIGCONT); // who stands still hears nothing
}

bool TrainerProcess::waitForEnd(int milliseconds)
{
    return !isRunning() || m_process.waitForFinished(milliseconds);
}

void TrainerProcess::deleteWhenEnded()
{
    m_done = nullptr;
    if (!isRunning())
        return deleteLater();
    connect(&m_process, &QProcess::finished, this, &QObject::deleteLater);
}

void TrainerProcess::finished(int exitCode, QProcess::ExitStatus status)
{
    const QString said = QString::fromUtf8(m_process.readAllStandardError()).trimmed();
    const auto report = SliceReport::lastOf(m_process.readAllStandardOutput());
    if (status == QProcess::CrashExit || (exitCode == 0 && !report))
        return deliver(
            makeError(ErrorCode::Crashed,
                      QStringLiteral("The trainer ended before its time; what it learned up to its "
                                     "last checkpoint is kept."),
                      said));
    if (exitCode != 0)
        return deliver(makeError(exitCode == 3 ? ErrorCode::Missing : ErrorCode::InvalidInput,
                                 QStringLiteral("The training cannot go on."), said));
    deliver(*report);
}

void TrainerProcess::deliver(Result<SliceReport> result)
{
    // `done` may destroy this.
    if (const Done done = std::exchange(m_done, nullptr))
        done(std::move(result));
}

} // namespace gatewright::trainer
