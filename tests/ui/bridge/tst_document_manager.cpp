// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/recovery/backup_store.h"
#include "tests/support/files.h"
#include "tests/support/full_disk.h"
#include "ui/bridge/document_manager.h"
#include "ui/bridge/notice_hub.h"
#include "ui/bridge/task_progress_model.h"
#include "ui/theme/syntax_library.h"

#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <optional>

using namespace gatewright;

// Milliseconds. Large files on a busy machine.
constexpr int patience = 60'000;

class TestDocumentManager : public QObject
{
    Q_OBJECT

private:
    QString write(const QString &name, const QByteArray &bytes) const
    {
        return test::writeFile(m_folder->filePath(name), bytes);
    }

    static QByteArray read(const QString &path)
    {
        QFile file(path);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray("<unreadable>");
    }

    Document *open(const QString &path)
    {
        std::optional<Document *> answer;
        m_documents->open(path, [&](Document *document) { answer = document; });
        if (!QTest::qWaitFor([&] { return answer.has_value(); }, patience))
            return nullptr;
        return *answer;
    }

    std::optional<bool> save(Document &document)
    {
        std::optional<bool> answer;
        m_documents->save(document, [&](bool saved) { answer = saved; });
        [[maybe_unused]] const bool answered = QTest::qWaitFor([&] { return answer.has_value(); }, patience);
        return answer;
    }

    static void append(Document &document, const char *text)
    {
        const std::size_t end = document.buffer().size();
        QVERIFY(document.buffer().apply(TextEdit{end, end, text}));
    }

    std::optional<Notice> notice(const QString &key, int document) const
    {
        for (const NoticeHub::Entry &entry : m_notices->entries()) {
            if (entry.document == document && entry.notice.key == key)
                return entry.notice;
        }
        return std::nullopt;
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<SyntaxLibrary> m_library;
    std::unique_ptr<NoticeHub> m_notices;
    std::unique_ptr<TaskProgressModel> m_tasks;
    std::unique_ptr<DocumentManager> m_documents;

private Q_SLOTS:
    void initTestCase() { m_library = std::make_unique<SyntaxLibrary>(); }

    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_notices = std::make_unique<NoticeHub>();
        m_tasks = std::make_unique<TaskProgressModel>();
        m_documents = std::make_unique<DocumentManager>(*m_library, *m_notices, *m_tasks);
    }

    void cleanup() { m_documents.reset(); }

