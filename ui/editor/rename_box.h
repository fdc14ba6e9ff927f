// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFrame>
#include <QPointer>

class QLabel;
class QLineEdit;

namespace gatewright {

// A line to type a new name in, over the name itself. Enter says it, Escape or another focus takes it away.
class RenameBox : public QFrame
{
    Q_OBJECT

public:
    explicit RenameBox(QWidget *window);

    // At this rectangle of the window, with the name selected.
    void ask(const QString &current, const QRect &place);
    [[nodiscard]] QLineEdit &input() const { return *m_input; }

Q_SIGNALS:
    void named(const QString &name);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void finish(bool accepted);

    QLineEdit *m_input;
    QLabel *m_hint;
    QString m_current;
    QPointer<QWidget> m_before; // had the focus
};

} // namespace gatewright
