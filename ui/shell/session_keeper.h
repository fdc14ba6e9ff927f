// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/shell/session.h"
#include "ui/shell/window_context.h"

#include <QObject>
#include <QTimer>

class QMainWindow;

namespace gatewright {

class DocumentActions;
class EditorArea;

// Brings the last session back and keeps the present one: every minute, and when the window closes.
class SessionKeeper : public QObject
{
    Q_OBJECT

public:
    SessionKeeper(SessionStore store, const WindowContext &context, QMainWindow &window, EditorArea &editors,
                  DocumentActions &documents, QObject *parent = nullptr);

    enum class Scope { WindowOnly, FolderAndFiles };
    // Geometry and docks; before the window shows, so that it does not jump.
    void restoreWindow();
    // Folder and files; restored() follows.
    void restoreFiles();
    // The other way to begin: nothing of the session, but what a crash left is known and offered for files
    // that are opened. restored() follows.
    void beginWithout();
    // Whether what is open now comes back at the next start.
    [[nodiscard]] bool isKept() const { return m_kept; }
    void save();

Q_SIGNALS:
    // Every file of the session that could be opened is open.
    void restored();

private:
    void openFiles();
    void showLeft(QStringList keys);

    SessionStore m_store;
    WindowContext m_context;
    QMainWindow &m_window;
    EditorArea &m_editors;
    DocumentActions &m_documents;
    Session m_last;
    QTimer m_timer;
    bool m_kept = true;
};

} // namespace gatewright
