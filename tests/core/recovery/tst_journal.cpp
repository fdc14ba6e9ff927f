// SPDX-License-Identifier: Apache-2.0
#include "core/project/file_access.h"
#include "core/recovery/edit_replay.h"
#include "core/recovery/journal.h"
#include "tests/support/result_test.h"

#include <QCryptographicHash>
#include <QRandomGenerator>
#include <QTest>

using namespace gatewright;
using namespace gatewright::recovery;

class TestJournal : public QObject
{
    Q_OBJECT

private:
    static JournalHeader header(const QByteArray &disk)
    {
        return {QStringLiteral("/w/fir ü\n.cpp"),
                QStringLiteral("Untitled 1"),
                Language::HlsCpp,
                Encoding::Utf16LittleEndian,
                Encoding::Latin1,
                files::checksumOf(disk),
                QDateTime(QDate(2026, 1, 2), QTime(3, 4, 5, 6), Qt::UTC)};
    }

    static QByteArray journalOf(const QByteArrayList &records)
    {
        return journalMagic.toByteArray() + records.join();
    }

    // "disk" was changed to "disk!", then typed on.
    static QByteArrayList sample()
    {
        return {encodeRecord(header("disk")), encodeBase("disk!"), encodeRecord(TextEdit{5, 5, " and"}),
                encodeRecord(TextEdit{9, 9, " more"}), encodeRecord(TextEdit{0, 1, "D"})};
    }

    static std::string textOf(const QByteArray &journal, const QByteArray &disk)
    {
        const Result<Journal> parsed = parseJournal(journal);
        if (!parsed)
            return "<" + parsed.error().message.toStdString() + ">";
        const Result<RecoveredText> text =
            recoverText(*parsed, files::checksumOf(disk),
                        std::string_view(disk.data(), static_cast<std::size_t>(disk.size())));
        return text ? text->text : "<" + text.error().message.toStdString() + ">";
    }

private Q_SLOTS:
    void everythingComesBack()
    {
        const Result<Journal> journal = parseJournal(journalOf(sample()));
        GW_VERIFY_RESULT(journal);
        QCOMPARE(journal->header, header("disk"));
        QCOMPARE(journal->base, std::optional<std::string>("disk!"));
        QCOMPARE(journal->edits.size(), std::size_t(3));
        QVERIFY(!journal->kept);
        QCOMPARE(journal->bytesLost, 0);
        const Result<RecoveredText> text =
            recoverText(*journal, files::checksumOf(QByteArray("disk")), "disk");
        GW_VERIFY_RESULT(text);
        QCOMPARE(text->text, std::string("Disk! and more"));
        QVERIFY(!text->damaged);
        // From the file there is a way, so that undo leads back to it.
        QVERIFY(text->startsFromDisk);
        QCOMPARE(replay("disk", text->edits).text, text->text);
    }

    void theTextComesBackWhenTheFileIsAnotherOneOrGone()
    {
        QCOMPARE(textOf(journalOf(sample()), "somebody else's"), std::string("Disk! and more"));
        const Result<Journal> journal = parseJournal(journalOf(sample()));
        GW_VERIFY_RESULT(journal);
        const Result<RecoveredText> text = recoverText(*journal, {}, {});
        GW_VERIFY_RESULT(text);
        QVERIFY(!text->startsFromDisk);
        QCOMPARE(text->text, std::string("Disk! and more"));
    }

    void everyByteOfATextIsKept()
    {
        QByteArray all;
        for (int byte = 0; byte < 256; ++byte)
            all.append(static_cast<char>(byte));
        const QByteArray journal = journalOf({encodeRecord(header("x")), encodeBase(all.toStdString()),
                                              encodeRecord(TextEdit{0, 0, all.toStdString()})});
        QCOMPARE(textOf(journal, "x"), (all + all).toStdString());
    }

    void aLaterBaseReplacesWhatStoodBefore()
    {
        QByteArrayList records = sample();
        records << encodeRecord(header("saved")) << encodeBase("saved+") << encodeRecord(TextEdit{6, 6, "+"});
        QCOMPARE(textOf(journalOf(records), "saved"), std::string("saved++"));
    }

    void whatWasKeptOnPurposeSaysSo()
    {
        QByteArrayList records = sample();
        records << encodeRecord(JournalKept());
        QVERIFY(parseJournal(journalOf(records))->kept);
        // Typed on after all.
        records << encodeRecord(TextEdit{0, 0, "x"});
        QVERIFY(!parseJournal(journalOf(records))->kept);
    }

