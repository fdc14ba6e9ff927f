// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/bridge/keyboard_scheme.h"

#include <QDialog>

#include <functional>

class QComboBox;
class QKeySequenceEdit;
class QLabel;
class QLineEdit;
class QPushButton;
class QTreeWidget;
class QTreeWidgetItem;

namespace gatewright {

class CommandRegistry;
class Settings;

// The keys of every command: a scheme to begin with, keys of the user's own, what collides, and both as a
// file. Every change counts at once.
class KeyboardDialog : public QDialog
{
    Q_OBJECT

public:
    KeyboardDialog(Settings &settings, CommandRegistry &commands, QWidget *parent = nullptr);

    // Without asking for a path. Errors name the file.
    [[nodiscard]] Result<void> exportTo(const QString &path) const;
    // The keys of the file become the user's own, on top of the commands' own keys.
    [[nodiscard]] Result<void> importFrom(const QString &path);

private:
    void buildTable();
    [[nodiscard]] QWidget *buildEditor();
    void askForFile(int mode, const std::function<void(const QString &path)> &chosen);
    void fill();
    void filter();
    void follow();
    void addKey();
    void setKeys(const QString &command, const QList<QKeySequence> &keys);
    void resetCommand();
    void showConflicts();
    void tell(const Result<void> &result);
    [[nodiscard]] QString currentCommand() const;
    [[nodiscard]] Shortcuts own() const;

    Settings &m_settings;
    CommandRegistry &m_commands;
    QComboBox *m_scheme;
    QLineEdit *m_search;
    QTreeWidget *m_table;
    QKeySequenceEdit *m_key;
    QPushButton *m_add;
    QPushButton *m_clear;
    QPushButton *m_reset;
    QLabel *m_taken;
    QLabel *m_problem;
};

} // namespace gatewright
