// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/diagnostics_binding.h"

#include "core/base/paths.h"
#include "core/check/client/checker_client.h"
#include "core/completion/client/engine_client.h"
#include "core/task/start_task.h"
#include "ui/bridge/diagnostic_report.h"
#include "ui/bridge/document_manager.h"
#include "ui/bridge/engine_status_text.h"
#include "ui/bridge/workspace_model.h"
#include "ui/shell/appearance.h"
#include "ui/shell/command_adder.h"
#include "ui/shell/editor_area.h"
#include "ui/shell/main_window.h"

#include <QCoreApplication>
#include <QGuiApplication>
#include <QScreen>

#include <algorithm>

namespace gatewright {

DiagnosticsBinding::DiagnosticsBinding(const WindowContext &context, MainWindow &window,
                                       completion::EngineClient &engine, checker::CheckerClient &checker,
                                       const Paths &paths, QObject *parent)
    : QObject(parent)
    , m_context(context)
    , m_window(window)
    , m_engine(engine)
    , m_checker(checker)
    , m_paths(paths)
{
    const CommandAdder add(context.commands, context.appearance.icons(), CommandCategory::Help);
    add("help.diagnostics", tr("&Diagnostic Report"), [this] { makeReport(); })
        .describe(
            tr("A text about this program and computer for whoever helps you; secrets are taken out, and "
               "nothing is sent"));
}

DiagnosticFacts DiagnosticsBinding::facts() const
{
    DiagnosticFacts facts;
    facts.version = QCoreApplication::applicationVersion();
    facts.settingsFile = m_paths.settingsFile();
    facts.connectionLog = m_paths.connectionLog();
    facts.workspace = m_context.workspace.folder();
    const QList<Document *> open = m_context.documents.documents();
    const auto modified = std::count_if(
        open.begin(), open.end(), [](const Document *document) { return document->buffer().isModified(); });
    facts.facts = {QStringLiteral("open files: %1, of them changed: %2").arg(open.size()).arg(modified),
                   QStringLiteral("a folder is open: %1")
                       .arg(facts.workspace.isEmpty() ? QLatin1String("no") : QLatin1String("yes")),
                   QStringLiteral("platform: %1").arg(QGuiApplication::platformName())};
    const QList<QScreen *> screens = QGuiApplication::screens();
    for (const QScreen *screen : screens)
        facts.facts.append(QStringLiteral("screen: %1 × %2, %3 dpi, scale %4")
                               .arg(screen->size().width())
                               .arg(screen->size().height())
                               .arg(qRound(screen->logicalDotsPerInch()))
                               .arg(screen->devicePixelRatio()));
    const completion::EngineReport &engine = m_engine.report();
    const EngineStatusText words = engineStatusText(engine);
    facts.programs = {{QStringLiteral("gatewright-engine"),
                       QStringLiteral("%1; kernels %2, %3 threads, %4 MB")
                           .arg(words.text, engine.engine.kernels)
                           .arg(engine.engine.threads)
                           .arg(engine.engine.memoryBytes / 1'000'000),
                       engine.problem, m_engine.messages()},
                      {QStringLiteral("gatewright-checker"),
                       m_checker.isReady() ? QStringLiteral("ready") : QStringLiteral("not ready"),
                       m_checker.status().lastError ? m_checker.status().lastError->toString() : QString(),
                       m_checker.messages()}};
    return facts;
}

void DiagnosticsBinding::makeReport()
{
    startTask<QString>(
        this, [facts = facts()](std::stop_token) -> Result<QString> { return diagnosticReport(facts); },
        [this](const Result<QString> &report) {
            m_window.editors().show(m_context.documents.create(Language::PlainText, report->toStdString(),
                                                               QStringLiteral("gatewright-report.md")));
        });
}

} // namespace gatewright
