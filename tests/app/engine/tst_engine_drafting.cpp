// SPDX-License-Identifier: Apache-2.0
#include "core/completion/client/engine_client.h"
#include "core/text/text_document.h"
#include "tests/support/result_test.h"
#include "tests/support/test_model.h"

#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QJsonArray>
#include <QTemporaryDir>
#include <QTest>

#include <memory>
#include <optional>

using namespace gatewright;
using namespace gatewright::completion;
using namespace std::chrono_literals;

namespace {

constexpr int patience = 60'000; // milliseconds: the machine may be busy with other tests

void writeFile(const QString &path, const QByteArray &content)
{
    QVERIFY(QDir().mkpath(QFileInfo(path).path()));
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(content);
}

// A project whose files repeat what the open one is about to say.
struct Project
{
    explicit Project(const QString &folder)
        : path(folder + QStringLiteral("/src/scale.cpp"))
        , uri(QStringLiteral("file://") + path)
    {
        for (const char *name : {"first", "second", "third"})
            writeFile(
                folder + QStringLiteral("/src/%1.cpp").arg(QLatin1String(name)),
                "#include \"stages.h\"\n\nvoid " + QByteArray(name) +
                    "(const sample_t input[kLength], sample_t output[kLength])\n{\n    for (int i = 0; i < "
                    "kLength; ++i) {\n#pragma HLS PIPELINE II=1\n        output[i] = input[i] * kScale + "
                    "kOffset;\n    }\n}\n");
        writeFile(folder + QStringLiteral("/src/secrets.pem"), "-----BEGIN PRIVATE KEY-----");
        writeFile(folder + QStringLiteral("/build/generated.cpp"), "int generated;\n");
        writeFile(folder + QStringLiteral("/notes.txt"), "nothing to draft from");
        text = "#include \"stages.h\"\n\nvoid scale(const sample_t input[kLength], sample_t "
               "output[kLength])\n{\n    for (int i = 0; i < kLength; ++i) {\n";
        writeFile(path, QByteArray::fromStdString(text));
    }
    [[nodiscard]] lsp::OpenDocument document() const { return {uri, Language::HlsCpp, Revision{1}, text}; }
    [[nodiscard]] CursorPlace place() const
    {
        const Position end = TextDocument(Language::HlsCpp, text).position(text.size());
        return cursorPlace(uri, Language::HlsCpp, Revision{1}, text, text.size(), end);
    }

    QString path;
    QString uri;
    std::string text;
};

struct Session
{
    Session(const QString &profile, const Project &project, const QString &folder, bool drafting = true)
    {
        Command command;
        command.program = QStringLiteral(GATEWRIGHT_BIN_DIR "/gatewright-engine");
        command.arguments = {QStringLiteral("--model"), *test::modelFile(), QStringLiteral("--profile"),
                             profile};
        client = std::make_unique<EngineClient>(
            command, clock, [project] { return std::vector<lsp::OpenDocument>{project.document()}; },
            QJsonObject{{QStringLiteral("folders"), QJsonArray{folder}},
                        {QStringLiteral("drafting"), drafting},
                        {QStringLiteral("speculative"), false}});
        place = project.place();
        client->start();
    }
    void ask(Trigger trigger)
    {
        answer.reset();
        client->ask(place, trigger, &context,
                    [this](Result<SuggestionAnswer> given) { answer = std::move(given); });
    }
    [[nodiscard]] const DraftReport &drafting() const { return client->report().engine.drafting; }
    [[nodiscard]] bool isReady() const { return client->report().state == EngineState::Ready; }

    SystemClock clock;
    QObject context;
    CursorPlace place;
    std::optional<Result<SuggestionAnswer>> answer;
    std::unique_ptr<EngineClient> client; // last: its end may still report to the rest
};

} // namespace

