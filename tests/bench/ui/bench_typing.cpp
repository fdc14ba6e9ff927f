// SPDX-License-Identifier: GPL-3.0-or-later
// How long a key takes: from the key event to the painted glyph, with and without ghost text, in files of
// several sizes; while nothing else is done, beside each server, git and a search at work, and beside all of
// them together, in turns of some keys, so that whatever else the machine does meets all alike.
//
//   bench_typing [KEYS [ENGINE MODEL [CHECKER [CLANGD [FOLDER]]]]]     one JSON document:
//   {"rows":[{"name","lines","keys","busy","p50_ms","p99_ms","max_ms","cpu_p50_ms","cpu_p99_ms"}...],
//    "ratios":[{"name","lines","busy","p50","p99"}...],"work":{"engine":{"cpu_s"},…,"git":{"rounds"}}}
//
// Run it on the offscreen platform or on a display. The budget: p99 <= 16 ms, and with the engine at work at
// most 1.5 times that of an engine at rest. Without programs there are only the rows at rest. FOLDER, a
// repository of many files, is what git and the search look through.
#include "tests/bench/ui/busy_server.h"
#include "ui/editor/code_view.h"
#include "ui/editor/document_buffer.h"
#include "ui/theme/theme.h"

#include <QAbstractScrollArea>
#include <QApplication>
#include <QElapsedTimer>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <ctime>
#include <memory>
#include <utility>
#include <vector>

using namespace gatewright;

