// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/files.h"
#include "tests/support/full_disk.h"
#include "ui/bridge/crash_recovery.h"
#include "ui/bridge/notice_hub.h"
#include "ui/bridge/task_progress_model.h"
#include "ui/theme/syntax_library.h"

#include <QDir>
#include <QTest>

#include <optional>

using namespace gatewright;

// Milliseconds. Large files on a busy machine.
constexpr int patience = 60'000;

namespace {

// What stands for one run of the program. Destroying it is what a kill leaves: nothing is closed or given up.
struct Run
{
    Run(const SyntaxLibrary &library, const QString &folder)
        : documents(library, notices, tasks)
        , journals(folder, documents, notices)
        , recovery(journals, documents, notices)
    {
        bool ready = false;
        recovery.start([&ready] { ready = true; });
        if (!QTest::qWaitFor([&ready] { return ready; }))
            qFatal("no list of journals");
    }

    NoticeHub notices;
    TaskProgressModel tasks;
    DocumentManager documents;
    JournalKeeper journals;
    CrashRecovery recovery;
};

} // namespace

class TestCrashRecovery : public QObject
{
    Q_OBJECT

private:
    QString journals() const { return m_folder->path("state/journals"); }
    QStringList journalFiles() const { return QDir(journals()).entryList(QDir::Files | QDir::Hidden); }

    void start()
    {
        m_run.reset();
        m_run = std::make_unique<Run>(*m_library, journals());
    }

    Document *open(const QString &path)
    {
        std::optional<Document *> answer;
        m_run->documents.open(path, [&](Document *document) { answer = document; });
        return QTest::qWaitFor([&] { return answer.has_value(); }, patience) ? *answer : nullptr;
    }

    Document *restore(const QString &key)
    {
        std::optional<Document *> answer;
        m_run->recovery.restore(key, [&](Document *document) { answer = document; });
        return QTest::qWaitFor([&] { return answer.has_value(); }, patience) ? *answer : nullptr;
    }

    bool save(Document &document)
    {
        std::optional<bool> answer;
        m_run->documents.save(document, [&](bool saved) { answer = saved; });
        return QTest::qWaitFor([&] { return answer.has_value(); }, patience) && *answer;
    }

    bool keepAll()
    {
        std::optional<bool> answer;
        m_run->journals.keepAll([&](bool kept) { answer = kept; });
        return QTest::qWaitFor([&] { return answer.has_value(); }, patience) && *answer;
    }

    static void append(Document &document, const char *text)
    {
        const std::size_t end = document.buffer().size();
        QVERIFY(document.buffer().apply(TextEdit{end, end, text}));
    }

    std::optional<Notice> notice(const Document &document) const
    {
        for (const NoticeHub::Entry &entry : m_run->notices.entries()) {
            if (entry.document == document.id() && entry.notice.key == QLatin1String("recovery"))
                return entry.notice;
        }
        return std::nullopt;
    }

    std::unique_ptr<test::Folder> m_folder;
    std::unique_ptr<SyntaxLibrary> m_library;
    std::unique_ptr<Run> m_run;

private Q_SLOTS:
    void initTestCase() { m_library = std::make_unique<SyntaxLibrary>(); }

    void init()
    {
        m_folder = std::make_unique<test::Folder>();
        start();
    }

    void cleanup() { m_run.reset(); }

    void anUntouchedFileHasNoJournal()
    {
        open(m_folder->write("a.cpp", "one\n"));
        m_run.reset();
        QCOMPARE(journalFiles(), QStringList());
    }

