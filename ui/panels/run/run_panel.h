// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/bridge/run_session.h"
#include "ui/theme/icon_provider.h"
#include "ui/theme/theme.h"

#include <QHash>
#include <QTimer>
#include <QWidget>

#include <stop_token>

class QAction;
class QLabel;
class QProgressBar;
class QPushButton;
class QSplitter;
class QStackedWidget;

namespace gatewright {

class CircuitsView;
class FindingsList;
class OutputView;
class RunHeader;
struct OutputLink;

// The buttons of the panel; owned by whoever made the commands.
struct RunActions
{
    QAction *run;
    QAction *runAgain;
    QAction *cancel;
};

// One run: a line that says what ran and how it ended, below it what was found, what was printed and the
// circuits. Before the first run it says what it is for.
class RunPanel : public QWidget
{
    Q_OBJECT

public:
    // `session` and `icons` outlive the panel.
    RunPanel(RunSession &session, const IconProvider &icons, const Theme &theme, QWidget *parent = nullptr);

    // Once.
    void setActions(const RunActions &actions);
    // The command that mends an error with this remedy (Error::remedy); it becomes the button below the
    // error. `action` outlives the panel.
    void addRemedy(const QString &remedy, QAction *action);
    void setTheme(const Theme &theme);
    // The open folder: names of its files in the output become links. Empty: none.
    void setFolder(const QString &folder) { m_folder = folder; }

Q_SIGNALS:
    // The user followed a link in the output; line and column are 1-based.
    void placeChosen(const QString &path, int line, int column);
    // The user picked a finding: a place in the program that ran.
    void programPlaceChosen(gatewright::Position place);

private:
    enum Page { EmptyPage, MessagePage, ResultPage };

    void buildPages();
    void showSession();
    void updateElapsed();
    void showReport(const SimulationReport &report);
    void showRemedy(const QString &remedy);
    void showMessage(Symbol symbol, MarkLevel level, const QString &text, const QString &detail);
    void readOutput(const QString &raw);
    void paintSymbol();

    RunSession &m_session;
    const IconProvider &m_icons;
    Theme m_theme;
    QString m_folder;
    RunHeader *m_header;
    QProgressBar *m_busy;
    QStackedWidget *m_pages;
    QPushButton *m_start;
    QLabel *m_symbol;
    QLabel *m_message;
    QLabel *m_detail;
    QPushButton *m_remedy;
    QHash<QString, QAction *> m_remedies;
    QWidget *m_found; // the findings with air around them
    FindingsList *m_findings;
    QSplitter *m_results;
    OutputView *m_output;
    CircuitsView *m_circuits;
    QTimer m_elapsed;
    Symbol m_shownSymbol = Symbol::Run;
    MarkLevel m_shownLevel = MarkLevel::Information;
    std::stop_source m_reading; // of the output, on another thread
    int m_shown = 0;            // counts what was shown: an output that comes late is dropped
};

} // namespace gatewright
