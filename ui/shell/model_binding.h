// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/bridge/model_library.h"
#include "ui/shell/window_context.h"

#include <QObject>
#include <QPointer>

class QFileDialog;

namespace gatewright {

class MainWindow;
class ModelPanel;

// The models in the window: their dock, their commands, and the engine that follows the settings. `context`,
// `window`, `library` and `engine` outlive it.
class ModelBinding : public QObject
{
    Q_OBJECT

public:
    ModelBinding(const WindowContext &context, MainWindow &window, ModelLibrary &library,
                 completion::EngineClient &engine, QObject *parent = nullptr);
    ~ModelBinding() override;

    // As if the user had chosen it in a dialog.
    void import(const QString &path);

private:
    void addDock();
    void addCommands();
    void chooseFile();
    void chooseFolder();
    void ask(QFileDialog *dialog);
    void use(const ModelListed &model);
    // Whatever the setting says, with or without a look at the memory.
    void load(ModelService::Fit fit);
    void followSetting(const QString &name);
    void tellImported(const QString &path);
    void tellTooLarge(const Error &error);
    void showDock();

    WindowContext m_context;
    MainWindow &m_window;
    ModelLibrary &m_library;
    ModelPanel *m_panel;
    QPointer<QFileDialog> m_dialog;
};

} // namespace gatewright