    void whatWasTypedIsOfferedAfterACrash()
    {
        const QString path = m_folder->write("a.cpp", "one\n");
        Document *document = open(path);
        append(*document, "two\n");
        append(*document, "th");
        append(*document, "ree\n");
        start();
        QCOMPARE(m_run->recovery.left(), QStringList{path});
        document = open(path);
        QVERIFY(document);
        QTRY_VERIFY(notice(*document));
        // The file as it is, and nothing can be typed into it until the user has chosen.
        QCOMPARE(document->buffer().bytes(), QByteArray("one\n"));
        QVERIFY(document->buffer().isReadOnly());
        notice(*document)->actions.first().run(); // Recover
        QCOMPARE(document->buffer().bytes(), QByteArray("one\ntwo\nthree\n"));
        QVERIFY(document->buffer().isModified());
        QVERIFY(!document->buffer().isReadOnly());
        QVERIFY(!notice(*document));
        // A crash right after it loses nothing either.
        start();
        document = open(path);
        QTRY_VERIFY(notice(*document));
        notice(*document)->actions.first().run();
        QVERIFY(save(*document));
        QCOMPARE(test::readFile(path), QByteArray("one\ntwo\nthree\n"));
        start();
        QCOMPARE(journalFiles(), QStringList());
    }

    void undoLeadsBackToTheFile()
    {
        const QString path = m_folder->write("a.cpp", "one\n");
        Document *document = open(path);
        append(*document, "two\n");
        append(*document, "three\n");
        start();
        document = open(path);
        QTRY_VERIFY(notice(*document));
        notice(*document)->actions.first().run();
        QVERIFY(document->buffer().undo());
        QCOMPARE(document->buffer().bytes(), QByteArray("one\ntwo\n"));
        QVERIFY(document->buffer().undo());
        QCOMPARE(document->buffer().bytes(), QByteArray("one\n"));
        QVERIFY(!document->buffer().isModified());
        start();
        QCOMPARE(journalFiles(), QStringList());
    }

    void comparingShowsBothAndDecidesNothing()
    {
        const QString path = m_folder->write("a.cpp", "one\n");
        append(*open(path), "two\n");
        start();
        Document *document = open(path);
        QTRY_VERIFY(notice(*document));
        std::optional<ComparedTexts> shown;
        connect(&m_run->documents, &DocumentManager::compared, this,
                [&](const ComparedTexts &given) { shown = given; });
        notice(*document)->actions.at(1).run();
        QVERIFY(shown);
        QCOMPARE(shown->left, QByteArray("one\n"));
        QCOMPARE(shown->right, QByteArray("one\ntwo\n"));
        QVERIFY(document->buffer().isReadOnly());
    }

    void discardingGivesItUp()
    {
        const QString path = m_folder->write("a.cpp", "one\n");
        append(*open(path), "two\n");
        start();
        Document *document = open(path);
        QTRY_VERIFY(notice(*document));
        notice(*document)->actions.at(2).run();
        QVERIFY(!document->buffer().isReadOnly());
        QVERIFY(!document->buffer().isModified());
        start();
        QCOMPARE(journalFiles(), QStringList());
    }

    void closingWithoutAChoiceAsksAgain()
    {
        const QString path = m_folder->write("a.cpp", "one\n");
        append(*open(path), "two\n");
        start();
        Document *document = open(path);
        QTRY_VERIFY(notice(*document));
        m_run->documents.close(*document);
        document = open(path);
        QTRY_VERIFY(notice(*document));
        // The bar was closed; typing brings it back.
        m_run->notices.withdraw(QStringLiteral("recovery"), document->id());
        Q_EMIT document->buffer().modificationRefused();
        QVERIFY(notice(*document));
    }

    void aFileThatChangedSinceIsSaid()
    {
        const QString path = m_folder->write("a.cpp", "one\n");
        append(*open(path), "two\n");
        start();
        m_run.reset();
        m_folder->write("a.cpp", "somebody else's\n");
        start();
        Document *document = open(path);
        QTRY_VERIFY(notice(*document));
        QVERIFY(notice(*document)->text.contains(QStringLiteral("changed since")));
        notice(*document)->actions.first().run();
        QCOMPARE(document->buffer().bytes(), QByteArray("one\ntwo\n"));
        QVERIFY(document->buffer().undo());
        QCOMPARE(document->buffer().bytes(), QByteArray("somebody else's\n"));
    }

