// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gatewright/arguments.h"

#include <QCommandLineParser>

namespace gatewright {

namespace {

struct Options
{
    QCommandLineOption help{{QStringLiteral("h"), QStringLiteral("help")}};
    QCommandLineOption version{{QStringLiteral("v"), QStringLiteral("version")}};
    QCommandLineOption tour{QStringLiteral("tour"), {}, QStringLiteral("DIR")};
    QCommandLineOption safeMode{QStringLiteral("safe-mode")};
    QCommandLineOption profile{QStringLiteral("profile"), {}, QStringLiteral("DIR")};
};

} // namespace

Result<Arguments> parseArguments(const QStringList &arguments)
{
    const Options options;
    QCommandLineParser parser;
    for (const QCommandLineOption &option :
         {options.help, options.version, options.tour, options.safeMode, options.profile})
        parser.addOption(option);
    // The parser takes the first entry for the program's name.
    if (!parser.parse(QStringList{QString()} + arguments))
        return makeError(ErrorCode::InvalidInput, parser.errorText(),
                         QStringLiteral("see gatewright --help"));

    Arguments parsed;
    if (parser.isSet(options.help))
        parsed.wish = Arguments::Wish::Help;
    else if (parser.isSet(options.version))
        parsed.wish = Arguments::Wish::Version;
    for (const auto &[option, folder] :
         {std::pair(&options.tour, &parsed.tourFolder), std::pair(&options.profile, &parsed.profileFolder)}) {
        if (!parser.isSet(*option))
            continue;
        *folder = parser.value(*option);
        if (folder->isEmpty())
            return makeError(ErrorCode::InvalidInput, QStringLiteral("The option needs a folder."), {},
                             QStringLiteral("--") + option->names().first());
    }
    parsed.safeMode = parser.isSet(options.safeMode);
    const QStringList places = parser.positionalArguments();
    for (const QString &place : places)
        parsed.places.append(parseFilePlace(place));
    return parsed;
}

QString usage()
{
    return QStringLiteral(
        "Usage: gatewright [OPTIONS] [FILE[:LINE[:COLUMN]] | FOLDER]...\n"
        "An IDE for hardware written in code: HLS kernels and Qiskit programs.\n"
        "\n"
        "  --tour DIR      play the main job by itself and write DIR/tour.json and pictures of each step\n"
        "  --safe-mode     no plugins, no session restore, no model\n"
        "  --profile DIR   keep settings, store and caches under DIR instead of the XDG folders\n"
        "  -h, --help      show this text\n"
        "  -v, --version   show the version\n");
}

} // namespace gatewright
