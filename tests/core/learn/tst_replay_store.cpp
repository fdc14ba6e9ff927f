// SPDX-License-Identifier: Apache-2.0
#include "core/learn/replay_reader.h"
#include "core/learn/replay_store.h"
#include "tests/core/learn/replay_fixture.h"
#include "tests/support/files.h"
#include "tests/support/result_test.h"

#include <QTest>

#include <sys/resource.h>

#include <cmath>
#include <csignal>

using namespace gatewright;
using namespace gatewright::learn;
using gatewright::test::Folder;

namespace {

Result<std::unique_ptr<ReplayStore>> openStore(const Folder &folder, std::size_t most = 50'000,
                                               const ModelIdentity &model = someModel())
{
    return ReplayStore::open(folder.path(), model, smallEmbedding, {most});
}

Result<std::unique_ptr<ReplayReader>> openReader(const Folder &folder, const ReplayRange &range = {},
                                                 const ModelIdentity &model = someModel())
{
    return ReplayReader::open(folder.path(), model, smallEmbedding, smallVocabulary, range);
}

QString segment(const Folder &folder, std::uint64_t first = 0)
{
    return ReplayStore::folderOf(folder.path(), someModel()) + QLatin1Char('/') + segmentFile(first);
}

float firstNumber(const ReplayReader &reader, std::size_t index)
{
    std::vector<float> hidden(smallEmbedding);
    reader.at(index).readHidden(hidden);
    return hidden[0];
}

// Changes one byte, counted from the end.
void spoil(const QString &path, qsizetype fromEnd)
{
    QByteArray bytes = test::readFile(path);
    bytes[bytes.size() - fromEnd] = static_cast<char>(bytes[bytes.size() - fromEnd] ^ 0x40);
    test::writeFile(path, bytes);
}

} // namespace

