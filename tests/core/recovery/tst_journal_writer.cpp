// SPDX-License-Identifier: Apache-2.0
#include "core/recovery/journal_writer.h"
#include "tests/support/files.h"
#include "tests/support/full_disk.h"
#include "tests/support/result_test.h"

#include <QDir>
#include <QTest>

#include <memory>
#include <mutex>

using namespace gatewright;
using namespace gatewright::recovery;

class TestJournalWriter : public QObject
{
    Q_OBJECT

private:
    JournalStore store() const { return JournalStore(m_folder->path("state/journals")); }

    std::unique_ptr<JournalWriter> writer()
    {
        return std::make_unique<JournalWriter>(store(), [this](const QString &id, const Error &) {
            const std::lock_guard lock(m_mutex);
            m_failed << id;
        });
    }

    QStringList failed()
    {
        const std::lock_guard lock(m_mutex);
        return m_failed;
    }

    static JournalHeader header()
    {
        JournalHeader made;
        made.path = QStringLiteral("/w/a.cpp");
        return made;
    }

    QStringList files() const { return QDir(store().folder()).entryList(QDir::Files | QDir::Hidden); }

    std::unique_ptr<test::Folder> m_folder;
    std::mutex m_mutex;
    QStringList m_failed; // guarded by m_mutex

private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<test::Folder>();
        m_failed.clear();
    }

    void whatWasAppendedIsThere()
    {
        {
            const auto journals = writer();
            journals->begin(QStringLiteral("a"), header(), "base");
            journals->append(QStringLiteral("a"), encodeRecord(TextEdit{4, 4, "!"}));
            journals->append(QStringLiteral("none"), encodeRecord(TextEdit{4, 4, "!"}));
            journals->sync();
            journals->wait();
            QCOMPARE(files(), QStringList{QStringLiteral("a.journal")});
            // Nobody else's: its process lives.
            QVERIFY(store().leftBehind().empty());
        }
        const std::vector<JournalStore::LeftBehind> left = store().leftBehind();
        QCOMPARE(left.size(), std::size_t(1));
        QCOMPARE(left.front().id, QStringLiteral("a"));
        QCOMPARE(left.front().header.path, QStringLiteral("/w/a.cpp"));
        const Result<Journal> journal = store().read(QStringLiteral("a"));
        GW_VERIFY_RESULT(journal);
        QCOMPARE(recoverText(*journal, {}, {})->text, std::string("base!"));
        QCOMPARE(failed(), QStringList());
    }

    void onlyItsOwnerCanReadIt()
    {
        const auto journals = writer();
        journals->begin(QStringLiteral("a"), header(), "secret");
        journals->wait();
        QCOMPARE(QFile::permissions(store().fileOf(QStringLiteral("a"))) & 0x0fff,
                 (QFile::ReadOwner | QFile::WriteOwner | QFile::ReadUser | QFile::WriteUser) & 0x0fff);
        QVERIFY(!(QFile::permissions(store().folder()) &
                  (QFile::ReadGroup | QFile::ReadOther | QFile::ExeOther)));
    }

    void aNewBeginningReplacesTheOld()
    {
        const auto journals = writer();
        journals->begin(QStringLiteral("a"), header(), "one");
        journals->append(QStringLiteral("a"), encodeRecord(TextEdit{0, 0, "x"}));
        journals->begin(QStringLiteral("a"), header(), "two");
        journals->append(QStringLiteral("a"), encodeRecord(TextEdit{3, 3, "!"}));
        journals->wait();
        QCOMPARE(recoverText(*store().read(QStringLiteral("a")), {}, {})->text, std::string("two!"));
        QCOMPARE(files(), QStringList{QStringLiteral("a.journal")});
    }

    void aDiscardedOneIsGone()
    {
        const auto journals = writer();
        journals->begin(QStringLiteral("a"), header(), "one");
        journals->discard(QStringLiteral("a"));
        journals->append(QStringLiteral("a"), encodeRecord(TextEdit{0, 0, "x"}));
        journals->wait();
        QCOMPARE(files(), QStringList());
    }

    void aFullDiskIsToldOnceAndTheJournalStaysReadable()
    {
        {
            const auto journals = writer();
            journals->begin(QStringLiteral("a"), header(), "base");
            journals->wait();
            {
                const test::FullDisk full(2000);
                for (int count = 0; count < 20; ++count)
                    journals->append(QStringLiteral("a"),
                                     encodeRecord(TextEdit{0, 0, std::string(500, 'x')}));
                journals->wait();
                QCOMPARE(failed(), QStringList{QStringLiteral("a")});
                // There is room again, but what is appended now would count in another text.
            }
            journals->append(QStringLiteral("a"), encodeRecord(TextEdit{0, 0, "late"}));
            bool whole = true;
            journals->whenWritten({QStringLiteral("a")}, [&whole](bool is) { whole = is; });
            journals->wait();
            QVERIFY(!whole);
            const Result<Journal> journal = store().read(QStringLiteral("a"));
            GW_VERIFY_RESULT(journal);
            QCOMPARE(journal->bytesLost, 0);
            QVERIFY(!journal->edits.empty());
            journals->begin(QStringLiteral("a"), header(), "whole again");
            journals->whenWritten({QStringLiteral("a")}, [&whole](bool is) { whole = is; });
            journals->wait();
            QVERIFY(whole);
        }
        QCOMPARE(recoverText(*store().read(QStringLiteral("a")), {}, {})->text, std::string("whole again"));
    }

    void aJournalThatCannotBeBegunLeavesTheOldOne()
    {
        const auto journals = writer();
        journals->begin(QStringLiteral("a"), header(), "old");
        journals->wait();
        {
            const test::FullDisk full(10);
            journals->begin(QStringLiteral("a"), header(), "new");
            journals->wait();
        }
        QCOMPARE(failed(), QStringList{QStringLiteral("a")});
        QCOMPARE(recoverText(*store().read(QStringLiteral("a")), {}, {})->text, std::string("old"));
    }

    void whatNobodyCanReadIsSetAside()
    {
        test::writeFile(store().fileOf(QStringLiteral("bad")), "rubbish");
        test::writeFile(store().fileOf(QStringLiteral("half")) + QStringLiteral(".new"), "rubbish");
        test::writeFile(store().folder() + QStringLiteral("/unknown"), "not ours");
        QVERIFY(store().leftBehind().empty());
        QCOMPARE(files(), (QStringList{QStringLiteral("bad.journal.damaged"), QStringLiteral("unknown")}));
        QVERIFY(JournalStore(m_folder->path("none")).leftBehind().empty());
    }

    void anIdIsNeverTheSame()
    {
        QVERIFY(newJournalId() != newJournalId());
        QCOMPARE(newJournalId().size(), 16);
    }
};

QTEST_GUILESS_MAIN(TestJournalWriter)
#include "tst_journal_writer.moc"
