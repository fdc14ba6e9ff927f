// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/panels/run/output_links.h"

#include <QPlainTextEdit>

namespace gatewright {

// Plain text with links in it. The caret is shown, so that keys select and Enter follows a link.
class LinkedText : public QPlainTextEdit
{
    Q_OBJECT

public:
    explicit LinkedText(QWidget *parent = nullptr);

    void setContents(const QString &text, const std::vector<OutputLink> &links);
    void paintLinks();

Q_SIGNALS:
    void linkChosen(const gatewright::OutputLink &link);

protected:
    bool event(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;

private:
    // Null: none.
    [[nodiscard]] const OutputLink *linkAt(const QPoint &place) const;
    [[nodiscard]] const OutputLink *linkAtCaret() const;

    std::vector<OutputLink> m_links;
    QString m_pressed; // the anchor under the button that is held
};

} // namespace gatewright