// The engine with the real model and a project on the disk.
class TestEngineDrafting : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { GW_NEED_PART(test::modelFile()); }

    void draftsFromTheProjectAndFromWhatWasAccepted()
    {
        const QTemporaryDir folder;
        const QString profile = folder.filePath(QStringLiteral("profile"));
        const QString root = folder.filePath(QStringLiteral("project"));
        const Project project(root);
        QString plainText;
        {
            Session plain(folder.filePath(QStringLiteral("plain")), project, root, false);
            QTRY_VERIFY_WITH_TIMEOUT(plain.isReady(), patience);
            plain.ask(Trigger::Automatic);
            QTRY_VERIFY_WITH_TIMEOUT(plain.answer, patience);
            GW_VERIFY_RESULT(*plain.answer);
            QVERIFY(!plain.answer->value().items.empty());
            plainText = plain.answer->value().items[0].text;
            QTRY_VERIFY_WITH_TIMEOUT(!plain.drafting().enabled, patience);
            QCOMPARE(plain.drafting().passes, qint64{0});
        }
        {
            Session session(profile, project, root);
            // The three closed sources; not the open one, not what tools made, not what may be secret.
            QTRY_COMPARE_WITH_TIMEOUT(session.drafting().texts, qint64{3}, patience);
            QVERIFY(session.drafting().enabled);
            session.ask(Trigger::Automatic);
            QTRY_VERIFY_WITH_TIMEOUT(session.answer, patience);
            GW_VERIFY_RESULT(*session.answer);
            QVERIFY(!session.answer->value().items.empty());
            const Suggestion suggestion = session.answer->value().items[0];
            QCOMPARE(suggestion.text, plainText); // faster, and the same
            QTRY_VERIFY_WITH_TIMEOUT(session.drafting().passes > 0, patience);
            QVERIFY2(session.drafting().tokensPerPass() > 1.2,
                     qPrintable(QString::number(session.drafting().tokensPerPass())));
            QVERIFY(session.drafting().accepted > 0);
            // What is accepted is one more text at once.
            session.client->report({suggestion.id, OutcomeKind::Accepted, 20, 0});
            QTRY_COMPARE_WITH_TIMEOUT(session.drafting().texts, qint64{4}, patience);
            // This machine is measured when nobody waits.
            QTRY_VERIFY_WITH_TIMEOUT(session.drafting().measured, patience);
            session.client->stop();
            QTRY_COMPARE_WITH_TIMEOUT(session.client->processId(), qint64{0}, patience);
        }
        // The next run has it all from the start, until the user erases it.
        QDirIterator tables(profile, {QStringLiteral("table.bin")}, QDir::Files,
                            QDirIterator::Subdirectories);
        QVERIFY(tables.hasNext());
        const qint64 size = QFileInfo(tables.next()).size();
        Session again(profile, project, root);
        QTRY_COMPARE_WITH_TIMEOUT(again.drafting().texts, qint64{4}, patience);
        QTRY_VERIFY_WITH_TIMEOUT(again.drafting().measured, patience);
        std::optional<Result<QJsonObject>> erased;
        again.client->requestStore(
            {{QStringLiteral("action"), QStringLiteral("erase")}, {QStringLiteral("all"), true}},
            &again.context, [&](Result<QJsonObject> given) { erased = std::move(given); });
        QTRY_VERIFY_WITH_TIMEOUT(erased, patience);
        GW_VERIFY_RESULT(*erased);
        again.ask(Trigger::Automatic); // the status comes with an answer
        QTRY_VERIFY_WITH_TIMEOUT(again.answer, patience);
        QTRY_COMPARE_WITH_TIMEOUT(again.drafting().texts, qint64{3}, patience);
        QVERIFY(QFileInfo(tables.filePath()).size() < size);
    }

    void damagedFilesOfAnEarlierRunAreNoProblem()
    {
        const QTemporaryDir folder;
        const QString root = folder.filePath(QStringLiteral("project"));
        const Project project(root);
        const QString profile = folder.filePath(QStringLiteral("profile"));
        {
            Session session(profile, project, root);
            QTRY_VERIFY_WITH_TIMEOUT(session.drafting().texts == 3, patience);
            session.ask(Trigger::Automatic);
            QTRY_VERIFY_WITH_TIMEOUT(session.answer, patience);
            QTRY_VERIFY_WITH_TIMEOUT(session.drafting().measured, patience);
            session.client->stop();
            QTRY_COMPARE_WITH_TIMEOUT(session.client->processId(), qint64{0}, patience);
        }
        int damaged = 0;
        QDirIterator files(profile + QStringLiteral("/data/drafting"), QDir::Files,
                           QDirIterator::Subdirectories);
        while (files.hasNext()) {
            QFile file(files.next());
            if (file.fileName().endsWith(QLatin1String("lock")))
                continue;
            QVERIFY(file.open(QIODevice::WriteOnly));
            file.write("\xff\x00garbage", 9);
            ++damaged;
        }
        QVERIFY(damaged >= 3);
        Session session(profile, project, root);
        QTRY_VERIFY_WITH_TIMEOUT(session.isReady(), patience);
        session.ask(Trigger::Automatic);
        QTRY_VERIFY_WITH_TIMEOUT(session.answer, patience);
        GW_VERIFY_RESULT(*session.answer);
        QVERIFY(!session.answer->value().items.empty());
        QTRY_VERIFY_WITH_TIMEOUT(session.drafting().measured, patience); // anew
    }
};

QTEST_GUILESS_MAIN(TestEngineDrafting)
#include "tst_engine_drafting.moc"