    void aSavedAndAClosedDocumentLeaveNothing()
    {
        Document *saved = open(m_folder->write("a.cpp", "one\n"));
        append(*saved, "two\n");
        Document *closed = open(m_folder->write("b.cpp", "one\n"));
        append(*closed, "two\n");
        QVERIFY(save(*saved));
        m_run->documents.close(*closed);
        start();
        QCOMPARE(journalFiles(), QStringList());
    }

    void whatIsTypedWhileASaveRunsIsKept()
    {
        const QString path = m_folder->write("a.cpp", "one\n");
        Document *document = open(path);
        append(*document, "two\n");
        bool done = false;
        m_run->documents.save(*document, [&](bool) { done = true; });
        append(*document, "three\n");
        QTRY_VERIFY(done);
        append(*document, "four\n");
        start();
        QCOMPARE(test::readFile(path), QByteArray("one\ntwo\n"));
        document = open(path);
        QTRY_VERIFY(notice(*document));
        notice(*document)->actions.first().run();
        QCOMPARE(document->buffer().bytes(), QByteArray("one\ntwo\nthree\nfour\n"));
    }

    void textThatWasNeverInAFileComesBackByItself()
    {
        Document &document = m_run->documents.create(Language::Qiskit, "qc = ");
        append(document, "QuantumCircuit(2)");
        const QString key = document.sessionKey();
        QVERIFY(!JournalKeeper::idOfKey(key).isEmpty());
        start();
        QVERIFY(m_run->recovery.has(key));
        Document *restored = restore(key);
        QVERIFY(restored);
        QCOMPARE(restored->buffer().bytes(), QByteArray("qc = QuantumCircuit(2)"));
        QCOMPARE(restored->buffer().language(), Language::Qiskit);
        QCOMPARE(restored->title(), QStringLiteral("Untitled 1"));
        QVERIFY(restored->buffer().isModified());
        QVERIFY(notice(*restored));
        QCOMPARE(m_run->recovery.left(), QStringList());
        // A name is used once.
        QCOMPARE(m_run->documents.create().title(), QStringLiteral("Untitled 2"));
        start();
        QCOMPARE(journalFiles().size(), 1);
    }

    void aFileThatIsGoneComesBackAsADocument()
    {
        const QString path = m_folder->write("a.cpp", "one\r\n");
        append(*open(path), "two\r\n");
        m_run.reset();
        QVERIFY(QFile::remove(path));
        start();
        Document *document = restore(path);
        QVERIFY(document);
        QCOMPARE(document->path(), path);
        QCOMPARE(document->buffer().bytes(), QByteArray("one\r\ntwo\r\n"));
        QCOMPARE(document->buffer().lineEnding(), LineEnding::CrLf);
        QTRY_COMPARE(document->diskState(), Document::DiskState::Gone);
        QVERIFY(save(*document));
        QCOMPARE(test::readFile(path), QByteArray("one\r\ntwo\r\n"));
    }

    void whatIsKeptAtTheEndComesBackWithoutAQuestion()
    {
        const QString path = m_folder->write("a.cpp", "one\n");
        append(*open(path), "two\n");
        Document &untitled = m_run->documents.create(Language::PlainText, "notes");
        const QString key = untitled.sessionKey();
        open(m_folder->write("untouched.cpp", "x"));
        QVERIFY(keepAll());
        start();
        QCOMPARE(m_run->recovery.left().size(), 2);
        Document *document = open(path);
        QTRY_COMPARE(document->buffer().bytes(), QByteArray("one\ntwo\n"));
        QVERIFY(document->buffer().isModified());
        QVERIFY(!document->buffer().isReadOnly());
        QVERIFY(!notice(*document));
        Document *notes = restore(key);
        QCOMPARE(notes->buffer().bytes(), QByteArray("notes"));
        QVERIFY(!notice(*notes));
        QVERIFY(document->buffer().undo());
        QVERIFY(!document->buffer().isModified());
    }

