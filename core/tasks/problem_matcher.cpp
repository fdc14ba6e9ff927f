// SPDX-License-Identifier: Apache-2.0
#include "core/tasks/problem_matcher.h"

#include "core/base/path_inside.h"

#include <QDir>
#include <QFileInfo>
#include <QRegularExpression>

#include <algorithm>

namespace gatewright::tasks {

namespace {

// What a program writes without an end is no message.
constexpr qsizetype longestLine = 4096;

Severity severityOf(QStringView word)
{
    if (word.contains(QLatin1String("error"), Qt::CaseInsensitive))
        return Severity::Error;
    return word.contains(QLatin1String("warning"), Qt::CaseInsensitive) ? Severity::Warning : Severity::Info;
}

// Colours and other orders to a terminal.
QString withoutEscapes(QString line)
{
    static const QRegularExpression escape(QStringLiteral("\x1b(?:\\[[0-9;?]*[ -/]*[@-~]|[@-Z\\\\-_])"));
    if (line.contains(QLatin1Char('\x1b')))
        line.remove(escape);
    return line;
}

} // namespace

ProblemMatcher::ProblemMatcher(Matcher matcher, const QString &folder, const QString &workspace)
    : m_matcher(matcher)
    , m_folder(folder)
    , m_workspace(workspace)
    , m_realWorkspace(QFileInfo(workspace).canonicalFilePath())
{
}

void ProblemMatcher::feed(QByteArrayView output)
{
    while (!output.isEmpty()) {
        const qsizetype end = output.indexOf('\n');
        if (m_rest.size() <= longestLine)
            m_rest.append(end < 0 ? output : output.first(end));
        if (end < 0)
            return;
        output = output.sliced(end + 1);
        takeLine(QString::fromUtf8(m_rest));
        m_rest.clear();
    }
}

void ProblemMatcher::finish()
{
    takeLine(QString::fromUtf8(m_rest));
    m_rest.clear();
}

void ProblemMatcher::takeLine(const QString &raw)
{
    if (raw.size() > longestLine || m_problems.size() >= mostProblems)
        return;
    QString line = withoutEscapes(raw);
    if (line.endsWith(QLatin1Char('\r')))
        line.chop(1);
    switch (m_matcher) {
    case Matcher::Compiler:
        compilerLine(line);
        break;
    case Matcher::Python:
        pythonLine(line);
        break;
    case Matcher::Vitis:
        vitisLine(line);
        compilerLine(line); // its front end is clang
        break;
    case Matcher::None:
        break;
    }
}

void ProblemMatcher::compilerLine(const QString &line)
{
    // gcc, clang, and whatever speaks like them; then CMake.
    static const QRegularExpression compiler(QStringLiteral(
        "^([^:\\s][^:]*):(\\d{1,8}):(?:(\\d{1,8}):)? *(fatal error|error|warning|note|remark): (.*)$"));
    static const QRegularExpression cmake(
        QStringLiteral("^CMake (Error|Warning|Deprecation Warning)(?: \\(dev\\))? at ([^:]+):(\\d{1,8})(?: "
                       "\\(([^)]*)\\))?:"));
    if (const QRegularExpressionMatch match = compiler.match(line); match.hasMatch()) {
        // A note explains the message above it.
        if (match.captured(4) != QLatin1String("note"))
            add(match.captured(1), match.captured(2).toInt(), match.captured(3).toInt(),
                severityOf(match.capturedView(4)), match.captured(5));
        return;
    }
    if (const QRegularExpressionMatch match = cmake.match(line); match.hasMatch())
        add(match.captured(2), match.captured(3).toInt(), 0, severityOf(match.capturedView(1)),
            QStringLiteral("CMake: %1")
                .arg(match.captured(4).isEmpty() ? match.captured(1) : match.captured(4)));
}

void ProblemMatcher::pythonLine(const QString &line)
{
    static const QRegularExpression frame(QStringLiteral("^\\s*File \"([^\"]+)\", line (\\d{1,8})"));
    static const QRegularExpression end(
        QStringLiteral("^([A-Za-z_][\\w.]*(?:Error|Exception|Warning|Interrupt|Exit)\\b.*)$"));
    static const QRegularExpression place(QStringLiteral("^([^:\\s][^:]*\\.py):(\\d{1,8}): (.+)$"));
    if (const QRegularExpressionMatch match = frame.match(line); match.hasMatch()) {
        if (!resolve(match.captured(1)).isEmpty()) {
            m_pythonFile = match.captured(1);
            m_pythonLine = match.captured(2).toInt();
        }
        return;
    }
    if (line.startsWith(QLatin1String("Traceback "))) {
        m_pythonFile.clear();
        return;
    }
    if (const QRegularExpressionMatch match = end.match(line); match.hasMatch() && !m_pythonFile.isEmpty()) {
        add(m_pythonFile, m_pythonLine, 0, Severity::Error, match.captured(1));
        m_pythonFile.clear();
        return;
    }
    if (const QRegularExpressionMatch match = place.match(line); match.hasMatch())
        add(match.captured(1), match.captured(2).toInt(), 0,
            match.capturedView(3).contains(QLatin1String("Warning")) ? Severity::Warning : Severity::Error,
            match.captured(3));
}

void ProblemMatcher::vitisLine(const QString &line)
{
    static const QRegularExpression message(
        QStringLiteral("^(ERROR|WARNING|CRITICAL WARNING): \\[([^\\]]+)\\] (.*)$"));
    static const QRegularExpression place(QStringLiteral("\\(([^():]+):(\\d{1,8})(?::(\\d{1,8}))?\\)"));
    const QRegularExpressionMatch said = message.match(line);
    if (!said.hasMatch())
        return;
    const QRegularExpressionMatch where = place.match(said.captured(3));
    if (where.hasMatch())
        add(where.captured(1), where.captured(2).toInt(), where.captured(3).toInt(),
            severityOf(said.capturedView(1)),
            QStringLiteral("%1 [%2]").arg(said.captured(3).left(where.capturedStart()).trimmed(),
                                          said.captured(2)));
}

void ProblemMatcher::add(const QString &name, int line, int column, Severity severity, const QString &message)
{
    TaskProblem problem;
    problem.path = resolve(name);
    if (problem.path.isEmpty() || line < 1)
        return;
    // Columns of compilers are bytes; a task's problems are about files that nobody may have opened, so a
    // place in a line with other characters is near.
    const Position place{line - 1, std::max(0, column - 1)};
    problem.diagnostic.range = {place, place};
    problem.diagnostic.severity = severity;
    problem.diagnostic.source = QStringLiteral("task");
    problem.diagnostic.code = matcherName(m_matcher);
    problem.diagnostic.message = message.trimmed();
    // A header says the same for each file that includes it.
    if (std::find(m_problems.begin(), m_problems.end(), problem) == m_problems.end())
        m_problems.push_back(std::move(problem));
}

QString ProblemMatcher::resolve(const QString &name) const
{
    for (const QString &base : {m_folder, m_workspace}) {
        const QString path = QDir::cleanPath(QDir(base).absoluteFilePath(name));
        const QFileInfo file(path);
        if (file.isFile() && isInside(file.canonicalFilePath(), m_realWorkspace))
            return file.canonicalFilePath();
    }
    return {};
}

} // namespace gatewright::tasks
