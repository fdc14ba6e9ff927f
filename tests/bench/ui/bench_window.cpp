// SPDX-License-Identifier: GPL-3.0-or-later
// How long the window takes for what is large: a start with twenty files, a log of a million lines.
//
//   bench_window GATEWRIGHT [STARTS]     one JSON document: {"rows":[{"name","count","p50_ms","max_ms"}...]}
//
// GATEWRIGHT is the program, which is started STARTS (10) times on a profile whose session has twenty files
// in two groups; its times run from the start of the process. The log has 100 MB. Budgets: the session stands
// after 1 s; the log is shown after 2 s and each step of scrolling is painted within 16 ms.
#include "app/gatewright/composition.h"
#include "ui/editor/code_view.h"
#include "ui/shell/document_actions.h"
#include "ui/shell/editor_area.h"
#include "ui/shell/editor_page.h"

#include <QAbstractScrollArea>
#include <QApplication>
#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QScrollBar>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <cstdio>
#include <memory>
#include <utility>
#include <vector>

using namespace gatewright;

namespace {

constexpr int restoredFiles = 20;
constexpr int logLines = 1'000'000;
constexpr int frames = 600;

double since(const QElapsedTimer &clock)
{
    return static_cast<double>(clock.nsecsElapsed()) / 1e6;
}

class Rows
{
public:
    void add(const QString &name, std::vector<double> milliseconds)
    {
        if (milliseconds.empty())
            return;
        std::ranges::sort(milliseconds);
        m_rows.append(QJsonObject{{QStringLiteral("name"), name},
                                  {QStringLiteral("count"), static_cast<int>(milliseconds.size())},
                                  {QStringLiteral("p50_ms"), milliseconds[milliseconds.size() / 2]},
                                  {QStringLiteral("p99_ms"), milliseconds[milliseconds.size() * 99 / 100]},
                                  {QStringLiteral("max_ms"), milliseconds.back()}});
    }
    [[nodiscard]] const QJsonArray &array() const { return m_rows; }

private:
    QJsonArray m_rows;
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

std::unique_ptr<Composition> makeWindow(const QString &profile)
{
    CompositionOptions options;
    options.arguments.profileFolder = profile;
    options.engine = Command{QStringLiteral("/nonexistent/engine"), {}, {}, {}};
    options.checker = Command{QStringLiteral("/nonexistent/checker"), {}, {}, {}};
    auto window = std::make_unique<Composition>(*qobject_cast<QApplication *>(QCoreApplication::instance()),
                                                std::move(options));
    QElapsedTimer clock;
    clock.start();
    window->start(clock);
    (void)!QTest::qWaitForWindowActive(&window->window());
    return window;
}

bool write(const QString &path, const QByteArray &bytes)
{
    QFile file(path);
    return file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size();
}

QByteArray source(int number)
{
    QByteArray text = "// Stage " + QByteArray::number(number) + "\n#include \"ap_int.h\"\n\n";
    for (int line = 0; line < 1'500; ++line)
        text += "    accumulator[" + QByteArray::number(line) + "] += coefficient * delay_line[" +
                QByteArray::number((line * number) % 97) + "];\n";
    return text;
}

// A session of twenty files, as a user leaves it.
bool leaveSession(const QString &profile, const QString &folder)
{
    const std::unique_ptr<Composition> window = makeWindow(profile);
    DocumentActions &documents = window->window().documents();
    for (int number = 0; number < restoredFiles; ++number) {
        const QString path = QStringLiteral("%1/kernel_%2.cpp").arg(folder).arg(number);
        if (!write(path, source(number)))
            return false;
        if (number == restoredFiles / 2)
            window->window().editors().split(Qt::Horizontal);
        documents.open({path});
        if (!QTest::qWaitFor([&] { return documents.current() && documents.current()->path() == path; }))
            return false;
    }
    window->window().close();
    return QTest::qWaitFor([&] { return !window->window().isVisible(); });
}

void measureStarts(const QString &program, const QString &profile, int starts, Rows &rows)
{
    std::vector<double> keys;
    std::vector<double> session;
    for (int start = 0; start < starts; ++start) {
        QProcess process;
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert(QStringLiteral("QT_LOGGING_RULES"), QStringLiteral("gatewright.ui.debug=true"));
        process.setProcessEnvironment(environment);
        QElapsedTimer clock;
        clock.start();
        process.start(program, {QStringLiteral("--profile"), profile});
        QByteArray said;
        const auto says = [&](const char *words) {
            return QTest::qWaitFor(
                [&] {
                    said += process.readAllStandardError();
                    return said.contains(words);
                },
                20'000);
        };
        if (says("the window takes keys"))
            keys.push_back(since(clock));
        if (says("the session stands"))
            session.push_back(since(clock));
        process.terminate();
        if (!process.waitForFinished(10'000))
            process.kill();
        process.waitForFinished();
    }
    rows.add(QStringLiteral("start with 20 files: takes keys"), std::move(keys));
    rows.add(QStringLiteral("start with 20 files: the session stands"), std::move(session));
}

// Moves the view by `step` lines, frame after frame, each until it is painted.
void measureScrolling(CodeView &view, const QString &name, int step, Rows &rows)
{
    auto *area = qobject_cast<QAbstractScrollArea *>(view.focusProxy());
    PaintWatch painted(area->viewport());
    std::vector<double> times;
    for (int frame = 0; frame < frames; ++frame) {
        painted.take();
        QElapsedTimer clock;
        clock.start();
        QScrollBar *bar = area->verticalScrollBar();
        bar->setValue((bar->value() + step) % (logLines - 1'000));
        while (!painted.take())
            QCoreApplication::processEvents();
        times.push_back(since(clock));
    }
    rows.add(name, std::move(times));
}

bool measureLog(const QString &profile, const QString &path, Rows &rows)
{
    QByteArray text;
    for (int line = 0; line < logLines; ++line)
        text += QByteArray::number(1'000'000'000 + line * 137) + " INFO  stage_" +
                QByteArray::number(line % 61) +
                " transferred a block of samples to the output buffer, waiting " +
                QByteArray::number(line % 9'973) + " cycles\n";
    if (!write(path, text))
        return false;
    text.clear();
    const std::unique_ptr<Composition> window = makeWindow(profile);
    DocumentActions &documents = window->window().documents();
    QElapsedTimer clock;
    clock.start();
    documents.open({path});
    if (!QTest::qWaitFor([&] { return documents.current() && documents.current()->path() == path; }, 60'000))
        return false;
    CodeView &view = window->window().editors().currentPage()->view();
    PaintWatch painted(qobject_cast<QAbstractScrollArea *>(view.focusProxy())->viewport());
    while (!painted.take())
        QCoreApplication::processEvents();
    rows.add(QStringLiteral("log of %1 lines: shown").arg(view.document().lineCount()), {since(clock)});
    QTest::qWait(500);
    measureScrolling(view, QStringLiteral("log: scrolled by 3 lines"), 3, rows);
    measureScrolling(view, QStringLiteral("log: scrolled by a page"), 40, rows);
    measureScrolling(view, QStringLiteral("log: the bar is dragged"), 7'919, rows);
    return true;
}

} // namespace

int main(int argc, char **argv)
{
    QApplication application(argc, argv);
    const QStringList arguments = QCoreApplication::arguments();
    const QTemporaryDir folder;
    if (arguments.size() < 2 || !folder.isValid()) {
        std::fputs("bench_window: name the program gatewright\n", stderr);
        return 2;
    }
    Rows rows;
    const QString profile = folder.filePath(QStringLiteral("profile"));
    if (!leaveSession(profile, folder.path())) {
        std::fputs("bench_window: the session was not made\n", stderr);
        return 3;
    }
    measureStarts(arguments[1], profile, arguments.size() > 2 ? arguments[2].toInt() : 10, rows);
    if (!measureLog(folder.filePath(QStringLiteral("other")), folder.filePath(QStringLiteral("run.log")),
                    rows)) {
        std::fputs("bench_window: the log did not open\n", stderr);
        return 3;
    }
    std::puts(QJsonDocument(QJsonObject{{QStringLiteral("rows"), rows.array()}}).toJson().constData());
    return 0;
}
