// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QScrollArea>

class QGridLayout;
class QVBoxLayout;

namespace gatewright {

class CommandRegistry;

// What stands where the editors will be while no file is open: what one can do, with its keys, and what was
// open lately. In a small window it scrolls.
class WelcomePage : public QScrollArea
{
    Q_OBJECT

public:
    explicit WelcomePage(CommandRegistry &commands, QWidget *parent = nullptr);

    // Fills the list of what one can do, once the commands are there.
    void build();
    void setRecent(const QStringList &folders, const QStringList &files);

Q_SIGNALS:
    void folderChosen(const QString &path);
    void fileChosen(const QString &path);

private:
    // `text` beside it; empty: its keys.
    void addCommandRow(QGridLayout &rows, const QString &id, const QString &text = {});
    void addFirstSteps();
    void addRecentRow(const QString &path, bool isFolder);

    CommandRegistry &m_commands;
    QWidget *m_content;
    QGridLayout *m_start;
    QWidget *m_firstSteps; // until something is recent
    QWidget *m_recentBlock;
    QVBoxLayout *m_recent;
};

} // namespace gatewright
