// SPDX-License-Identifier: Apache-2.0
#include "core/extension/plugin_host.h"

#include "core/base/log.h"

#include <QDir>
#include <QFileInfo>
#include <QPointer>

#include <algorithm>
#include <exception>

namespace gatewright {

namespace {

// Calls into a plugin; what it throws ends here.
template <class Call>
Result<void> barrier(Call call)
{
    try {
        return call();
    } catch (const std::exception &exception) {
        return makeError(ErrorCode::Crashed, QStringLiteral("The plugin failed unexpectedly."),
                         QString::fromUtf8(exception.what()));
    } catch (...) {
        return makeError(ErrorCode::Crashed, QStringLiteral("The plugin failed unexpectedly."));
    }
}

} // namespace

PluginHost::PluginHost(Registries &registries, const Clock &clock, Options options)
    : m_registries(registries)
    , m_clock(clock)
    , m_options(std::move(options))
    , m_journal(m_options.journalPath)
    , m_context(m_registries, m_options.services)
{
    m_graceTimer.setSingleShot(true);
    connect(&m_graceTimer, &QTimer::timeout, this, [this] {
        qCWarning(logExtension) << "plugins did not stop in time:" << m_pendingShutdowns;
        finishShutdown();
    });
}

// The libraries stay loaded until the process ends: objects that they made (checks, languages) live in the
// registries.
PluginHost::~PluginHost() = default;

void PluginHost::discover(const QStringList &folders)
{
    for (const QString &folder : folders) {
        const QFileInfoList files =
            QDir(folder).entryInfoList({QStringLiteral("*.so")}, QDir::Files, QDir::Name);
        for (const QFileInfo &file : files) {
            Record record;
            record.path = file.absoluteFilePath();
            auto metadata = readPluginMetadata(record.path);
            if (metadata) {
                record.metadata = std::move(*metadata);
            } else {
                record.state = State::Failed;
                record.problem = std::move(metadata.error());
                qCWarning(logExtension) << record.problem->toString();
            }
            m_records.push_back(std::move(record));
        }
    }
    leaveOutDuplicates();
    leaveOutPastKillers();
}

void PluginHost::leaveOut(std::size_t record, State state, Error problem)
{
    qCWarning(logExtension) << "plugin" << m_records[record].metadata.id << "left out:" << problem.toString();
    m_records[record].state = state;
    m_records[record].problem = std::move(problem);
}

// The first folder wins: the user's own folder is named before the program's.
void PluginHost::leaveOutDuplicates()
{
    for (std::size_t later = 0; later < m_records.size(); ++later) {
        if (m_records[later].state != State::Found)
            continue;
        const auto end = m_records.begin() + static_cast<std::ptrdiff_t>(later);
        const auto first = std::find_if(m_records.begin(), end, [&](const Record &record) {
            return record.state == State::Found && record.metadata.id == m_records[later].metadata.id;
        });
        if (first != end)
            leaveOut(later, State::LeftOut,
                     {ErrorCode::InvalidInput, QStringLiteral("A plugin with the same id was found before."),
                      first->path, m_records[later].path});
    }
}

void PluginHost::leaveOutPastKillers()
{
    for (std::size_t index = 0; index < m_records.size(); ++index) {
        if (m_records[index].state == State::Found && m_journal.blames(m_records[index].metadata.id))
            leaveOut(
                index, State::LeftOut,
                {ErrorCode::Crashed,
                 QStringLiteral(
                     "The program ended three times while this plugin was starting; it is left out until it "
                     "is enabled again."),
                 {},
                 m_records[index].path});
    }
}

// Depth first; a plugin comes after all that it needs. Members of a cycle are left out.
std::vector<std::size_t> PluginHost::dependencyOrder()
{
    enum class Mark { New, Open, Closed };
    std::vector<Mark> marks(m_records.size(), Mark::New);
    std::vector<std::size_t> order;
    const auto find = [this](const QString &id) {
        const auto found = std::find_if(m_records.begin(), m_records.end(), [&id](const Record &record) {
            return record.state == State::Found && record.metadata.id == id;
        });
        return static_cast<std::size_t>(found - m_records.begin());
    };
    const std::function<void(std::size_t)> visit = [&](std::size_t index) {
        marks[index] = Mark::Open;
        for (const PluginDependency &dependency : m_records[index].metadata.dependencies) {
            const std::size_t needed = find(dependency.id);
            if (needed == m_records.size())
                continue; // a missing one is reported when this plugin starts
            if (marks[needed] == Mark::Open) {
                leaveOut(index, State::Failed,
                         {ErrorCode::InvalidInput,
                          QStringLiteral("The plugin depends on itself through others."), dependency.id,
                          m_records[index].path});
                break;
            }
            if (marks[needed] == Mark::New)
                visit(needed);
        }
        marks[index] = Mark::Closed;
        if (m_records[index].state == State::Found)
            order.push_back(index);
    };
    for (std::size_t index = 0; index < m_records.size(); ++index) {
        if (m_records[index].state == State::Found && marks[index] == Mark::New)
            visit(index);
    }
    return order;
}

Result<void> PluginHost::dependenciesRun(const PluginMetadata &metadata) const
{
    for (const PluginDependency &dependency : metadata.dependencies) {
        const auto found = std::find_if(m_running.begin(), m_running.end(), [&](const Running &running) {
            return m_records[running.record].metadata.id == dependency.id;
        });
        if (found == m_running.end())
            return makeError(ErrorCode::Missing,
                             QStringLiteral("The plugin needs another one that is not running."),
                             dependency.id, metadata.id);
        if (m_records[found->record].metadata.version < dependency.minimumVersion)
            return makeError(
                ErrorCode::Missing, QStringLiteral("The plugin needs a newer version of another one."),
                dependency.id + QLatin1Char(' ') + dependency.minimumVersion.toString(), metadata.id);
    }
    return {};
}

Result<void> PluginHost::startOne(std::size_t record)
{
    const PluginMetadata &metadata = m_records[record].metadata;
    GW_CHECK(dependenciesRun(metadata));
    auto loader = std::make_unique<QPluginLoader>(m_records[record].path);
    auto *plugin = qobject_cast<CorePlugin *>(loader->instance());
    if (!plugin)
        return makeError(ErrorCode::Crashed, QStringLiteral("The plugin's library cannot be loaded."),
                         loader->errorString(), m_records[record].path);
    GW_CHECK(barrier([&] { return plugin->initialize(m_context); }));
    m_running.push_back({record, std::move(loader), plugin});
    return {};
}

void PluginHost::start()
{
    for (const std::size_t record : dependencyOrder()) {
        const auto begin = m_clock.now();
        m_journal.starting(m_records[record].metadata.id);
        auto started = startOne(record);
        if (started)
            m_records[record].state = State::Running;
        else
            leaveOut(record, State::Failed, std::move(started.error()));
        m_records[record].startMs = milliseconds(m_clock.now() - begin);
        if (!started)
            m_journal.stands(m_records[record].metadata.id); // it failed, but killed nobody
    }
    for (auto running = m_running.rbegin(); running != m_running.rend(); ++running) {
        const auto begin = m_clock.now();
        Record &record = m_records[running->record];
        const auto called = barrier([&]() -> Result<void> {
            running->plugin->extensionsInitialized();
            return {};
        });
        if (!called)
            record.problem = called.error(); // it has registered already, so it stays
        record.startMs += milliseconds(m_clock.now() - begin);
        m_journal.stands(record.metadata.id);
    }
    QTimer::singleShot(0, this, [this] { runDelayed(0); });
}

void PluginHost::runDelayed(std::size_t next)
{
    if (next >= m_running.size())
        return;
    const auto called = barrier([&]() -> Result<void> {
        m_running[next].plugin->delayedInitialize();
        return {};
    });
    if (!called)
        m_records[m_running[next].record].problem = called.error();
    QTimer::singleShot(0, this, [this, next] { runDelayed(next + 1); });
}

void PluginHost::shutDown(std::function<void()> done)
{
    m_shutdownDone = std::move(done);
    // One extra, so that plugins which finish inside the call do not end the shutdown early.
    m_pendingShutdowns = 1;
    const auto finishedOne = [guard = QPointer(this)] {
        // A plugin may answer long after the grace period, or after the host is gone.
        if (guard && guard->m_pendingShutdowns > 0 && --guard->m_pendingShutdowns == 0)
            guard->finishShutdown();
    };
    for (auto running = m_running.rbegin(); running != m_running.rend(); ++running) {
        ++m_pendingShutdowns;
        const auto once = [finishedOne, answered = std::make_shared<bool>(false)] {
            if (!std::exchange(*answered, true))
                finishedOne();
        };
        auto state = CorePlugin::Shutdown::Done;
        const auto called = barrier([&]() -> Result<void> {
            state = running->plugin->aboutToShutdown(once);
            return {};
        });
        if (!called || state == CorePlugin::Shutdown::Done)
            once();
    }
    if (m_pendingShutdowns > 1)
        m_graceTimer.start(m_options.shutdownGrace);
    finishedOne();
}

void PluginHost::finishShutdown()
{
    m_graceTimer.stop();
    m_pendingShutdowns = 0;
    m_running.clear();
    if (const auto done = std::exchange(m_shutdownDone, nullptr))
        done();
}

void PluginHost::trustAgain(const QString &id)
{
    m_journal.forgive(id);
}

} // namespace gatewright
