// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gatewright/arguments.h"
#include "app/gatewright/composition.h"
#include "app/gatewright/display_check.h"
#include "app/gatewright/end_signals.h"
#include "app/gatewright/folder_copy.h"
#include "app/gatewright/tour.h"

#include <QApplication>
#include <QElapsedTimer>
#include <QLibraryInfo>
#include <QLocale>
#include <QTemporaryDir>
#include <QTimer>
#include <QTranslator>

#include <cstdio>

using namespace gatewright;

namespace {

// As the command line does: one line on stderr, exit code 2 for what the caller can mend.
int refuse(const Error &error)
{
    std::fprintf(stderr, "gatewright: %s\n", qPrintable(error.toString()));
    return 2;
}

// Qt's own words: the menus of its fields, the dialogs for files.
void loadQtTranslation(QTranslator &translator)
{
    if (translator.load(QLocale(), QStringLiteral("qtbase"), QStringLiteral("_"),
                        QLibraryInfo::path(QLibraryInfo::TranslationsPath)))
        QCoreApplication::installTranslator(&translator);
}

// The user's language, or English, whose file holds the plural forms of the source's "%n error(s)".
void loadTranslation(QTranslator &translator)
{
    const QString folder = Paths::shippedData() + QLatin1String("/translations");
    if (translator.load(QLocale(), QStringLiteral("gatewright"), QStringLiteral("_"), folder) ||
        translator.load(QStringLiteral("gatewright_en"), folder))
        QCoreApplication::installTranslator(&translator);
}

int runWindow(QApplication &application, const Arguments &arguments, const QElapsedTimer &sinceStart)
{
    CompositionOptions options;
    options.arguments = arguments;
    Composition composition(application, std::move(options));
    const EndSignals endSignals;
    QObject::connect(&endSignals, &EndSignals::received, &composition.window(),
                     [&composition] { composition.window().endNow(); });
    composition.start(sinceStart);
    return QApplication::exec();
}

// On a copy of the workspace, and with a profile of its own unless one is named: nothing of the user's
// changes.
int runTour(QApplication &application, const Arguments &arguments, const QElapsedTimer &sinceStart)
{
    const QTemporaryDir scratch;
    if (!scratch.isValid())
        return refuse({ErrorCode::Io,
                       QStringLiteral("There is no room for the tour's files."),
                       scratch.errorString(),
                       {}});
    const QString source = arguments.places.isEmpty()
                               ? Paths::shippedData() + QLatin1String("/sample-workspace")
                               : arguments.places.first().path;
    const QString workspace = scratch.filePath(QStringLiteral("workspace"));
    if (const Result<void> copied = copyFolder(source, workspace); !copied)
        return refuse(copied.error());

    CompositionOptions options;
    options.arguments = arguments;
    options.arguments.places.clear();
    if (options.arguments.profileFolder.isEmpty())
        options.arguments.profileFolder = scratch.filePath(QStringLiteral("profile"));
    Composition composition(application, std::move(options));
    composition.start(sinceStart);
    int exitCode = 1;
    QTimer::singleShot(0, &composition.window(), [&] {
        exitCode = Tour(composition, workspace, arguments.tourFolder).play();
        QApplication::quit();
    });
    QApplication::exec();
    return exitCode;
}

} // namespace

int main(int argc, char **argv)
{
    QElapsedTimer sinceStart;
    sinceStart.start();
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
    QTranslator qtTranslator;
    loadQtTranslation(qtTranslator);
    QTranslator translator; // asked first
    loadTranslation(translator);

    return arguments->tourFolder.isEmpty() ? runWindow(application, *arguments, sinceStart)
                                           : runTour(application, *arguments, sinceStart);
}
