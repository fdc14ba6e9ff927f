// SPDX-License-Identifier: Apache-2.0
#include "app/engine/learning/replay_log.h"
#include "core/learn/replay_reader.h"
#include "tests/support/files.h"
#include "tests/support/full_disk.h"
#include "tests/support/result_test.h"
#include "tests/support/small_vocabulary.h"

#include <QTest>

#include <memory>

using namespace gatewright;
using namespace gatewright::engine;
using completion::RecordedAnswer;
using completion::StateRecorder;

namespace {

constexpr std::size_t kEmbedding = 32;

struct Bench
{
    std::shared_ptr<const RecordedAnswer> answer(const std::string &text)
    {
        recorder.expect(identity.modelHash);
        if (!recorder.begins())
            return nullptr;
        for (const model::TokenId token : tokenizer->encode(text, model::Specials::AsText))
            recorder.chosen(std::vector<float>(kEmbedding, 0.5F),
                            std::vector<float>(tokenizer->vocabularySize(), 0.0F), {token, -5.0F});
        return std::dynamic_pointer_cast<const RecordedAnswer>(recorder.take(text, 0));
    }
    // The tokens that are kept, as text.
    [[nodiscard]] std::string kept() const
    {
        const auto reader =
            learn::ReplayReader::open(folders.replay, identity, kEmbedding, tokenizer->vocabularySize());
        std::string text;
        for (std::size_t i = 0; reader && i < (*reader)->size(); ++i)
            text += tokenizer->bytesOf((*reader)->at(i).nextToken());
        return text;
    }

    test::Folder folder;
    LearningFolders folders{folder.path("replay"), folder.path("heads")};
    learn::ModelIdentity identity{QString(64, QLatin1Char('b')), {}};
    std::unique_ptr<model::Tokenizer> tokenizer =
        test::SmallVocabulary({"int", " call", " return"}).tokenizer();
    StateRecorder recorder{*tokenizer};
    int changes = 0;
    int erasures = 0;
    ReplayLog log{folders, [this](bool isErased) { ++(isErased ? erasures : changes); }};
};

const QString kId = QStringLiteral("one");

} // namespace

