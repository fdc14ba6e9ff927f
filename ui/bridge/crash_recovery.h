// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/bridge/journal_keeper.h"

#include <optional>

namespace gatewright {

// Brings back what the last run left in journals. A file with one opens read-only until the user has chosen:
// recover, compare, discard; what was kept on purpose at the end of the program comes back without a
// question, and so does text that was never in a file. Changes become undo steps.
class CrashRecovery : public QObject
{
    Q_OBJECT

public:
    // Null: nothing could be had of it; the user has been told.
    using Restored = std::function<void(Document *document)>;

    CrashRecovery(JournalKeeper &journals, DocumentManager &documents, NoticePresenter &notices,
                  QObject *parent = nullptr);

    // Looks what was left behind, once, before files are opened.
    void start(std::function<void()> done);
    // Whether there is a journal for this key of a session (Document::sessionKey).
    [[nodiscard]] bool has(const QString &sessionKey) const;
    // The keys of all that has not been brought back or given up.
    [[nodiscard]] QStringList left() const;
    // Opens the document of a key, with or without a file.
    void restore(const QString &sessionKey, Restored done);

private:
    using LeftBehind = recovery::JournalStore::LeftBehind;

    struct Recovery
    {
        recovery::RecoveredText text;
        recovery::JournalHeader header;
        QByteArray diskChecksum; // of the file that it was recovered beside
    };

    // A document whose user must choose.
    struct Offer
    {
        LeftBehind left;
        std::optional<Recovery> recovery; // not yet read
    };

    static QString keyOf(const LeftBehind &left);
    [[nodiscard]] static Result<Recovery> recover(const recovery::JournalStore &store,
                                                  const LeftBehind &left);
    void offerIfLeft(Document &document);
    void offer(Document &document, const LeftBehind &left);
    void decide(Document &document, Result<Recovery> recovery);
    void tell(Document &document);
    void apply(Document &document);
    void compare(Document &document);
    void settle(Document &document);
    void restoreWithoutFile(const LeftBehind &left, Restored done);

    JournalKeeper &m_journals;
    DocumentManager &m_documents;
    NoticePresenter &m_notices;
    std::vector<LeftBehind> m_left;
    std::map<int, Offer> m_offers; // by document
};

} // namespace gatewright
