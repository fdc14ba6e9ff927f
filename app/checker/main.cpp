// SPDX-License-Identifier: Apache-2.0
#include "core/base/clock.h"
#include "core/base/paths.h"
#include "core/check/server/checker_server.h"
#include "core/extension/plugin_host.h"
#include "core/lsp/descriptor_transport.h"

#include <QCoreApplication>

#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>
#include <cstdio>
#include <string>
#include <utility>

using namespace gatewright;

namespace {

QStringList problemsOf(const PluginHost &plugins)
{
    QStringList problems;
    for (const PluginHost::Record &plugin : plugins.plugins()) {
        if (plugin.problem)
            problems << plugin.problem->toString();
    }
    return problems;
}

int serve(const std::string &profile, const std::string &python)
{
    auto transport = lsp::DescriptorTransport::takeStandardStreams();
    if (!transport) {
        std::fprintf(stderr, "gatewright-checker: %s\n", qPrintable(transport.error().toString()));
        return 4;
    }
    const Paths paths = profile.empty() ? Paths::standard() : Paths::profile(QString::fromStdString(profile));
    const SystemClock clock;
    const ConnectionLog connections(paths.connectionLog(), clock);
    ProcessService processes;
    Registries registries;
    PluginHost plugins(registries, clock,
                       {{processes, Paths::shippedData(), paths.data(), paths.cache(),
                         QString::fromStdString(python), &connections},
                        paths.state() + QLatin1String("/checker-plugins.journal")});
    plugins.discover({Paths::pluginFolder()});
    plugins.start();

    lsp::ServerEndpoint endpoint(std::move(*transport));
    const checker::CheckerServer server(endpoint, registries, clock,
                                        {QStringLiteral(GATEWRIGHT_VERSION), problemsOf(plugins)});
    QObject::connect(
        &endpoint, &lsp::ServerEndpoint::finished, &plugins,
        [&plugins](int exitCode) { plugins.shutDown([exitCode] { QCoreApplication::exit(exitCode); }); },
        Qt::QueuedConnection);
    endpoint.start();
    return QCoreApplication::exec();
}

} // namespace

int main(int argc, char *argv[])
{
    const QCoreApplication application(argc, argv);
    std::string profile;
    std::string python;
    CLI::App app("Gatewright's checker: a language server on stdin and stdout", "gatewright-checker");
    app.set_version_flag("--version", GATEWRIGHT_VERSION);
    app.add_option("--profile", profile, "Keep state under this folder");
    app.add_option("--python", python, "The interpreter that has Qiskit (default: the managed one)");
    CLI11_PARSE(app, argc, argv);
    return serve(profile, python);
}