class TestReplayStore : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void keepsWhatItWasGiven()
    {
        const Folder folder;
        {
            const auto store = openStore(folder);
            GW_VERIFY_RESULT(store);
            ReplayText text = someText(10, 77);
            text.weight = 1.5F;
            GW_VERIFY_RESULT((*store)->append(text));
            QCOMPARE((*store)->end(), std::uint64_t{10});
        }
        const auto reader = openReader(folder);
        GW_VERIFY_RESULT(reader);
        QCOMPARE((*reader)->size(), std::size_t{10});
        QVERIFY((*reader)->problems().empty());
        const RecordView record = (*reader)->at(3);
        QCOMPARE(record.nextToken(), 3);
        QCOMPARE(record.weight(), 1.5F);
        QCOMPARE(record.source(), std::uint64_t{77});
        QCOMPARE(firstNumber(**reader, 3), 3.0F);
        Teacher teacher;
        record.readTeacher(teacher);
        QCOMPARE(teacher.tokens[2], 5);
        QCOMPARE(teacher.logProbabilities[2], -3.0F);
        QCOMPARE(QFile::permissions(segment(folder)) & (QFile::ReadGroup | QFile::ReadOther),
                 QFile::Permissions());
    }

    void textsEndWhereTheyEnd()
    {
        const Folder folder;
        const auto store = openStore(folder);
        GW_VERIFY_RESULT(store);
        GW_VERIFY_RESULT((*store)->append(someText(6)));
        GW_VERIFY_RESULT((*store)->append(someText(3)));
        ReplayText rest = someText(2);
        rest.continues = true;
        GW_VERIFY_RESULT((*store)->append(rest));
        const auto reader = openReader(folder);
        GW_VERIFY_RESULT(reader);
        QCOMPARE((*reader)->withFollowers(4), (std::vector<std::uint32_t>{0, 1, 6}));
    }

    void textsGoOnInTheNextSegment()
    {
        const Folder folder;
        const auto store = openStore(folder);
        GW_VERIFY_RESULT(store);
        const std::size_t count = ReplayLayout::kSegmentPositions + 10;
        GW_VERIFY_RESULT((*store)->append(someText(count)));
        const auto reader = openReader(folder);
        GW_VERIFY_RESULT(reader);
        QCOMPARE((*reader)->size(), count);
        QCOMPARE((*reader)->withFollowers(4).size(), count - 4);
        const auto part = openReader(folder, {5, 9});
        GW_VERIFY_RESULT(part);
        QCOMPARE((*part)->size(), std::size_t{4});
        QCOMPARE(firstNumber(**part, 0), 5.0F);
    }

    void theOldestGo()
    {
        const Folder folder;
        const auto store = openStore(folder, 3000);
        GW_VERIFY_RESULT(store);
        for (int i = 0; i < 10; ++i)
            GW_VERIFY_RESULT((*store)->append(someText(1000)));
        QVERIFY((*store)->end() - (*store)->begin() >= 3000);
        QVERIFY((*store)->end() - (*store)->begin() < 3000 + 2 * ReplayLayout::kSegmentPositions);
        const auto again = openStore(folder, 3000);
        GW_VERIFY_RESULT(again);
        QCOMPARE((*again)->end(), std::uint64_t{10'000});
    }

    void goesOnBehindWhatAKillCutOff()
    {
        const Folder folder;
        {
            const auto store = openStore(folder);
            GW_VERIFY_RESULT(store);
            GW_VERIFY_RESULT((*store)->append(someText(5)));
        }
        QByteArray bytes = test::readFile(segment(folder));
        test::writeFile(segment(folder), bytes.chopped(100));
        const auto store = openStore(folder);
        GW_VERIFY_RESULT(store);
        QCOMPARE((*store)->end(), std::uint64_t{4});
        GW_VERIFY_RESULT((*store)->append(someText(2, 0, 50.0F)));
        const auto reader = openReader(folder);
        GW_VERIFY_RESULT(reader);
        QCOMPARE((*reader)->size(), std::size_t{6});
        QCOMPARE(firstNumber(**reader, 4), 50.0F);
    }

    void leavesOutWhatIsDamaged()
    {
        const Folder folder;
        const auto store = openStore(folder);
        GW_VERIFY_RESULT(store);
        GW_VERIFY_RESULT((*store)->append(someText(ReplayLayout::kSegmentPositions)));
        GW_VERIFY_RESULT((*store)->append(someText(5)));
        const auto record = static_cast<qsizetype>(ReplayLayout{smallEmbedding}.recordBytes());
        spoil(segment(folder), 100 * record - 50);
        const auto reader = openReader(folder);
        GW_VERIFY_RESULT(reader);
        QCOMPARE((*reader)->problems().size(), std::size_t{1});
        QCOMPARE((*reader)->size(), ReplayLayout::kSegmentPositions - 100 + 5);
        // The text before the gap does not go on behind it.
        QCOMPARE((*reader)->withFollowers(4).size(), ReplayLayout::kSegmentPositions - 104 + 1);
    }

    void leavesOutForeignFiles_data()
    {
        QTest::addColumn<qsizetype>("place");
        QTest::newRow("magic") << qsizetype{0};
        QTest::newRow("embedding") << qsizetype{12};
        QTest::newRow("record size") << qsizetype{20};
        QTest::newRow("model") << qsizetype{30};
    }
    void leavesOutForeignFiles()
    {
        QFETCH(qsizetype, place);
        const Folder folder;
        {
            const auto store = openStore(folder);
            GW_VERIFY_RESULT(store);
            GW_VERIFY_RESULT((*store)->append(someText(5)));
        }
        const QByteArray bytes = test::readFile(segment(folder));
        spoil(segment(folder), bytes.size() - place);
        GW_VERIFY_ERROR(openReader(folder), ErrorCode::NotFound);
        // The next text goes to a segment of its own, and the foreign one stays as it is.
        const auto store = openStore(folder);
        GW_VERIFY_RESULT(store);
        GW_VERIFY_RESULT((*store)->append(someText(5)));
        const auto reader = openReader(folder);
        GW_VERIFY_RESULT(reader);
        QCOMPARE((*reader)->size(), std::size_t{5});
        QCOMPARE((*reader)->problems().size(), std::size_t{1});
    }

    // A hostile file with right checksums.
    void leavesOutTokensThatDoNotExist()
    {
        const Folder folder;
        const auto store = openStore(folder);
        GW_VERIFY_RESULT(store);
        ReplayText text = someText(3);
        text.positions[1].teacher.tokens[7] = smallVocabulary;
        GW_VERIFY_RESULT((*store)->append(text));
        ReplayText other = someText(3);
        other.positions[2].hidden[4] = std::numeric_limits<float>::infinity();
        GW_VERIFY_RESULT((*store)->append(other));
        const auto reader = openReader(folder);
        GW_VERIFY_RESULT(reader);
        QCOMPARE((*reader)->size(), std::size_t{1});
    }

    void otherModelsHaveOtherFolders()
    {
        const Folder folder;
        for (const char digit : {'a', 'b'}) {
            const auto store = openStore(folder, 50'000, someModel(digit));
            GW_VERIFY_RESULT(store);
            GW_VERIFY_RESULT((*store)->append(someText(digit == 'a' ? 3 : 4)));
        }
        QCOMPARE((*openReader(folder, {}, someModel('a')))->size(), std::size_t{3});
        QCOMPARE((*openReader(folder, {}, someModel('b')))->size(), std::size_t{4});
        GW_VERIFY_ERROR(openReader(folder, {}, someModel('c')), ErrorCode::NotFound);
        GW_VERIFY_ERROR(openStore(folder, 1, {QStringLiteral("../x"), {}}), ErrorCode::InvalidInput);
    }

    void whatIsErasedIsInNoByte()
    {
        const Folder folder;
        const auto store = openStore(folder);
        GW_VERIFY_RESULT(store);
        GW_VERIFY_RESULT((*store)->append(someText(6, sourceOf(QStringLiteral("one")))));
        GW_VERIFY_RESULT((*store)->append(someText(6, sourceOf(QStringLiteral("two")), 500.0F)));
        const QByteArray before = test::readFile(segment(folder));
        const std::vector<std::uint64_t> gone{sourceOf(QStringLiteral("one"))};
        const auto erased = (*store)->erase(gone);
        GW_VERIFY_RESULT(erased);
        QCOMPARE(*erased, std::size_t{6});
        const auto reader = openReader(folder);
        GW_VERIFY_RESULT(reader);
        QCOMPARE((*reader)->size(), std::size_t{6});
        QCOMPARE(firstNumber(**reader, 0), 500.0F);
        const QByteArray after = test::readFile(segment(folder));
        QCOMPARE(after.size(), before.size());
        const auto record = static_cast<qsizetype>(ReplayLayout{smallEmbedding}.recordBytes());
        const QByteArray rest = after.mid(static_cast<qsizetype>(ReplayLayout::kHeaderBytes) + 8, record - 8);
        QCOMPARE(rest.count('\0'), rest.size());
        // And it goes on as before.
        GW_VERIFY_RESULT((*store)->append(someText(2)));
        QCOMPARE((*openReader(folder))->size(), std::size_t{8});
        GW_VERIFY_RESULT(ReplayStore::eraseAll(folder.path()));
        GW_VERIFY_ERROR(openReader(folder), ErrorCode::NotFound);
    }

    // A limit on the size of files stands for a full disk.
    void aFullDiskLosesNothingThatWasKept()
    {
        const Folder folder;
        const auto store = openStore(folder);
        GW_VERIFY_RESULT(store);
        GW_VERIFY_RESULT((*store)->append(someText(5)));
        std::signal(SIGXFSZ, SIG_IGN);
        rlimit old{};
        getrlimit(RLIMIT_FSIZE, &old);
        const rlimit small{4096, old.rlim_max};
        setrlimit(RLIMIT_FSIZE, &small);
        const auto refused = (*store)->append(someText(100));
        setrlimit(RLIMIT_FSIZE, &old);
        GW_VERIFY_ERROR(refused, ErrorCode::Io);
        QCOMPARE((*openReader(folder))->size(), std::size_t{5});
        GW_VERIFY_RESULT((*store)->append(someText(7)));
        QCOMPARE((*openReader(folder))->size(), std::size_t{12});
    }

    void theTeacherIsTheLikeliest()
    {
        std::mt19937 generator(2);
        std::uniform_real_distribution<float> uniform(-4.0F, 4.0F);
        std::vector<float> logits(1000);
        for (float &logit : logits)
            logit = uniform(generator);
        logits[300] = 9.0F;
        logits[20] = 8.0F;
        logits[700] = 8.0F;
        const Teacher teacher = teacherOf(logits);
        QCOMPARE(teacher.tokens[0], 300);
        QCOMPARE(teacher.tokens[1], 20);
        QCOMPARE(teacher.tokens[2], 700);
        double sum = 0.0;
        for (const float logit : logits)
            sum += std::exp(double(logit));
        QVERIFY(std::fabs(double(teacher.logProbabilities[0]) - (9.0 - std::log(sum))) < 1e-4);
        std::vector<float> sorted = logits;
        std::ranges::sort(sorted, std::greater());
        for (std::size_t i = 0; i < kTeacherTokens; ++i)
            QCOMPARE(logits[static_cast<std::size_t>(teacher.tokens[i])], sorted[i]);
    }

    void verifiedTextWeighsMore()
    {
        QCOMPARE(weightOf(-1), 1.0F);
        QVERIFY(weightOf(0) > weightOf(-1));
        QVERIFY(weightOf(2) > weightOf(1));
        QCOMPARE(weightOf(9), weightOf(2));
    }
};

QTEST_GUILESS_MAIN(TestReplayStore)
#include "tst_replay_store.moc"
