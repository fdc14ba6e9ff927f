// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/bridge/learning_session.h"
#include "ui/shell/window_context.h"

#include <QObject>

namespace gatewright {

class LearningPanel;
class MainWindow;

// Learning in its window: the panel and its dock, the commands, and what is asked before anything is erased.
// Make it before MainWindow::buildMenus().
class LearningBinding : public QObject
{
    Q_OBJECT

public:
    // `session` outlives this.
    LearningBinding(const WindowContext &context, MainWindow &window, LearningSession &session,
                    QObject *parent = nullptr);
    ~LearningBinding() override;

    [[nodiscard]] LearningPanel &panel() const { return *m_panel; }

private:
    void addDock();
    void addCommands();
    void addVersionCommands();
    void fillPanel();
    void applySettings();
    void tellFailure(const QString &what, const Error &error);
    // Says what goes and what stays, and asks.
    void offerErasing();
    void erase();
    void tellErased(const LearningSession::Erased &erased);
    void askAboutDropping();

    WindowContext m_context;
    MainWindow &m_window;
    LearningSession &m_session;
    LearningPanel *m_panel; // owned by its dock
};

} // namespace gatewright
