// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/clock.h"
#include "core/base/result.h"
#include "core/extension/core_plugin.h"
#include "core/extension/plugin_journal.h"
#include "core/extension/plugin_metadata.h"

#include <QObject>
#include <QPluginLoader>
#include <QTimer>

#include <functional>
#include <memory>
#include <optional>
#include <vector>

namespace gatewright {

// Finds, starts and stops plugins. Phases, after Qt Creator's plugin life cycle:
//   discover      metadata of every library in the folders; nothing is loaded
//   start         load + initialize in dependency order, then extensionsInitialized in reverse, then (event
//   loop) delayed shutDown      aboutToShutdown in reverse; waits for pending ones up to the grace period
// A plugin that fails is left out, with its reason, and with it those that need it; the others go on. Before
// a library is loaded its id is written to the journal and it is taken out once the plugin stands: a plugin
// that kills the process is found there at the next start, left out and named. One thread.
class PluginHost final : public QObject
{
    Q_OBJECT

public:
    enum class State { Found, Running, Failed, LeftOut };

    struct Record
    {
        QString path;
        PluginMetadata metadata; // empty when it could not be read
        State state = State::Found;
        std::optional<Error> problem;
        double startMs = 0; // loading, initialize and extensionsInitialized
    };

    struct Options
    {
        PluginServices services;
        QString journalPath = {}; // empty: no journal
        std::chrono::milliseconds shutdownGrace{2000};
    };

    PluginHost(Registries &registries, const Clock &clock, Options options);
    ~PluginHost() override;

    void discover(const QStringList &folders);
    void start();
    // `done` is called once, on this thread, when every plugin is down or the grace period is over.
    void shutDown(std::function<void()> done);
    // Forgets that this plugin once killed the program, so that the next start tries it again.
    void trustAgain(const QString &id);

    [[nodiscard]] const std::vector<Record> &plugins() const { return m_records; }

private:
    struct Running
    {
        std::size_t record;
        std::unique_ptr<QPluginLoader> loader;
        CorePlugin *plugin; // owned by the loader
    };

    void leaveOut(std::size_t record, State state, Error problem);
    void leaveOutDuplicates();
    void leaveOutPastKillers();
    [[nodiscard]] std::vector<std::size_t> dependencyOrder();
    [[nodiscard]] Result<void> dependenciesRun(const PluginMetadata &metadata) const;
    [[nodiscard]] Result<void> startOne(std::size_t record);
    void runDelayed(std::size_t next);
    void finishShutdown();

    Registries &m_registries;
    const Clock &m_clock;
    Options m_options;
    PluginJournal m_journal;
    RegistrationContext m_context;
    std::vector<Record> m_records;
    std::vector<Running> m_running; // in the order of their start
    std::size_t m_pendingShutdowns = 0;
    std::function<void()> m_shutdownDone;
    QTimer m_graceTimer;
};

} // namespace gatewright
