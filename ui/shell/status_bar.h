// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStatusBar>

class QLabel;
class QProgressBar;
class QToolButton;

namespace gatewright {

class Appearance;
class TaskProgressModel;

// The line at the foot of the window, left to right: branch · problems · language · encoding · line:column,
// then what runs now with its progress and cancel, then the model and whether anything talks to a network.
class StatusBar : public QStatusBar
{
    Q_OBJECT

public:
    enum class ModelState { Off, Waiting, Ready, Trouble };

    StatusBar(const Appearance &appearance, TaskProgressModel &tasks, QWidget *parent = nullptr);

    // An empty name hides the field: no repository.
    void setBranch(const QString &name, const QString &explanation);
    // Where the branch is named, global; what opens about it opens there.
    [[nodiscard]] QRect branchField() const;
    void setProblems(int errors, int warnings);
    // Empty texts hide their fields: there is no document.
    void setDocument(const QString &language, const QString &encoding);
    // 1-based; 0 hides the field. `selected` characters, 0 for none.
    void setPosition(int line, int column, int selected);
    // The language servers of the document in front; an empty text hides the field.
    void setServers(const QString &text, bool inTrouble, const QString &explanation);
    [[nodiscard]] const QWidget &serversField() const;
    // `text` says what uses a network now; empty: nothing does.
    void setConnection(const QString &text);
    [[nodiscard]] const QWidget &encodingField() const;
    // Where the model is named: what opens about it opens there.
    [[nodiscard]] const QWidget &modelField() const;
    // `text` names model, device and speed or says what is wrong; `explanation` is the tool tip.
    void setModel(ModelState state, const QString &text, const QString &explanation);

Q_SIGNALS:
    void branchClicked();
    void problemsClicked();
    void languageClicked();
    void encodingClicked();
    void positionClicked();
    void modelClicked();
    void serversClicked();

private:
    QToolButton *addField(const QString &name, const QString &accessibleName);
    void updateProblems();
    void updateTask();

    const Appearance &m_appearance;
    TaskProgressModel &m_tasks;
    int m_errors = 0;
    int m_warnings = 0;
    QToolButton *m_branch;
    QToolButton *m_problems;
    QToolButton *m_language;
    QToolButton *m_encoding;
    QToolButton *m_position;
    QWidget *m_task;
    QLabel *m_taskText;
    QProgressBar *m_taskBar;
    QToolButton *m_taskCancel;
    QToolButton *m_servers;
    QToolButton *m_model;
    QLabel *m_offline;
};

} // namespace gatewright
