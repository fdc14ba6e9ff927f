// SPDX-License-Identifier: Apache-2.0
#include "core/completion/serve/draft_memory.h"
#include "core/completion/server/draft_feeder.h"
#include "tests/core/completion/serve/scripted_generator.h"

#include <QTest>

#include <atomic>
#include <future>
#include <map>
#include <mutex>
#include <thread>

using namespace gatewright;
using namespace gatewright::completion;

namespace {

// Remembers what it is given; may be asked from any thread.
class RecordingMemory final : public DraftMemory
{
public:
    void setEnabled(bool isEnabled) override { enabled = isEnabled; }
    void put(const std::string &key, std::string_view text) override
    {
        const std::lock_guard lock(mutex);
        texts[key] = text;
    }
    void remove(std::string_view keyPrefix) override
    {
        const std::lock_guard lock(mutex);
        std::erase_if(texts, [&](const auto &text) { return text.first.starts_with(keyPrefix); });
    }
    void forget(std::string_view keyPrefix) override
    {
        remove(keyPrefix);
        ++forgotten;
    }
    void forgetAll() override { ++forgottenAll; }
    [[nodiscard]] std::string continuation(std::string_view) override { return {}; }
    bool work(std::stop_token) override
    {
        if (pieces == 0)
            return false;
        --pieces;
        return true;
    }
    [[nodiscard]] Result<void> save() override { return {}; }
    [[nodiscard]] DraftReport report() const override { return {}; }

    [[nodiscard]] std::string whole(const std::string &prefix)
    {
        const std::lock_guard lock(mutex);
        std::string all;
        for (int number = 0; texts.contains(prefix + std::to_string(number)); ++number)
            all += texts[prefix + std::to_string(number)];
        return all;
    }
    [[nodiscard]] std::size_t count()
    {
        const std::lock_guard lock(mutex);
        return texts.size();
    }

    std::mutex mutex;
    std::map<std::string, std::string> texts; // guarded by mutex
    std::atomic<int> forgotten = 0;
    std::atomic<int> forgottenAll = 0;
    std::atomic<int> pieces = 0; // of work
    std::atomic<bool> enabled = true;
};

class RememberingGenerator final : public TextGenerator
{
public:
    Result<GeneratedText> generate(const GenerationRequest &, std::stop_token) override
    {
        return GeneratedText{};
    }
    Result<GenerationTiming> warm(const Prompt &, std::stop_token) override { return GenerationTiming{}; }
    [[nodiscard]] DraftMemory *draftMemory() override { return &memory; }

    RecordingMemory memory;
};

struct Bench
{
    Bench()
    {
        auto owned = std::make_unique<RememberingGenerator>();
        memory = &owned->memory;
        worker->model.generator = std::move(owned);
    }

    // Nobody gets the model before this is let go.
    std::promise<void> occupy()
    {
        std::promise<void> letGo;
        scheduler.post(WorkKind::Interactive,
                       [until = letGo.get_future().share()](const std::stop_token &) { until.wait(); });
        return letGo;
    }

    std::shared_ptr<ModelWorker> worker = std::make_shared<ModelWorker>();
    RecordingMemory *memory = nullptr;
    std::atomic<int> settled = 0;
    DraftFeeder feeder{scheduler, worker, [this] { ++settled; }};
    ModelScheduler scheduler;
};

} // namespace

