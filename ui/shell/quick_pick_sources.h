// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/shell/quick_pick.h"

#include <QCoreApplication>

namespace gatewright {

class CommandRegistry;

// ">": every command that can run now, the lately used ones first.
class CommandSource : public QuickPickSource
{
    Q_DECLARE_TR_FUNCTIONS(CommandSource)

public:
    explicit CommandSource(CommandRegistry &commands)
        : m_commands(commands)
    {
    }

    [[nodiscard]] QString prefix() const override { return QStringLiteral(">"); }
    [[nodiscard]] QString placeholder() const override { return tr("Type the name of a command"); }
    [[nodiscard]] QList<QuickPickItem> items(const QString &query) const override;

private:
    CommandRegistry &m_commands;
};

// "": files, the open ones first, then those of the workspace.
class FileSource : public QuickPickSource
{
    Q_DECLARE_TR_FUNCTIONS(FileSource)

public:
    // Paths, the better ones first; asked at every key.
    using Files = std::function<QStringList()>;
    using Open = std::function<void(const QString &path)>;

    FileSource(Files files, std::function<QString()> root, Open open)
        : m_files(std::move(files))
        , m_root(std::move(root))
        , m_open(std::move(open))
    {
    }

    [[nodiscard]] QString prefix() const override { return {}; }
    [[nodiscard]] QString placeholder() const override
    {
        return tr("Type the name of a file; > for commands, : for a line");
    }
    [[nodiscard]] QList<QuickPickItem> items(const QString &query) const override;

private:
    Files m_files;
    std::function<QString()> m_root;
    Open m_open;
};

// ":": a line, or line:column, of the current document.
class LineSource : public QuickPickSource
{
    Q_DECLARE_TR_FUNCTIONS(LineSource)

public:
    // 1-based.
    using Go = std::function<void(int line, int column)>;

    LineSource(std::function<int()> lineCount, Go go)
        : m_lineCount(std::move(lineCount))
        , m_go(std::move(go))
    {
    }

    [[nodiscard]] QString prefix() const override { return QStringLiteral(":"); }
    [[nodiscard]] QString placeholder() const override { return tr("Type a line, or line:column"); }
    [[nodiscard]] QList<QuickPickItem> items(const QString &query) const override;

private:
    std::function<int()> m_lineCount;
    Go m_go;
};

} // namespace gatewright
