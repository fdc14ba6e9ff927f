// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/diff/diff_view.h"
#include "ui/diff/three_way_view.h"
#include "ui/shell/window_context.h"

#include <QWidget>

class QAction;
class QHBoxLayout;
class QLabel;
class QStackedWidget;
class QToolButton;

namespace gatewright {

struct ComparedTexts;

// A comparison in the place of the editors, until it is left: a document and its file, what a crash left,
// states that git knows. A line with what is compared, the buttons of whoever opened it and the way through
// the changes, and the texts. Esc leaves it, and so does going to a file.
class CompareView : public QWidget
{
    Q_OBJECT

public:
    explicit CompareView(const WindowContext &context, QWidget *parent = nullptr);

    // Two texts that somebody else has.
    void show(const ComparedTexts &texts);
    // `buttons` belong to this comparison; they outlive it. Does not take the focus. The view's texts are set
    // by the caller, before or after.
    enum class Form { TwoTexts, ThreeTexts };
    void open(const QString &title, const QList<QAction *> &buttons = {}, Form form = Form::TwoTexts);
    // In place of the texts, until some are set.
    void showMessage(const QString &text);
    void leave();
    [[nodiscard]] bool isOpen() const { return m_isOpen; }
    [[nodiscard]] Form form() const { return m_form; }
    [[nodiscard]] DiffView &view() const { return *m_view; }
    [[nodiscard]] ThreeWayView &threeWay() const { return *m_threeWay; }
    // Of the texts that are shown.
    [[nodiscard]] int changeCount() const;
    [[nodiscard]] int currentChange() const;
    void nextChange();
    void previousChange();
    // Of the editors.
    void setTextFont(const QFont &font);
    // The steps through the changes, as commands; once.
    void setSteps(QAction *previous, QAction *next);

Q_SIGNALS:
    void opened();
    // Also before another one takes its place.
    void left();

private:
    void updatePosition();
    [[nodiscard]] bool showsThree() const;

    WindowContext m_context;
    QLabel *m_title;
    QLabel *m_position;
    QHBoxLayout *m_buttons;
    QToolButton *m_previous;
    QToolButton *m_next;
    QToolButton *m_close;
    QStackedWidget *m_stack;
    DiffView *m_view;
    ThreeWayView *m_threeWay;
    Form m_form = Form::TwoTexts;
    bool m_isOpen = false;
};

} // namespace gatewright
