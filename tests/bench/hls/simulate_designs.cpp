// SPDX-License-Identifier: Apache-2.0
// simulate_designs DATA CACHE: reads lines "FILE<tab>WORKSPACE" from stdin and answers each with one line of
// JSON: the simulation's outcome and the errors that the checks of T1 report.
#include "core/task/start_task.h"
#include "core/text/text_document.h"
#include "plugins/language-hls/core/compile/compile_check.h"
#include "plugins/language-hls/core/pragma/pragma_check.h"
#include "plugins/language-hls/core/simulation/c_simulation.h"

#include <QCoreApplication>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <cstdio>
#include <iostream>
#include <string>

using namespace gatewright;
using namespace gatewright::hls;

namespace {

QJsonArray findings(const Check &check, const CheckInput &input)
{
    QJsonArray lines;
    const Result<std::vector<Diagnostic>> found = check.run(input, {});
    if (!found)
        return {found.error().toString()};
    for (const Diagnostic &diagnostic : *found) {
        if (diagnostic.severity == Severity::Error || diagnostic.source == QLatin1String("hls"))
            lines.append(
                QStringLiteral("%1: %2").arg(diagnostic.range.start.line + 1).arg(diagnostic.message));
    }
    return lines;
}

QJsonObject answer(const QString &path, const QString &workspace, const CSimulation &simulation,
                   const CompileCheck &compile, const PragmaCheck &pragmas)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return {{QStringLiteral("outcome"), QStringLiteral("no such file")}};
    const TextDocument document(Language::HlsCpp, file.readAll().toStdString());
    const SimulationInput input{{document, path, workspace}, {}, {}, 1, std::chrono::seconds(60)};
    QJsonObject result{{QStringLiteral("compile"), findings(compile, input.input)},
                       {QStringLiteral("pragmas"), findings(pragmas, input.input)}};
    const Result<SimulationReport> report = simulation.run(input, {});
    if (!report) {
        result[QStringLiteral("outcome")] = QStringLiteral("error");
        result[QStringLiteral("message")] = report.error().toString();
        return result;
    }
    result[QStringLiteral("outcome")] = simulationOutcomeName(report->outcome);
    result[QStringLiteral("message")] = report->message;
    result[QStringLiteral("build_ms")] = report->buildMilliseconds;
    result[QStringLiteral("run_ms")] = report->runMilliseconds;
    result[QStringLiteral("output")] = report->output.right(2000);
    return result;
}

} // namespace

int main(int argc, char **argv)
{
    const QCoreApplication application(argc, argv);
    if (argc != 3) {
        std::fputs("usage: simulate_designs DATA CACHE < designs\n", stderr);
        return 2;
    }
    const HeaderFolders headers = HeaderFolders::shipped(QString::fromLocal8Bit(argv[1]));
    const QString cache = QString::fromLocal8Bit(argv[2]);
    Result<PragmaTable> table =
        PragmaTable::load(QString::fromLocal8Bit(argv[1]) + QStringLiteral("/hls/pragmas.json"));
    if (!table) {
        std::fputs(qPrintable(table.error().toString()), stderr);
        return 2;
    }
    const ProcessService processes;
    const CSimulation simulation(processes, headers, cache);
    const CompileCheck compile(headers, cache);
    const PragmaCheck pragmas(std::move(*table));
    QObject context;
    (void)startTask<int>(
        &context,
        [&](const std::stop_token &) -> Result<int> {
            std::string line;
            while (std::getline(std::cin, line)) {
                const QStringList parts = QString::fromStdString(line).split(QLatin1Char('\t'));
                const QJsonObject object =
                    answer(parts.value(0), parts.value(1), simulation, compile, pragmas);
                std::puts(QJsonDocument(object).toJson(QJsonDocument::Compact).constData());
                std::fflush(stdout);
            }
            return 0;
        },
        [](const Result<int> &) { QCoreApplication::quit(); });
    return QCoreApplication::exec();
}
