// SPDX-License-Identifier: Apache-2.0
#include "plugins/language-hls/core/simulation/c_simulation.h"

#include "plugins/language-hls/core/process_folder.h"
#include "plugins/language-hls/core/simulation/compiler_output.h"
#include "plugins/language-hls/core/simulation/program_builder.h"
#include "plugins/language-hls/core/simulation/project_mirror.h"
#include "plugins/language-hls/core/simulation/run_report.h"

#include <QDir>
#include <QElapsedTimer>
#include <QFileInfo>
#include <QStandardPaths>

#include <utility>

namespace gatewright::hls {

namespace {

constexpr std::uint64_t megabyte = std::uint64_t{1024} * 1024;

// Where the program finds the project; not a name that a testbench would make in /tmp.
const QString projectInside = QStringLiteral("/tmp/.gatewright-project");
// How the script says that the program was not even started.
constexpr int setUpExitCode = 125;
constexpr char setUpMark[] = "gatewright: the run could not be set up\n";

ProcessLimits runLimits(std::chrono::milliseconds time)
{
    ProcessLimits limits;
    limits.time = time;
    limits.outputBytes = 1024 * 1024;
    limits.memoryBytes = 4096 * megabyte;
    limits.processes = 512; // tasks are threads
    limits.processorSeconds = static_cast<std::uint64_t>(time.count() / 1000 * 4 + 4);
    limits.fileBytes = 64 * megabyte;
    return limits;
}

SimulationReport compileError(const BuiltProgram &built, const CompilerComplaints &complaints,
                              const ProjectMirror &mirror)
{
    SimulationReport report;
    report.outcome = SimulationOutcome::CompileError;
    report.diagnostics = complaints.diagnostics;
    report.output = complaints.text;
    if (built.timedOut)
        report.message = QStringLiteral("The compiler did not end in time.");
    else if (complaints.first.isEmpty())
        report.message = QStringLiteral("The compiler failed without saying why.");
    else
        report.message = QStringLiteral("It does not compile: %1").arg(complaints.first);
    if (!mirror.isComplete())
        report.message +=
            QStringLiteral(" The folder %1 has so many files that the compiler was not shown all "
                           "of them; open a smaller one.")
                .arg(mirror.root());
    return report;
}

} // namespace

CSimulation::CSimulation(const ProcessService &processes, HeaderFolders headers, QString cacheFolder,
                         QString compiler)
    : m_processes(processes)
    , m_headers(std::move(headers))
    , m_cacheFolder(std::move(cacheFolder))
    , m_compiler(std::move(compiler))
    , m_cache(m_cacheFolder + QStringLiteral("/objects"))
{
}

QString CSimulation::id() const
{
    return QStringLiteral("hls.csim");
}

bool CSimulation::canRun(const SimulationInput &input) const
{
    return canSimulate(input);
}

Result<SimulationReport> CSimulation::run(const SimulationInput &input, std::stop_token token) const
{
    const SourceTexts texts(input.input);
    GW_TRY(plan, planSimulation(input, texts));
    Result<SimulationReport> report = runPlan(input, texts, plan, token);
    if (!report || report->outcome != SimulationOutcome::CompileError)
        return report;
    // A source that no header named: try with all of the folder, once.
    const QStringList others = otherSources(plan, texts);
    const bool isIncomplete = report->output.contains(QLatin1String("undefined reference to"));
    if (!isIncomplete || others.isEmpty())
        return report;
    plan.sources += others;
    Result<SimulationReport> second = runPlan(input, texts, plan, token);
    const bool isBetter = !second || second->outcome != SimulationOutcome::CompileError;
    return isBetter ? second : report;
}

Result<SimulationReport> CSimulation::runPlan(const SimulationInput &input, const SourceTexts &texts,
                                              const SimulationPlan &plan, const std::stop_token &token) const
{
    // What is outside of /usr does not exist in the sandbox.
    const QString compiler =
        QStandardPaths::findExecutable(m_compiler, {QStringLiteral("/usr/bin"), QStringLiteral("/bin")});
    if (compiler.isEmpty())
        return makeError(
            ErrorCode::Missing,
            QStringLiteral("There is no C++ compiler; install the package g++ to run testbenches."));
    GW_CHECK(m_processes.sandbox(token));
    QElapsedTimer clock;
    clock.start();
    GW_TRY(folder, ProcessFolder::create(m_cacheFolder + QStringLiteral("/runs")));
    const QString project = folder.path() + QStringLiteral("/project");
    const QString work = folder.path() + QStringLiteral("/build");
    if (!QDir().mkdir(project) || !QDir().mkdir(work))
        return makeError(ErrorCode::Io, QStringLiteral("A folder in the cache cannot be made."), {},
                         folder.path());
    GW_TRY(mirror, ProjectMirror::create(plan, texts, project, token));
    const ProgramBuilder builder(m_processes, m_headers, m_cache, compiler);
    GW_TRY(built, builder.build(plan, mirror, work, token));
    const double buildMilliseconds = static_cast<double>(clock.elapsed());
    SimulationReport report;
    if (built.path.isEmpty()) {
        report = compileError(
            built, readCompilerOutput(built.errors, input.input.document, texts.documentPath(), mirror),
            mirror);
    } else {
        GW_TRY(outcome, runProgram(input, plan, project, built.path, token));
        if (outcome.end == ProcessEnd::Exited && outcome.exitCode == setUpExitCode &&
            outcome.errors.endsWith(setUpMark))
            return makeError(
                ErrorCode::Io,
                QStringLiteral("The project could not be copied into the sandbox, so nothing was "
                               "run; is its folder too large?"),
                QString::fromUtf8(outcome.errors.left(500)).trimmed(), plan.folder);
        report = judgeRun(outcome, input.input.document, texts.documentPath());
        report.output.replace(projectInside, plan.root);
    }
    report.buildMilliseconds = buildMilliseconds;
    return report;
}

Result<ProcessOutcome> CSimulation::runProgram(const SimulationInput &input, const SimulationPlan &plan,
                                               const QString &project, const QString &program,
                                               const std::stop_token &token) const
{
    // The project is copied into the sandbox's own /tmp, whose size is limited: what the program writes never
    // reaches the disk. The words of the script are fixed; names are its arguments.
    static const QString script =
        QStringLiteral("cp -a -- \"$1\" %1 && cd \"%1/$2\" || { printf '%2' >&2; exit %3; }; "
                       "shift 2; exec \"$@\"")
            .arg(projectInside, QLatin1String(setUpMark).chopped(1) + QLatin1String("\\n"))
            .arg(setUpExitCode);
    SandboxedProgram sandboxed;
    sandboxed.program = QStringLiteral("/bin/sh");
    sandboxed.arguments << QStringLiteral("-c") << script << QStringLiteral("sh") << project
                        << plan.folder.mid(plan.root.size() + 1) << program;
    sandboxed.arguments += plan.arguments;
    sandboxed.readOnlyFolders << project << QFileInfo(program).path();
    if (QFileInfo(plan.root).isDir())
        sandboxed.readOnlyFolders << plan.root;
    // Tasks are threads; each would reserve a heap of its own.
    sandboxed.environment[QStringLiteral("MALLOC_ARENA_MAX")] = QStringLiteral("2");
    return m_processes.runInSandbox(sandboxed, runLimits(input.time), {}, token);
}

} // namespace gatewright::hls
