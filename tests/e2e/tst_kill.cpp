// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/project/file_access.h"
#include "core/project/safety_copy.h"
#include "core/recovery/journal_store.h"
#include "tests/e2e/typist.h"
#include "tests/support/files.h"
#include "tests/support/need.h"
#include "tests/support/send_signal.h"

#include <QCoreApplication>
#include <QDir>
#include <QProcess>
#include <QRandomGenerator>
#include <QStandardPaths>
#include <QTest>

#include <unistd.h>

#include <chrono>
#include <csignal>
#include <map>

using namespace gatewright;

namespace {

qint64 now()
{
    return std::chrono::duration_cast<std::chrono::milliseconds>(
               std::chrono::steady_clock::now().time_since_epoch())
        .count();
}

// What the typist said of one document.
struct Told
{
    struct State
    {
        QByteArray checksum;
        qint64 done = -1; // -1: announced, perhaps not yet done
    };
    std::vector<State> states;
    QSet<QByteArray> saved;
};

using AllTold = std::map<QByteArray, Told>;

// What is promised are fifteen seconds; a journal is a tenth of a second behind, and this is the machine's.
constexpr qint64 behind = 2'000;

} // namespace

// The window is killed at random moments while somebody types and saves in it. No file may be torn, and what
// was typed must be in the file or in the journal.
class TestKill : public QObject
{
    Q_OBJECT

private:
    // One life of a typist. `end` ends it.
    struct Life
    {
        test::Folder folder;
        QProcess process;
        AllTold told;
        qint64 ended = 0;

