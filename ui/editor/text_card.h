// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/editor/markup_view.h"

#include <QFrame>
#include <QPointer>

class QLabel;

namespace gatewright {

// A card over the window beside a place in the text: documentation, findings, a signature. A child of the
// window that never takes the focus, so that typing goes on.
class TextCard : public QFrame
{
    Q_OBJECT

public:
    TextCard(const SyntaxLibrary &library, const Theme &theme, QWidget *window);

    void setTheme(const Theme &theme);
    // A line above the text, as plain text with [begin, end) emphasised: a signature. Empty: none.
    void setHeadline(const QString &text, int begin, int end);
    // Plain, coloured by how serious it is, above the documentation. Empty: none.
    void setMessages(const QStringList &messages);
    void setMarkup(const QString &text, bool isMarkdown);

    enum class Side { Above, Below, Right };
    // Beside this rectangle of the window; on the other side where there is no room.
    void showBeside(const QRect &place, Side side);
    // Hides by itself when the mouse leaves the card and this rectangle (global), or a key is pressed.
    void hideWithMouse(const QRect &globalPlace);
    [[nodiscard]] QString plainText() const;

Q_SIGNALS:
    void hidden();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
    void hideEvent(QHideEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    [[nodiscard]] QSize wantedSize();

    MarkupView *m_text;
    QLabel *m_headline;
    QLabel *m_messages;
    QRect m_mousePlace; // global; empty: stays until it is hidden
};

} // namespace gatewright
