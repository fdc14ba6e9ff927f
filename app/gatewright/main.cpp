// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gatewright/arguments.h"
#include "app/gatewright/composition.h"
#include "app/gatewright/display_check.h"

#include <QApplication>

#include <cstdio>

using namespace gatewright;

namespace {

// As the command line does: one line on stderr, exit code 2 for what the caller can mend.
int refuse(const Error &error)
{
    std::fprintf(stderr, "gatewright: %s\n", qPrintable(error.toString()));
    return 2;
}

} // namespace

int main(int argc, char **argv)
{
    QStringList words;
    for (int i = 1; i < argc; ++i)
        words.append(QString::fromLocal8Bit(argv[i]));
    const Result<Arguments> arguments = parseArguments(words);
    if (!arguments)
        return refuse(arguments.error());
    if (arguments->wish == Arguments::Wish::Help) {
        std::fputs(qPrintable(usage()), stdout);
        return 0;
    }
    if (arguments->wish == Arguments::Wish::Version) {
        std::puts("gatewright " GATEWRIGHT_VERSION);
        return 0;
    }
    if (const Result<void> display = checkDisplay(QProcessEnvironment::systemEnvironment()); !display)
        return refuse(display.error());

    QCoreApplication::setApplicationName(QStringLiteral("gatewright"));
    QCoreApplication::setApplicationVersion(QStringLiteral(GATEWRIGHT_VERSION));
    QGuiApplication::setApplicationDisplayName(QStringLiteral("Gatewright"));
    QGuiApplication::setDesktopFileName(QStringLiteral("gatewright"));
    explainFatalDisplayErrors();
    QApplication application(argc, argv);
    stopExplaining();

    Composition composition(application, *arguments);
    composition.start();
    return QApplication::exec();
}
