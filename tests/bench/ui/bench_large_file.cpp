// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/editor/document_buffer.h"
#include "ui/editor/code_view.h"
#include "ui/theme/syntax_library.h"
#include "ui/theme/theme.h"
#include "core/project/file_access.h"
#include <QApplication>
#include <QElapsedTimer>
#include <QScrollBar>
#include <QTest>
#include <algorithm>
#include <cstdio>
using namespace gatewright;
int main(int argc, char **argv)
{
    QApplication app(argc, argv);
    SyntaxLibrary library;
    QElapsedTimer t;
    t.start();
    auto loaded = files::read(QString::fromLocal8Bit(argv[1]));
    std::printf("read+hash %lld ms\n", t.restart());
    auto f = detectFormat({loaded->bytes.data(), size_t(loaded->bytes.size())});
    std::printf("detect %lld ms\n", t.restart());
    DocumentBuffer buffer(library);
    buffer.setBytes({loaded->bytes.data(), size_t(loaded->bytes.size())});
    std::printf("fill (with detectLineEnding) %lld ms, %d lines\n", t.restart(), buffer.lineCount());
    CodeView view(buffer, Theme(library, ThemeChoice::Light, app.palette()), EditorSettings());
    view.resize(1200, 800);
    view.show();
    (void)QTest::qWaitForWindowExposed(&view);
    std::printf("show %lld ms\n", t.restart());
    for (int i = 0; i < 5; ++i) { QCoreApplication::processEvents(); }
    std::printf("events %lld ms\n", t.restart());
    (void)f;
}
