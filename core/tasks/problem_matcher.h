// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/check/diagnostic.h"
#include "core/tasks/task.h"

#include <vector>

namespace gatewright::tasks {

// What a line of output says about a place.
struct TaskProblem
{
    QString path; // absolute
    Diagnostic diagnostic;

    friend bool operator==(const TaskProblem &, const TaskProblem &) = default;
};

// Finds problems in the output of a task as it comes. Only files inside the workspace count: what a compiler
// says about its own headers is nobody's to mend. Asks the disk; for a task or a worker's thread.
class ProblemMatcher
{
public:
    // Relative names count from the folder that the task runs in, else from the workspace.
    ProblemMatcher(Matcher matcher, const QString &folder, const QString &workspace);

    // Any stretch of output, also half a line: what has no end yet waits for it.
    void feed(QByteArrayView output);
    // The last line may have no end.
    void finish();
    // In the order of the output, each once.
    [[nodiscard]] const std::vector<TaskProblem> &problems() const { return m_problems; }

    static constexpr std::size_t mostProblems = 2000;

private:
    void takeLine(const QString &line);
    void compilerLine(const QString &line);
    void pythonLine(const QString &line);
    void vitisLine(const QString &line);
    void add(const QString &name, int line, int column, Severity severity, const QString &message);
    [[nodiscard]] QString resolve(const QString &name) const;

    Matcher m_matcher;
    QString m_folder;
    QString m_workspace;
    QString m_realWorkspace;
    QByteArray m_rest; // a line without its end
    std::vector<TaskProblem> m_problems;
    QString m_pythonFile; // of the innermost frame in the workspace
    int m_pythonLine = 0;
};

} // namespace gatewright::tasks
