// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/text/position.h"
#include "ui/shell/window_context.h"

#include <QObject>

class QMainWindow;

namespace gatewright {

class Document;
class DocumentActions;
class EditorArea;
class RunPanel;

// Joins the run with the window: which document is run, where the panel's links lead, which folder it is
// about.
class RunBinding : public QObject
{
    Q_OBJECT

public:
    RunBinding(const WindowContext &context, QMainWindow &window, EditorArea &editors,
               DocumentActions &documents, RunPanel &panel, QObject *parent = nullptr);

    // The current document, as it is in the editor.
    void run();
    [[nodiscard]] bool canRun() const;
    // The document of the last run, which is opened when it was closed.
    void runAgain();
    [[nodiscard]] bool canRunAgain() const;
    void cancel();
    [[nodiscard]] bool canCancel() const;
    // Once the commands are there.
    void fillPanel();

private:
    [[nodiscard]] Document *ranDocument() const;
    void showPanel();
    void goToProgram(Position place);

    WindowContext m_context;
    QMainWindow &m_window;
    EditorArea &m_editors;
    DocumentActions &m_documents;
    RunPanel &m_panel;
};

} // namespace gatewright
