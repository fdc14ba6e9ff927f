// SPDX-License-Identifier: Apache-2.0
#include "plugins/language-qiskit/core/ruff_check.h"

#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>
#include <array>
#include <csignal>
#include <utility>

namespace gatewright {

namespace {

using namespace std::chrono_literals;

// All of Pyflakes, and of bugbear what is wrong rather than unusual.
constexpr const char *rules = "E9,F,B002,B003,B005,B006,B012,B015,B016,B018,B020,B021,B023,B025,B026,B029,"
                              "B030,B031,B032,B033,B035";

// What fails when it is reached: names that do not exist, formats that do not fit, statements out of place.
constexpr std::array errors{"F501", "F502", "F503", "F505", "F506", "F507", "F508", "F509", "F521", "F524",
                            "F525", "F621", "F622", "F633", "F70",  "F72",  "F821", "F822", "F823"};
// What is only left over, often because the line that needs it is still to be written.
constexpr std::array leftovers{"F401", "F403", "F405", "F504", "F522", "F523", "F541", "F841", "F842"};

template <std::size_t size>
bool isOneOf(const std::array<const char *, size> &prefixes, const QString &code)
{
    return std::any_of(prefixes.begin(), prefixes.end(),
                       [&](const char *prefix) { return code.startsWith(QLatin1String(prefix)); });
}

Severity severityOf(const QString &code)
{
    if (isOneOf(leftovers, code))
        return Severity::Hint;
    return isOneOf(errors, code) ? Severity::Error : Severity::Warning;
}

// {"row", "column"}, both from 1, columns in code points: what people count. Anything else is moved to the
// nearest place of the text.
std::size_t offsetOf(const QJsonValue &place, const TextDocument &document)
{
    const HumanPosition position{place[QLatin1String("row")].toInt(1),
                                 place[QLatin1String("column")].toInt(1)};
    return document.lines().offset(document.text(), position);
}

Range rangeOf(const QJsonValue &holder, const TextDocument &document)
{
    const std::size_t begin = offsetOf(holder[QLatin1String("location")], document);
    const std::size_t end = offsetOf(holder[QLatin1String("end_location")], document);
    return document.range(begin, std::max(begin, end));
}

std::vector<DiagnosticFix> fixesOf(const QJsonValue &fix, const TextDocument &document)
{
    if (fix[QLatin1String("applicability")].toString() != QLatin1String("safe"))
        return {};
    DiagnosticFix made;
    made.title = fix[QLatin1String("message")].toString();
    for (const QJsonValue edit : fix[QLatin1String("edits")].toArray())
        made.edits.push_back(
            {rangeOf(edit, document), edit[QLatin1String("content")].toString().toStdString()});
    if (made.title.isEmpty() || made.edits.empty())
        return {};
    return {made};
}

QString sentence(const QString &message)
{
    const QString text = message.simplified();
    return text.isEmpty() || text.endsWith(QLatin1Char('.')) ? text : text + QLatin1Char('.');
}

SandboxedProgram lint(const LinterProgram &ruff, const QString &path)
{
    const QString name = QFileInfo(path).fileName();
    SandboxedProgram program;
    program.program = ruff.program;
    program.readOnlyFolders = ruff.folders;
    program.arguments = QStringList{QStringLiteral("check"),
                                    QStringLiteral("--isolated"),
                                    QStringLiteral("--no-cache"),
                                    QStringLiteral("--quiet"),
                                    QStringLiteral("--output-format"),
                                    QStringLiteral("json"),
                                    QStringLiteral("--select"),
                                    QLatin1String(rules),
                                    QStringLiteral("--target-version"),
                                    QStringLiteral("py311"),
                                    QStringLiteral("--stdin-filename=") + // one word: a name may begin with -
                                        (name.isEmpty() ? QStringLiteral("unsaved.py") : name),
                                    QStringLiteral("-")};
    return program;
}

} // namespace

RuffCheck::RuffCheck(const ProcessService &processes, EnvironmentPlaces places)
    : m_processes(processes)
    , m_places(std::move(places))
{
}

Result<std::vector<Diagnostic>> RuffCheck::run(const CheckInput &input, std::stop_token token) const
{
    if (input.document.text().empty())
        return std::vector<Diagnostic>();
    GW_TRY(ruff, findRuff(m_places, input.workspaceFolder));
    ProcessLimits limits;
    limits.time = 20s;
    limits.processorSeconds = 20;
    GW_TRY(outcome, m_processes.runInSandbox(lint(ruff, input.path), limits,
                                             QByteArray::fromStdString(input.document.text()), token));
    // bubblewrap passes on the signal of RLIMIT_CPU as a shell does.
    if (outcome.end == ProcessEnd::TimedOut || outcome.exitCode == 128 + SIGXCPU)
        return makeError(ErrorCode::Timeout, QStringLiteral("The linter ruff did not end in time."), {},
                         input.path);
    if (outcome.end != ProcessEnd::Exited || outcome.exitCode > 1)
        return makeError(ErrorCode::Crashed, QStringLiteral("The linter ruff failed."),
                         QString::fromUtf8(outcome.errors.left(500)).trimmed(), ruff.program);
    return diagnosticsFromRuff(outcome.output, input.document);
}

Result<std::vector<Diagnostic>> diagnosticsFromRuff(const QByteArray &json, const TextDocument &document)
{
    QJsonParseError problem;
    const QJsonDocument parsed = QJsonDocument::fromJson(json, &problem);
    if (!parsed.isArray())
        return makeError(ErrorCode::Corrupt, QStringLiteral("The linter ruff answered with something else."),
                         problem.errorString());
    std::vector<Diagnostic> diagnostics;
    for (const QJsonValue finding : parsed.array()) {
        const QString code = finding[QLatin1String("code")].toString();
        if (code.isEmpty() || !code.back().isDigit())
            continue; // "invalid-syntax"
        if (diagnostics.size() == RuffCheck::maximumFindings)
            break;
        Diagnostic diagnostic;
        diagnostic.range = rangeOf(finding, document);
        diagnostic.severity = severityOf(code);
        diagnostic.code = code;
        diagnostic.source = QStringLiteral("ruff");
        diagnostic.message = sentence(finding[QLatin1String("message")].toString());
        diagnostic.fixes = fixesOf(finding[QLatin1String("fix")], document);
        diagnostics.push_back(std::move(diagnostic));
    }
    std::stable_sort(diagnostics.begin(), diagnostics.end(),
                     [](const Diagnostic &a, const Diagnostic &b) { return a.range.start < b.range.start; });
    return diagnostics;
}

} // namespace gatewright
