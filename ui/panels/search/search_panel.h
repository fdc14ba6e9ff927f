// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/project/search/project_search.h"
#include "ui/panels/search/hits_model.h"
#include "ui/theme/theme.h"

#include <QTimer>
#include <QWidget>

class QLabel;
class QLineEdit;
class QPushButton;
class QStackedWidget;
class QToolButton;
class QTreeView;

namespace gatewright {

class DocumentManager;
class HitsDelegate;
class IconProvider;
class ProjectFiles;
class ProjectReplace;
struct ReplacementReport;

// Searches the open folder while one types, lists the hits by file, and replaces the ticked ones.
class SearchPanel : public QWidget
{
    Q_OBJECT

public:
    enum class Mode { Search, Replace };

    // All of them outlive the panel.
    SearchPanel(ProjectFiles &files, DocumentManager &documents, ProjectReplace &replace,
                const IconProvider &icons, const Theme &theme, QWidget *parent = nullptr);

    void setTheme(const Theme &theme);
    // Ready for typing; a text takes the place of the one before and is searched at once.
    void open(Mode mode, const QString &text = {});
    // Paths that are searched first: what the user has open.
    void setFirst(std::function<QStringList()> first) { m_first = std::move(first); }

    [[nodiscard]] HitsModel &hits() { return *m_hits; }
    [[nodiscard]] bool isSearching() const { return m_search->isRunning(); }
    // The hit behind or in front of the current one, opened.
    void step(int direction);
    void replaceChosen();

Q_SIGNALS:
    void hitChosen(const QString &path, int line, int column);
    // What a replacement did, or why not, for a notice.
    void replaced(const gatewright::ReplacementReport &report);

private:
    [[nodiscard]] QToolButton *addToggle(const QString &text, const QString &name, const QString &toolTip);
    void buildFields(const IconProvider &icons);
    void buildList();
    void connectParts();
    void setMode(Mode mode);
    [[nodiscard]] ProjectQuery query() const;
    void queryChanged();
    void start();
    void take(const std::vector<FileMatches> &files);
    void finish(const SearchSummary &summary);
    void showSummary();
    void updateReplacement();
    void choose(const QModelIndex &index);

    ProjectFiles &m_files;
    DocumentManager &m_documents;
    ProjectReplace &m_replace;
    ProjectSearch *m_search;
    HitsModel *m_hits;
    HitsDelegate *m_delegate;
    std::function<QStringList()> m_first;
    Mode m_mode = Mode::Search;
    QToolButton *m_expander;
    QLineEdit *m_text;
    QToolButton *m_caseSensitive = nullptr;
    QToolButton *m_wholeWords = nullptr;
    QToolButton *m_regularExpression = nullptr;
    QLineEdit *m_replacement;
    QPushButton *m_replaceButton;
    QToolButton *m_more = nullptr;
    QLineEdit *m_include;
    QLineEdit *m_exclude;
    QLabel *m_summary;
    QToolButton *m_context = nullptr;
    QToolButton *m_cancel;
    QStackedWidget *m_stack;
    QTreeView *m_list;
    QLabel *m_empty;
    QTimer m_typing;   // searches when the user pauses
    QString m_problem; // of the expression
    std::optional<SearchSummary> m_last;
    std::optional<ProjectQuery> m_shown; // what the hits are about
    bool m_waiting = false;              // for the index
};

} // namespace gatewright
