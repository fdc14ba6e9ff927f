// SPDX-License-Identifier: Apache-2.0
#include "plugins/language-hls/core/simulation/run_report.h"

#include "core/text/text_document.h"

#include <QFileInfo>
#include <QRegularExpression>

#include <signal.h>

#include <algorithm>

namespace gatewright::hls {

namespace {

constexpr int deadlockExitCode = 86; // of resources/hls/include/hls_stream.h
constexpr qsizetype longestLine = 300;
constexpr std::size_t maximumDiagnostics = 100; // a program prints what it likes

QString signalName(int signal)
{
    switch (signal) {
    case 4:
        return QStringLiteral("an illegal instruction");
    case 6:
        return QStringLiteral("abort()");
    case 7:
        return QStringLiteral("a bus error");
    case 8:
        return QStringLiteral("an arithmetic error, such as a division by zero");
    case 9:
        return QStringLiteral("the system, which killed it (out of memory or processor time)");
    case 11:
        return QStringLiteral("a segmentation fault");
    case 25:
        return QStringLiteral("the limit on the size of a file");
    default:
        return QStringLiteral("signal %1").arg(signal);
    }
}

class Judge
{
public:
    Judge(const ProcessOutcome &outcome, const TextDocument &document, const QString &path)
        : m_outcome(outcome)
        , m_document(document)
        , m_path(path)
        , m_errors(QString::fromUtf8(outcome.errors))
    {
        m_report.output = QString::fromUtf8(outcome.output) + m_errors;
        m_report.runMilliseconds = static_cast<double>(outcome.elapsed.count());
    }

    SimulationReport judge()
    {
        switch (m_outcome.end) {
        case ProcessEnd::TimedOut:
            timedOut();
            break;
        case ProcessEnd::OutputLimit:
            set(SimulationOutcome::OutputLimit,
                QStringLiteral("The testbench printed too much and was stopped."));
            break;
        case ProcessEnd::MemoryLimit:
            set(SimulationOutcome::Crash,
                QStringLiteral("The testbench needed more memory than a simulation may use."));
            break;
        case ProcessEnd::Signalled:
            crashed(m_outcome.signalNumber);
            break;
        case ProcessEnd::Exited:
            exited(m_outcome.exitCode);
            break;
        }
        leftovers();
        return std::move(m_report);
    }

private:
    void set(SimulationOutcome outcome, const QString &message)
    {
        m_report.outcome = outcome;
        m_report.message = message;
    }

    void addDiagnostic(const QString &path, int line, const char *code, const QString &message,
                       Severity severity = Severity::Error)
    {
        if (path != m_path || m_report.diagnostics.size() >= maximumDiagnostics)
            return;
        Diagnostic diagnostic;
        diagnostic.range = m_document.lineRange(line - 1);
        diagnostic.severity = severity;
        diagnostic.code = QLatin1String(code);
        diagnostic.source = QStringLiteral("csim");
        diagnostic.message = message;
        m_report.diagnostics.push_back(std::move(diagnostic));
    }

    void exited(int code)
    {
        constexpr int signalBase = 128; // as the sandbox tells of a signal
        if (code == deadlockExitCode && m_errors.contains(QLatin1String("gatewright: deadlock at "))) {
            deadlocked();
        } else if (code > signalBase && code <= signalBase + 31) {
            crashed(code - signalBase);
        } else if (code != 0) {
            set(SimulationOutcome::Failed, QStringLiteral("The testbench returned %1.").arg(code));
            m_report.firstMismatch = findMismatch(m_report.output);
        } else {
            set(SimulationOutcome::Passed, QStringLiteral("The testbench returned 0."));
            m_report.firstMismatch = findMismatch(m_report.output);
            if (!m_report.firstMismatch.isEmpty())
                m_report.message =
                    QStringLiteral("The testbench returned 0, but printed: %1").arg(m_report.firstMismatch);
        }
    }

