// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/diff/diff_view.h"
#include "ui/diff/three_way_view.h"

#include <QWidget>

class QAction;
class QHBoxLayout;
class QLabel;
class QStackedWidget;
class QToolButton;

namespace gatewright {

class Appearance;

// A comparison in the place of the editors, until it is closed: a line with what is compared, the buttons of
// whoever opened it and the way through the changes, and the two texts. Esc closes it, and so does going to a
// file.
class ComparisonArea : public QWidget
{
    Q_OBJECT

public:
    // `editors` is what it hides while it is open; both stand in the same layout.
    ComparisonArea(const Appearance &appearance, QWidget &editors, QWidget *parent = nullptr);

    // `buttons` belong to this comparison; they outlive it. Does not take the focus. The view's texts are set
    // by the caller, before or after.
    enum class Form { TwoTexts, ThreeTexts };
    void open(const QString &title, const QList<QAction *> &buttons = {}, Form form = Form::TwoTexts);
    void close();
    [[nodiscard]] bool isOpen() const { return m_isOpen; }
    [[nodiscard]] Form form() const { return m_form; }
    [[nodiscard]] DiffView &view() const { return *m_view; }
    [[nodiscard]] ThreeWayView &threeWay() const { return *m_threeWay; }
    // Of the texts that are shown.
    [[nodiscard]] int changeCount() const;
    [[nodiscard]] int currentChange() const;
    void nextChange();
    void previousChange();
    // The steps through the changes, as commands; once.
    void setSteps(QAction *previous, QAction *next);

Q_SIGNALS:
    // Also when another one takes its place.
    void closed();

protected:
    void keyPressEvent(QKeyEvent *event) override;

private:
    void updatePosition();

    const Appearance &m_appearance;
    QWidget &m_editors;
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
