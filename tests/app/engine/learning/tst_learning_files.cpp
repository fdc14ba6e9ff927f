// SPDX-License-Identifier: Apache-2.0
#include "app/engine/learning/learning_history.h"
#include "app/engine/learning/learning_memory.h"
#include "tests/support/files.h"
#include "tests/support/full_disk.h"
#include "tests/support/result_test.h"

#include <QTest>

using namespace gatewright;
using namespace gatewright::engine;
using completion::DraftReport;

namespace {

DraftReport after(qint64 passes, qint64 tokens, double savedMs = 0.0)
{
    DraftReport report;
    report.passes = passes;
    report.tokens = tokens;
    report.savedMs = savedMs;
    return report;
}

const QDate kDay(2026, 11, 30);

} // namespace

class TestLearningFiles : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void eachDayHasItsShare()
    {
        const test::Folder folder;
        LearningHistory history(folder.path("a/days.json"));
        history.note(after(10, 25, 100.0), kDay);
        history.note(after(10, 25, 100.0), kDay.addDays(1)); // nothing happened on it so far
        history.note(after(14, 40, 90.0), kDay.addDays(1));
        history.note(after(3, 6, 5.0), kDay.addDays(1)); // another model was loaded
        QVERIFY(history.hasChanged());
        GW_VERIFY_RESULT(history.save());
        QVERIFY(!history.hasChanged());
        LearningHistory again(folder.path("a/days.json"));
        QCOMPARE(again.days(), history.days());
        QCOMPARE(again.days().size(), std::size_t{2});
        QCOMPARE(again.days()[0], (completion::LearningDay{kDay, 10, 25, 100.0}));
        QCOMPARE(again.days()[1], (completion::LearningDay{kDay.addDays(1), 7, 21, -5.0}));
    }

    void aClockThatIsSetForgetsNothing()
    {
        const test::Folder folder;
        LearningHistory history(folder.path("days.json"));
        qint64 passes = 0;
        const auto note = [&](QDate day) {
            ++passes;
            history.note(after(passes, 2 * passes), day);
        };
        for (int i = 0; i < 60; ++i)
            note(kDay.addDays(i));
        note(kDay.addYears(10));  // ahead
        note(kDay.addYears(-10)); // and back
        QCOMPARE(history.days().size(), std::size_t{62});
        for (int i = 60; i < 200; ++i)
            note(kDay.addDays(i));
        QCOMPARE(history.days().size(), std::size_t{completion::LearningReport::kMostDays});
        QCOMPARE(history.days().back().day, kDay.addYears(10));
        QCOMPARE(history.days()[88].day, kDay.addDays(199));
        // What is written now stays, however old its day is.
        note(kDay.addYears(-10));
        QCOMPARE(history.days().front().day, kDay.addYears(-10));
        note(QDate());
        QCOMPARE(history.days().size(), std::size_t{90});
    }

    void aDamagedFileIsNone()
    {
        const test::Folder folder;
        for (const char *text : {"", "{", "[1]", R"({"days": [{"day": "x"}, 3, {"passes": -1}]})"})
            QVERIFY(LearningHistory(folder.write("days.json", text)).days().empty());
        for (const char *text : {"", "{", "[1]", R"({"models": 3, "paused": "x"})"})
            QCOMPARE(LearningMemory::read(folder.write("memory.json", text)), LearningMemory());
    }

    void whatIsRememberedComesBack()
    {
        const test::Folder folder;
        LearningMemory memory;
        memory.isPaused = true;
        memory.models.insert(QStringLiteral("a-model"),
                             {(std::uint64_t{1} << 60) + 1, 7,
                              completion::LearningOutcome{true, 3, QStringLiteral("It is better.")}});
        memory.models.insert(QStringLiteral("b-model"), {});
        GW_VERIFY_RESULT(memory.write(folder.path("a/memory.json")));
        QCOMPARE(LearningMemory::read(folder.path("a/memory.json")), memory);
    }

    void aFullDiskLeavesWhatWasThere()
    {
        const test::Folder folder;
        LearningHistory history(folder.path("days.json"));
        history.note(after(10, 25), kDay);
        GW_VERIFY_RESULT(history.save());
        LearningMemory memory;
        memory.models.insert(QStringLiteral("a-model"), {5, 0, {}});
        GW_VERIFY_RESULT(memory.write(folder.path("memory.json")));
        {
            const test::FullDisk full(16);
            history.note(after(20, 50), kDay);
            GW_VERIFY_ERROR(history.save(), ErrorCode::Io);
            LearningMemory other;
            GW_VERIFY_ERROR(other.write(folder.path("memory.json")), ErrorCode::Io);
        }
        QCOMPARE(LearningMemory::read(folder.path("memory.json")), memory);
        QCOMPARE(LearningHistory(folder.path("days.json")).days()[0].passes, qint64{10});
        QVERIFY(history.hasChanged());
        GW_VERIFY_RESULT(history.save());
        QCOMPARE(LearningHistory(folder.path("days.json")).days()[0].passes, qint64{20});
    }
};

QTEST_GUILESS_MAIN(TestLearningFiles)
#include "tst_learning_files.moc"
