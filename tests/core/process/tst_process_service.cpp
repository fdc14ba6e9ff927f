// SPDX-License-Identifier: Apache-2.0
#include "core/process/process_service.h"
#include "core/task/serial_executor.h"
#include "tests/support/in_background.h"
#include "tests/support/result_test.h"
#include "tests/support/sandbox.h"

#include <QFile>
#include <QScopeGuard>
#include <QTemporaryDir>
#include <QTest>

#include <signal.h>

#include <atomic>
#include <memory>
#include <optional>

using namespace gatewright;
using namespace std::chrono_literals;

namespace {

Command shell(const QString &text)
{
    return {QStringLiteral("/bin/sh"), {QStringLiteral("-c"), text}, {}, {}};
}

} // namespace

class TestProcessService : public QObject
{
    Q_OBJECT

    std::unique_ptr<ProcessService> m_service;
    std::optional<Result<ProcessOutcome>> m_outcome;

    std::stop_source runInBackground(const Command &command, const QByteArray &input = {})
    {
        m_outcome.reset();
        return startTask<ProcessOutcome>(
            this,
            [service = m_service.get(), command, input](std::stop_token token) {
                return service->run(command, {}, input, token);
            },
            [this](Result<ProcessOutcome> outcome) { m_outcome = std::move(outcome); });
    }

private Q_SLOTS:
    void init() { m_service = std::make_unique<ProcessService>(); }

    void theOutcomeReachesTheWaitingThread()
    {
        (void)runInBackground(shell(QStringLiteral("cat; exit 3")), "text");
        QTRY_VERIFY(m_outcome);
        GW_VERIFY_RESULT(*m_outcome);
        QCOMPARE((*m_outcome)->exitCode, 3);
        QCOMPARE((*m_outcome)->output, QByteArray("text"));
    }

    void aMissingProgramIsAnError()
    {
        (void)runInBackground({QStringLiteral("/nonexistent/compiler"), {}, {}, {}});
        QTRY_VERIFY(m_outcome);
        GW_VERIFY_ERROR(*m_outcome, ErrorCode::Missing);
    }

    void stoppingReturnsAtOnceAndKillsTheChild()
    {
        QTemporaryDir folder;
        const QString alive = folder.filePath(QStringLiteral("alive"));
        std::stop_source stop = runInBackground(
            shell(QStringLiteral("echo $$ > '%1.new' && mv '%1.new' '%1'; sleep 1000").arg(alive)));
        QTRY_VERIFY(QFile::exists(alive));
        QFile file(alive);
        QVERIFY(file.open(QIODevice::ReadOnly));
        const pid_t child = file.readAll().trimmed().toInt();
        QVERIFY(child > 1);
        stop.request_stop();
        QTRY_VERIFY(m_outcome);
        GW_VERIFY_ERROR(*m_outcome, ErrorCode::Cancelled);
        QTRY_VERIFY(::kill(child, 0) != 0);
    }

    void whatAFollowedCommandWritesIsHeardAtOnce()
    {
        QTemporaryDir folder;
        const QString heard = folder.filePath(QStringLiteral("heard"));
        QByteArray said;
        std::optional<Result<ProcessOutcome>> outcome;
        // Goes on only after its first line was heard.
        const Command command =
            shell(QStringLiteral(
                      "echo one; while [ ! -e '%1' ]; do sleep 0.01; done; echo two; echo no >&2; exit 3")
                      .arg(heard));
        (void)startTask<ProcessOutcome>(
            this,
            [&](std::stop_token token) {
                const auto output = [&](const QByteArray &bytes) {
                    said += bytes;
                    QFile file(heard);
                    (void)file.open(QIODevice::WriteOnly);
                };
                return m_service->follow(command, {}, output, token);
            },
            [&](Result<ProcessOutcome> given) { outcome = std::move(given); });
        QTRY_VERIFY(outcome);
        GW_VERIFY_RESULT(*outcome);
        QCOMPARE((*outcome)->exitCode, 3);
        QCOMPARE((*outcome)->errors, QByteArray("no\n"));
        QCOMPARE(said, QByteArray("one\ntwo\n"));
    }

