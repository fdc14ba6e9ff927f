// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/project/file_access.h"

#include <QFileSystemWatcher>
#include <QHash>
#include <QObject>
#include <QTimer>

#include <functional>

namespace gatewright {

class Document;
class NoticePresenter;
struct NoticeAction;

// Notices when other programs change the files of open documents. A document without changes of its own takes
// the new text over (undo brings the old one back); for one with changes a notice asks: reload, keep mine,
// compare. Part of the DocumentManager.
class DiskWatch : public QObject
{
    Q_OBJECT

public:
    // `documents`: those whose files are looked at, without the ones that are being saved.
    DiskWatch(std::function<QList<Document *>()> documents, NoticePresenter &notices,
              QObject *parent = nullptr);

    // Documents without changes are read again without asking.
    void setReloadUnmodified(bool reload) { m_reloadUnmodified = reload; }
    // The document's file was read or written: it is looked after from now on, and nothing is left to ask.
    void watch(const Document &document);
    void forget(const QString &path);
    // Soon after every signal of the watcher; the window calls it when it becomes active.
    void check();
    // A save found another program's change.
    void tellConflict(Document &document);

Q_SIGNALS:
    void reloadRequested(gatewright::Document *document);
    void compareRequested(gatewright::Document *document);
    void overwriteRequested(gatewright::Document *document);
    void saveAsRequested(gatewright::Document *document);

private:
    struct Seen
    {
        FileStamp stamp;
        bool sameContents = false; // although the stamp is another one
    };
    using AllSeen = QHash<QString, Seen>;

    using Request = void (DiskWatch::*)(Document *); // a signal

    void take(const AllSeen &seen);
    void update(Document &document, const Seen &seen);
    void tell(Document &document);
    void keepMine(Document &document);
    [[nodiscard]] NoticeAction action(const QString &text, Document &document, Request request);
    [[nodiscard]] NoticeAction compareAction(Document &document);

    std::function<QList<Document *>()> m_documents;
    NoticePresenter &m_notices;
    QFileSystemWatcher m_watcher;
    QTimer m_soon; // gathers the watcher's signals: one save by another program is several
    bool m_reloadUnmodified = true;
};

} // namespace gatewright
