// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/bridge/file_finder.h"
#include "ui/bridge/file_place.h"
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

// "": files, the lately used ones first, then those of the open folder; "fir.cpp:12" opens at the line.
class FileSource : public QuickPickSource
{
    Q_DECLARE_TR_FUNCTIONS(FileSource)

public:
    // Absolute paths, the latest first; asked at every key.
    using Recent = std::function<QStringList()>;
    using Open = std::function<void(const FilePlace &place)>;

    // `finder` outlives the source.
    FileSource(Recent recent, FileFinder &finder, Open open)
        : m_recent(std::move(recent))
        , m_finder(finder)
        , m_open(std::move(open))
    {
    }

    [[nodiscard]] QString prefix() const override { return {}; }
    [[nodiscard]] QString placeholder() const override
    {
        return tr("Type the name of a file; > for commands, @ for symbols, : for a line");
    }
    [[nodiscard]] QList<QuickPickItem> items(const QString &query) const override;

private:
    Recent m_recent;
    FileFinder &m_finder;
    Open m_open;
};

// A list that somebody made for this moment, under a prefix of its own: tasks.
class ListSource : public QuickPickSource
{
public:
    // `list` is asked at every key.
    ListSource(QString prefix, QString placeholder, std::function<QList<QuickPickItem>()> list)
        : m_prefix(std::move(prefix))
        , m_placeholder(std::move(placeholder))
        , m_list(std::move(list))
    {
    }

    [[nodiscard]] QString prefix() const override { return m_prefix; }
    [[nodiscard]] QString placeholder() const override { return m_placeholder; }
    [[nodiscard]] QList<QuickPickItem> items(const QString &query) const override;

private:
    QString m_prefix;
    QString m_placeholder;
    std::function<QList<QuickPickItem>()> m_list;
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
