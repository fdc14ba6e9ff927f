// SPDX-License-Identifier: GPL-3.0-or-later
// The part of the tour that shows what was compiled and run.
#include "app/gatewright/tour.h"
#include "ui/bridge/run_session.h"
#include "ui/editor/code_view.h"
#include "ui/shell/quick_pick.h"

namespace gatewright {

namespace {

using namespace std::chrono_literals;

constexpr auto quick = 5s;
constexpr auto compiled = 20s; // the first time, on a busy machine
constexpr auto simulated = 120s;

} // namespace

QString Tour::problemFrom(const QString &source) const
{
    const DiagnosticsModel &problems = m_composition.context().problems;
    for (int row = 0; row < problems.rowCount(); ++row) {
        const Problem &problem = problems.problem(row);
        if (document() && problem.document == document()->id() && problem.diagnostic.source == source)
            return problem.diagnostic.message;
    }
    return {};
}

void Tour::undoAll()
{
    for (int i = 0; i < 400 && document()->buffer().isModified(); ++i)
        m_keys.press(Qt::CTRL | Qt::Key_Z);
}

bool Tour::runByPalette(const QString &words)
{
    const QuickPick &pick = m_window.quickPick();
    m_keys.press(Qt::CTRL | Qt::SHIFT | Qt::Key_P);
    if (!waitFor([&] { return pick.isVisible(); }, quick))
        return false;
    typeSlowly(words);
    m_keys.press(Qt::Key_Return);
    return true;
}

Tour::Outcome Tour::trustFolder()
{
    const auto trusted = [this] { return m_composition.checkerProcess().workspace().trusted; };
    if (trusted())
        return {true, QStringLiteral("trusted before")};
    if (!runByPalette(QStringLiteral("trust this folder")))
        return {false, QStringLiteral("Ctrl+Shift+P opened nothing")};
    const bool now = waitFor(trusted, quick);
    return {now, now ? QStringLiteral("its code may be run") : QStringLiteral("it is still restricted")};
}

Tour::Outcome Tour::badgeOnGhost()
{
    if (!view() || !view()->hasGhost())
        return {false, QStringLiteral("no suggestion stands")};
    const bool told = waitFor([this] { return !m_verdict.isEmpty(); }, compiled);
    return {told, told ? m_verdict : QStringLiteral("the checker said nothing about it")};
}

// Good grammar, but no such name: only a compiler sees that.
Tour::Outcome Tour::compileError()
{
    m_keys.press(Qt::Key_Escape);
    m_keys.press(Qt::CTRL | Qt::Key_End);
    typeSlowly(QStringLiteral("\nint twice() { return 2 * no_such_name;"));
    m_keys.press(Qt::Key_Escape);
    if (!text().trimmed().endsWith('}'))
        typeSlowly(QStringLiteral(" }"));
    m_keys.press(Qt::Key_Escape);
    const bool shown = waitFor([this] { return !problemFrom(QStringLiteral("clang")).isEmpty(); }, compiled);
    const QString message = problemFrom(QStringLiteral("clang"));
    undoAll();
    const bool gone = waitFor([this] { return problemFrom(QStringLiteral("clang")).isEmpty(); }, compiled);
    if (!shown)
        return {false, QStringLiteral("no error was shown")};
    return {gone, gone ? message : QStringLiteral("the error stayed: %1").arg(message)};
}

Tour::Outcome Tour::quickFix()
{
    const QByteArray anchor = "accumulator_t accumulator = 0;";
    const qsizetype place = text().indexOf(anchor);
    if (place < 0)
        return {false, QStringLiteral("the kernel is another one")};
    view()->setCaret(static_cast<std::size_t>(place + anchor.size()));
    m_keys.press(Qt::Key_Return);
    typeSlowly(QStringLiteral("#pragma HLS pipelin II=1"));
    m_keys.press(Qt::Key_Escape);
    if (!waitFor([this] { return !problemFrom(QStringLiteral("hls")).isEmpty(); }, compiled))
        return {false, QStringLiteral("the misspelt pragma was not seen")};
    const QString message = problemFrom(QStringLiteral("hls"));
    m_keys.press(Qt::CTRL | Qt::Key_Period);
    const bool mended =
        waitFor([this] { return text().toLower().contains("#pragma hls pipeline ii=1"); }, quick);
    undoAll();
    return {mended, mended ? message : QStringLiteral("Ctrl+. did not mend it: %1").arg(message)};
}

Tour::Outcome Tour::run(const QString &wanted)
{
    const RunSession &session = m_composition.context().run;
    m_keys.press(Qt::Key_Escape);
    m_keys.press(Qt::Key_F5);
    if (!waitFor([&] { return session.isRunning() || session.target().title == wanted; }, quick))
        return {false, QStringLiteral("F5 ran nothing")};
    if (!waitFor([&] { return !session.isRunning(); }, simulated))
        return {false, QStringLiteral("the run did not end")};
    if (session.error())
        return {false, session.error()->toString()};
    if (!session.report())
        return {false, QStringLiteral("the run was cancelled")};
    const SimulationReport &report = *session.report();
    return {report.passed(), QStringLiteral("%1: %2, %3 ms")
                                 .arg(wanted, simulationOutcomeName(report.outcome))
                                 .arg(report.milliseconds(), 0, 'f', 0)};
}

Tour::Outcome Tour::simulateKernel()
{
    return run(QStringLiteral("fir.cpp"));
}

Tour::Outcome Tour::runCircuit()
{
    Outcome outcome = run(QStringLiteral("bell.py"));
    const std::optional<SimulationReport> &report = m_composition.context().run.report();
    if (!outcome.ok || !report)
        return outcome;
    if (report->circuits.empty() || report->circuits.front().counts.empty())
        return {false, QStringLiteral("no circuit with counts was found")};
    const CircuitSummary &circuit = report->circuits.front();
    outcome.detail += QStringLiteral("; %1 qubits, depth %2, %3 outcomes")
                          .arg(circuit.qubits)
                          .arg(circuit.depth)
                          .arg(circuit.counts.size());
    return outcome;
}

// What was accepted on the way is in the store; the bar says how much, and nothing is erased here.
Tour::Outcome Tour::whatWasKept()
{
    if (!runByPalette(QStringLiteral("erase what was learned")))
        return {false, QStringLiteral("Ctrl+Shift+P opened nothing")};
    const NoticeHub &notices = m_composition.context().notices;
    const auto bar = [&notices]() -> const NoticeHub::Entry * {
        for (const NoticeHub::Entry &entry : notices.entries()) {
            if (entry.notice.key == QLatin1String("store"))
                return &entry;
        }
        return nullptr;
    };
    if (!waitFor([&] { return bar() != nullptr; }, quick))
        return {false, QStringLiteral("the engine did not say what it keeps")};
    // With nothing kept there is nothing to choose.
    return {bar()->notice.actions.size() == 2, bar()->notice.text};
}

} // namespace gatewright