    void whatIsKeptIsAskedAboutWhenTheFileWentItsOwnWay()
    {
        const QString path = m_folder->write("a.cpp", "one\n");
        append(*open(path), "two\n");
        QVERIFY(keepAll());
        m_run.reset();
        m_folder->write("a.cpp", "theirs\n");
        start();
        Document *document = open(path);
        QTRY_VERIFY(notice(*document));
        QCOMPARE(document->buffer().bytes(), QByteArray("theirs\n"));
    }

    void theEncodingIsKept()
    {
        const QString path = m_folder->write("a.txt", "caf\xE9\n");
        Document *document = open(path);
        append(*document, "two\n");
        document->buffer().setEncoding(Encoding::Utf16LittleEndian);
        QVERIFY(keepAll());
        start();
        document = open(path);
        QTRY_COMPARE(document->buffer().bytes(), QByteArray("caf\xC3\xA9\ntwo\n"));
        QCOMPARE(document->buffer().encoding(), Encoding::Utf16LittleEndian);
    }

    void aDiskWithoutRoomIsToldAndTheEndAsksInstead()
    {
        Document *document = open(m_folder->write("a.cpp", "one\n"));
        {
            const test::FullDisk full(50);
            append(*document, "two\n");
            QVERIFY(!keepAll());
        }
        QTRY_VERIFY(!m_run->notices.entries().empty());
        QVERIFY(m_run->notices.entries().front().notice.text.contains(QStringLiteral("crash journal")));
        // There is room again.
        QVERIFY(keepAll());
    }

    // --- large files: their journal counts from the file
    void aLargeFileIsRecoveredFromItsChanges()
    {
        const QByteArray large(17 * 1024 * 1024, 'x');
        const QString path = m_folder->write("large.log", large);
        Document *document = open(path);
        append(*document, "one");
        append(*document, "two");
        m_run.reset();
        QVERIFY(QFileInfo(journals() + QLatin1Char('/') + journalFiles().first()).size() < 10'000);
        start();
        document = open(path);
        QTRY_VERIFY(notice(*document));
        notice(*document)->actions.first().run();
        QCOMPARE(document->buffer().bytes(), large + "onetwo");
    }

    void aLargeFileThatWasSavedAndTypedOnIsRecovered()
    {
        const QByteArray large(17 * 1024 * 1024, 'x');
        const QString path = m_folder->write("large.log", large);
        Document *document = open(path);
        append(*document, "one");
        bool done = false;
        m_run->documents.save(*document, [&](bool) { done = true; });
        append(*document, "two");
        QTRY_VERIFY(done);
        append(*document, "three");
        start();
        QVERIFY(test::readFile(path) == large + "one");
        document = open(path);
        QTRY_VERIFY(notice(*document));
        notice(*document)->actions.first().run();
        QVERIFY(document->buffer().bytes() == large + "onetwothree");
        QVERIFY(save(*document));
        start();
        QCOMPARE(journalFiles(), QStringList());
    }

    void undoneChangesOfALargeFileLeaveNothingToRecover()
    {
        const QString path = m_folder->write("large.log", QByteArray(17 * 1024 * 1024, 'x'));
        Document *document = open(path);
        append(*document, "one");
        QVERIFY(document->buffer().undo());
        QVERIFY(!document->buffer().isModified());
        start();
        document = open(path);
        QTRY_VERIFY(!document->buffer().isReadOnly());
        QVERIFY(!notice(*document));
        start();
        QCOMPARE(journalFiles(), QStringList());
    }
};

QTEST_MAIN(TestCrashRecovery)
#include "tst_crash_recovery.moc"
