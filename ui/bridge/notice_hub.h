// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/bridge/notice.h"

#include <QObject>

#include <vector>

namespace gatewright {

// Keeps the notices that stand, so that every split that shows a document shows them, and closing one closes
// it everywhere. GUI thread.
class NoticeHub : public QObject, public NoticePresenter
{
    Q_OBJECT

public:
    using QObject::QObject;

    struct Entry
    {
        int id = 0;
        int document = 0; // 0: the whole window
        Notice notice;
    };

    void present(const Notice &notice, int document) override;
    void withdraw(const QString &key, int document) override;
    // All notices about a document that is being closed.
    void forgetDocument(int document);
    void remove(int id);

    [[nodiscard]] const std::vector<Entry> &entries() const { return m_entries; }

Q_SIGNALS:
    void added(const gatewright::NoticeHub::Entry &entry);
    void removed(int id);

private:
    template <class Predicate>
    void removeWhere(Predicate predicate);

    std::vector<Entry> m_entries;
    int m_nextId = 1;
};

} // namespace gatewright
