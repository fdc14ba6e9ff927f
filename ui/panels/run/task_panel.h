// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/bridge/task_session.h"
#include "ui/theme/icon_provider.h"
#include "ui/theme/theme.h"

#include <QTimer>
#include <QWidget>

#include <stop_token>

class QAction;
class QLabel;
class QStackedWidget;

namespace gatewright {

class OutputView;
class RunHeader;

// One task of the project: what ran, how it stands, what it printed, with links. Before the first one it says
// what it is for.
class TaskPanel : public QWidget
{
    Q_OBJECT

public:
    // `session` outlives the panel.
    TaskPanel(TaskSession &session, const Theme &theme, QWidget *parent = nullptr);

    // Once: start one (the button of the empty panel), the same again, cancel.
    void setActions(QAction *choose, QAction *again, QAction *cancel);
    void setTheme(const Theme &theme);

Q_SIGNALS:
    // 1-based.
    void placeChosen(const QString &path, int line, int column);

private:
    QWidget *buildEmptyPage();
    void showSession();
    void showOutput();
    void updateTime();

    TaskSession &m_session;
    RunHeader *m_header;
    QStackedWidget *m_pages;
    QWidget *m_start;
    OutputView *m_output;
    QTimer m_elapsed;
    std::stop_source m_reading;
    int m_shown = 0; // counts what was shown: an output that comes late is dropped
};

} // namespace gatewright