    // Whoever clears up after it must not race with it.
    void aFollowedCommandIsDeadWhenItsCallerHearsOfIt()
    {
        std::optional<Result<ProcessOutcome>> outcome;
        std::atomic<pid_t> child = 0;
        std::optional<bool> wasDead;
        std::stop_source stop = startTask<ProcessOutcome>(
            this,
            [&](std::stop_token token) {
                auto ended = m_service->follow(
                    shell(QStringLiteral("echo $$; sleep 1000")), {},
                    [&](const QByteArray &bytes) { child = bytes.trimmed().toInt(); }, token);
                wasDead = ::kill(child, 0) != 0;
                return ended;
            },
            [&](Result<ProcessOutcome> given) { outcome = std::move(given); });
        QTRY_VERIFY(child > 1);
        stop.request_stop();
        QTRY_VERIFY(outcome);
        GW_VERIFY_ERROR(*outcome, ErrorCode::Cancelled);
        QCOMPARE(wasDead, std::optional(true));
    }

    void joiningAFollowerDoesNotHang()
    {
        std::atomic<bool> waiting = false;
        std::optional<ErrorCode> code;
        {
            SerialExecutor executor;
            executor.post([&](std::stop_token token) {
                waiting = true;
                const auto outcome = m_service->follow(shell(QStringLiteral("sleep 1000")), {}, {}, token);
                code = outcome ? ErrorCode::Internal : outcome.error().code;
            });
            QTRY_VERIFY(waiting);
        }
        QCOMPARE(code, std::optional(ErrorCode::Cancelled));
    }

    // The permanent thread joins a worker that waits for it: this must not be for ever.
    void joiningAWaitingThreadDoesNotHang()
    {
        std::atomic<bool> waiting = false;
        std::optional<ErrorCode> code;
        {
            SerialExecutor executor;
            executor.post([&](std::stop_token token) {
                waiting = true;
                const auto outcome = m_service->run(shell(QStringLiteral("sleep 1000")), {}, {}, token);
                code = outcome ? ErrorCode::Internal : outcome.error().code;
            });
            QTRY_VERIFY(waiting);
        }
        QCOMPARE(code, std::optional(ErrorCode::Cancelled));
    }

    void destroyingTheServiceReleasesWhoWaits()
    {
        QTemporaryDir folder;
        const QString alive = folder.filePath(QStringLiteral("alive"));
        (void)runInBackground(shell(QStringLiteral("touch '%1'; sleep 1000").arg(alive)));
        QTRY_VERIFY(QFile::exists(alive)); // whoever waits is inside by now
        m_service.reset();
        QTRY_VERIFY(m_outcome);
        GW_VERIFY_ERROR(*m_outcome, ErrorCode::Cancelled);
    }

    // A sandbox that failed is tried again: installing bubblewrap needs no restart.
    void whatIsInstalledLaterIsFound()
    {
        QTemporaryDir bin;
        const QByteArray path = qgetenv("PATH");
        const auto restore = qScopeGuard([&] { qputenv("PATH", path); });
        qputenv("PATH", QFile::encodeName(bin.path()));
        m_service = std::make_unique<ProcessService>();
        const auto ask = [this] {
            return test::inBackground<Sandbox>(
                this, [this](std::stop_token token) { return m_service->sandbox(token); });
        };
        GW_VERIFY_ERROR(ask(), ErrorCode::Missing);
        QVERIFY(QFile::link(QStringLiteral("/bin/true"), bin.filePath(QStringLiteral("bwrap"))));
        GW_VERIFY_RESULT(ask());
    }

    void theSandboxIsTriedOnce()
    {
        GW_NEED(test::inBackground<Sandbox>(
            this, [this](std::stop_token token) { return m_service->sandbox(token); }));
    }

    void whatTheSandboxComplainsOfIsAnError()
    {
        GW_NEED(test::sandboxHere(this));
        SandboxedProgram program;
        program.program = QStringLiteral("/no/such/program");
        const auto outcome = test::inBackground<ProcessOutcome>(
            this, [&](std::stop_token token) { return m_service->runInSandbox(program, {}, {}, token); });
        GW_VERIFY_ERROR(outcome, ErrorCode::Io);
    }
};

QTEST_GUILESS_MAIN(TestProcessService)
#include "tst_process_service.moc"
