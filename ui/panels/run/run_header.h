// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/theme/theme.h"
#include "ui/theme/tier_badge.h"

#include <QList>
#include <QWidget>

class QAction;
class QHBoxLayout;

namespace gatewright {

// A badge with its word, as it looks everywhere.
class BadgeLabel : public QWidget
{
    Q_OBJECT

public:
    explicit BadgeLabel(const Theme &theme, QWidget *parent = nullptr);

    // Without a badge the word stands alone, in the colour of text.
    void setBadge(TierBadge badge, const QString &word);
    void setTheme(const Theme &theme);
    [[nodiscard]] TierBadge badge() const { return m_badge; }
    [[nodiscard]] const QString &word() const { return m_word; }
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    [[nodiscard]] int side() const;

    Theme m_theme;
    TierBadge m_badge = TierBadge::None;
    QString m_word;
};

// One line of plain text that gives way when there is no room; the whole text is then its tool tip.
class ElidedLabel : public QWidget
{
    Q_OBJECT

public:
    explicit ElidedLabel(Qt::TextElideMode mode, QWidget *parent = nullptr);

    void setText(const QString &text);
    [[nodiscard]] const QString &text() const { return m_text; }
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void updateToolTip();

    Qt::TextElideMode m_mode;
    QString m_text;
};

// What ran, how it ended, how long it took, and the buttons.
class RunHeader : public QWidget
{
    Q_OBJECT

public:
    explicit RunHeader(const Theme &theme, QWidget *parent = nullptr);

    void setTheme(const Theme &theme) { m_badge->setTheme(theme); }
    void setActions(const QList<QAction *> &actions);
    void setBadge(TierBadge badge, const QString &word) { m_badge->setBadge(badge, word); }
    void setTitle(const QString &title, const QString &path);
    void setMessage(const QString &message) { m_message->setText(message); }
    void setTime(const QString &time) { m_time->setText(time); }

private:
    BadgeLabel *m_badge;
    ElidedLabel *m_title;
    ElidedLabel *m_message;
    ElidedLabel *m_time;
    QHBoxLayout *m_buttons;
};

} // namespace gatewright