    void keepsEveryByte_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::newRow("plain") << QByteArray("int x;\n");
        QTest::newRow("empty") << QByteArray();
        QTest::newRow("no line end at the end") << QByteArray("int x;");
        QTest::newRow("CR LF") << QByteArray("a\r\nb\r\n");
        QTest::newRow("mixed line ends") << QByteArray("a\r\nb\nc\rd");
        QTest::newRow("byte order mark") << QByteArray("\xEF\xBB\xBFint x;\n");
        QTest::newRow("invalid UTF-8") << QByteArray("caf\xE9 \xC3\xA9\n");
        QTest::newRow("NUL") << QByteArray("a\0b\n", 4);
        QTest::newRow("UTF-16") << QByteArray("\xFF\xFE"
                                              "a\0\n\0",
                                              6);
    }
    void keepsEveryByte()
    {
        QFETCH(QByteArray, bytes);
        const QString path = write(QStringLiteral("file.cpp"), bytes);
        Document *document = open(path);
        QVERIFY(document);
        QVERIFY(!document->buffer().isModified());
        QCOMPARE(save(*document), std::optional(true));
        QCOMPARE(read(path), bytes);
    }

    void opensAFileOnce()
    {
        const QString path = write(QStringLiteral("a.cpp"), "x");
        QSignalSpy opened(m_documents.get(), &DocumentManager::opened);
        QList<Document *> answers;
        m_documents->open(path, [&](Document *document) { answers.append(document); });
        m_documents->open(m_folder->path() + QStringLiteral("/./a.cpp"),
                          [&](Document *document) { answers.append(document); });
        QTRY_COMPARE(answers.size(), 2);
        QCOMPARE(answers[0], answers[1]);
        QCOMPARE(opened.count(), 1);
        QCOMPARE(open(path), answers[0]);
        QCOMPARE(m_tasks->rowCount(), 0);
    }

    void saysWhyAFileWasNotOpened_data()
    {
        QTest::addColumn<QString>("name");
        QTest::newRow("missing") << QStringLiteral("missing.cpp");
        QTest::newRow("a folder") << QStringLiteral(".");
    }
    void saysWhyAFileWasNotOpened()
    {
        QFETCH(QString, name);
        QVERIFY(!open(m_folder->filePath(name)));
        QCOMPARE(m_notices->entries().size(), std::size_t(1));
        QCOMPARE(m_notices->entries().front().notice.kind, Notice::Kind::Error);
        QCOMPARE(m_notices->entries().front().document, 0);
        QVERIFY(m_documents->documents().isEmpty());
    }

    void aSaveClearsTheModifiedMark()
    {
        Document *document = open(write(QStringLiteral("a.cpp"), "one\n"));
        append(*document, "two\n");
        QVERIFY(document->buffer().isModified());
        QVERIFY(m_documents->hasModified());
        QCOMPARE(save(*document), std::optional(true));
        QVERIFY(!document->buffer().isModified());
        QVERIFY(!m_documents->hasModified());
        QCOMPARE(read(document->path()), QByteArray("one\ntwo\n"));
    }

    void whatIsTypedWhileASaveRunsStaysModified()
    {
        Document *document = open(write(QStringLiteral("a.cpp"), "one\n"));
        append(*document, "two\n");
        bool done = false;
        m_documents->save(*document, [&](bool) { done = true; });
        append(*document, "three\n");
        QTRY_VERIFY(done);
        QVERIFY(document->buffer().isModified());
        QCOMPARE(read(document->path()), QByteArray("one\ntwo\n"));
        QCOMPARE(save(*document), std::optional(true));
        QCOMPARE(read(document->path()), QByteArray("one\ntwo\nthree\n"));
    }

    void aSecondSaveWaitsForTheFirst()
    {
        Document *document = open(write(QStringLiteral("a.cpp"), ""));
        int answers = 0;
        append(*document, "1");
        m_documents->save(*document, [&](bool saved) { answers += saved ? 1 : 0; });
        append(*document, "2");
        m_documents->save(*document, [&](bool saved) { answers += saved ? 1 : 0; });
        QTRY_COMPARE(answers, 2);
        QCOMPARE(read(document->path()), QByteArray("12"));
        QVERIFY(!document->buffer().isModified());
    }

    void aFullDiskLeavesTheOldFileAndTheText_data()
    {
        QTest::addColumn<int>("size");
        QTest::addColumn<int>("limit");
        QTest::newRow("20 KB") << 20'000 << 1000;
        // Less than Qt's buffer: its QSaveFile would have put a cut file in place of the old one.
        QTest::newRow("2 KB") << 2'000 << 1000;
    }
    void aFullDiskLeavesTheOldFileAndTheText()
    {
        QFETCH(int, size);
        QFETCH(int, limit);
        const QString path = write(QStringLiteral("a.cpp"), "old\n");
        Document *document = open(path);
        append(*document, std::string(static_cast<std::size_t>(size), 'x').c_str());
        {
            const test::FullDisk full(limit);
            QCOMPARE(save(*document), std::optional(false));
        }
        QCOMPARE(read(path), QByteArray("old\n"));
        QVERIFY(document->buffer().isModified());
        QCOMPARE(document->buffer().size(), std::size_t(size) + 4);
        const std::optional<Notice> told = notice(QStringLiteral("save"), document->id());
        QVERIFY(told);
        QCOMPARE(told->kind, Notice::Kind::Error);
        QCOMPARE(told->actions.size(), 2);
        // The disk has room again: the notice's own button saves, and the notice goes.
        told->actions.first().run();
        QTRY_VERIFY(!document->buffer().isModified());
        QVERIFY(!notice(QStringLiteral("save"), document->id()));
    }

    void saveAsTakesTheNewPathOnlyWhenItWasWritten()
    {
        Document &document = m_documents->create(Language::PlainText, "text");
        QVERIFY(document.path().isEmpty());
        std::optional<bool> answer;
        m_documents->saveAs(document, m_folder->filePath(QStringLiteral("no/such/folder/a.py")),
                            [&](bool saved) { answer = saved; });
        QTRY_VERIFY(answer);
        QCOMPARE(answer, std::optional(false));
        QVERIFY(document.path().isEmpty());
        answer.reset();
        const QString path = m_folder->filePath(QStringLiteral("a.py"));
        m_documents->saveAs(document, path, [&](bool saved) { answer = saved; });
        QTRY_COMPARE(answer, std::optional(true));
        QCOMPARE(document.path(), path);
        QCOMPARE(document.title(), QStringLiteral("a.py"));
        QCOMPARE(document.buffer().language(), Language::Qiskit);
        QCOMPARE(read(path), QByteArray("text"));
    }

    void aChangeByAnotherProgramIsToldAndCanBeRead()
    {
        const QString path = write(QStringLiteral("a.cpp"), "one\n");
        Document *document = open(path);
        append(*document, "mine\n");
        write(QStringLiteral("a.cpp"), "another\n");
        m_documents->checkDisk();
        QTRY_COMPARE(document->diskState(), Document::DiskState::Changed);
        const std::optional<Notice> told = notice(QStringLiteral("disk"), document->id());
        QVERIFY(told);
        QCOMPARE(document->buffer().bytes(), QByteArray("one\nmine\n"));
        told->actions.first().run(); // Reload
        QTRY_COMPARE(document->buffer().bytes(), QByteArray("another\n"));
        QCOMPARE(document->diskState(), Document::DiskState::InSync);
        QVERIFY(!document->buffer().isModified());
        QVERIFY(!notice(QStringLiteral("disk"), document->id()));
    }

    void aDocumentWithoutChangesIsReadAgainByItself()
    {
        const QString path = write(QStringLiteral("a.cpp"), "one\n");
        Document *document = open(path);
        write(QStringLiteral("a.cpp"), "changed\n");
        QTRY_COMPARE(document->buffer().bytes(), QByteArray("changed\n")); // the watcher noticed it
        QVERIFY(!document->buffer().isModified());
        QVERIFY(!notice(QStringLiteral("disk"), document->id()));
    }

    void readingAgainByItselfCanBeTurnedOff()
    {
        m_documents->diskWatch().setReloadUnmodified(false);
        const QString path = write(QStringLiteral("a.cpp"), "one\n");
        Document *document = open(path);
        write(QStringLiteral("a.cpp"), "changed\n");
        QTRY_COMPARE(document->diskState(), Document::DiskState::Changed);
        QVERIFY(notice(QStringLiteral("disk"), document->id()));
        QCOMPARE(document->buffer().bytes(), QByteArray("one\n"));
    }

    void aFileThatWasOnlyTouchedIsNoChange()
    {
        const QString path = write(QStringLiteral("a.cpp"), "one\n");
        Document *document = open(path);
        append(*document, "mine\n");
        QVERIFY(QFile::remove(path));
        write(QStringLiteral("a.cpp"), "one\n");
        const FileStamp now = files::stampOf(path);
        QVERIFY(document->stamp() != now);
        m_documents->checkDisk();
        QTRY_COMPARE(document->stamp(), now);
        QCOMPARE(document->diskState(), Document::DiskState::InSync);
        QVERIFY(!notice(QStringLiteral("disk"), document->id()));
    }

    void comparingLeavesTheQuestionOpen()
    {
        const QString path = write(QStringLiteral("a.cpp"), "one\n");
        Document *document = open(path);
        append(*document, "mine\n");
        write(QStringLiteral("a.cpp"), "theirs\n");
        m_documents->checkDisk();
        QTRY_COMPARE(document->diskState(), Document::DiskState::Changed);
        std::optional<ComparedTexts> shown;
        connect(m_documents.get(), &DocumentManager::compared, this,
                [&](const ComparedTexts &given) { shown = given; });
        const NoticeAction compare = notice(QStringLiteral("disk"), document->id())->actions.at(1);
        QCOMPARE(compare.after, NoticeAction::After::Stays);
        compare.run();
        QTRY_VERIFY(shown);
        QCOMPARE(shown->left, QByteArray("theirs\n"));
        QCOMPARE(shown->right, QByteArray("one\nmine\n"));
        QCOMPARE(document->buffer().bytes(), QByteArray("one\nmine\n"));
    }

    void aFileIsReadAgainInAnotherEncoding()
    {
        const QString path = write(QStringLiteral("a.txt"), "caf\xE9\n");
        Document *document = open(path);
        QCOMPARE(document->buffer().encoding(), Encoding::Latin1);
        QCOMPARE(document->buffer().bytes(), QByteArray("caf\xC3\xA9\n"));
        m_documents->reload(*document, Encoding::Utf8);
        QTRY_COMPARE(document->buffer().bytes(), QByteArray("caf\xE9\n"));
        QCOMPARE(document->buffer().encoding(), Encoding::Utf8);
        QVERIFY(!document->buffer().isModified());
        QCOMPARE(save(*document), std::optional(true));
        QCOMPARE(read(path), QByteArray("caf\xE9\n"));
    }

    void aLineFeedInANameBreaksNoTitle()
    {
        Document *document = open(write(QStringLiteral("a\nb.cpp"), "x"));
        QVERIFY(document);
        QCOMPARE(document->title(), QStringLiteral("a\u240Ab.cpp"));
        append(*document, "y");
        QCOMPARE(save(*document), std::optional(true));
        QCOMPARE(read(m_folder->filePath(QStringLiteral("a\nb.cpp"))), QByteArray("xy"));
    }

    void aCircleOfLinksIsTold()
    {
        QVERIFY(QFile::link(QStringLiteral("b"), m_folder->filePath(QStringLiteral("a"))));
        QVERIFY(QFile::link(QStringLiteral("a"), m_folder->filePath(QStringLiteral("b"))));
        QVERIFY(!open(m_folder->filePath(QStringLiteral("a"))));
        QVERIFY(m_notices->entries().front().notice.text.contains(QStringLiteral("circle")));
    }

    void aFileThatMayNotBeWrittenSaysSo()
    {
        const QString path = write(QStringLiteral("a.cpp"), "one\n");
        QVERIFY(QFile::setPermissions(path, QFile::ReadOwner));
        if (QFile(path).open(QIODevice::ReadWrite))
            QSKIP("root may write everything");
        Document *document = open(path);
        QVERIFY(notice(QStringLiteral("format"), document->id()));
        append(*document, "mine\n");
        QCOMPARE(save(*document), std::optional(false));
        const std::optional<Notice> told = notice(QStringLiteral("save"), document->id());
        QVERIFY(told);
        told->actions.first().run(); // Allow Writing and Save
        QTRY_COMPARE(read(path), QByteArray("one\nmine\n"));
    }

    void aLinkToAFileIsTheFile()
    {
        const QString path = write(QStringLiteral("a.cpp"), "one\n");
        const QString link = m_folder->filePath(QStringLiteral("link.cpp"));
        QVERIFY(QFile::link(path, link));
        Document *document = open(link);
        QCOMPARE(document, open(path));
        append(*document, "two\n");
        QCOMPARE(save(*document), std::optional(true));
        QVERIFY(QFileInfo(link).isSymLink());
        QCOMPARE(read(path), QByteArray("one\ntwo\n"));
    }

    void openingALargeFileCanBeCancelled()
    {
        const QString path = write(QStringLiteral("large.log"), QByteArray(60'000'000, 'x'));
        std::optional<Document *> answer;
        m_documents->open(path, [&](Document *document) { answer = document; });
        QCOMPARE(m_tasks->rowCount(), 1);
        m_tasks->cancel(0);
        QTRY_VERIFY(answer);
        QVERIFY(!*answer);
        QTRY_COMPARE(m_tasks->rowCount(), 0);
        QVERIFY(m_notices->entries().empty()); // who cancels knows
        QVERIFY(m_documents->documents().isEmpty());
    }

    void backupsAreKeptWhenAsked()
    {
        const QString folder = m_folder->filePath(QStringLiteral("backups"));
        m_documents->saver().setBackupFolder(folder);
        m_documents->saver().setBackups(2);
        Document *document = open(write(QStringLiteral("a.cpp"), "one\n"));
        append(*document, "two\n");
        QCOMPARE(save(*document), std::optional(true));
        const auto backups = recovery::BackupStore(folder).backupsOf(document->path());
        QCOMPARE(backups.size(), std::size_t(1));
        QCOMPARE(read(backups.front().file), QByteArray("one\n"));
    }

    void aSaveDoesNotOverwriteAnotherProgramsChange()
    {
        const QString path = write(QStringLiteral("a.cpp"), "one\n");
        Document *document = open(path);
        append(*document, "mine\n");
        write(QStringLiteral("a.cpp"), "theirs, longer\n");
        QCOMPARE(save(*document), std::optional(false));
        QCOMPARE(read(path), QByteArray("theirs, longer\n"));
        QVERIFY(document->buffer().isModified());
        const std::optional<Notice> told = notice(QStringLiteral("disk"), document->id());
        QVERIFY(told);
        told->actions.first().run(); // Overwrite
        QTRY_COMPARE(read(path), QByteArray("one\nmine\n"));
        QTRY_VERIFY(!document->buffer().isModified());
    }

    void aDeletedFileKeepsItsTextAndCanBeSavedAgain()
    {
        const QString path = write(QStringLiteral("a.cpp"), "one\n");
        Document *document = open(path);
        QVERIFY(QFile::remove(path));
        m_documents->checkDisk();
        QTRY_COMPARE(document->diskState(), Document::DiskState::Gone);
        QCOMPARE(document->buffer().bytes(), QByteArray("one\n"));
        const std::optional<Notice> told = notice(QStringLiteral("disk"), document->id());
        QVERIFY(told);
        told->actions.first().run(); // Save Again
        QTRY_COMPARE(read(path), QByteArray("one\n"));
        QTRY_COMPARE(document->diskState(), Document::DiskState::InSync);
    }

    void keepingMineStopsAsking()
    {
        const QString path = write(QStringLiteral("a.cpp"), "one\n");
        Document *document = open(path);
        append(*document, "mine\n");
        write(QStringLiteral("a.cpp"), "theirs, longer\n");
        m_documents->checkDisk();
        QTRY_COMPARE(document->diskState(), Document::DiskState::Changed);
        notice(QStringLiteral("disk"), document->id())->actions.last().run(); // Keep Mine
        QCOMPARE(document->diskState(), Document::DiskState::InSync);
        QCOMPARE(save(*document), std::optional(true));
        QCOMPARE(read(path), QByteArray("one\nmine\n"));
    }

    void anOpenDocumentGoesAlongWhenItsFolderIsRenamed()
    {
        QVERIFY(QDir(m_folder->path()).mkdir(QStringLiteral("old")));
        Document *document = open(write(QStringLiteral("old/a.cpp"), "one\n"));
        QVERIFY(QFile::rename(m_folder->filePath(QStringLiteral("old")),
                              m_folder->filePath(QStringLiteral("new"))));
        m_documents->renamed(m_folder->filePath(QStringLiteral("old")),
                             m_folder->filePath(QStringLiteral("new")));
        QCOMPARE(document->path(), m_folder->filePath(QStringLiteral("new/a.cpp")));
        m_documents->checkDisk();
        QCOMPARE(save(*document), std::optional(true));
        QCOMPARE(document->diskState(), Document::DiskState::InSync);
    }

    void aSaveCleansUpWhenAsked()
    {
        m_documents->setCleanup({true, true});
        Document *document = open(write(QStringLiteral("a.cpp"), "a  \n\tb\t\nc"));
        append(*document, " ");
        QCOMPARE(save(*document), std::optional(true));
        QCOMPARE(read(document->path()), QByteArray("a\n\tb\nc\n"));
    }

    void anUntouchedNewDocumentIsDisposable()
    {
        Document &document = m_documents->create();
        QVERIFY(document.isDisposable());
        append(document, "x");
        QVERIFY(!document.isDisposable());
        QVERIFY(m_documents->hasModified());
        QSignalSpy closing(m_documents.get(), &DocumentManager::aboutToClose);
        m_documents->close(document);
        QCOMPARE(closing.count(), 1);
        QVERIFY(m_documents->documents().isEmpty());
    }

    void aLargeFileOpensPlainAndKeepsItsBytes()
    {
        QByteArray bytes;
        while (bytes.size() < static_cast<qsizetype>(DocumentBuffer::largeFileBytes) + 1000)
            bytes.append("int value = 12345; // a line\n");
        Document *document = open(write(QStringLiteral("large.cpp"), bytes));
        QVERIFY(document);
        QVERIFY(document->buffer().isLarge());
        QVERIFY(notice(QStringLiteral("format"), document->id()));
        append(*document, "x");
        QCOMPARE(save(*document), std::optional(true));
        QCOMPARE(read(document->path()), bytes + "x");
    }

    void aFormatOutOfTheOrdinaryIsTold_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<bool>("told");
        QTest::newRow("UTF-8") << QByteArray("int x; // \xC3\xA9\n") << false;
        QTest::newRow("Latin-1") << QByteArray("caf\xE9\n") << true;
        QTest::newRow("binary") << QByteArray("\x7f"
                                              "ELF\0\0\0\0\0",
                                              9)
                                << true;
    }
    void aFormatOutOfTheOrdinaryIsTold()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(bool, told);
        Document *document = open(write(QStringLiteral("a.cpp"), bytes));
        QVERIFY(document);
        QCOMPARE(notice(QStringLiteral("format"), document->id()).has_value(), told);
    }
};

QTEST_MAIN(TestDocumentManager)
#include "tst_document_manager.moc"
