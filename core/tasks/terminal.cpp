// SPDX-License-Identifier: Apache-2.0
#include "core/tasks/terminal.h"

#include <QFileInfo>
#include <QStandardPaths>

#include <array>

namespace gatewright::tasks {

namespace {

// How a terminal is told what to run. All of them take the folder that they are started in.
struct Kind
{
    const char *program;
    const char *separator; // before the command; empty: nothing
};

constexpr std::array kinds{
    Kind{"konsole", "-e"},
    Kind{"gnome-terminal", "--"},
    Kind{"kgx", "-e"},
    Kind{"ptyxis", "--"},
    Kind{"xfce4-terminal", "-x"},
    Kind{"mate-terminal", "-x"},
    Kind{"tilix", "-e"},
    Kind{"terminator", "-x"},
    Kind{"kitty", ""},
    Kind{"alacritty", "-e"},
    Kind{"foot", ""},
    Kind{"wezterm", "-e"},
    Kind{"x-terminal-emulator", "-e"},
    Kind{"urxvt", "-e"},
    Kind{"xterm", "-e"},
};

// The words stay the words they are: the shell gets them as its arguments and puts nothing into a line. It is
// there to keep the window open.
const char *const stayOpen = R"("$@"; printf '\n[exit code %s] Press Enter to close. ' "$?"; read -r _)";

QString pathOf(const QString &program, const QProcessEnvironment &environment)
{
    const QStringList folders =
        environment.value(QStringLiteral("PATH")).split(QLatin1Char(':'), Qt::SkipEmptyParts);
    return QStandardPaths::findExecutable(program, folders);
}

QString separatorOf(const QString &path)
{
    const QString real = QFileInfo(QFileInfo(path).canonicalFilePath()).fileName();
    for (const QString &name : {QFileInfo(path).fileName(), real}) {
        for (const Kind &kind : kinds) {
            // Debian's alternatives lead to wrappers: gnome-terminal.wrapper takes what xterm takes.
            if (name == QLatin1String(kind.program))
                return QString::fromLatin1(kind.separator);
        }
    }
    return QStringLiteral("-e");
}

QString terminalPath(const QString &chosen, const QProcessEnvironment &environment)
{
    for (const QString &wish : {chosen, environment.value(QStringLiteral("TERMINAL"))}) {
        if (wish.isEmpty())
            continue;
        if (const QString path = pathOf(wish, environment); !path.isEmpty())
            return path;
    }
    for (const Kind &kind : kinds) {
        if (const QString path = pathOf(QString::fromLatin1(kind.program), environment); !path.isEmpty())
            return path;
    }
    return {};
}

} // namespace

Result<Command> terminalCommand(const QString &folder, const std::optional<Command> &command,
                                const QString &chosen, const QProcessEnvironment &environment)
{
    Command terminal;
    terminal.program = terminalPath(chosen, environment);
    if (terminal.program.isEmpty())
        return makeError(ErrorCode::Missing,
                         QStringLiteral("No terminal was found; install one, or name yours in the settings "
                                        "(Terminal) or in $TERMINAL."));
    terminal.workingFolder = folder;
    if (!command)
        return terminal;
    if (!command->workingFolder.isEmpty())
        terminal.workingFolder = command->workingFolder;
    terminal.environment = command->environment;
    if (const QString separator = separatorOf(terminal.program); !separator.isEmpty())
        terminal.arguments << separator;
    terminal.arguments << QStringLiteral("sh") << QStringLiteral("-c") << QString::fromLatin1(stayOpen)
                       << QStringLiteral("sh") << command->program << command->arguments;
    return terminal;
}

} // namespace gatewright::tasks
