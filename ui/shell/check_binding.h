// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/project/workspace_trust.h"
#include "ui/shell/window_context.h"

#include <QObject>

namespace gatewright {

class GhostChecker;
class MainWindow;
namespace checker {
class CheckerClient;
} // namespace checker

// The window's side of the checker: which folder is open and whether it is trusted, which suggestion is
// tried, and what to say when the checker is in trouble.
class CheckBinding : public QObject
{
    Q_OBJECT

public:
    CheckBinding(const WindowContext &context, MainWindow &window, checker::CheckerClient &checker,
                 GhostChecker &ghosts, WorkspaceTrust trust, QObject *parent = nullptr);

    // As the checker was told: commands ask at every key.
    [[nodiscard]] bool isTrusted() const;
    // The bar about the open folder, also when it was answered before.
    void askForTrust();

Q_SIGNALS:
    // Another folder is open, or none, or the user's answer about it is another one.
    void trustKnown(const QString &folder, bool trusted);

private:
    void addCommands();
    // The user's answer for the open folder.
    void setTrusted(bool trusted);
    void followFolder();
    void tellState();
    void tellExcluded(const QString &uri);

    WindowContext m_context;
    checker::CheckerClient &m_checker;
    WorkspaceTrust m_trust;
};

} // namespace gatewright