class TestDraftFeeder : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void textsComeInPiecesAndWhole()
    {
        Bench bench;
        QString text;
        for (int line = 0; line < 5000; ++line)
            text += QStringLiteral("line %1 of a long text\n").arg(line);
        bench.feeder.put(QStringLiteral("file/a.cpp"), text);
        QTRY_VERIFY(bench.settled > 0);
        QCOMPARE(bench.memory->whole("file/a.cpp#"), text.toStdString());
        QVERIFY(bench.memory->count() > 5);
        // A shorter text of the same key leaves nothing of the longer one.
        bench.feeder.put(QStringLiteral("file/a.cpp"), QStringLiteral("short"));
        QTRY_COMPARE(bench.memory->count(), std::size_t{1});
        bench.feeder.remove(QStringLiteral("file/a.cpp"));
        QTRY_COMPARE(bench.memory->count(), std::size_t{0});
        QCOMPARE(bench.memory->forgotten.load(), 0);
    }

    void aLongLineIsCutSomewhere()
    {
        Bench bench;
        const QString text(100'000, QLatin1Char('x'));
        bench.feeder.put(QStringLiteral("file/min.cpp"), text);
        QTRY_COMPARE(bench.memory->whole("file/min.cpp#"), text.toStdString());
    }

    void whatWaitsIsErasedWithTheRest()
    {
        Bench bench;
        std::promise<void> busy = bench.occupy();
        bench.feeder.put(QStringLiteral("store/1"), QStringLiteral("secret"));
        bench.feeder.put(QStringLiteral("store/2"), QStringLiteral("kept"));
        bench.feeder.forget(QStringLiteral("store/1"));
        busy.set_value();
        QTRY_VERIFY(bench.settled > 0);
        QCOMPARE(bench.memory->whole("store/1#"), std::string());
        QCOMPARE(bench.memory->whole("store/2#"), std::string("kept"));
        QCOMPARE(bench.memory->forgotten.load(), 1);
        busy = bench.occupy();
        bench.feeder.put(QStringLiteral("store/3"), QStringLiteral("secret too"));
        bench.feeder.put(QStringLiteral("file/x"), QStringLiteral("a file"));
        bench.feeder.forgetAll();
        busy.set_value();
        QTRY_COMPARE(bench.memory->whole("file/x#"), std::string("a file"));
        QCOMPARE(bench.memory->whole("store/3#"), std::string());
        QCOMPARE(bench.memory->forgottenAll.load(), 1);
    }

    void requestsGoFirstAndNothingIsLost()
    {
        Bench bench;
        bench.memory->pieces = 1000;
        QString text;
        for (int line = 0; line < 20'000; ++line)
            text += QStringLiteral("another line %1\n").arg(line);
        bench.feeder.put(QStringLiteral("file/a"), text);
        std::atomic<int> answered = 0;
        for (int request = 0; request < 50; ++request) {
            bench.scheduler.post(WorkKind::Interactive, [&](const std::stop_token &) { ++answered; });
            std::this_thread::yield();
        }
        QTRY_COMPARE(answered.load(), 50);
        QTRY_COMPARE(bench.feeder.waiting(), std::size_t{0});
        QTRY_COMPARE(bench.memory->pieces.load(), 0);
        QTRY_COMPARE(bench.memory->whole("file/a#"), text.toStdString());
        QTRY_VERIFY(bench.scheduler.isIdle());
    }

    void withoutAModelTextsWaitOrGo()
    {
        Bench bench;
        bench.worker->model.generator.reset();
        bench.memory = nullptr;
        bench.feeder.put(QStringLiteral("file/a"), QStringLiteral("text"));
        QTRY_VERIFY(bench.scheduler.isIdle());
        QCOMPARE(bench.feeder.waiting(), std::size_t{2});
        bench.feeder.clear();
        QCOMPARE(bench.feeder.waiting(), std::size_t{0});
        bench.feeder.forget(QStringLiteral("file/a"));
        bench.feeder.forgetAll();
        bench.feeder.setEnabled(false);
        bench.feeder.wake();
        QTRY_VERIFY(bench.scheduler.isIdle());
        QVERIFY(!bench.worker->drafting); // the next model hears of it
    }

    void theSwitchReachesTheMemory()
    {
        Bench bench;
        bench.feeder.setEnabled(false);
        QTRY_VERIFY(!bench.memory->enabled);
        bench.feeder.setEnabled(true);
        QTRY_VERIFY(bench.memory->enabled);
    }
};

QTEST_GUILESS_MAIN(TestDraftFeeder)
#include "tst_draft_feeder.moc"
