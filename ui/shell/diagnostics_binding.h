// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/shell/window_context.h"

#include <QObject>

namespace gatewright {

namespace checker {
class CheckerClient;
}
namespace completion {
class EngineClient;
}
struct DiagnosticFacts;
class MainWindow;
class Paths;

// The diagnostic report in the window. All references outlive it.
class DiagnosticsBinding : public QObject
{
    Q_OBJECT

public:
    DiagnosticsBinding(const WindowContext &context, MainWindow &window, completion::EngineClient &engine,
                       checker::CheckerClient &checker, const Paths &paths, QObject *parent = nullptr);

private:
    void makeReport();
    [[nodiscard]] DiagnosticFacts facts() const;

    WindowContext m_context;
    MainWindow &m_window;
    completion::EngineClient &m_engine;
    checker::CheckerClient &m_checker;
    const Paths &m_paths;
};

} // namespace gatewright
