// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/shell/window_context.h"

#include <QObject>
#include <QTimer>

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
    // The suggestion that stands, in a small window of its own.
    void showAsText();

private:
    void addCommands();
    void addQuietCommands();
    // No suggestions by themselves for a while, or again.
    void toggleSnooze();
    void toggleLanguage();
    [[nodiscard]] QStringList languagesOff() const;
    // What the status bar says behind the model's name when nothing comes; empty otherwise.
    [[nodiscard]] QString quietText() const;
    void applySettings();
    void updateStatus();
    void tellExcluded(const QString &uri);

    WindowContext m_context;
    MainWindow &m_window;
    CompletionPresenter &m_presenter;
    completion::CompletionController &m_controller;
    completion::EngineClient &m_engine;
    QTimer m_snooze; // active while suggestions are snoozed
};

} // namespace gatewright
