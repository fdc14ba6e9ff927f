// SPDX-License-Identifier: Apache-2.0
#include "tests/support/fake_engine/fake_engine.h"

#include <QCoreApplication>

using namespace gatewright;

int main(int argc, char **argv)
{
    const auto script = scriptFromCommandLine(argc, argv);
    if (const int *exitCode = std::get_if<int>(&script))
        return *exitCode;
    constexpr int scriptedExit = 3;
    if (std::get<Script>(script).behaviour == Script::Behaviour::Exit)
        return scriptedExit;

    QCoreApplication application(argc, argv);
    auto transport = lsp::DescriptorTransport::takeStandardStreams();
    if (!transport) {
        qCritical("%s", qPrintable(transport.error().toString()));
        return 1;
    }
    FakeEngine engine(std::move(*transport), std::get<Script>(script));
    QObject::connect(&engine, &FakeEngine::finished, &application,
                     [](int exitCode) { QCoreApplication::exit(exitCode); });
    engine.start();
    return QCoreApplication::exec();
}
