// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/bridge/engine_status_text.h"

#include "ui/bridge/core_texts.h"

#include <QCoreApplication>
#include <QLocale>
#include <QStringList>

#include <chrono>

namespace gatewright {

using completion::EngineReport;
using completion::EngineState;
using completion::WhyNothing;

namespace {

// Below it one token a pass is what plain decoding brings.
constexpr double worthNaming = 1.05;

struct EngineText
{
    Q_DECLARE_TR_FUNCTIONS(EngineStatus)
};

EngineStatusText readyText(const completion::EngineStatus &engine)
{
    using Level = EngineStatusText::Level;
    QStringList parts{engine.model, engine.device.toUpper()};
    const bool drafts = engine.tokensPerPass >= worthNaming;
    const QString perPass = QLocale().toString(engine.tokensPerPass, 'f', 1);
    if (engine.tokensPerSecond > 0) {
        const int speed = qRound(engine.tokensPerSecond);
        parts.append(drafts ? EngineText::tr("%1 tokens/s ×%2").arg(speed).arg(perPass)
                            : EngineText::tr("%1 tokens/s").arg(speed));
    }
    parts.removeAll(QString());
    QStringList facts;
    if (drafts)
        facts.append(EngineText::tr("%1 tokens in each pass of the model, because their words were drafted")
                         .arg(perPass));
    if (!engine.kernels.isEmpty())
        facts.append(
            EngineText::tr("Kernels: %1, %n thread(s)", nullptr, engine.threads).arg(engine.kernels));
    if (engine.memoryBytes > 0)
        facts.append(EngineText::tr("Memory of the engine: %1 MB").arg(engine.memoryBytes / 1'000'000));
    facts.append(EngineText::tr("Click to see what became of the last suggestions."));
    return {Level::Ready, parts.join(QStringLiteral(" · ")), facts.join(QLatin1Char('\n'))};
}

} // namespace

EngineStatusText engineStatusText(const EngineReport &report)
{
    using Level = EngineStatusText::Level;
    const QString problem = coreText(report.problem);
    switch (report.state) {
    case EngineState::Off:
        return {Level::Off, EngineText::tr("Model off"),
                EngineText::tr("Suggestions are switched off in this run.")};
    case EngineState::Missing:
        return {
            Level::Trouble, EngineText::tr("No engine"),
            EngineText::tr(
                "The program gatewright-engine is missing, so there are no suggestions. Install it again.")};
    case EngineState::Starting:
        return {Level::Waiting, EngineText::tr("Starting the engine…"),
                EngineText::tr("Editing does not wait for it.")};
    case EngineState::LoadingModel:
        return {Level::Waiting,
                report.engine.loading >= 0.0
                    ? EngineText::tr("Loading the model: %1 %").arg(qRound(report.engine.loading * 100))
                    : EngineText::tr("Loading the model…"),
                EngineText::tr("Editing does not wait for it.")};
    case EngineState::Ready:
        return readyText(report.engine);
    case EngineState::Asleep:
        return {Level::Ready, EngineText::tr("%1 · asleep").arg(report.engine.model),
                EngineText::tr("It was not used for a while and gave its memory back. It is loaded again "
                               "when you type.")};
    case EngineState::NoModel:
        return {Level::Trouble, EngineText::tr("No model"), problem};
    case EngineState::Restarting: {
        const auto seconds = std::chrono::ceil<std::chrono::seconds>(report.restartDelay).count();
        return {Level::Trouble,
                EngineText::tr("The engine stopped; it starts again in %n second(s)", nullptr,
                               static_cast<int>(seconds)),
                EngineText::tr("Your text is safe: the engine never holds it.") + QLatin1Char('\n') +
                    problem};
    }
    case EngineState::GivenUp:
        return {Level::Trouble, EngineText::tr("The engine stopped too often"),
                EngineText::tr("Your text is safe. Choose Completion › Restart the Engine to try again.") +
                    QLatin1Char('\n') + problem};
    }
    return {};
}

QString whyText(WhyNothing why)
{
    switch (why) {
    case WhyNothing::Nothing:
        return EngineText::tr("Shown");
    case WhyNothing::ModelMissing:
        return EngineText::tr("There is no model");
    case WhyNothing::ModelLoading:
        return EngineText::tr("The model was still loading");
    case WhyNothing::ModelFailed:
        return EngineText::tr("The model failed");
    case WhyNothing::Cancelled:
        return EngineText::tr("You typed on");
    case WhyNothing::TimeLimit:
        return EngineText::tr("It took too long");
    case WhyNothing::EmptyAnswer:
        return EngineText::tr("The model had nothing to say here");
    case WhyNothing::RepeatsText:
        return EngineText::tr("It repeated what is in the file already");
    case WhyNothing::RepeatsItself:
        return EngineText::tr("It repeated itself");
    case WhyNothing::LowConfidence:
        return EngineText::tr("The model was not sure enough");
    case WhyNothing::DoesNotParse:
        return EngineText::tr("It would not have parsed");
    case WhyNothing::TooShort:
        return EngineText::tr("It was too short to be of use");
    case WhyNothing::UnknownDocument:
        return EngineText::tr("The engine did not know the file yet");
    case WhyNothing::PlaceOutside:
        return EngineText::tr("The engine's copy of the file was older");
    case WhyNothing::TextRightOfCursor:
        return EngineText::tr("Too much text right of the cursor");
    case WhyNothing::ReadOnly:
        return EngineText::tr("The file cannot be changed");
    case WhyNothing::SwitchedOff:
        return EngineText::tr("Suggestions are switched off");
    case WhyNothing::Snoozed:
        return EngineText::tr("Suggestions were snoozed");
    case WhyNothing::LanguageOff:
        return EngineText::tr("Suggestions are off for this language");
    case WhyNothing::FileExcluded:
        return EngineText::tr("The file is secret or excluded");
    case WhyNothing::EngineDown:
        return EngineText::tr("The engine was not running");
    }
    return {};
}

} // namespace gatewright