class TestReplayLog : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void onlyWhatWasAcceptedIsKept()
    {
        Bench bench;
        bench.log.offer(kId, bench.answer("int call; return"), 0);
        bench.log.offer(QStringLiteral("rejected"), bench.answer("return;"), 0);
        QCOMPARE(bench.kept(), std::string());
        GW_VERIFY_RESULT(bench.log.accepted(kId, QStringLiteral("int call"), -1));
        QCOMPARE(bench.kept(), std::string("int call"));
        QCOMPARE(bench.changes, 1);
        // Once, and then what came to it.
        GW_VERIFY_RESULT(bench.log.accepted(kId, QStringLiteral("int call"), 1));
        QCOMPARE(bench.kept(), std::string("int call"));
        GW_VERIFY_RESULT(bench.log.accepted(kId, QStringLiteral("int call; return"), 1));
        QCOMPARE(bench.kept(), std::string("int call; return"));
        GW_VERIFY_RESULT(bench.log.accepted(QStringLiteral("unknown"), QStringLiteral("int"), 1));
        QCOMPARE(bench.changes, 2);
    }

    void theTierSaysHowMuchItCounts()
    {
        Bench bench;
        bench.log.offer(kId, bench.answer("int"), 0);
        GW_VERIFY_RESULT(bench.log.accepted(kId, QStringLiteral("int"), 2));
        const auto reader = learn::ReplayReader::open(bench.folders.replay, bench.identity, kEmbedding,
                                                      bench.tokenizer->vocabularySize());
        GW_VERIFY_RESULT(reader);
        QCOMPARE((*reader)->at(0).weight(), learn::weightOf(2));
        QCOMPARE((*reader)->at(0).source(), learn::sourceOf(kId));
    }

    // A secret that was cut out, other indentation, other line ends: as far as it is the model's own.
    void whatTheModelDidNotWriteIsNotKept()
    {
        Bench bench;
        bench.log.offer(kId, bench.answer("int call"), 0);
        GW_VERIFY_RESULT(bench.log.accepted(kId, QStringLiteral("int ***"), -1));
        QCOMPARE(bench.kept(), std::string("int"));
        const QString other = QStringLiteral("two");
        bench.log.offer(other, bench.answer(";\nint"), 0);
        GW_VERIFY_RESULT(bench.log.accepted(other, QStringLiteral(";\r\nint"), -1));
        QCOMPARE(bench.kept(), std::string("int;\nint"));
    }

    void theRestOfASuggestion()
    {
        Bench bench;
        bench.log.offer(kId, bench.answer("int call; return"), 3);
        GW_VERIFY_RESULT(bench.log.accepted(kId, QStringLiteral(" call;"), -1));
        QCOMPARE(bench.kept(), std::string(" call;"));
        bench.log.offer(QStringLiteral("beyond"), bench.answer("int"), 99);
        GW_VERIFY_RESULT(bench.log.accepted(QStringLiteral("beyond"), QStringLiteral("int"), -1));
        QCOMPARE(bench.kept(), std::string(" call;"));
    }

    // Accepted word by word, a suggestion teaches what it teaches as a whole: what follows a position counts.
    void piecesOfASuggestionAreOneText()
    {
        Bench bench;
        const auto followed = [&bench](std::size_t followers) {
            const auto reader = learn::ReplayReader::open(bench.folders.replay, bench.identity, kEmbedding,
                                                          bench.tokenizer->vocabularySize());
            return (*reader)->withFollowers(followers).size();
        };
        const QString other = QStringLiteral("two");
        bench.log.offer(kId, bench.answer("int call return"), 0);
        bench.log.offer(other, bench.answer("int call"), 0);
        GW_VERIFY_RESULT(bench.log.accepted(kId, QStringLiteral("int"), -1));
        GW_VERIFY_RESULT(bench.log.accepted(kId, QStringLiteral("int ca"), -1)); // half a token
        QCOMPARE(bench.kept(), std::string("int"));
        GW_VERIFY_RESULT(bench.log.accepted(kId, QStringLiteral("int call"), 1));
        bench.log.close(); // as for a program that writes in between
        GW_VERIFY_RESULT(bench.log.accepted(kId, QStringLiteral("int call return"), 1));
        QCOMPARE(bench.kept(), std::string("int call return"));
        QCOMPARE(followed(2), std::size_t{1});
        // Not what stands behind another suggestion.
        GW_VERIFY_RESULT(bench.log.accepted(other, QStringLiteral("int call"), -1));
        QCOMPARE(followed(1), std::size_t{3});
        QCOMPARE(followed(3), std::size_t{0});
    }

    void whatIsErasedIsGone()
    {
        Bench bench;
        const QString other = QStringLiteral("two");
        bench.log.offer(kId, bench.answer("int call"), 0);
        bench.log.offer(other, bench.answer(" return"), 0);
        GW_VERIFY_RESULT(bench.log.accepted(kId, QStringLiteral("int call"), -1));
        const auto erased = bench.log.erase({kId});
        GW_VERIFY_RESULT(erased);
        QCOMPARE(erased->positions, std::size_t{2});
        QCOMPARE(bench.kept(), std::string());
        QCOMPARE(bench.erasures, 1);
        // What stood then is not learned from any more.
        GW_VERIFY_RESULT(bench.log.accepted(other, QStringLiteral(" return"), -1));
        QCOMPARE(bench.kept(), std::string());
        bench.log.offer(kId, bench.answer("int"), 0);
        GW_VERIFY_RESULT(bench.log.accepted(kId, QStringLiteral("int"), -1));
        QCOMPARE(bench.kept(), std::string("int"));
        GW_VERIFY_RESULT(bench.log.eraseAll());
        QCOMPARE(bench.kept(), std::string());
        bench.log.offer(kId, bench.answer("int"), 0);
        GW_VERIFY_RESULT(bench.log.accepted(kId, QStringLiteral("int"), -1));
        QCOMPARE(bench.kept(), std::string("int")); // not into a file that is gone
    }

    void aFullDiskLosesOnlyWhatCameThen()
    {
        Bench bench;
        bench.log.offer(kId, bench.answer("int call"), 0);
        GW_VERIFY_RESULT(bench.log.accepted(kId, QStringLiteral("int call"), -1));
        const QString other = QStringLiteral("two");
        bench.log.offer(other, bench.answer(" return return return"), 0);
        {
            const test::FullDisk full(1500);
            GW_VERIFY_ERROR(bench.log.accepted(other, QStringLiteral(" return return return"), -1),
                            ErrorCode::Io);
        }
        QCOMPARE(bench.kept(), std::string("int call"));
        const QString third = QStringLiteral("three");
        bench.log.offer(third, bench.answer(";"), 0);
        GW_VERIFY_RESULT(bench.log.accepted(third, QStringLiteral(";"), -1));
        QCOMPARE(bench.kept(), std::string("int call;"));
    }
};

QTEST_GUILESS_MAIN(TestReplayLog)
#include "tst_replay_log.moc"
