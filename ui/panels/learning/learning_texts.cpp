// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/learning/learning_texts.h"

#include "ui/bridge/core_texts.h"
#include "ui/bridge/engine_status_text.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>
#include <array>
#include <cmath>

namespace gatewright {

using completion::HeadWorth;
using completion::LearnedVersion;
using completion::LearningReport;
using completion::LearningState;

namespace {

struct LearningText
{
    Q_DECLARE_TR_FUNCTIONS(LearningText)
};

QString number(qint64 value)
{
    return QLocale().toString(value);
}

QString percent(double share)
{
    return LearningText::tr("%1 %").arg(QLocale().toString(100 * share, 'f', 1));
}

LearningPageText nothingYet(const LearningView &view)
{
    LearningPageText page;
    page.text = LearningText::tr("Nothing was learned yet.");
    const qint64 wanted = view.learning ? view.learning->wantedPositions : 0;
    page.detail =
        wanted > 0
            ? LearningText::tr("The index and the table learn from each accepted line at once; the head "
                               "begins after %1 tokens, in idle time. Nothing of it leaves this computer.")
                  .arg(number(wanted))
            : LearningText::tr("The index and the table learn from each accepted line at once; the head "
                               "learns slowly, in idle time. Nothing of it leaves this computer.");
    if (!view.wishes.keepsText)
        page.detail += QLatin1Char('\n') +
                       LearningText::tr("Accepted text is not kept now, by your settings, so the head has "
                                        "nothing to learn from.");
    return page;
}

QString outcomeText(const completion::LearningOutcome &last)
{
    return last.kept ? LearningText::tr("Last time: version %1 is better and serves. %2")
                           .arg(last.version)
                           .arg(coreText(last.reason))
                     : LearningText::tr("Last time: what serves was kept. %1").arg(coreText(last.reason));
}

QString trainingText(const LearningReport &report)
{
    if (report.steps <= 0)
        return LearningText::tr("The head learns from %1 tokens.").arg(number(report.positions));
    const double share =
        std::clamp(static_cast<double>(report.step) / static_cast<double>(report.steps), 0.0, 1.0);
    return LearningText::tr("The head learns from %1 tokens: step %2 of %3, %4 %.")
        .arg(number(report.positions), number(report.step), number(report.steps),
             QLocale().toString(std::floor(100 * share), 'f', 0));
}

} // namespace

LearningPageText learningPageText(const LearningView &view)
{
    switch (learningStage(view)) {
    case LearningStage::NoEngine: {
        const EngineStatusText status = engineStatusText(view.engine);
        return {LearningText::tr("%1: without it nothing is learned, and what was learned stays.")
                    .arg(status.text),
                status.explanation};
    }
    case LearningStage::Loading:
        return {LearningText::tr("Loading the model…"),
                LearningText::tr("What was learned is shown when it is there.")};
    case LearningStage::DraftingOff:
        return {LearningText::tr("Drafting several words at once is switched off."),
                LearningText::tr("With it the model answers several times faster from what you wrote and "
                                 "accepted, and never with another text. What was learned stays.")};
    case LearningStage::NothingYet:
        return nothingYet(view);
    case LearningStage::Known:
        break;
    }
    return {};
}

LearningHeadline learningHeadline(const LearningView &view)
{
    LearningHeadline made;
    if (!view.learning) {
        made.symbol = Symbol::Warning;
        made.level = MarkLevel::Warning;
        made.text = LearningText::tr("What the head learned is not known.");
        made.detail = coreText(view.problem);
        return made;
    }
    const LearningReport &report = *view.learning;
    if (report.last && !report.last->reason.isEmpty())
        made.detail = outcomeText(*report.last);
    // What went wrong, or what is missing, is more than how it ended before.
    if (!report.problem.isEmpty()) {
        made.symbol = Symbol::Warning;
        made.level = MarkLevel::Warning;
        made.detail = coreText(report.problem);
    }
    switch (report.state) {
    case LearningState::Unavailable:
        made.symbol = Symbol::Warning;
        made.level = MarkLevel::Warning;
        made.text = LearningText::tr("The head does not learn; index and table do.");
        if (!view.wishes.learns)
            made.detail = LearningText::tr("Its training is switched off in the settings.");
        else if (!view.wishes.keepsText)
            made.detail = LearningText::tr(
                "It has nothing to learn from: accepted text is not kept, by your settings.");
        else if (report.problem.isEmpty())
            made.detail = LearningText::tr("This build has no trainer. Install the package with the program "
                                           "gatewright-trainer to let the head learn.");
        break;
    case LearningState::TooLittle:
        made.text = LearningText::tr("The head waits for text: %1 of the %2 new tokens it begins with.")
                        .arg(number(report.newPositions), number(report.wantedPositions));
        break;
    case LearningState::Waiting:
        made.text = report.onDemand
                        ? LearningText::tr("The head learns as soon as no suggestion is waited for.")
                        : LearningText::tr("The head learns from %1 new tokens in the next idle time.")
                              .arg(number(report.newPositions));
        break;
    case LearningState::Training:
        if (report.problem.isEmpty())
            made.symbol = Symbol::Run;
        made.text = trainingText(report);
        break;
    case LearningState::Paused:
        if (report.problem.isEmpty())
            made.symbol = Symbol::Stop;
        made.text = LearningText::tr("The head is paused with %1 new tokens; index and table go on.")
                        .arg(number(report.newPositions));
        break;
    }
    return made;
}

QString drafterName(const QString &drafter)
{
    const std::array<std::pair<QLatin1String, QString>, 6> names{
        {{QLatin1String("buffer"), LearningText::tr("Open file")},
         {QLatin1String("history"), LearningText::tr("Project and accepted text")},
         {QLatin1String("answers"), LearningText::tr("Earlier answers")},
         {QLatin1String("recycling"), LearningText::tr("Table")},
         {QLatin1String("variations"), LearningText::tr("Variations")},
         {QLatin1String("head"), LearningText::tr("Head")}}};
    const auto *const found =
        std::ranges::find(names, drafter, [](const auto &each) { return QString(each.first); });
    return found != names.end() ? found->second : drafter.left(40);
}

QString drafterExplanation(const QString &drafter)
{
    const std::array<std::pair<QLatin1String, QString>, 6> texts{
        {{QLatin1String("buffer"),
          LearningText::tr("What stands in the file already, also below the cursor")},
         {QLatin1String("history"), LearningText::tr("The index of your project and of what you accepted")},
         {QLatin1String("answers"), LearningText::tr("What the model answered a moment ago")},
         {QLatin1String("recycling"),
          LearningText::tr("The table of which word followed which two, also in drafts that fell")},
         {QLatin1String("variations"), LearningText::tr("Lines of the file with other names in them")},
         {QLatin1String("head"), LearningText::tr("The small network that learns in idle time")}}};
    const auto *const found =
        std::ranges::find(texts, drafter, [](const auto &each) { return QString(each.first); });
    return found != texts.end() ? found->second : QString();
}

QString savedTimeText(double milliseconds)
{
    const QLocale locale;
    const double seconds = std::isfinite(milliseconds) ? std::clamp(milliseconds / 1000, 0.0, 1e12) : 0.0;
    if (seconds < 9.95)
        return LearningText::tr("%1 s").arg(locale.toString(seconds, 'f', seconds < 0.05 ? 0 : 1));
    const auto whole = static_cast<qint64>(std::round(seconds));
    if (whole < 60)
        return LearningText::tr("%1 s").arg(locale.toString(whole));
    if (whole < 3600)
        return LearningText::tr("%1 min %2 s").arg(locale.toString(whole / 60), locale.toString(whole % 60));
    return LearningText::tr("%1 h %2 min")
        .arg(locale.toString(whole / 3600), locale.toString(whole % 3600 / 60));
}

QString perPassText(double tokensPerPass)
{
    return QLocale().toString(tokensPerPass, 'f', 2);
}

QString dayName(const QDate &day, const QDate &today)
{
    if (day == today)
        return LearningText::tr("today");
    if (day.addDays(1) == today)
        return LearningText::tr("yesterday");
    return QLocale().toString(day, QLocale::ShortFormat);
}

QString dayText(const completion::LearningDay &day, const QDate &today)
{
    return LearningText::tr("%1: %2 tokens per pass (%3 in %4 passes), %5 saved")
        .arg(dayName(day.day, today), perPassText(day.tokensPerPass()), number(day.tokens),
             number(day.passes), savedTimeText(day.savedMs));
}

QString versionSource(const LearnedVersion &version, bool sawErased)
{
    if (!version.problem.isEmpty())
        return LearningText::tr("cannot be read: %1").arg(coreText(version.problem));
    const QString from = version.version == 0      ? LearningText::tr("came with Gatewright")
                         : version.title.isEmpty() ? LearningText::tr("learned from your text")
                                                   : version.title;
    return sawErased ? LearningText::tr("%1 (learned from erased text)").arg(from) : from;
}

QString versionRight(const LearnedVersion &version)
{
    if (!version.after)
        return {};
    const QString after = percent(version.after->right[0]);
    return version.before ? LearningText::tr("%1 → %2").arg(percent(version.before->right[0]), after) : after;
}

QString versionPerPass(const LearnedVersion &version)
{
    if (!version.after)
        return {};
    const QString after = perPassText(version.after->tokensPerPass);
    return version.before ? LearningText::tr("%1 → %2").arg(perPassText(version.before->tokensPerPass), after)
                          : after;
}

} // namespace gatewright
