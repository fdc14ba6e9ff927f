// SPDX-License-Identifier: Apache-2.0
#include "tests/support/fake_server/fake_server.h"

#include <QCoreApplication>
#include <QFile>
#include <QJsonDocument>

using namespace gatewright;

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    QFile file(QCoreApplication::arguments().value(1));
    if (!file.open(QIODevice::ReadOnly))
        return 2;
    const QJsonObject script = QJsonDocument::fromJson(file.readAll()).object();
    if (script.value(QLatin1String("behaviour")).toString() == QLatin1String("exit"))
        return 3;
    auto transport = lsp::DescriptorTransport::takeStandardStreams();
    if (!transport)
        return 1;
    FakeServer server(std::move(*transport), script);
    QObject::connect(&server, &FakeServer::finished, &application,
                     [](int exitCode) { QCoreApplication::exit(exitCode); });
    server.start();
    return QCoreApplication::exec();
}