namespace {

enum class Ghost { None, TypedAlong, ShownAtEveryKey, LinesAtEveryKey };

struct Case
{
    const char *name;
    int lines;
    Ghost ghost;
};

constexpr Case cases[] = {
    {"no ghost", 2'000, Ghost::None},
    {"no ghost", 20'000, Ghost::None},
    {"ghost typed along", 2'000, Ghost::TypedAlong},
    {"ghost typed along", 20'000, Ghost::TypedAlong},
    {"new ghost at every key", 2'000, Ghost::ShownAtEveryKey},
    {"new ghost at every key", 20'000, Ghost::ShownAtEveryKey},
    {"new ghost of three lines at every key", 2'000, Ghost::LinesAtEveryKey},
    {"new ghost of three lines at every key", 20'000, Ghost::LinesAtEveryKey},
    {"no ghost, 100 MB", 2'400'000, Ghost::None},
};

// Says whether the widget was painted since it was last asked.
class PaintWatch final : public QObject
{
public:
    explicit PaintWatch(QWidget *watched) { watched->installEventFilter(this); }
    bool take() { return std::exchange(m_painted, false); }

protected:
    bool eventFilter(QObject *, QEvent *event) override
    {
        m_painted = m_painted || event->type() == QEvent::Paint;
        return false;
    }

private:
    bool m_painted = false;
};

std::string source(int lines)
{
    const std::string_view pattern[] = {"void kernel(const value_t a[64], value_t &out)\n",
                                        "{\n",
                                        "#pragma HLS pipeline II=1\n",
                                        "    for (int i = 0; i < 64; ++i) { // a loop\n",
                                        "        out += a[i] * 3; /* \"text\" */\n",
                                        "    }\n",
                                        "}\n",
                                        "\n"};
    std::string text;
    for (int line = 0; line < lines; ++line)
        text += pattern[line % std::size(pattern)];
    return text;
}

double processorMilliseconds()
{
    timespec now{};
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return static_cast<double>(now.tv_sec) * 1e3 + static_cast<double>(now.tv_nsec) / 1e6;
}

double percentile(std::vector<double> &sorted, double share)
{
    const auto index = static_cast<std::size_t>(std::ceil(share * static_cast<double>(sorted.size()))) - 1;
    return sorted[std::min(index, sorted.size() - 1)];
}

struct Samples
{
    std::vector<double> wall; // milliseconds from the event to the glyph
    std::vector<double> work; // milliseconds of processor time
};

// One view with one document, into which keys are pressed.
class Typist
{
public:
    Typist(const SyntaxLibrary &library, const Theme &theme, const Case &what, int keys)
        : m_what(what)
        , m_document(library)
        , m_suggestion(static_cast<std::size_t>(keys) * 4 + 1, 'x')
    {
        m_document.setLanguage(Language::HlsCpp);
        m_document.setBytes(source(what.lines));
        m_view = std::make_unique<CodeView>(m_document, theme);
        m_view->resize(1000, 700);
        m_view->show();
        (void)!QTest::qWaitForWindowActive(m_view.get());
        m_view->setFocus();
        (void)!QTest::qWaitFor([this] { return m_document.isColoured(); }, 60'000);
        m_view->setCaret(m_document.lineEnd(what.lines / 2 / 8 * 8 + 4));
        m_area = qobject_cast<QAbstractScrollArea *>(m_view->focusProxy());
        m_painted = std::make_unique<PaintWatch>(m_area->viewport());
    }

    // Presses `keys` keys with a pause before each, as fingers make.
    void type(int keys, Samples &samples)
    {
        for (int key = 0; key < keys; ++key) {
            QTest::qWait(pauseMilliseconds);
            m_painted->take();
            const GhostText ghost = nextGhost();
            const double before = processorMilliseconds();
            QElapsedTimer timer;
            timer.start();
            QTest::keyClick(m_area, Qt::Key_X);
            if (!ghost.text.empty())
                m_view->showGhost(ghost);
            while (!m_painted->take())
                QCoreApplication::processEvents();
            samples.wall.push_back(static_cast<double>(timer.nsecsElapsed()) / 1e6);
            samples.work.push_back(processorMilliseconds() - before);
        }
    }

private:
    static constexpr int pauseMilliseconds = 10;

    GhostText nextGhost()
    {
        GhostText ghost;
        ghost.id = QString::number(m_key);
        if (m_what.ghost == Ghost::TypedAlong && m_key == 0)
            ghost.text = m_suggestion + "\n    second();\n    third();";
        else if (m_what.ghost == Ghost::ShownAtEveryKey)
            ghost.text = "yz = suggestion(i);";
        else if (m_what.ghost == Ghost::LinesAtEveryKey)
            ghost.text = "yz = suggestion(i);\n    second();\n    third();";
        ++m_key;
        return ghost;
    }

    const Case &m_what;
    DocumentBuffer m_document;
    const std::string m_suggestion;
    std::unique_ptr<CodeView> m_view;
    QAbstractScrollArea *m_area = nullptr;
    std::unique_ptr<PaintWatch> m_painted;
    int m_key = 0;
};

QJsonObject row(const Case &what, const char *busy, Samples &samples)
{
    std::ranges::sort(samples.wall);
    std::ranges::sort(samples.work);
    return {{QStringLiteral("name"), QString::fromLatin1(what.name)},
            {QStringLiteral("lines"), what.lines},
            {QStringLiteral("keys"), static_cast<int>(samples.wall.size())},
            {QStringLiteral("busy"), QString::fromLatin1(busy)},
            {QStringLiteral("p50_ms"), percentile(samples.wall, 0.5)},
            {QStringLiteral("p99_ms"), percentile(samples.wall, 0.99)},
            {QStringLiteral("max_ms"), samples.wall.back()},
            {QStringLiteral("cpu_p50_ms"), percentile(samples.work, 0.5)},
            {QStringLiteral("cpu_p99_ms"), percentile(samples.work, 0.99)}};
}

using Works = std::vector<std::unique_ptr<BusyWork>>;

struct Busy
{
    const char *name;
    std::vector<BusyWork *> works;
    Samples samples = {};
};

// Each alone, then all together.
std::vector<Busy> combinations(const Works &works)
{
    std::vector<Busy> all;
    for (const auto &work : works)
        all.push_back({work->name(), {work.get()}});
    if (works.size() > 1) {
        all.push_back({"all", {}});
        for (const auto &work : works)
            all.back().works.push_back(work.get());
    }
    return all;
}

// Turns of keys at rest and beside others at work.
void measure(Typist &typist, const Case &what, int keys, const Works &works, QJsonArray &rows,
             QJsonArray &ratios)
{
    constexpr int keysInATurn = 25;
    Samples atRest;
    std::vector<Busy> busy = combinations(works);
    for (int done = 0; done < keys; done += keysInATurn) {
        const int turn = std::min(keysInATurn, keys - done);
        typist.type(turn, atRest);
        for (Busy &beside : busy) {
            for (BusyWork *work : beside.works)
                work->setBusy(true);
            typist.type(turn, beside.samples);
            for (BusyWork *work : beside.works)
                work->setBusy(false);
            QTest::qWait(100); // it stops between tokens, or at the end of a compilation
        }
    }
    rows.append(row(what, "nothing", atRest));
    for (Busy &beside : busy) {
        rows.append(row(what, beside.name, beside.samples));
        const auto ratio = [&](double share) {
            return percentile(beside.samples.wall, share) / percentile(atRest.wall, share);
        };
        ratios.append(QJsonObject{{QStringLiteral("name"), QString::fromLatin1(what.name)},
                                  {QStringLiteral("lines"), what.lines},
                                  {QStringLiteral("busy"), QString::fromLatin1(beside.name)},
                                  {QStringLiteral("p50"), ratio(0.5)},
                                  {QStringLiteral("p99"), ratio(0.99)}});
    }
}

} // namespace

int main(int argc, char **argv)
{
    QApplication application(argc, argv);
    const QStringList arguments = QCoreApplication::arguments();
    const int keys = arguments.size() > 1 ? std::max(1, arguments[1].toInt()) : 300;
    Works works;
    if (arguments.size() > 3)
        works.push_back(std::make_unique<BusyEngine>(arguments[2], arguments[3]));
    if (arguments.size() > 4)
        works.push_back(std::make_unique<BusyChecker>(arguments[4]));
    if (arguments.size() > 5 && !arguments[5].isEmpty())
        works.push_back(std::make_unique<BusyClangd>(arguments[5]));
    if (arguments.size() > 6) {
        works.push_back(std::make_unique<BusyGit>(arguments[6]));
        works.push_back(std::make_unique<BusySearch>(arguments[6]));
    }
    for (const auto &work : works) {
        if (!work->start()) {
            std::fprintf(stderr, "bench_typing: %s did not become ready\n", work->name());
            return 3;
        }
    }
    const SyntaxLibrary library;
    const Theme theme(library, ColourScheme::Light);
    QJsonArray rows;
    QJsonArray ratios;
    for (const Case &what : cases) {
        Typist typist(library, theme, what, keys);
        measure(typist, what, keys, works, rows, ratios);
    }
    QJsonObject proofs;
    for (const auto &work : works)
        proofs.insert(QString::fromLatin1(work->name()), work->proof());
    const QJsonObject document{
        {QStringLiteral("rows"), rows}, {QStringLiteral("ratios"), ratios}, {QStringLiteral("work"), proofs}};
    std::puts(QJsonDocument(document).toJson().constData());
    return 0;
}
