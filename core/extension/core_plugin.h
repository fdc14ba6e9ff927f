// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/connection_log.h"
#include "core/base/result.h"
#include "core/extension/registries.h"
#include "core/process/process_service.h"

#include <QtPlugin>

#include <functional>

namespace gatewright {

// What the program lends to plugins. Everything outlives them.
struct PluginServices
{
    ProcessService &processes;
    QString dataFolder;             // share/gatewright of this installation
    QString userDataFolder;         // ~/.local/share/gatewright: a managed Python lies here
    QString cacheFolder;            // ours to fill, anybody's to empty
    QString pythonInterpreter = {}; // the user's choice; empty: the managed one
    // Where every connection is written down before it is made; null: none may be made.
    const ConnectionLog *connections = nullptr;
};

// What a plugin gets to work with. Valid as long as the plugin is loaded.
class RegistrationContext
{
public:
    RegistrationContext(Registries &registries, PluginServices services)
        : m_registries(registries)
        , m_services(std::move(services))
    {
    }

    [[nodiscard]] Registries &registries() const { return m_registries; }
    [[nodiscard]] const PluginServices &services() const { return m_services; }

private:
    Registries &m_registries;
    PluginServices m_services;
};

// The core side of a plugin, loaded by checker and command line; it knows no widget. What a plugin
// shows is a second, optional interface, loaded by the window. All calls come on the thread that made the
// PluginHost, in the order below; each is timed, and an exception counts as a failed start.
class CorePlugin
{
public:
    virtual ~CorePlugin() = default;

    // Registers what the plugin adds. Called after the plugins it depends on. An error leaves the plugin out,
    // and those that depend on it.
    virtual Result<void> initialize(RegistrationContext &context) = 0;
    // Everything is registered; plugins that depend on this one have had this call before it.
    virtual void extensionsInitialized() {}
    // Once the program is usable: for slow preparations. Runs in the event loop, one plugin per turn.
    virtual void delayedInitialize() {}

    enum class Shutdown { Done, Pending };
    // The program ends. Return Done, or Pending and call `finished` (on this thread) within the host's grace
    // period.
    virtual Shutdown aboutToShutdown(std::function<void()> finished)
    {
        Q_UNUSED(finished)
        return Shutdown::Done;
    }
};

} // namespace gatewright

#define GATEWRIGHT_CORE_PLUGIN_IID "org.gatewright.CorePlugin/3"
Q_DECLARE_INTERFACE(gatewright::CorePlugin, GATEWRIGHT_CORE_PLUGIN_IID)
