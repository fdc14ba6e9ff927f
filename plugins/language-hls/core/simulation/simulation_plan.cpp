// SPDX-License-Identifier: Apache-2.0
#include "plugins/language-hls/core/simulation/simulation_plan.h"

#include "core/base/path_inside.h"
#include "core/process/sandbox.h"
#include "plugins/language-hls/core/simulation/design_config.h"

#include <QDir>
#include <QFileInfo>

#include <algorithm>
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

// Asked before hundreds of files are copied for a sandbox that would not show them.
bool mayBeShown(const QString &folder)
{
    const bool wasSaved = QFileInfo::exists(folder);
    return !wasSaved || Sandbox::checkReadOnlyFolder(folder).has_value();
}

QString commonFolder(QString folder, const QString &path)
{
    while (!isInside(path, folder))
        folder = QFileInfo(folder).path();
    return folder;
}

// The workspace, if it holds the document (a link must not bring in a folder from outside). Without one it is
// the document's folder, or the one above it that also holds a testbench in ../tb.
Result<QString> rootFor(const QString &workspace, const SimulationPlan &plan)
{
    const QString clean = QDir::cleanPath(workspace);
    const bool isWorkspace =
        !workspace.isEmpty() && isInside(plan.folder, clean) && mayBeShown(clean) &&
        isInside(QFileInfo(plan.folder).canonicalFilePath(), QFileInfo(clean).canonicalFilePath());
    QString root = isWorkspace ? clean : plan.folder;
    if (!mayBeShown(root))
        return makeError(
            ErrorCode::InvalidInput,
            QStringLiteral("A file right in this folder is not run, because programs may not see "
                           "all of the folder. Move it into a folder of its own."),
            {}, root);
    for (const QString &source : plan.sources) {
        if (isInside(source, root))
            continue;
        if (isWorkspace)
            return makeError(ErrorCode::NotFound,
                             QStringLiteral("This source is outside of the workspace, where programs see "
                                            "nothing; open a folder that holds all sources (--workspace)."),
                             {}, source);
        root = commonFolder(root, source);
        if (!mayBeShown(root))
            return makeError(
                ErrorCode::NotFound,
                QStringLiteral("This source and %1 have no folder in common that programs may see; "
                               "move both into one, and open it as the workspace (--workspace).")
                    .arg(QFileInfo(plan.sources.first()).fileName()),
                {}, source);
    }
    return root;
}

bool isDefined(const QString &function, const SimulationPlan &plan, const SourceTexts &texts)
{
    QStringList paths = plan.sources + otherSources(plan, texts);
    for (const QString &source : plan.sources) {
        for (const QString &name : quotedIncludes(texts.text(source).value_or(std::string())))
            paths << QDir::cleanPath(QFileInfo(source).path() + QLatin1Char('/') + name);
    }
    const std::string name = function.section(QStringLiteral("::"), -1).toStdString();
    return std::ranges::any_of(paths, [&](const QString &path) {
        return definesFunction(texts.text(path).value_or(std::string()), name);
    });
}

// All but the root.
Result<SimulationPlan> planSources(const SimulationInput &input, const SourceTexts &texts)
{
    SimulationPlan plan;
    QString testbench;
    const QString document = texts.documentPath();
    plan.folder = QFileInfo(document).path();
    plan.sources << document;
    for (const QString &source : input.moreSources) {
        const QString path = QDir::cleanPath(QFileInfo(source).absoluteFilePath());
        if (!texts.exists(path))
            return makeError(ErrorCode::NotFound, QStringLiteral("There is no such source file."), {},
                             source);
        if (!plan.sources.contains(path))
            plan.sources << path;
        if (definesMain(texts.text(path).value_or(std::string())))
            testbench = path;
    }
    if (!input.testbench.isEmpty()) {
        testbench = QDir::cleanPath(QFileInfo(input.testbench).absoluteFilePath());
        if (!texts.exists(testbench))
            return makeError(ErrorCode::NotFound, QStringLiteral("There is no such testbench."), {},
                             input.testbench);
    } else if (!testbench.isEmpty()) {
        // One of the named sources.
    } else if (const std::optional<DesignConfig> config = findDesignConfig(document)) {
        plan.sources = config->sources + config->testbench;
        plan.sources.removeDuplicates();
        plan.flags = config->flags;
        plan.arguments = config->arguments;
        return plan;
    } else if (definesMain(input.input.document.text())) {
        testbench = document;
    } else {
        testbench = findTestbench(texts);
    }
    if (testbench.isEmpty())
        return makeError(
            ErrorCode::NotFound,
            QStringLiteral("There is no testbench for this kernel; write its main() into %1_tb.cpp.")
                .arg(QFileInfo(document).completeBaseName()),
            {}, document);
    if (!plan.sources.contains(testbench))
        plan.sources << testbench;
    addSourcesOfHeaders(plan, texts);
    return plan;
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
    GW_TRY(plan, planSources(input, texts));
    GW_TRY(root, rootFor(input.input.workspaceFolder, plan));
    plan.root = root;
    if (!input.top.isEmpty() && !isDefined(input.top, plan, texts))
        return makeError(ErrorCode::InvalidInput,
                         QStringLiteral("No function %1 is defined in the sources.").arg(input.top), {},
                         texts.documentPath());
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