    // --- without a base: large files
    void editsCountInTheFile()
    {
        const QByteArray journal =
            journalOf({encodeRecord(header("large")), encodeRecord(TextEdit{5, 5, "r"})});
        QCOMPARE(textOf(journal, "large"), std::string("larger"));
        const Result<Journal> parsed = parseJournal(journal);
        GW_VERIFY_ERROR(recoverText(*parsed, files::checksumOf(QByteArray("other")), "other"),
                        ErrorCode::NotFound);
        GW_VERIFY_ERROR(recoverText(*parsed, {}, {}), ErrorCode::NotFound);
    }

    void aKillBetweenTheSaveAndItsEndLosesNothing()
    {
        const QByteArray journal =
            journalOf({encodeRecord(header("large")), encodeRecord(TextEdit{5, 5, "r"}),
                       encodeRecord(JournalMark{1}), encodeRecord(TextEdit{6, 6, "!"}),
                       encodeRecord(JournalSaved{1, files::checksumOf(QByteArray("larger"))}),
                       encodeRecord(TextEdit{7, 7, "?"})});
        QCOMPARE(textOf(journal, "large"), std::string("larger!?"));
        QCOMPARE(textOf(journal, "larger"), std::string("larger!?"));
    }

    // --- damage
    void aCutJournalGivesWhatItHas()
    {
        const QByteArray whole = journalOf(sample());
        const QByteArrayList records = sample();
        const qsizetype start = journalMagic.size() + records[0].size() + records[1].size();
        for (qsizetype size = 0; size < whole.size(); ++size) {
            const Result<Journal> journal = parseJournal(whole.left(size));
            if (size < journalMagic.size() + records[0].size()) {
                GW_VERIFY_ERROR(journal, ErrorCode::Corrupt);
                continue;
            }
            GW_VERIFY_RESULT(journal);
            if (size < start)
                continue;
            const std::size_t edits = size >= start + records[2].size() + records[3].size() ? 2
                                      : size >= start + records[2].size()                   ? 1
                                                                                            : 0;
            QCOMPARE(journal->edits.size(), edits);
        }
    }

    void anAlteredByteEndsTheJournalAndNeverAltersTheText()
    {
        const QByteArray whole = journalOf(sample());
        for (qsizetype at = journalMagic.size(); at < whole.size(); ++at) {
            for (const int flip : {1, 0x80, 0xff}) {
                QByteArray altered = whole;
                altered[at] = static_cast<char>(altered[at] ^ flip);
                const Result<Journal> journal = parseJournal(altered);
                if (!journal || !journal->base)
                    continue;
                const Result<RecoveredText> text = recoverText(*journal, {}, {});
                GW_VERIFY_RESULT(text);
                QVERIFY(text->text == "disk!" || text->text == "disk! and" || text->text == "disk! and more");
                QVERIFY(text->damaged);
            }
        }
    }

    void rubbishIsRefused()
    {
        QRandomGenerator random(3);
        for (int round = 0; round < 2000; ++round) {
            QByteArray bytes = round % 2 == 0 ? QByteArray() : journalMagic.toByteArray();
            for (quint32 count = random.bounded(200U); count > 0; --count)
                bytes.append(static_cast<char>(random.bounded(256)));
            QVERIFY(!parseJournal(bytes));
        }
    }

    void aBaseThatClaimsToBeHugeIsRefused()
    {
        QByteArray base = qCompress(QByteArray("text"));
        base[0] = '\x7f';
        QByteArray body = "B" + base;
        QByteArray record(4, '\0');
        record[3] = static_cast<char>(base.size());
        // Whoever alters a journal can also write its check; only the claim itself is left to look at.
        record += body + QCryptographicHash::hash(body, QCryptographicHash::Blake2b_160).left(8);
        const Result<Journal> journal = parseJournal(journalOf({encodeRecord(header("x")), record}));
        GW_VERIFY_RESULT(journal);
        QVERIFY(!journal->base);
        QVERIFY(journal->bytesLost > 0);
    }

    void anEditOutsideOfTheTextEndsTheRecovery()
    {
        QByteArrayList records = sample();
        records << encodeRecord(TextEdit{1000, 2000, "x"}) << encodeRecord(TextEdit{0, 0, "y"});
        const Result<Journal> journal = parseJournal(journalOf(records));
        const Result<RecoveredText> text = recoverText(*journal, {}, {});
        GW_VERIFY_RESULT(text);
        QCOMPARE(text->text, std::string("Disk! and more"));
        QVERIFY(text->damaged);
    }
};

QTEST_GUILESS_MAIN(TestJournal)
#include "tst_journal.moc"
