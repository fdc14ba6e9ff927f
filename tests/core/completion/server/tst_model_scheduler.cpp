// SPDX-License-Identifier: Apache-2.0
#include "core/completion/server/model_scheduler.h"

#include <QTest>

#include <atomic>
#include <latch>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

using namespace gatewright;
using namespace gatewright::completion;

namespace {

// The names of jobs in the order in which they ran.
class Journal
{
public:
    [[nodiscard]] ModelScheduler::Job job(const std::string &name)
    {
        return [this, name](std::stop_token) { note(name); };
    }
    // Runs until it is stopped.
    [[nodiscard]] ModelScheduler::Job endless(const std::string &name)
    {
        return [this, name](std::stop_token stop) {
            note(name);
            while (!stop.stop_requested())
                std::this_thread::yield();
            note(name + " stopped");
        };
    }
    void note(const std::string &name)
    {
        const std::lock_guard lock(m_mutex);
        m_names.push_back(name);
    }
    [[nodiscard]] std::vector<std::string> names() const
    {
        const std::lock_guard lock(m_mutex);
        return m_names;
    }

private:
    mutable std::mutex m_mutex;
    std::vector<std::string> m_names; // guarded by m_mutex
};

using Names = std::vector<std::string>;

} // namespace

class TestModelScheduler : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theMostUrgentGoesFirst()
    {
        Journal journal;
        ModelScheduler scheduler;
        std::latch gate(1);
        scheduler.post(WorkKind::Interactive, [&](std::stop_token) { gate.wait(); });
        scheduler.post(WorkKind::Training, journal.job("training"));
        scheduler.post(WorkKind::Samples, journal.job("samples 1"));
        scheduler.post(WorkKind::Samples, journal.job("samples 2"));
        scheduler.post(WorkKind::Interactive, journal.job("interactive"));
        scheduler.post(WorkKind::Warming, journal.job("warming"));
        scheduler.post(WorkKind::Speculative, journal.job("speculative"));
        gate.count_down();
        QTRY_COMPARE(journal.names(),
                     (Names{"interactive", "samples 1", "samples 2", "speculative", "warming", "training"}));
    }

    void lesserWorkIsStopped_data()
    {
        QTest::addColumn<int>("running");
        QTest::addColumn<int>("posted");
        QTest::addColumn<bool>("stops");
        for (int running = 0; running < 5; ++running) {
            for (int posted = 0; posted < 5; ++posted)
                QTest::addRow("%d while %d runs", posted, running) << running << posted << (posted < running);
        }
    }
    void lesserWorkIsStopped()
    {
        QFETCH(int, running);
        QFETCH(int, posted);
        QFETCH(bool, stops);
        Journal journal;
        ModelScheduler scheduler;
        std::stop_source own = scheduler.post(WorkKind(running), journal.endless("running"));
        QTRY_COMPARE(journal.names().size(), std::size_t(1));
        scheduler.post(WorkKind(posted), journal.job("posted"));
        if (!stops) {
            QCOMPARE(scheduler.pending(WorkKind(posted)), std::size_t(posted == running ? 2 : 1));
            own.request_stop();
        }
        QTRY_COMPARE(journal.names(), (Names{"running", "running stopped", "posted"}));
    }

    void somebodyAtTheKeyboardDropsWhatWasOnlyLikely()
    {
        Journal journal;
        ModelScheduler scheduler;
        std::latch gate(1);
        scheduler.post(WorkKind::Interactive, [&](std::stop_token) { gate.wait(); });
        for (const WorkKind kind :
             {WorkKind::Speculative, WorkKind::Warming, WorkKind::Samples, WorkKind::Training})
            scheduler.post(kind, journal.job(std::to_string(int(kind))));
        scheduler.post(WorkKind::Interactive, journal.job("key"));
        QCOMPARE(scheduler.pending(WorkKind::Speculative), std::size_t(0));
        QCOMPARE(scheduler.pending(WorkKind::Warming), std::size_t(0));
        gate.count_down();
        QTRY_COMPARE(journal.names(), (Names{"key", "1", "4"}));
    }

    void aJobMayPostItselfAgain()
    {
        Journal journal;
        ModelScheduler scheduler;
        std::atomic<int> goes = 0;
        ModelScheduler::Job job;
        job = [&](std::stop_token stop) {
            if (++goes > 1)
                return journal.note("second go");
            while (!stop.stop_requested())
                std::this_thread::yield();
            scheduler.post(WorkKind::Samples, job);
        };
        scheduler.post(WorkKind::Samples, job);
        QTRY_COMPARE(goes.load(), 1);
        scheduler.post(WorkKind::Interactive, journal.job("key"));
        QTRY_COMPARE(journal.names(), (Names{"key", "second go"}));
    }

    void droppingStopsAndForgets()
    {
        Journal journal;
        ModelScheduler scheduler;
        scheduler.post(WorkKind::Speculative, journal.endless("running"));
        QTRY_COMPARE(journal.names().size(), std::size_t(1));
        scheduler.post(WorkKind::Speculative, journal.job("waiting"));
        scheduler.drop(WorkKind::Speculative);
        QTRY_COMPARE(scheduler.pending(WorkKind::Speculative), std::size_t(0));
        QTRY_VERIFY(scheduler.isIdle());
        scheduler.post(WorkKind::Training, journal.job("after"));
        QTRY_COMPARE(journal.names(), (Names{"running", "running stopped", "after"}));
    }

    void oneJobIsStoppedAlone()
    {
        Journal journal;
        ModelScheduler scheduler;
        std::latch gate(1);
        scheduler.post(WorkKind::Interactive, [&](std::stop_token) { gate.wait(); });
        std::stop_source stop = scheduler.post(WorkKind::Interactive, journal.job("stopped"));
        scheduler.post(WorkKind::Interactive, journal.job("other"));
        stop.request_stop();
        gate.count_down();
        QTRY_COMPARE(journal.names(), (Names{"other"}));
    }

    void destructionStopsTheRunningJob()
    {
        Journal journal;
        {
            ModelScheduler scheduler;
            scheduler.post(WorkKind::Interactive, journal.endless("running"));
            QTRY_COMPARE(journal.names().size(), std::size_t(1));
            scheduler.post(WorkKind::Interactive, journal.job("never"));
        }
        QCOMPARE(journal.names(), (Names{"running", "running stopped"}));
    }
};

QTEST_GUILESS_MAIN(TestModelScheduler)
#include "tst_model_scheduler.moc"