        void prepare(bool withLargeFile)
        {
            write("a.txt", QByteArray(3000, 'a'));
            write("b.txt", QByteArray(3000, 'b'));
            // Two names of one file: it can only be written in place.
            if (::link(QFile::encodeName(folder.path("work/b.txt")).constData(),
                       QFile::encodeName(folder.path("work/other name")).constData()) != 0)
                qFatal("link");
            if (withLargeFile)
                write("c.txt", QByteArray(17 * 1024 * 1024, 'c'));
            told["untitled"].states.push_back({files::checksumOf(QByteArray()).toHex(), 0});
        }
        void write(const char *name, const QByteArray &bytes)
        {
            folder.write(QStringLiteral("work/") + QLatin1String(name), bytes);
            Told &file = told[name];
            file.states.push_back({files::checksumOf(bytes).toHex(), 0});
            file.saved.insert(file.states.back().checksum);
        }
        bool start(quint32 seed, const QProcessEnvironment &environment)
        {
            process.setProcessEnvironment(environment);
            process.start(QCoreApplication::applicationFilePath(),
                          {QStringLiteral("--typist"), folder.path(), QString::number(seed)});
            while (!process.canReadLine()) {
                if (!process.waitForReadyRead(30'000))
                    return false;
            }
            return process.readLine() == "ready\n";
        }
        void listen()
        {
            const QList<QByteArray> lines = process.readAllStandardOutput().split('\n');
            for (const QByteArray &line : lines) {
                const QList<QByteArray> words = line.split(' ');
                if (words.front() == "will" && words.size() == 3)
                    told[words[1]].states.push_back({words[2], -1});
                else if (words.front() == "save" && words.size() == 3)
                    told[words[1]].saved.insert(words[2]);
                else if (words.front() == "done" && words.size() == 4)
                    told[words[2]].states.back().done = words[1].toLongLong();
            }
        }
        void kill()
        {
            ended = now();
            test::sendSignal(process.processId(), SIGKILL);
            process.waitForFinished();
            listen();
        }
    };

    // Each file holds a text that was saved, whole.
    static void checkFiles(const Life &life)
    {
        for (const auto &[name, told] : life.told) {
            if (name == "untitled")
                continue;
            const QByteArray bytes =
                test::readFile(life.folder.path(QStringLiteral("work/") + QString::fromUtf8(name)));
            QVERIFY2(told.saved.contains(files::checksumOf(bytes).toHex()),
                     (name + " is torn: " + QByteArray::number(bytes.size()) + " bytes").constData());
        }
        QVERIFY(test::readFile(life.folder.path("work/b.txt")) ==
                test::readFile(life.folder.path("work/other name")));
    }

    // The text of a document as the next start has it: from its journal, else from its file.
    static QByteArray recovered(const Life &life, const QByteArray &name)
    {
        const QString path = life.folder.path(QStringLiteral("work/") + QString::fromUtf8(name));
        const QByteArray disk = test::readFile(path);
        const recovery::JournalStore store(life.folder.path("profile/state/journals"));
        for (const recovery::JournalStore::LeftBehind &left : store.leftBehind()) {
            const bool is = name == "untitled" ? left.header.path.isEmpty() : left.header.path == path;
            if (!is)
                continue;
            const Result<recovery::Journal> journal = store.read(left.id);
            if (!journal)
                return "unreadable journal";
            const Result<recovery::RecoveredText> text =
                recoverText(*journal, files::checksumOf(disk),
                            std::string_view(disk.constData(), static_cast<std::size_t>(disk.size())));
            return text ? QByteArray(text->text.data(), static_cast<qsizetype>(text->text.size()))
                        : text.error().toString().toUtf8();
        }
        return name == "untitled" ? QByteArray() : disk;
    }

    void checkTexts(const Life &life)
    {
        for (const auto &[name, told] : life.told) {
            std::size_t first = 0;
            for (std::size_t index = 0; index < told.states.size(); ++index) {
                if (told.states[index].done >= 0 && told.states[index].done <= life.ended - behind)
                    first = index;
            }
            const QByteArray text = recovered(life, name);
            const QByteArray checksum = files::checksumOf(text).toHex();
            std::size_t found = told.states.size();
            for (std::size_t index = first; index < told.states.size(); ++index) {
                if (told.states[index].checksum == checksum)
                    found = index;
            }
            QVERIFY2(found < told.states.size(),
                     (name + ": none of the last " + QByteArray::number(told.states.size() - first) + " of " +
                      QByteArray::number(told.states.size()) + " texts, but " +
                      QByteArray::number(text.size()) + " bytes: " + text.left(200))
                         .constData());
            m_changes += told.states.size();
            m_lost += told.states.size() - 1 - found;
        }
    }

    static QProcessEnvironment offscreen()
    {
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert(QStringLiteral("QT_QPA_PLATFORM"), QStringLiteral("offscreen"));
        return environment;
    }

    std::size_t m_changes = 0;
    std::size_t m_lost = 0;

private Q_SLOTS:
    void nothingIsTornOrLost()
    {
        const int moments = qEnvironmentVariableIntValue("GATEWRIGHT_KILLS") > 0
                                ? qEnvironmentVariableIntValue("GATEWRIGHT_KILLS")
                                : 200;
        QRandomGenerator random(20261130);
        for (int moment = 0; moment < moments; ++moment) {
            Life life;
            life.prepare(moment % 10 == 9);
            const quint32 seed = random.generate();
            QVERIFY2(life.start(seed, offscreen()), life.process.readAllStandardError().constData());
            QTest::qSleep(static_cast<int>(random.bounded(20U, 3'000U)));
            life.kill();
            // What the next start does first.
            (void)files::mendTornFiles(life.folder.path("profile/state/saves"));
            checkFiles(life);
            checkTexts(life);
            if (QTest::currentTestFailed()) {
                qWarning("moment %d, seed %u", moment, seed);
                return;
            }
        }
        qInfo("%zu changes, %zu of them behind the journals", m_changes, m_lost);
        QVERIFY(m_changes > static_cast<std::size_t>(moments) * 20);
    }

    void aDisplayThatVanishesLosesNothing()
    {
        const QString server = QStandardPaths::findExecutable(QStringLiteral("Xvfb"));
        GW_NEED(server.isEmpty() ? Result<void>(makeError(ErrorCode::Missing, QStringLiteral("install Xvfb")))
                                 : Result<void>());
        QProcess display;
        display.setProcessChannelMode(QProcess::ForwardedErrorChannel);
        display.start(server, {QStringLiteral("-displayfd"), QStringLiteral("1"), QStringLiteral("-screen"),
                               QStringLiteral("0"), QStringLiteral("1280x800x24")});
        QVERIFY(display.waitForReadyRead(20'000));
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert(QStringLiteral("QT_QPA_PLATFORM"), QStringLiteral("xcb"));
        environment.insert(QStringLiteral("DISPLAY"),
                           QLatin1Char(':') + QString::fromLatin1(display.readLine().trimmed()));
        Life life;
        life.prepare(false);
        QVERIFY2(life.start(1, environment), life.process.readAllStandardError().constData());
        QTest::qSleep(2'500);
        life.ended = now();
        display.kill();
        QVERIFY(display.waitForFinished());
        QVERIFY2(life.process.waitForFinished(20'000), "the window goes on without a display");
        life.listen();
        (void)files::mendTornFiles(life.folder.path("profile/state/saves"));
        checkFiles(life);
        checkTexts(life);
    }
};

int main(int argc, char **argv)
{
    if (argc == 4 && QByteArray(argv[1]) == "--typist")
        return test::runTypist(argc, argv);
    QCoreApplication application(argc, argv);
    TestKill test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_kill.moc"
