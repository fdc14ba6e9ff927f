// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/shell/window_context.h"

#include <QObject>
#include <QPointer>

namespace gatewright {

namespace checker {
class CheckerClient;
}
namespace completion {
class EngineClient;
}
struct DiagnosticFacts;
class HelpDialog;
class MainWindow;
class Paths;

// Help in the window: the pages that came with the program, and the diagnostic report. All references outlive
// it.
class HelpBinding : public QObject
{
    Q_OBJECT

public:
    HelpBinding(const WindowContext &context, MainWindow &window, completion::EngineClient &engine,
                checker::CheckerClient &checker, const Paths &paths, QObject *parent = nullptr);
    ~HelpBinding() override;

private:
    void showHelp();
    void makeReport();
    [[nodiscard]] DiagnosticFacts facts() const;

    WindowContext m_context;
    MainWindow &m_window;
    completion::EngineClient &m_engine;
    checker::CheckerClient &m_checker;
    const Paths &m_paths;
    QPointer<HelpDialog> m_dialog;
};

} // namespace gatewright
