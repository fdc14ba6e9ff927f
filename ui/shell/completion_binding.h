// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/shell/window_context.h"

#include <QObject>

namespace gatewright {

class CompletionPresenter;
class MainWindow;
namespace completion {
class CompletionController;
class EngineClient;
} // namespace completion

// The window's side of ghost text: the view in front, the commands, the settings, and the engine's state in
// the status bar.
class CompletionBinding : public QObject
{
    Q_OBJECT

public:
    CompletionBinding(const WindowContext &context, MainWindow &window, CompletionPresenter &presenter,
                      completion::CompletionController &controller, completion::EngineClient &engine,
                      QObject *parent = nullptr);

    // "Why no suggestion?"
    void explain();

private:
    void addCommands();
    void applySettings();
    void updateStatus();
    void tellExcluded(const QString &uri);
    // "Delete all my data": says how much there is and asks, then erases.
    void offerErasing();
    void eraseStore();

    WindowContext m_context;
    MainWindow &m_window;
    CompletionPresenter &m_presenter;
    completion::CompletionController &m_controller;
    completion::EngineClient &m_engine;
};

} // namespace gatewright
