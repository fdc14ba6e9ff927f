// SPDX-License-Identifier: Apache-2.0
#include "app/cli/command_context.h"
#include "app/cli/commands.h"
#include "app/cli/source_file.h"
#include "core/check/check_runner.h"
#include "core/extension/plugin_host.h"

#include <QJsonArray>
#include <QJsonObject>

#include <memory>
#include <utility>
#include <vector>

namespace gatewright::cli {

namespace {

struct CheckOptions
{
    std::vector<std::string> files;
    int tier = 0;
    std::string top;
    std::string testbench;
    bool fix = false;
};

struct CheckedFile
{
    QString path;
    TextDocument document;
    CheckReport report;
};

QString languageWord(Language language)
{
    switch (language) {
    case Language::HlsCpp:
        return QStringLiteral("hls");
    case Language::Qiskit:
        return QStringLiteral("qiskit");
    case Language::PlainText:
        break;
    }
    return QStringLiteral("text");
}

// A file that cannot be checked has its reason in the report.
Result<CheckedFile> checkFile(const QString &path, const Registries &registries, const std::stop_token &stop)
{
    CheckedFile checked{path, {}, {}};
    Result<std::string> text = readSource(path);
    if (!text) {
        checked.report.status = CheckStatus::Error;
        checked.report.problem = std::move(text.error());
        checked.report.problem->place = path;
        return checked;
    }
    checked.document = TextDocument(registries.languageForFile(path), std::move(*text));
    GW_TRY(report, runChecks(registries.checksFor(checked.document.language(), Tier::T0), path,
                             {checked.document, path}, stop));
    checked.report = std::move(report);
    if (checked.report.problem)
        checked.report.problem->place = path;
    return checked;
}

QJsonObject toJson(const CheckedFile &file)
{
    QJsonArray diagnostics;
    for (const Diagnostic &diagnostic : file.report.diagnostics)
        diagnostics.append(diagnosticToJson(diagnostic, file.document));
    QJsonObject json{
        {QStringLiteral("path"), file.path},
        {QStringLiteral("language"), languageWord(file.document.language())},
        {QStringLiteral("tier"), file.report.status == CheckStatus::Passed ? QJsonValue(0) : QJsonValue()},
        {QStringLiteral("status"), checkStatusName(file.report.status)},
        {QStringLiteral("ms"), file.report.milliseconds},
        {QStringLiteral("diagnostics"), diagnostics}};
    if (file.report.problem)
        json.insert(QStringLiteral("message"), file.report.problem->message);
    return json;
}

void print(const CheckedFile &file, const Output &output)
{
    for (const Diagnostic &diagnostic : file.report.diagnostics) {
        const HumanPosition place = file.document.lines().humanPosition(
            file.document.text(), file.document.offset(diagnostic.range.start));
        output.line(QStringLiteral("%1:%2:%3: %4: %5")
                        .arg(file.path)
                        .arg(place.line)
                        .arg(place.column)
                        .arg(severityName(diagnostic.severity), diagnostic.message));
    }
    if (file.report.problem)
        output.message(QStringLiteral("gatewright-cli: ") + file.report.problem->toString());
    else if (file.report.diagnostics.empty())
        output.line(QStringLiteral("%1: %2").arg(file.path, checkStatusName(file.report.status)));
}

// The worst of all files.
ExitCode exitCodeOf(const std::vector<CheckedFile> &files)
{
    ExitCode worst = ExitCode::Good;
    for (const CheckedFile &file : files) {
        if (file.report.status == CheckStatus::Error)
            return exitCodeFor(*file.report.problem);
        if (file.report.status == CheckStatus::Failed)
            worst = ExitCode::Bad;
    }
    return worst;
}

Result<void> refuseWhatIsNotInThisVersion(const CheckOptions &options)
{
    const auto absent = [](const QString &what) {
        return makeError(ErrorCode::Unsupported,
                         QStringLiteral("%1 is not in this version; use --tier 0 alone.").arg(what));
    };
    if (options.tier > 0)
        return absent(QStringLiteral("check --tier %1").arg(options.tier));
    if (!options.top.empty() || !options.testbench.empty())
        return absent(QStringLiteral("check with --top or --testbench"));
    if (options.fix)
        return absent(QStringLiteral("check --fix"));
    return {};
}

Result<ExitCode> check(const CheckOptions &options, const CommandContext &context)
{
    GW_CHECK(refuseWhatIsNotInThisVersion(options));
    const Paths paths = context.paths();
    ProcessService processes;
    Registries registries;
    PluginHost plugins(registries, context.clock,
                       {{processes, Paths::shippedData(), paths.data(), paths.cache()},
                        paths.state() + QLatin1String("/cli-plugins.journal")});
    plugins.discover({Paths::pluginFolder()});
    plugins.start();
    for (const PluginHost::Record &plugin : plugins.plugins()) {
        if (plugin.problem)
            context.output.message(QStringLiteral("gatewright-cli: ") + plugin.problem->toString());
    }
    if (registries.checks().empty())
        return makeError(ErrorCode::Missing,
                         QStringLiteral("No language plugin could be loaded; install the program again."), {},
                         Paths::pluginFolder());

    std::vector<CheckedFile> files;
    QJsonArray json;
    for (const std::string &name : options.files) {
        GW_TRY(file, checkFile(QString::fromStdString(name), registries, context.stop));
        print(file, context.output);
        json.append(toJson(file));
        files.push_back(std::move(file));
    }
    context.output.document({{QStringLiteral("files"), json}});
    return exitCodeOf(files);
}

} // namespace

void addCheckCommand(CommandRegistry &registry)
{
    auto options = std::make_shared<CheckOptions>(); // filled while parsing, read by the work: both keep it
    CLI::App &command =
        registry.add("check", "Say what is wrong with files of HLS C++ and Qiskit",
                     [options](const CommandContext &context) { return check(*options, context); });
    command.add_option("files", options->files, "Files")->required();
    command.add_option("--tier", options->tier, "0: parses, 1: compiles, 2: simulates")
        ->check(CLI::Range(0, 2));
    command.add_option("--top", options->top, "Top function");
    command.add_option("--testbench", options->testbench, "Test bench");
    command.add_flag("--fix", options->fix, "Apply the fixes that are known");
}

} // namespace gatewright::cli
