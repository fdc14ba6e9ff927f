// SPDX-License-Identifier: Apache-2.0
#include "plugins/language-hls/core/simulation/simulation_plan.h"

#include "plugins/language-hls/core/simulation/design_config.h"

#include <QDir>
#include <QFileInfo>

#include <deque>

namespace gatewright::hls {

namespace {

constexpr qsizetype maximumSources = 200;

const QStringList &sourceSuffixes()
{
    static const QStringList suffixes{QStringLiteral(".cpp"), QStringLiteral(".cc"), QStringLiteral(".cxx"),
                                      QStringLiteral(".c")};
    return suffixes;
}

// What the sources need beside themselves: where one includes "a/filter.h", a/filter.cpp belongs to it.
void addSourcesOfHeaders(SimulationPlan &plan, const SourceTexts &texts)
{
    std::deque<QString> queue(plan.sources.begin(), plan.sources.end());
    QStringList seen = plan.sources;
    while (!queue.empty() && seen.size() < maximumSources) {
        const QString path = queue.front();
        queue.pop_front();
        const std::optional<std::string> text = texts.text(path);
        for (const QString &name : text ? quotedIncludes(*text) : std::vector<QString>()) {
            const QString header = QDir::cleanPath(QFileInfo(path).path() + QLatin1Char('/') + name);
            if (QDir::isAbsolutePath(name) || seen.contains(header) || !texts.exists(header))
                continue;
            seen << header;
            queue.push_back(header);
            const QFileInfo file(header);
            for (const QString &suffix : sourceSuffixes()) {
                const QString source = file.path() + QLatin1Char('/') + file.completeBaseName() + suffix;
                if (source == header || seen.contains(source) || !texts.exists(source))
                    continue;
                seen << source;
                if (!definesMain(texts.text(source).value_or(std::string()))) {
                    plan.sources << source;
                    queue.push_back(source);
                }
            }
        }
    }
}

bool isInside(const QString &path, const QString &folder)
{
    return path.startsWith(folder + QLatin1Char('/'));
}

// A workspace that holds the home folder, or all there is, is not shown to programs.
QString rootFor(const QString &workspace, const QString &folder)
{
    const QString clean = workspace.isEmpty() ? folder : QDir::cleanPath(workspace);
    const QString home = QDir::homePath();
    const bool holdsHome = clean == QLatin1String("/") || clean == home || isInside(home, clean);
    const bool holdsFolder = clean == folder || isInside(folder, clean);
    // A link must not bring in a folder from outside.
    const QString real = QFileInfo(folder).canonicalFilePath();
    const QString realRoot = QFileInfo(clean).canonicalFilePath();
    const bool isReal = real == realRoot || isInside(real, realRoot);
    return holdsHome || !holdsFolder || !isReal ? folder : clean;
}

} // namespace

QString findTestbench(const SourceTexts &texts)
{
    const QFileInfo file(texts.documentPath());
    const QString stem = file.completeBaseName();
    const QStringList names{stem + QStringLiteral("_tb"),
                            QStringLiteral("tb_") + stem,
                            stem + QStringLiteral("_test"),
                            QStringLiteral("test_") + stem,
                            stem + QStringLiteral("_testbench"),
                            QStringLiteral("testbench"),
                            QStringLiteral("tb")};
    const QStringList folders{file.path(), file.path() + QStringLiteral("/tb"),
                              file.path() + QStringLiteral("/../tb"),
                              file.path() + QStringLiteral("/../test")};
    for (const QString &folder : folders) {
        for (const QString &name : names) {
            for (const QString &suffix : sourceSuffixes()) {
                const QString path = QDir::cleanPath(folder + QLatin1Char('/') + name + suffix);
                if (path != texts.documentPath() && texts.exists(path))
                    return path;
            }
        }
    }
    return {};
}

bool canSimulate(const SimulationInput &input)
{
    const SourceTexts texts(input.input);
    if (!isSourceFile(texts.documentPath()))
        return false;
    return !input.testbench.isEmpty() || definesMain(input.input.document.text()) ||
           !findTestbench(texts).isEmpty() || findDesignConfig(texts.documentPath()).has_value();
}

Result<SimulationPlan> planSimulation(const SimulationInput &input, const SourceTexts &texts)
{
    SimulationPlan plan;
    const QString document = texts.documentPath();
    plan.folder = QFileInfo(document).path();
    plan.root = rootFor(input.input.workspaceFolder, plan.folder);
    plan.sources << document;
    for (const QString &source : input.moreSources) {
        const QString path = QDir::cleanPath(QFileInfo(source).absoluteFilePath());
        if (!texts.exists(path))
            return makeError(ErrorCode::NotFound, QStringLiteral("There is no such source file."), {},
                             source);
        if (!plan.sources.contains(path))
            plan.sources << path;
        if (definesMain(texts.text(path).value_or(std::string())))
            plan.testbench = path;
    }
    if (!input.testbench.isEmpty()) {
        plan.testbench = QDir::cleanPath(QFileInfo(input.testbench).absoluteFilePath());
        if (!texts.exists(plan.testbench))
            return makeError(ErrorCode::NotFound, QStringLiteral("There is no such testbench."), {},
                             input.testbench);
    } else if (!plan.testbench.isEmpty()) {
        // One of the named sources.
    } else if (const std::optional<DesignConfig> config = findDesignConfig(document)) {
        plan.sources = config->sources + config->testbench;
        plan.sources.removeDuplicates();
        plan.flags = config->flags;
        plan.arguments = config->arguments;
        plan.testbench = config->testbench.first();
        return plan;
    } else if (definesMain(input.input.document.text())) {
        plan.testbench = document;
    } else {
        plan.testbench = findTestbench(texts);
    }
    if (plan.testbench.isEmpty())
        return makeError(
            ErrorCode::NotFound,
            QStringLiteral("There is no testbench for this kernel; write its main() into %1_tb.cpp.")
                .arg(QFileInfo(document).completeBaseName()),
            {}, document);
    if (!plan.sources.contains(plan.testbench))
        plan.sources << plan.testbench;
    addSourcesOfHeaders(plan, texts);
    return plan;
}

QStringList otherSources(const SimulationPlan &plan, const SourceTexts &texts)
{
    QStringList others;
    const QDir folder(plan.folder);
    for (const QString &name : folder.entryList(QDir::Files, QDir::Name)) {
        const QString path = QDir::cleanPath(folder.absoluteFilePath(name));
        if (!isSourceFile(path) || plan.sources.contains(path) || others.size() >= maximumSources)
            continue;
        if (!definesMain(texts.text(path).value_or("int main(")))
            others << path;
    }
    return others;
}

} // namespace gatewright::hls
