// SPDX-License-Identifier: GPL-3.0-or-later
// A large file in the window's own classes: how long until it is open, how long the window stands still
// meanwhile, and how long each step of scrolling takes to be painted. Usage: bench_large_file [FILE]; without
// one a log of 100 MB and a million lines is made.
#include "ui/bridge/document_manager.h"
#include "ui/bridge/notice_hub.h"
#include "ui/bridge/task_progress_model.h"
#include "ui/editor/code_view.h"
#include "ui/theme/syntax_library.h"
#include "ui/theme/theme.h"

#include <QAbstractScrollArea>
#include <QApplication>
#include <QElapsedTimer>
#include <QFile>
#include <QScrollBar>
#include <QTemporaryDir>
#include <QTest>
#include <QTimer>

#include <algorithm>
#include <cstdio>
#include <vector>

using namespace gatewright;

namespace {

QString makeLog(const QTemporaryDir &folder)
{
    QFile file(folder.filePath(QStringLiteral("large.log")));
    if (!file.open(QIODevice::WriteOnly))
        qFatal("no room for the log");
    for (int line = 0; line < 1'000'000; ++line) {
        QByteArray text = "2026-01-02 03:04:05.678 [worker-" + QByteArray::number(line % 16) +
                          "] INFO module: processed item " + QByteArray::number(line) + ", queue length " +
                          QByteArray::number(line % 991);
        file.write(text.leftJustified(99, '.') + '\n');
    }
    return file.fileName();
}

// The longest time between two turns of the event loop.
class Stalls : public QObject
{
public:
    Stalls()
    {
        m_last.start();
        m_timer.setInterval(0);
        connect(&m_timer, &QTimer::timeout, this, [this] {
            m_longest = std::max(m_longest, m_last.nsecsElapsed());
            m_last.restart();
        });
        m_timer.start();
    }
    [[nodiscard]] double longestMs() const { return static_cast<double>(m_longest) / 1e6; }

private:
    QTimer m_timer;
    QElapsedTimer m_last;
    qint64 m_longest = 0;
};

double percentile(std::vector<double> values, double share)
{
    std::sort(values.begin(), values.end());
    return values.at(static_cast<std::size_t>(share * static_cast<double>(values.size() - 1)));
}

void scroll(CodeView &view, int step, const char *name)
{
    QScrollBar &bar = *view.findChild<QAbstractScrollArea *>()->verticalScrollBar();
    std::vector<double> times;
    for (int count = 0; count < 600; ++count) {
        QElapsedTimer timer;
        timer.start();
        bar.setValue((bar.value() + step) % std::max(1, bar.maximum()));
        view.findChild<QAbstractScrollArea *>()->viewport()->repaint();
        times.push_back(static_cast<double>(timer.nsecsElapsed()) / 1e6);
    }
    std::printf("%-28s p50 %6.2f ms   p99 %6.2f ms   most %6.2f ms\n", name, percentile(times, 0.5),
                percentile(times, 0.99), percentile(times, 1.0));
}

} // namespace

int main(int argc, char **argv)
{
    QApplication application(argc, argv);
    const QTemporaryDir folder;
    const QString path = argc > 1 ? QString::fromLocal8Bit(argv[1]) : makeLog(folder);
    SyntaxLibrary library;
    NoticeHub notices;
    TaskProgressModel tasks;
    DocumentManager documents(library, notices, tasks);
    Document *document = nullptr;
    const Stalls stalls;
    QElapsedTimer timer;
    timer.start();
    documents.open(path, [&](Document *opened) { document = opened; });
    while (!document)
        QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
    const double opened = static_cast<double>(timer.nsecsElapsed()) / 1e6;
    CodeView view(document->buffer(), Theme(library, ColourScheme::Light));
    view.resize(1200, 900);
    view.show();
    (void)QTest::qWaitForWindowExposed(&view);
    std::printf("%-28s %6.0f ms, %.0f MB, %d lines\n", "open", opened,
                static_cast<double>(document->buffer().size()) / 1e6, document->buffer().lineCount());
    std::printf("%-28s %6.0f ms\n", "open and shown", static_cast<double>(timer.nsecsElapsed()) / 1e6);
    std::printf("%-28s %6.1f ms\n", "window stood still at most", stalls.longestMs());
    scroll(view, 3, "scroll, 3 lines a step");
    scroll(view, 60, "scroll, a page a step");
    scroll(view, 15'013, "scroll, far jumps");
    return 0;
}
