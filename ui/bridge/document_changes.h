// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/revision.h"
#include "core/git/working_changes.h"
#include "ui/bridge/git_session.h"

#include <QObject>
#include <QTimer>

namespace gatewright {

class Document;

// How one document differs from what is staged of its file: keeps the bars of the change gutter in step with
// the text, a moment after each edit, and knows the changes behind them. Owned by whoever follows documents;
// gone before its document.
class DocumentChanges : public QObject
{
    Q_OBJECT

public:
    DocumentChanges(Document &document, GitSession &session, QObject *parent = nullptr);

    // Belong to the text as it is now; empty while the text is ahead of them, and for files that git does not
    // track.
    [[nodiscard]] const std::vector<git::LineChange> &changes() const { return m_known.changes; }
    [[nodiscard]] git::WorkingChanges::Known known() const { return m_known.known; }
    [[nodiscard]] bool isCurrent() const;
    // The change at a line of the text, -1 for none: a line that it added or changed, or the line behind what
    // it removed.
    [[nodiscard]] int changeAt(int line) const;
    // The lines that stood there before, UTF-8.
    [[nodiscard]] std::string textBefore(const git::LineChange &change) const;
    // Of the staged object that changes() were found against.
    [[nodiscard]] const QByteArray &index() const { return m_known.index; }
    [[nodiscard]] git::GitPath path() const;

    // Puts back the lines that stood there, as one step of undo. False when the text is ahead of the changes.
    bool revert(int change);

Q_SIGNALS:
    void changed();

private:
    void ask();
    void take(Result<git::WorkingChanges> made, Revision revision);
    void showMarks();

    Document &m_document;
    GitSession &m_session;
    git::WorkingChanges m_known;
    Revision m_revision{-1}; // of the text that m_known belongs to
    QTimer m_delay;
    std::stop_source m_stop;
    int m_stamp = 0;
};

} // namespace gatewright
