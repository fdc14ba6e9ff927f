// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gatewright/display_check.h"

#include <QByteArray>

#include <unistd.h>

#include <cstdio>

namespace gatewright {

namespace {

constexpr auto remedy =
    "gatewright: no display to open the window on. Start it from a graphical session, or set "
    "QT_QPA_PLATFORM=offscreen, or use gatewright-cli, which needs none.\n";

void explain(QtMsgType type, const QMessageLogContext &, const QString &message)
{
    if (type != QtFatalMsg) {
        // Qt warns before it gives up; the one line at the end is enough.
        return;
    }
    std::fputs(remedy, stderr);
    std::fprintf(stderr, "gatewright: Qt says: %s\n", qPrintable(message.simplified()));
    // Not exit(): nothing was made yet that could be cleaned up, and Qt is in the middle of its own start.
    ::_exit(2);
}

} // namespace

Result<void> checkDisplay(const QProcessEnvironment &environment)
{
    const auto isSet = [&](const char *name) {
        return !environment.value(QString::fromLatin1(name)).isEmpty();
    };
    if (isSet("QT_QPA_PLATFORM") || isSet("DISPLAY") || isSet("WAYLAND_DISPLAY"))
        return {};
    return makeError(
        ErrorCode::Missing,
        QStringLiteral("There is no display to open the window on. Start it from a graphical session, or set "
                       "QT_QPA_PLATFORM=offscreen, or use gatewright-cli, which needs none."));
}

void explainFatalDisplayErrors()
{
    qInstallMessageHandler(explain);
}

void stopExplaining()
{
    qInstallMessageHandler(nullptr);
}

} // namespace gatewright
