// SPDX-License-Identifier: Apache-2.0
#include "app/cli/background_work.h"
#include "app/cli/commands.h"
#include "app/cli/diagnostic_line.h"
#include "app/cli/fix_file.h"
#include "app/cli/language_tools.h"

#include <QJsonArray>
#include <QJsonObject>

#include <algorithm>
#include <memory>
#include <optional>
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
    QString path; // as the user wrote it
    CheckSubject subject;
    CheckReport report;
    std::optional<SimulationReport> run;
    int fixed = 0; // how many findings were mended
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

Result<void> checkText(CheckedFile &file, const CheckOptions &options, const LanguageTools &tools,
                       const std::stop_token &stop)
{
    const auto highest = static_cast<Tier>(options.tier);
    GW_TRY(report, tools.check(file.subject, highest, stop));
    file.report = std::move(report);
    if (highest == Tier::T2) {
        SimulationInput input{file.subject.input()};
        input.testbench = QString::fromStdString(options.testbench);
        input.top = QString::fromStdString(options.top);
        GW_TRY(run, tools.run(input, file.report, stop));
        file.run = std::move(run);
    }
    if (file.report.problem)
        file.report.problem->place = file.path;
    return {};
}

// A file that cannot be checked has its reason in the report.
Result<CheckedFile> checkFile(const QString &path, const CheckOptions &options, const LanguageTools &tools,
                              const std::stop_token &stop)
{
    CheckedFile file{path, {}, {}, {}};
    Result<CheckSubject> subject = tools.subject(path);
    if (!subject) {
        file.report.status = CheckStatus::Error;
        file.report.problem = std::move(subject.error());
        return file;
    }
    file.subject = std::move(*subject);
    GW_CHECK(checkText(file, options, tools, stop));
    if (!options.fix)
        return file;
    Result<int> fixed = fixFile(path, file.subject.document, file.report.diagnostics);
    if (!fixed) { // the other files go on
        file.report.status = CheckStatus::Error;
        file.report.problem = std::move(fixed.error());
        return file;
    }
    file.fixed = *fixed;
    if (file.fixed > 0) {
        GW_TRY(again, tools.subject(path));
        file.subject = std::move(again);
        file.run.reset();
        GW_CHECK(checkText(file, options, tools, stop));
    }
    return file;
}

QJsonObject toJson(const CheckedFile &file)
{
    const TextDocument &document = file.subject.document;
    QJsonArray diagnostics;
    for (const Diagnostic &diagnostic : file.report.diagnostics)
        diagnostics.append(diagnosticToJson(diagnostic, document));
    const std::optional<Tier> tier = file.report.tier;
    QJsonObject json{{QStringLiteral("path"), file.path},
                     {QStringLiteral("language"), languageWord(document.language())},
                     {QStringLiteral("tier"), tier ? QJsonValue(static_cast<int>(*tier)) : QJsonValue()},
                     {QStringLiteral("status"), checkStatusName(file.report.status)},
                     {QStringLiteral("ms"), file.report.milliseconds},
                     {QStringLiteral("diagnostics"), diagnostics}};
    if (file.report.problem)
        json.insert(QStringLiteral("message"), file.report.problem->message);
    if (file.run)
        json.insert(QStringLiteral("simulation"), simulationToJson(*file.run, document));
    if (file.fixed > 0)
        json.insert(QStringLiteral("fixed"), file.fixed);
    return json;
}

void print(const CheckedFile &file, const Output &output)
{
    if (file.fixed > 0)
        output.message(QStringLiteral("%1: fixed %2").arg(file.path).arg(file.fixed));
    for (const Diagnostic &diagnostic : file.report.diagnostics)
        output.line(diagnosticLine(diagnostic, file.subject.document, file.path));
    if (file.report.problem)
        output.message(QStringLiteral("gatewright-cli: ") + file.report.problem->toString());
    else if (file.run)
        output.line(QStringLiteral("%1: %2. %3")
                        .arg(file.path, simulationOutcomeName(file.run->outcome), file.run->message));
    else if (file.report.diagnostics.empty())
        output.line(QStringLiteral("%1: %2").arg(file.path, checkStatusName(file.report.status)));
}

// The worst of all files.
ExitCode exitCodeOf(const std::vector<CheckedFile> &files)
{
    ExitCode worst = ExitCode::Good;
    for (const CheckedFile &file : files) {
        ExitCode code = ExitCode::Good;
        if (file.report.status == CheckStatus::Error)
            code = exitCodeFor(*file.report.problem);
        else if (file.report.status == CheckStatus::Failed)
            code = ExitCode::Bad;
        worst = std::max(worst, code);
    }
    return worst;
}

Result<ExitCode> check(const CheckOptions &options, const CommandContext &context)
{
    if (options.tier < 2 && (!options.top.empty() || !options.testbench.empty()))
        return makeError(ErrorCode::InvalidInput,
                         QStringLiteral("--top and --testbench need --tier 2, which runs the program."));
    GW_TRY(tools, LanguageTools::load(context));
    std::vector<CheckedFile> files;
    QJsonArray json;
    for (const std::string &name : options.files) {
        GW_TRY(file, workInBackground<CheckedFile>(
                         [&](std::stop_token stop) {
                             return checkFile(QString::fromStdString(name), options, *tools, stop);
                         },
                         context.stop));
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
    command.add_option("--top", options->top,
                       "Top function; the sources must define it (the testbench says what is called)");
    command.add_option("--testbench", options->testbench, "Test bench")->check(CLI::ExistingFile);
    command.add_flag("--fix", options->fix, "Apply the fixes that are known");
}

} // namespace gatewright::cli
