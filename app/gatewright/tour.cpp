// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gatewright/tour.h"

#include "ui/bridge/engine_status_text.h"
#include "ui/editor/code_view.h"
#include "ui/shell/document_actions.h"
#include "ui/shell/editor_area.h"
#include "ui/shell/editor_group.h"
#include "ui/shell/editor_page.h"
#include "ui/shell/find_bar.h"
#include "ui/shell/quick_pick.h"

#include <QApplication>
#include <QDir>
#include <QElapsedTimer>
#include <QEventLoop>
#include <QFile>
#include <QTimer>

#include <cstdio>

namespace gatewright {

namespace {

using namespace std::chrono_literals;

constexpr auto quick = 5s;       // what the window does by itself
constexpr auto suggestion = 10s; // what the model does, on a busy machine
constexpr auto modelLoad = 60s;
constexpr auto keyGap = 35ms;

QString firstLine(const std::string &text)
{
    return QString::fromStdString(text).section(QLatin1Char('\n'), 0, 0);
}

} // namespace

Tour::Tour(Composition &composition, QString workspace, QString folder)
    : m_composition(composition)
    , m_window(composition.window())
    , m_workspace(std::move(workspace))
    , m_report(std::move(folder))
    , m_keys(*composition.window().windowHandle())
{
    GhostChecker &ghosts = composition.ghostChecker();
    QObject::connect(&ghosts, &GhostChecker::started, &m_context, [this] { m_verdict.clear(); });
    QObject::connect(&ghosts, &GhostChecker::passed, &m_context, [this](const QString &, Tier tier) {
        m_verdict = tier == Tier::T2 ? QStringLiteral("simulated") : QStringLiteral("compiles");
    });
    QObject::connect(&ghosts, &GhostChecker::failed, &m_context,
                     [this](const QString &) { m_verdict = QStringLiteral("does not compile"); });
}

int Tour::play()
{
    if (const Result<void> prepared = m_report.prepare(); !prepared) {
        std::fprintf(stderr, "gatewright: %s\n", qPrintable(prepared.error().toString()));
        return 2;
    }
    step(QStringLiteral("open-workspace"), [this] { return openWorkspace(); });
    step(QStringLiteral("trust-folder"), [this] { return trustFolder(); });
    step(QStringLiteral("open-kernel"), [this] { return openFile(QStringLiteral("fir.cpp")); });
    if (hasClangd()) {
        step(QStringLiteral("server-hover"), [this] { return describeByServer(); });
        step(QStringLiteral("server-completion"), [this] { return completeByServer(); });
        leaveServers();
    }
    step(QStringLiteral("model-ready"), [this] { return waitForModel(); });
    step(QStringLiteral("model-in-panel"), [this] { return modelInPanel(); });
    step(QStringLiteral("type-in-kernel"), [this] {
        return suggest(QStringLiteral("accumulator_t accumulator = 0;"),
                       {QStringLiteral("accumulator += delay_"), QStringLiteral("for (int tap = 0; tap < "),
                        QStringLiteral("return accu")});
    });
    step(QStringLiteral("badge-on-ghost"), [this] { return badgeOnGhost(); });
    step(QStringLiteral("accept-word"), [this] { return accept(Qt::ALT | Qt::Key_Right, AcceptUnit::Word); });
    step(QStringLiteral("accept-line"),
         [this] { return accept(Qt::SHIFT | Qt::Key_Backtab, AcceptUnit::Line); });
    step(QStringLiteral("accept-all"), [this] { return accept(Qt::Key_Tab, AcceptUnit::All); });
    step(QStringLiteral("undo"), [this] { return undoAcceptance(); });
    step(QStringLiteral("error-shown"), [this] { return breakCode(); });
    step(QStringLiteral("error-gone"), [this] { return mendCode(); });
    step(QStringLiteral("compile-error"), [this] { return compileError(); });
    step(QStringLiteral("quick-fix"), [this] { return quickFix(); });
    step(QStringLiteral("simulate-kernel"), [this] { return simulateKernel(); });
    step(QStringLiteral("find"), [this] { return find(); });
    step(QStringLiteral("search-in-files"), [this] { return searchInFiles(); });
    step(QStringLiteral("back-to-kernel"), [this] { return openFile(QStringLiteral("fir.cpp")); });
    step(QStringLiteral("many-carets"), [this] { return severalCarets(); });
    step(QStringLiteral("palette-split"), [this] { return splitByPalette(); });
    step(QStringLiteral("open-circuit"), [this] { return openFile(QStringLiteral("bell.py")); });
    step(QStringLiteral("run-circuit"), [this] { return runCircuit(); });
    step(QStringLiteral("type-in-circuit"), [this] {
        return suggest(QStringLiteral("circuit = QuantumCircuit(2, 2)"),
                       {QStringLiteral("circuit."), QStringLiteral("circuit.h("), QStringLiteral("return ")});
    });
    step(QStringLiteral("accept-in-circuit"), [this] { return accept(Qt::Key_Tab, AcceptUnit::All); });
    step(QStringLiteral("what-was-kept"), [this] { return whatWasKept(); });
    step(QStringLiteral("learning"), [this] { return whatWasLearned(); });
    step(QStringLiteral("dark-theme"), [this] { return darkTheme(); });
    step(QStringLiteral("save"), [this] { return save(); });
    step(QStringLiteral("git-repository"), [this] { return makeRepository(); });
    step(QStringLiteral("git-gutter"), [this] { return changeInGutter(); });
    step(QStringLiteral("git-stage"), [this] { return stageAndCompare(); });
    step(QStringLiteral("git-commit"), [this] { return commitChange(); });
    if (const Result<void> written = m_report.write(); !written) {
        std::fprintf(stderr, "gatewright: %s\n", qPrintable(written.error().toString()));
        return 2;
    }
    return m_report.allOk() ? 0 : 1;
}

// --- playing
// ---------------------------------------------------------------------------------------------------------

void Tour::step(const QString &name, const std::function<Outcome()> &action)
{
    QElapsedTimer clock;
    clock.start();
    const Outcome outcome = action();
    const auto milliseconds = static_cast<double>(clock.elapsed());
    pause(150ms); // the last repaint
    m_report.add({name, outcome.ok, milliseconds, outcome.detail}, m_window.grab());
    std::printf("%s %2zu %-18s %6.0f ms  %s\n", outcome.ok ? "ok    " : "FAILED", m_report.steps().size(),
                qPrintable(name), milliseconds, qPrintable(outcome.detail));
    std::fflush(stdout);
}

bool Tour::waitFor(const Condition &condition, Milliseconds limit)
{
    QElapsedTimer clock;
    clock.start();
    while (!condition()) {
        if (Milliseconds(clock.elapsed()) > limit)
            return false;
        pause(10ms);
    }
    return true;
}

void Tour::pause(Milliseconds time)
{
    QEventLoop loop;
    QTimer::singleShot(time, &loop, &QEventLoop::quit);
    loop.exec();
}

void Tour::typeSlowly(const QString &text)
{
    for (const QChar character : text) {
        m_keys.type(QString(character));
        pause(keyGap);
    }
}

CodeView *Tour::view() const
{
    EditorPage *page = m_window.editors().currentPage();
    return page ? &page->view() : nullptr;
}

Document *Tour::document() const
{
    return m_window.documents().current();
}

QByteArray Tour::text() const
{
    return document() ? document()->buffer().bytes() : QByteArray();
}

// --- the steps
// -------------------------------------------------------------------------------------------------------

Tour::Outcome Tour::openWorkspace()
{
    m_window.activateWindow();
    m_window.documents().open({m_workspace});
    const WorkspaceModel &model = m_composition.context().workspace;
    const bool shown = waitFor([&] { return model.rowCount(model.rootIndex()) > 0; }, quick);
    if (!waitFor([this] { return m_window.isActiveWindow(); }, quick))
        return {false, QStringLiteral("the window did not get the keyboard")};
    return {shown, QStringLiteral("%1 entries").arg(model.rowCount(model.rootIndex()))};
}

Tour::Outcome Tour::openFile(const QString &name)
{
    const QuickPick &pick = m_window.quickPick();
    m_keys.press(Qt::CTRL | Qt::Key_P);
    if (!waitFor([&] { return pick.isVisible(); }, quick))
        return {false, QStringLiteral("Ctrl+P opened nothing")};
    typeSlowly(name);
    if (!waitFor([&] { return pick.model().rowCount() > 0 && pick.model().item(0).text == name; }, quick))
        return {false, QStringLiteral("%1 was not found").arg(name)};
    m_keys.press(Qt::Key_Return);
    const bool open =
        waitFor([&] { return document() && document()->title() == name && view()->isVisible(); }, quick);
    return {open, open ? QStringLiteral("%1 lines").arg(document()->buffer().lineCount())
                       : QStringLiteral("it did not open")};
}

Tour::Outcome Tour::waitForModel()
{
    const auto status = [this] { return engineStatusText(m_composition.engine().report()); };
    const bool ready = waitFor([&] { return status().level == EngineStatusText::Level::Ready; }, modelLoad);
    return {ready, ready ? status().text : status().text + QLatin1Char(' ') + status().explanation};
}

Tour::Outcome Tour::suggest(const QString &anchor, const QStringList &beginnings)
{
    const qsizetype found = text().indexOf(anchor.toUtf8());
    if (!document() || found < 0)
        return {false, QStringLiteral("the file does not hold “%1”").arg(anchor)};
    for (const QString &beginning : beginnings) {
        view()->setCaret(static_cast<std::size_t>(found + anchor.toUtf8().size()));
        m_keys.press(Qt::Key_Return);
        typeSlowly(beginning);
        if (waitFor([this] { return view()->hasGhost(); }, suggestion))
            return {true,
                    QStringLiteral("after “%1”: “%2”").arg(beginning, firstLine(view()->ghostRemainder()))};
        // Nothing came here; clear the line and try the next beginning.
        for (int i = 0; i < 40 && text().indexOf(beginning.toUtf8(), found) > 0; ++i)
            m_keys.press(Qt::CTRL | Qt::Key_Z);
    }
    return {false, QStringLiteral("no suggestion after any of %1 beginnings").arg(beginnings.size())};
}

bool Tour::askForGhost()
{
    m_keys.press(Qt::ALT | Qt::Key_Backslash);
    return waitFor([this] { return view()->hasGhost(); }, suggestion);
}

Tour::Outcome Tour::accept(const QKeySequence &key, AcceptUnit unit)
{
    if (!view() || !view()->hasGhost()) {
        // At the end of what was taken there may be nothing more to say: a new line gives the model a new
        // question.
        m_keys.press(Qt::Key_Return);
        if (!view() || (!waitFor([this] { return view()->hasGhost(); }, suggestion) && !askForGhost()))
            return {false, QStringLiteral("no suggestion stands")};
    }
    const std::string before = view()->ghostRemainder();
    m_beforeAcceptance = text();
    const std::size_t caret = view()->caret();
    m_keys.press(key);
    if (!waitFor([&] { return text().size() > m_beforeAcceptance.size(); }, quick))
        return {false, QStringLiteral("the key took nothing")};
    const QByteArray taken =
        text().mid(static_cast<qsizetype>(caret), text().size() - m_beforeAcceptance.size());
    if (unit == AcceptUnit::All && taken.size() < static_cast<qsizetype>(before.size()))
        return {false, QStringLiteral("only a part was taken")};
    const bool isBeginning = QByteArray::fromStdString(before).startsWith(taken.trimmed()) ||
                             taken.trimmed().isEmpty() ||
                             QByteArray::fromStdString(before).trimmed().startsWith(taken.trimmed());
    return {isBeginning, QStringLiteral("took “%1”").arg(QString::fromUtf8(taken).trimmed())};
}

Tour::Outcome Tour::undoAcceptance()
{
    const QByteArray after = text();
    m_keys.press(Qt::CTRL | Qt::Key_Z);
    const bool undone = waitFor([&] { return text() == m_beforeAcceptance; }, quick);
    return {undone && after != m_beforeAcceptance,
            undone ? QStringLiteral("one key took back the whole suggestion")
                   : QStringLiteral("one undo did not give the text before")};
}

Tour::Outcome Tour::breakCode()
{
    const DiagnosticsModel &problems = m_composition.context().problems;
    m_keys.press(Qt::Key_Escape);
    m_keys.press(Qt::CTRL | Qt::Key_End);
    typeSlowly(QStringLiteral("\nint broken( {"));
    // The one that was just made, not what is being mended elsewhere.
    const int line = document()->buffer().lineAt(document()->buffer().size());
    const auto here = [&]() -> QString {
        for (int row = 0; row < problems.rowCount(); ++row) {
            if (problems.problem(row).diagnostic.range.start.line >= line)
                return problems.problem(row).diagnostic.message;
        }
        return {};
    };
    const bool shown =
        waitFor([&] { return !here().isEmpty() && !document()->buffer().marks().empty(); }, quick);
    return {shown, shown ? here() : QStringLiteral("no error was shown")};
}

Tour::Outcome Tour::mendCode()
{
    const DiagnosticsModel &problems = m_composition.context().problems;
    m_keys.press(Qt::Key_Escape);
    for (int i = 0; i < 40 && text().contains("broken("); ++i)
        m_keys.press(Qt::CTRL | Qt::Key_Z);
    // What the model wrote before may be unfinished: everything typed in this tour goes.
    undoAll();
    const bool gone =
        waitFor([&] { return problems.rowCount() == 0 && document()->buffer().marks().empty(); }, quick);
    return {gone, gone ? QStringLiteral("no problems")
                       : QStringLiteral("%1 problems left").arg(problems.rowCount())};
}

Tour::Outcome Tour::find()
{
    const FindBar &bar = m_window.findBar();
    m_keys.press(Qt::CTRL | Qt::Key_F);
    if (!waitFor([&] { return bar.isVisible(); }, quick))
        return {false, QStringLiteral("Ctrl+F opened nothing")};
    typeSlowly(QStringLiteral("delay_line"));
    m_keys.press(Qt::Key_Return);
    const bool found = waitFor([&] { return view()->selectedText() == QLatin1String("delay_line"); }, quick);
    const QString status = bar.status();
    return {found, status};
}

Tour::Outcome Tour::splitByPalette()
{
    m_keys.press(Qt::Key_Escape);
    if (!runByPalette(QStringLiteral("split right")))
        return {false, QStringLiteral("Ctrl+Shift+P opened nothing")};
    const bool split = waitFor([this] { return m_window.editors().groups().size() == 2; }, quick);
    return {split, QStringLiteral("%1 groups").arg(m_window.editors().groups().size())};
}

Tour::Outcome Tour::darkTheme()
{
    const ColourScheme before = m_composition.context().appearance.theme().scheme();
    if (!runByPalette(before == ColourScheme::Dark ? QStringLiteral("light theme")
                                                   : QStringLiteral("dark theme")))
        return {false, QStringLiteral("Ctrl+Shift+P opened nothing")};
    const bool changed =
        waitFor([&] { return m_composition.context().appearance.theme().scheme() != before; }, quick);
    return {changed, {}};
}

Tour::Outcome Tour::save()
{
    m_keys.press(Qt::Key_Escape);
    const QByteArray wanted = text();
    m_keys.press(Qt::CTRL | Qt::Key_S);
    const bool saved = waitFor([this] { return !document()->buffer().isModified(); }, quick);
    QFile file(document()->path());
    const bool same = file.open(QIODevice::ReadOnly) && file.readAll() == wanted;
    return {saved && same, QDir(m_workspace).relativeFilePath(document()->path())};
}

} // namespace gatewright
