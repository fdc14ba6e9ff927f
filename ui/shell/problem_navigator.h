// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/bridge/diagnostics_model.h"
#include "ui/shell/window_context.h"

#include <QObject>

namespace gatewright {

class DocumentActions;
class EditorArea;
class ProblemsPanel;

// Goes from problem to problem, in the editor and in the panel at once.
class ProblemNavigator : public QObject
{
    Q_OBJECT

public:
    ProblemNavigator(const WindowContext &context, EditorArea &editors, DocumentActions &documents,
                     ProblemsPanel &panel, QObject *parent = nullptr);

    void step(DiagnosticsModel::Direction direction);
    void goTo(int row);
    [[nodiscard]] bool hasProblems() const;

private:
    WindowContext m_context;
    EditorArea &m_editors;
    DocumentActions &m_documents;
    ProblemsPanel &m_panel;
};

} // namespace gatewright
