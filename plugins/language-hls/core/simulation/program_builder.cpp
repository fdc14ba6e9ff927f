// SPDX-License-Identifier: Apache-2.0
#include "plugins/language-hls/core/simulation/program_builder.h"

#include "plugins/language-hls/core/simulation/make_rule.h"

#include <QDateTime>
#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QFileInfo>

#include <atomic>
#include <thread>
#include <utility>
#include <vector>

namespace gatewright::hls {

namespace {

using namespace std::chrono_literals;

constexpr std::uint64_t megabyte = std::uint64_t{1024} * 1024;

ProcessLimits compilerLimits()
{
    ProcessLimits limits;
    limits.time = 60s;
    limits.outputBytes = 4 * 1024 * 1024;
    limits.memoryBytes = 3072 * megabyte;
    limits.processes = 64;
    limits.processorSeconds = 60;
    limits.fileBytes = 128 * megabyte;
    return limits;
}

// Names, sizes and times are enough: these files come with the program or the system.
QByteArray signatureOf(const QStringList &folders, const QString &compiler)
{
    QStringList lines;
    const auto add = [&lines](const QFileInfo &file) {
        lines << QStringLiteral("%1 %2 %3")
                     .arg(file.canonicalFilePath())
                     .arg(file.size())
                     .arg(file.lastModified().toMSecsSinceEpoch());
    };
    add(QFileInfo(compiler));
    for (const QString &folder : folders) {
        QDirIterator files(folder, QDir::Files, QDirIterator::Subdirectories | QDirIterator::FollowSymlinks);
        while (files.hasNext()) {
            files.next();
            add(files.fileInfo());
        }
    }
    lines.sort();
    return contentHash(lines.join(QLatin1Char('\n')).toUtf8());
}

QByteArray contentOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

} // namespace

struct ProgramBuilder::Job
{
    QString source; // in the mirror
    int number = 0;
    Dialect dialect = Dialect::Cpp;
    QString object; // empty: it did not compile
    QByteArray identity;
    QByteArray errors;
    bool timedOut = false;
};

ProgramBuilder::ProgramBuilder(const ProcessService &processes, HeaderFolders headers,
                               const BuildCache &cache, QString compiler)
    : m_processes(processes)
    , m_headers(std::move(headers))
    , m_cache(cache)
    , m_compiler(std::move(compiler))
    , m_signature(signatureOf(m_headers.all(), m_compiler))
{
}

QStringList ProgramBuilder::compileArguments(const SimulationPlan &plan, const ProjectMirror &mirror,
                                             Dialect dialect) const
{
    QStringList arguments{QStringLiteral("-x"),
                          dialect == Dialect::C ? QStringLiteral("c") : QStringLiteral("c++")};
    arguments += commonFlags(dialect);
    // Warnings are what T1 is for.
    arguments << QStringLiteral("-O1") << QStringLiteral("-w") << QStringLiteral("-fmax-errors=50")
              << QStringLiteral("-fdiagnostics-format=json") << QStringLiteral("-ftemplate-depth=1024");
    for (const QString &flag : plan.flags)
        arguments << (flag.startsWith(QLatin1String("-I"))
                          ? QStringLiteral("-I") + mirror.toMirror(flag.mid(2))
                          : flag);
    arguments << QStringLiteral("-I") << mirror.toMirror(plan.folder) << QStringLiteral("-I")
              << mirror.place();
    for (const QString &folder : m_headers.all())
        arguments << QStringLiteral("-isystem") << folder;
    // What __FILE__ says is the user's file, so that assertions name it.
    arguments << QStringLiteral("-ffile-prefix-map=%1=%2").arg(mirror.place(), mirror.root());
    return arguments;
}

QByteArray ProgramBuilder::keyOf(const SimulationPlan &plan, const ProjectMirror &mirror,
                                 const Job &job) const
{
    const QStringList flags = compileArguments(plan, mirror, job.dialect);
    // A header that appears in a folder may hide one that was included from another.
    QStringList folders{QFileInfo(job.source).path(), mirror.toMirror(plan.folder), mirror.place()};
    for (const QString &flag : flags) {
        if (flag.startsWith(QLatin1String("-I/")))
            folders << flag.mid(2);
    }
    folders.removeDuplicates();
    QByteArray all = m_signature + '\n' + mirror.toProject(job.source).toUtf8() + '\n';
    for (const QString &folder : folders)
        all += mirror.toProject(folder).toUtf8() + ' ' + namesIn(folder) + '\n';
    QString arguments = flags.join(QLatin1Char('\n'));
    arguments.replace(mirror.place(), mirror.root());
    all += arguments.toUtf8() + '\n' + contentOf(job.source);
    return contentHash(all);
}

Result<ProcessOutcome> ProgramBuilder::runCompiler(const QStringList &arguments, const QStringList &visible,
                                                   const QString &workFolder,
                                                   const std::stop_token &token) const
{
    SandboxedProgram program;
    program.program = m_compiler;
    program.arguments = arguments;
    program.readOnlyFolders = visible;
    program.runFolder = workFolder;
    return m_processes.runInSandbox(program, compilerLimits(), {}, token);
}

Result<void> ProgramBuilder::compile(const SimulationPlan &plan, const ProjectMirror &mirror,
                                     const QString &workFolder, Job &job, const std::stop_token &token) const
{
    const QByteArray key = keyOf(plan, mirror, job);
    if (const std::optional<BuildCache::Object> cached = m_cache.findObject(key, mirror)) {
        job.object = cached->path;
        job.identity = cached->identity;
        return {};
    }
    const QString stem = QStringLiteral("%1/%2").arg(workFolder).arg(job.number);
    QStringList arguments = compileArguments(plan, mirror, job.dialect);
    arguments << QStringLiteral("-MD") << QStringLiteral("-MF") << stem + QStringLiteral(".d")
              << QStringLiteral("-MT") << QStringLiteral("object") << QStringLiteral("-c") << job.source
              << QStringLiteral("-o") << stem + QStringLiteral(".o");
    QStringList visible = m_headers.all() << mirror.place();
    if (QFileInfo(plan.root).isDir())
        visible << plan.root; // where the mirror's links lead
    GW_TRY(outcome, runCompiler(arguments, visible, workFolder, token));
    job.errors = outcome.errors;
    job.timedOut = outcome.end == ProcessEnd::TimedOut;
    if (!outcome.succeeded())
        return {};
    job.object = stem + QStringLiteral(".o");
    QStringList headers = prerequisitesOfRule(contentOf(stem + QStringLiteral(".d")));
    headers.removeAll(job.source);
    if (const std::optional<BuildCache::Object> cached =
            m_cache.addObject(key, mirror, job.object, headers)) {
        job.object = cached->path;
        job.identity = cached->identity;
    }
    return {};
}

Result<BuiltProgram> ProgramBuilder::link(const std::vector<Job> &jobs, const QString &workFolder,
                                          const std::stop_token &token) const
{
    QByteArray identities = m_signature;
    bool isKnown = true; // an object that the cache did not take has no name for its content
    QStringList arguments;
    for (const Job &job : jobs) {
        identities += '\n' + job.identity;
        isKnown = isKnown && !job.identity.isEmpty();
        const QString object = QStringLiteral("%1/link-%2.o").arg(workFolder).arg(job.number);
        if (!QFile::copy(job.object, object))
            return makeError(ErrorCode::Io, QStringLiteral("An object file cannot be copied."), {}, object);
        arguments << object;
    }
    const QByteArray identity = contentHash(identities);
    BuiltProgram program;
    program.path = workFolder + QStringLiteral("/program");
    if (const std::optional<QString> cached =
            isKnown ? m_cache.findProgram(identity) : std::optional<QString>();
        cached && QFile::copy(*cached, program.path)) {
        QFile::setPermissions(program.path, QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
        return program;
    }
    arguments << QStringLiteral("-o") << program.path << QStringLiteral("-lm") << QStringLiteral("-lpthread");
    GW_TRY(outcome, runCompiler(arguments, {}, workFolder, token));
    program.errors = outcome.errors;
    program.timedOut = outcome.end == ProcessEnd::TimedOut;
    if (!outcome.succeeded())
        program.path.clear();
    else if (isKnown)
        m_cache.addProgram(identity, program.path);
    return program;
}

Result<BuiltProgram> ProgramBuilder::build(const SimulationPlan &plan, const ProjectMirror &mirror,
                                           const QString &workFolder, const std::stop_token &token) const
{
    std::vector<Job> jobs;
    for (const QString &source : plan.sources) {
        Job job;
        job.source = mirror.toMirror(source);
        job.number = static_cast<int>(jobs.size());
        job.dialect = dialectOf(source);
        jobs.push_back(std::move(job));
    }
    std::vector<Result<void>> results(jobs.size());
    std::atomic<std::size_t> next = 0;
    {
        std::vector<std::jthread> threads;
        for (std::size_t i = 0; i < std::min<std::size_t>(2, jobs.size()); ++i) {
            threads.emplace_back([&] {
                for (std::size_t at = next++; at < jobs.size(); at = next++)
                    results[at] = compile(plan, mirror, workFolder, jobs[at], token);
            });
        }
    }
    BuiltProgram failed;
    bool allCompiled = true;
    for (std::size_t i = 0; i < jobs.size(); ++i) {
        GW_CHECK(results[i]);
        failed.errors += jobs[i].errors;
        failed.timedOut = failed.timedOut || jobs[i].timedOut;
        allCompiled = allCompiled && !jobs[i].object.isEmpty();
    }
    if (!allCompiled)
        return failed;
    Result<BuiltProgram> program = link(jobs, workFolder, token);
    m_cache.prune();
    return program;
}

} // namespace gatewright::hls
