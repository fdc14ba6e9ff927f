// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dialogs/why_popover.h"

#include "ui/bridge/core_texts.h"
#include "ui/bridge/engine_status_text.h"

#include <QHeaderView>
#include <QLabel>
#include <QLocale>
#include <QScreen>
#include <QTreeWidget>
#include <QVBoxLayout>

#include <algorithm>

namespace gatewright {

WhyPopover::WhyPopover(const QString &summary, const std::deque<completion::Attempt> &attempts,
                       QWidget *parent)
    : QFrame(parent, Qt::Popup)
{
    setObjectName(QStringLiteral("whyPopover"));
    setAttribute(Qt::WA_DeleteOnClose);
    setFrameShape(QFrame::StyledPanel);
    setAccessibleName(tr("Why no suggestion?"));

    auto *title = new QLabel(tr("The last suggestions"), this);
    QFont bold = title->font();
    bold.setBold(true);
    title->setFont(bold);
    auto *state = new QLabel(summary, this);
    state->setWordWrap(true);
    state->setForegroundRole(QPalette::PlaceholderText);

    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(16, 16, 16, 16);
    column->setSpacing(8);
    column->addWidget(title);
    column->addWidget(state);
    if (attempts.empty()) {
        auto *empty = new QLabel(
            tr("Nothing was asked yet. Type in a file, or press Alt+\\ to ask for a suggestion here."), this);
        empty->setWordWrap(true);
        column->addWidget(empty);
    } else {
        auto *list = new QTreeWidget(this);
        list->setObjectName(QStringLiteral("whyList"));
        list->setAccessibleName(tr("What became of the last tries"));
        list->setRootIsDecorated(false);
        list->setUniformRowHeights(true);
        list->setFrameShape(QFrame::NoFrame);
        list->setHeaderLabels({tr("Time"), tr("What happened"), tr("Took"), tr("Detail")});
        for (auto attempt = attempts.rbegin(); attempt != attempts.rend(); ++attempt) {
            const QString took = attempt->fromCache ? tr("from memory")
                                 : attempt->milliseconds > 0.0
                                     ? tr("%1 ms").arg(qRound(attempt->milliseconds))
                                     : QString();
            auto *row = new QTreeWidgetItem(
                list, {QLocale().toString(attempt->when.toLocalTime().time(), QStringLiteral("HH:mm:ss")),
                       attempt->times > 1 ? tr("%1 (%2 times)").arg(whyText(attempt->why)).arg(attempt->times)
                                          : whyText(attempt->why),
                       took, coreText(attempt->detail)});
            row->setToolTip(3, coreText(attempt->detail));
        }
        for (int i = 0; i < 3; ++i)
            list->resizeColumnToContents(i);
        column->addWidget(list, 1);
    }
    resize(560, attempts.empty() ? 140 : 320);
}

void WhyPopover::openAt(const QWidget &anchor)
{
    const QPoint corner = anchor.mapToGlobal(QPoint(anchor.width() - width(), -height() - 4));
    const QRect available = anchor.screen()->availableGeometry();
    move(std::clamp(corner.x(), available.left(), std::max(available.left(), available.right() - width())),
         std::max(available.top(), corner.y()));
    show();
}

} // namespace gatewright
