// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/panels/run/output_text.h"

#include <QWidget>

class QKeyEvent;
class QLabel;
class QLineEdit;

namespace gatewright {

class LinkedText;

// What the program printed: read-only, selectable, with links (a click, or Enter with the caret in one) and a
// search (Ctrl+F, F3, Shift+F3 while it has the focus).
class OutputView : public QWidget
{
    Q_OBJECT

public:
    explicit OutputView(QWidget *parent = nullptr);

    void setOutput(const OutputText &output);
    // The same for an output that grows: the end stays in view where it was, else the place.
    void follow(const OutputText &output);
    // Paints the links anew, in the colours of the palette.
    void applyPalette();

Q_SIGNALS:
    void linkChosen(const gatewright::OutputLink &link);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    enum class Direction { Forwards, Backwards };
    enum class From { Here, Next }; // Here: what was found may be found again, while its words are typed

    void openSearch();
    void closeSearch();
    void find(Direction direction, From from);
    bool searchKey(QKeyEvent &key);

    LinkedText *m_text;
    QLabel *m_cut;
    QWidget *m_search;
    QLineEdit *m_words;
    QLabel *m_found;
};

} // namespace gatewright
