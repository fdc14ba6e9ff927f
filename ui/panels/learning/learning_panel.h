// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/bridge/learning_view.h"
#include "ui/theme/icon_provider.h"
#include "ui/theme/theme.h"

#include <QWidget>

class QAction;
class QBoxLayout;
class QLabel;
class QProgressBar;
class QPushButton;
class QScrollArea;
class QStackedWidget;

namespace gatewright {

class DayChart;
class FiguresRow;
class FlowLayout;
class SharesBar;
class VersionsTable;

// The buttons of the panel; owned by whoever made the commands.
struct LearningActions
{
    QAction *learnNow;
    QAction *cancel;
    QAction *pause;
    QAction *use;  // the selected version
    QAction *drop; // the selected version
    QAction *rollBack;
    QAction *erase;
    QAction *draft;         // switches drafting
    QAction *restartEngine; // where that may help
    QAction *suggest;       // how learning begins
};

// What was learned: what the head is at, three numbers, what each day brought, whose drafts stood, and the
// versions of the head. Where there is nothing to show it says why, and offers what starts it.
class LearningPanel : public QWidget
{
    Q_OBJECT

public:
    // `icons` outlive the panel.
    LearningPanel(const IconProvider &icons, const Theme &theme, QWidget *parent = nullptr);

    // Once.
    void setActions(const LearningActions &actions);
    void setTheme(const Theme &theme);
    void setView(const LearningView &view);
    // The version that the user selected; -1 for none.
    [[nodiscard]] int currentVersion() const;
    void selectVersion(int version);

Q_SIGNALS:
    void currentVersionChanged();

protected:
    void resizeEvent(QResizeEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void buildHeader();
    void buildEmptyPage();
    void buildKnownPage();
    void showEmpty(const LearningView &view);
    void showKnown(const LearningView &view);
    void offer(QAction *action);
    void arrange();
    void paintSymbol();
    void addButton(FlowLayout &row, QAction *action);

    const IconProvider &m_icons;
    Theme m_theme;
    LearningActions m_actions{};
    QWidget *m_header;
    QBoxLayout *m_headerRow = nullptr;
    QLabel *m_symbol;
    QLabel *m_headline;
    QLabel *m_detail;
    FlowLayout *m_headerButtons = nullptr;
    QProgressBar *m_progress;
    QStackedWidget *m_pages;
    QLabel *m_emptyText;
    QLabel *m_emptyDetail;
    QPushButton *m_start;
    QAction *m_offered = nullptr; // what m_start does
    QScrollArea *m_scroll;
    QBoxLayout *m_columns = nullptr;
    FiguresRow *m_figures;
    DayChart *m_chart;
    SharesBar *m_shares;
    VersionsTable *m_versions;
    FlowLayout *m_versionButtons = nullptr;
    Symbol m_shownSymbol = Symbol::Information;
    MarkLevel m_shownLevel = MarkLevel::Information;
};

} // namespace gatewright
