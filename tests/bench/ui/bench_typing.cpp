// SPDX-License-Identifier: GPL-3.0-or-later
// How long a key takes: from the key event to the painted glyph, with and without ghost text, in files of
// several sizes.
//
//   bench_typing [KEYS]     one JSON document:
//   {"rows":[{"name","lines","keys","p50_ms","p99_ms","max_ms"}...]}
//
// Run it on the offscreen platform or on a display. The budget is p99 <= 16 ms, whatever else the machine
// does; run it beside a busy engine to see that.
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

QJsonObject measure(const SyntaxLibrary &library, const Theme &theme, const Case &what, int keys)
{
    DocumentBuffer document(library);
    document.setLanguage(Language::HlsCpp);
    document.setBytes(source(what.lines));
    CodeView view(document, theme);
    view.resize(1000, 700);
    view.show();
    (void)!QTest::qWaitForWindowActive(&view);
    view.setFocus();
    (void)!QTest::qWaitFor([&document] { return document.isColoured(); }, 60'000);
    view.setCaret(document.lineEnd(what.lines / 2 / 8 * 8 + 4));
    auto *area = qobject_cast<QAbstractScrollArea *>(view.focusProxy());
    PaintWatch painted(area->viewport());

    const std::string suggestion(static_cast<std::size_t>(keys) + 1, 'x');
    std::vector<double> times;
    std::vector<double> work;
    for (int key = 0; key < keys; ++key) {
        GhostText ghost;
        ghost.id = QString::number(key);
        if (what.ghost == Ghost::TypedAlong && key == 0)
            ghost.text = suggestion + "\n    second();\n    third();";
        else if (what.ghost == Ghost::ShownAtEveryKey)
            ghost.text = "yz = suggestion(i);";
        else if (what.ghost == Ghost::LinesAtEveryKey)
            ghost.text = "yz = suggestion(i);\n    second();\n    third();";
        QCoreApplication::processEvents();
        painted.take();
        const double before = processorMilliseconds();
        QElapsedTimer timer;
        timer.start();
        QTest::keyClick(area, Qt::Key_X);
        if (!ghost.text.empty())
            view.showGhost(ghost);
        while (!painted.take())
            QCoreApplication::processEvents();
        times.push_back(static_cast<double>(timer.nsecsElapsed()) / 1e6);
        work.push_back(processorMilliseconds() - before);
    }
    std::ranges::sort(times);
    std::ranges::sort(work);
    return {{QStringLiteral("name"), QString::fromLatin1(what.name)},
            {QStringLiteral("lines"), what.lines},
            {QStringLiteral("keys"), keys},
            {QStringLiteral("p50_ms"), percentile(times, 0.5)},
            {QStringLiteral("p99_ms"), percentile(times, 0.99)},
            {QStringLiteral("max_ms"), times.back()},
            {QStringLiteral("cpu_p50_ms"), percentile(work, 0.5)},
            {QStringLiteral("cpu_p99_ms"), percentile(work, 0.99)}};
}

} // namespace

int main(int argc, char **argv)
{
    QApplication application(argc, argv);
    const int keys = argc > 1 ? std::max(1, QByteArray(argv[1]).toInt()) : 300;
    const SyntaxLibrary library;
    const Theme theme(library, ColourScheme::Light);
    QJsonArray rows;
    for (const Case &what : cases)
        rows.append(measure(library, theme, what, keys));
    std::puts(QJsonDocument(QJsonObject{{QStringLiteral("rows"), rows}}).toJson().constData());
    return 0;
}
