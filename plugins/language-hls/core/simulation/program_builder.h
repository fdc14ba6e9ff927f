// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/process/process_service.h"
#include "plugins/language-hls/core/compile/header_folders.h"
#include "plugins/language-hls/core/simulation/build_cache.h"
#include "plugins/language-hls/core/simulation/project_mirror.h"
#include "plugins/language-hls/core/simulation/simulation_plan.h"

#include <QByteArray>
#include <QString>

#include <stop_token>
#include <vector>

namespace gatewright::hls {

struct BuiltProgram
{
    QString path;      // empty: it did not build
    QByteArray errors; // what compilers and linker said
    bool timedOut = false;
};

// Compiles the sources of a plan and links them, in the sandbox; two compilers at a time. What the cache has
// is not compiled again.
class ProgramBuilder
{
public:
    ProgramBuilder(const ProcessService &processes, HeaderFolders headers, const BuildCache &cache,
                   QString compiler);

    // `workFolder` is the one folder that the compilers may write. Missing: no compiler, no sandbox.
    [[nodiscard]] Result<BuiltProgram> build(const SimulationPlan &plan, const ProjectMirror &mirror,
                                             const QString &workFolder, const std::stop_token &token) const;

private:
    struct Job;

    [[nodiscard]] QStringList compileArguments(const SimulationPlan &plan, const ProjectMirror &mirror,
                                               Dialect dialect) const;
    [[nodiscard]] QByteArray keyOf(const SimulationPlan &plan, const ProjectMirror &mirror,
                                   const Job &job) const;
    [[nodiscard]] Result<void> compile(const SimulationPlan &plan, const ProjectMirror &mirror,
                                       const QString &workFolder, Job &job,
                                       const std::stop_token &token) const;
    [[nodiscard]] Result<BuiltProgram> link(const std::vector<Job> &jobs, const QString &workFolder,
                                            const std::stop_token &token) const;
    [[nodiscard]] Result<ProcessOutcome> runCompiler(const QStringList &arguments, const QStringList &visible,
                                                     const QString &workFolder,
                                                     const std::stop_token &token) const;

    const ProcessService &m_processes;
    const HeaderFolders m_headers;
    const BuildCache &m_cache;
    const QString m_compiler; // a path below /usr
    QByteArray m_signature;   // of compiler and headers: when it changes, everything is built anew
};

} // namespace gatewright::hls