    void deadlocked()
    {
        static const QRegularExpression line(
            QStringLiteral(
                "^gatewright: deadlock at (.+):(\\d+): (hls::stream '.*' is read while it is empty)$"),
            QRegularExpression::MultilineOption);
        QRegularExpressionMatchIterator matches = line.globalMatch(m_errors);
        for (std::size_t count = 0; matches.hasNext() && count < maximumDiagnostics; ++count) {
            const QRegularExpressionMatch match = matches.next();
            const QString message =
                match.captured(3) + QStringLiteral(", and nothing is left to write to it.");
            if (m_report.message.isEmpty())
                set(SimulationOutcome::Deadlock,
                    QStringLiteral("Deadlock in %1, line %2: %3")
                        .arg(QFileInfo(match.captured(1)).fileName(), match.captured(2), message));
            addDiagnostic(match.captured(1), match.captured(2).toInt(), "deadlock", message);
        }
        m_report.outcome = SimulationOutcome::Deadlock;
    }

    void timedOut()
    {
        set(SimulationOutcome::Timeout,
            QStringLiteral("The testbench did not end in time; does a loop wait for "
                           "something that never comes?"));
    }

    void crashed(int signal)
    {
        if (signal == SIGXCPU)
            return timedOut();
        set(SimulationOutcome::Crash,
            QStringLiteral("The testbench was ended by %1.").arg(signalName(signal)));
        // "program: /folder/fir.cpp:12: int f(int): Assertion `a < 4' failed."
        static const QRegularExpression assertion(
            QStringLiteral("^[^\\n:]*: ([^\\n]+):(\\d+): [^\\n]*(Assertion `[^\\n]*' failed)"),
            QRegularExpression::MultilineOption);
        static const QRegularExpression exception(
            QStringLiteral("^terminate called after throwing an instance of "
                           "'([^\\n]*)'(?:\\n *what\\(\\): *([^\\n]*))?"),
            QRegularExpression::MultilineOption);
        if (const QRegularExpressionMatch match = assertion.match(m_errors); match.hasMatch()) {
            m_report.message =
                QStringLiteral("%1 in %2, line %3.")
                    .arg(match.captured(3), QFileInfo(match.captured(1)).fileName(), match.captured(2));
            addDiagnostic(match.captured(1), match.captured(2).toInt(), "assertion",
                          match.captured(3) + QLatin1Char('.'));
        } else if (const QRegularExpressionMatch thrown = exception.match(m_errors); thrown.hasMatch()) {
            m_report.message = QStringLiteral("The testbench was ended by an exception of type %1 %2")
                                   .arg(thrown.captured(1), thrown.captured(2))
                                   .trimmed();
        }
        m_report.firstMismatch = findMismatch(m_report.output);
    }

    void leftovers()
    {
        static const QRegularExpression line(
            QStringLiteral("^gatewright: leftover: (hls::stream '.*' still holds \\d+)"),
            QRegularExpression::MultilineOption);
        const QRegularExpressionMatch match = line.match(m_errors);
        if (match.hasMatch() && m_report.outcome == SimulationOutcome::Passed)
            m_report.message += QStringLiteral(" %1 of its values at the end; in hardware this may hang.")
                                    .arg(match.captured(1));
    }

    const ProcessOutcome &m_outcome;
    const TextDocument &m_document;
    const QString m_path;
    const QString m_errors;
    SimulationReport m_report;
};

} // namespace

SimulationReport judgeRun(const ProcessOutcome &outcome, const TextDocument &document,
                          const QString &documentPath)
{
    return Judge(outcome, document, documentPath).judge();
}

QString findMismatch(const QString &output)
{
    static const QRegularExpression clear(
        QStringLiteral("mis-?match|\\bFAIL|\\bfail(ed|ure|s)?\\b|\\bdiffers?\\b|\\bincorrect\\b"),
        QRegularExpression::CaseInsensitiveOption);
    static const QRegularExpression likely(QStringLiteral("\\berrors?\\b|\\bwrong\\b|\\bexpected\\b"),
                                           QRegularExpression::CaseInsensitiveOption);
    // "0 errors", "no mismatch", "without failures".
    static const QRegularExpression denied(QStringLiteral("(^|\\s)(0|no|not|without|zero)\\s|[=:]\\s*0\\s*$"),
                                           QRegularExpression::CaseInsensitiveOption);
    const QStringList lines = output.split(QLatin1Char('\n'));
    for (const QRegularExpression &pattern : {clear, likely}) {
        for (const QString &line : lines) {
            if (line.startsWith(QLatin1String("gatewright:")) || !pattern.match(line).hasMatch() ||
                denied.match(line).hasMatch())
                continue;
            return line.trimmed().left(longestLine);
        }
    }
    return {};
}

} // namespace gatewright::hls
