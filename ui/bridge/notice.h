// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/error.h"

#include <QList>
#include <QString>

#include <functional>

namespace gatewright {

struct NoticeAction
{
    // Whether the notice has been answered by it.
    enum class After { Goes, Stays };

    QString text;
    std::function<void()> run;
    After after = After::Goes;
};

// Something the user should know, shown as a bar inside the window, never as a dialog.
struct Notice
{
    enum class Kind { Information, Warning, Error };

    Kind kind = Kind::Information;
    // A notice replaces the one with the same key; empty never replaces.
    QString key;
    QString text;
    // Shown on demand: place and detail of an error.
    QString detail;
    QList<NoticeAction> actions;
};

// The error in words for a bar: what failed, the core's own sentence with its remedy, and place and detail on
// demand.
[[nodiscard]] Notice noticeFor(const Error &error, const QString &whatFailed);

// Who shows notices. `document` is 0 for the whole window, else the id of the document whose editors show it.
class NoticePresenter
{
public:
    virtual ~NoticePresenter() = default;

    virtual void present(const Notice &notice, int document) = 0;
    virtual void withdraw(const QString &key, int document) = 0;
};

} // namespace gatewright
