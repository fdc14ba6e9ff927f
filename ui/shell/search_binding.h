// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/shell/window_context.h"

#include <QObject>

#include <memory>

namespace gatewright {

class MainWindow;
class ProjectReplace;
class SearchPanel;
struct ReplacementReport;

// The search through the folder in its window: the panel and its dock, the commands, what hits open, and the
// notice about what was replaced. Make it before MainWindow::buildMenus().
class SearchBinding : public QObject
{
    Q_OBJECT

public:
    SearchBinding(const WindowContext &context, MainWindow &window, QObject *parent = nullptr);
    ~SearchBinding() override;

    [[nodiscard]] SearchPanel &panel() const { return *m_panel; }

private:
    void addDock();
    void addCommands();
    void show(bool replace);
    void tell(const ReplacementReport &report);
    void undo();

    WindowContext m_context;
    MainWindow &m_window;
    std::unique_ptr<ProjectReplace> m_replace;
    SearchPanel *m_panel; // owned by its dock
};

} // namespace gatewright
