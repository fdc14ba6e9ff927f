// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/completion_binding.h"

#include "core/base/log.h"
#include "core/completion/client/engine_client.h"
#include "core/settings/keys.h"
#include "core/settings/settings.h"
#include "ui/bridge/completion_presenter.h"
#include "ui/bridge/document.h"
#include "ui/bridge/engine_status_text.h"
#include "ui/bridge/notice_hub.h"
#include "ui/dialogs/suggestion_popover.h"
#include "ui/dialogs/why_popover.h"
#include "ui/shell/appearance.h"
#include "ui/shell/command_adder.h"
#include "ui/shell/editor_area.h"
#include "ui/shell/editor_page.h"
#include "ui/shell/main_window.h"
#include "ui/shell/status_bar.h"

#include <QFontDatabase>
#include <QTime>

#include <chrono>

namespace gatewright {

using completion::DebounceMode;

namespace {

constexpr std::chrono::minutes snoozeTime{15};

DebounceMode debounceMode(const QString &name)
{
    if (name == QLatin1String("manual"))
        return DebounceMode::Manual;
    return name == QLatin1String("fixed") ? DebounceMode::Fixed : DebounceMode::Adaptive;
}

StatusBar::ModelState modelState(EngineStatusText::Level level)
{
    switch (level) {
    case EngineStatusText::Level::Off:
        return StatusBar::ModelState::Off;
    case EngineStatusText::Level::Waiting:
        return StatusBar::ModelState::Waiting;
    case EngineStatusText::Level::Ready:
        return StatusBar::ModelState::Ready;
    case EngineStatusText::Level::Trouble:
        break;
    }
    return StatusBar::ModelState::Trouble;
}

} // namespace

CompletionBinding::CompletionBinding(const WindowContext &context, MainWindow &window,
                                     CompletionPresenter &presenter,
                                     completion::CompletionController &controller,
                                     completion::EngineClient &engine, QObject *parent)
    : QObject(parent)
    , m_context(context)
    , m_window(window)
    , m_presenter(presenter)
    , m_controller(controller)
    , m_engine(engine)
{
    connect(&window.editors(), &EditorArea::currentPageChanged, this, [this](EditorPage *page) {
        m_presenter.setView(page ? &page->view() : nullptr, page ? &page->document() : nullptr);
    });
    connect(&window.status(), &StatusBar::modelClicked, this, &CompletionBinding::explain);
    connect(&context.settings, &Settings::changed, this, &CompletionBinding::applySettings);
    connect(&context.appearance, &Appearance::changed, this, &CompletionBinding::updateStatus);
    connect(&engine, &completion::EngineClient::reportChanged, this, &CompletionBinding::updateStatus);
    connect(&engine, &completion::EngineClient::fileExcluded, this, &CompletionBinding::tellExcluded);
    m_snooze.setSingleShot(true);
    connect(&m_snooze, &QTimer::timeout, this, &CompletionBinding::applySettings);
    applySettings();
    addCommands();
    addQuietCommands();
    updateStatus();
}

void CompletionBinding::applySettings()
{
    const Settings &settings = m_context.settings;
    completion::ControllerSettings made;
    made.enabled = settings.value(keys::completionEnabled());
    made.mode = debounceMode(settings.value(keys::completionTrigger()));
    made.fixedDelay = std::chrono::milliseconds(settings.value(keys::completionDelay()));
    made.snoozed = m_snooze.isActive();
    for (const QString &id : languagesOff())
        made.languagesOff.push_back(languageFromId(id));
    m_controller.setSettings(made);
    m_presenter.setDisabledFor(settings.value(keys::completionDisabledFor()));
    updateStatus();
}

void CompletionBinding::addCommands()
{
    const CommandAdder add(m_context.commands, m_context.appearance.icons(), CommandCategory::Completion);
    CompletionPresenter &presenter = m_presenter;
    const auto hasView = [&presenter] { return presenter.hasView(); };
    const auto hasGhost = [&presenter] { return presenter.hasGhost(); };
    Settings &settings = m_context.settings;

    add("completion.enabled", tr("Suggest While &Typing"), [&settings] {
        const Result<void> written =
            settings.setValue(keys::completionEnabled(), !settings.value(keys::completionEnabled()));
        if (!written)
            qCWarning(logUi) << written.error().toString();
    }).checkedWhen([&settings] { return settings.value(keys::completionEnabled()); });
    add("completion.trigger", tr("&Suggest Here"), [&presenter] { presenter.requestNow(); })
        .key(Qt::ALT | Qt::Key_Backslash)
        .symbol(Symbol::Model)
        .enabledWhen(hasView);
    // Tab, Shift+Tab and Alt+Right belong to the editor, which has other uses for them without a suggestion.
    // Alt+Return always means this.
    add("completion.acceptAll", tr("Accept S&uggestion"), [&presenter] { presenter.accept(AcceptUnit::All); })
        .key(Qt::ALT | Qt::Key_Return)
        .describe(tr("Also Tab, while a suggestion stands"))
        .enabledWhen(hasGhost);
    add("completion.acceptLine", tr("Accept Its &Line"), [&presenter] { presenter.accept(AcceptUnit::Line); })
        .describe(tr("Also Shift+Tab, while a suggestion stands"))
        .enabledWhen(hasGhost);
    add("completion.acceptWord", tr("Accept Its &Word"), [&presenter] { presenter.accept(AcceptUnit::Word); })
        .describe(tr("Also Alt+Right, while a suggestion stands"))
        .enabledWhen(hasGhost);
    add("completion.next", tr("&Next Suggestion"), [&presenter] { presenter.cycle(1); })
        .key(Qt::ALT | Qt::Key_BracketRight)
        .enabledWhen(hasGhost);
    add("completion.previous", tr("&Previous Suggestion"), [&presenter] { presenter.cycle(-1); })
        .key(Qt::ALT | Qt::Key_BracketLeft)
        .enabledWhen(hasGhost);
    add("completion.dismiss", tr("&Dismiss Suggestion"), [&presenter] { presenter.dismiss(); })
        .describe(tr("Also Escape, while a suggestion stands"))
        .enabledWhen(hasGhost);
    add("completion.showText", tr("Show Suggestion as &Text"), [this] { showAsText(); })
        .key(Qt::ALT | Qt::Key_F2)
        .describe(tr("To read or copy it, also with a screen reader"))
        .enabledWhen(hasGhost);
    add("completion.why", tr("Wh&y No Suggestion?"), [this] { explain(); });
    add("completion.restartEngine", tr("&Restart the Engine"), [this] {
        m_engine.restart();
    }).symbol(Symbol::Refresh);
}

void CompletionBinding::addQuietCommands()
{
    const CommandAdder add(m_context.commands, m_context.appearance.icons(), CommandCategory::Completion);
    CompletionPresenter &presenter = m_presenter;
    add("completion.snooze", tr("Snoo&ze for %1 Minutes").arg(snoozeTime.count()), [this] {
        toggleSnooze();
    }).checkedWhen([this] { return m_snooze.isActive(); });
    add("completion.language", tr("Suggest in This Lan&guage"), [this] { toggleLanguage(); })
        .describe(tr("Off: nothing comes by itself in files of the language in front"))
        .enabledWhen([&presenter] { return presenter.hasView(); })
        .checkedWhen(
            [this, &presenter] { return !languagesOff().contains(languageId(presenter.language())); });
}

void CompletionBinding::toggleSnooze()
{
    if (m_snooze.isActive())
        m_snooze.stop();
    else
        m_snooze.start(snoozeTime);
    m_presenter.dismiss();
    applySettings();
}

QStringList CompletionBinding::languagesOff() const
{
    return m_context.settings.value(keys::completionLanguagesOff());
}

void CompletionBinding::toggleLanguage()
{
    const QString id = languageId(m_presenter.language());
    QStringList off = languagesOff();
    if (off.removeAll(id) == 0)
        off.append(id);
    const Result<void> written = m_context.settings.setValue(keys::completionLanguagesOff(), off);
    if (!written)
        qCWarning(logUi) << written.error().toString();
}

void CompletionBinding::showAsText()
{
    const CodeView *view = m_presenter.view();
    if (!view || !m_presenter.hasGhost())
        return;
    auto *popover = new SuggestionPopover(m_presenter.ghostText(),
                                          QFontDatabase::systemFont(QFontDatabase::FixedFont), &m_window);
    connect(popover, &SuggestionPopover::accepted, this, [this] { m_presenter.accept(AcceptUnit::All); });
    popover->openAt(view->mapToGlobal(view->caretRectangle().bottomLeft() + QPoint(0, 4)));
}

void CompletionBinding::tellExcluded(const QString &uri)
{
    Notice notice;
    notice.kind = Notice::Kind::Warning;
    notice.key = QStringLiteral("excluded ") + uri;
    notice.text =
        tr("The engine stopped three times while it worked on this file, so it goes on without it: %1")
            .arg(uri);
    notice.actions = {{tr("Try Again"), [this, uri] { m_engine.allowFile(uri); }}};
    m_context.notices.present(notice, 0);
}

void CompletionBinding::updateStatus()
{
    EngineStatusText status = engineStatusText(m_engine.report());
    const QString quiet = quietText();
    if (status.level == EngineStatusText::Level::Ready && !quiet.isEmpty())
        status.text = QStringLiteral("%1 (%2)").arg(status.text, quiet);
    m_window.status().setModel(modelState(status.level), status.text, status.explanation);
}

QString CompletionBinding::quietText() const
{
    if (!m_context.settings.value(keys::completionEnabled()))
        return tr("paused");
    if (!m_snooze.isActive())
        return {};
    const QTime end = QTime::currentTime().addMSecs(m_snooze.remainingTime());
    return tr("snoozed until %1").arg(QLocale().toString(end, QLocale::ShortFormat));
}

void CompletionBinding::explain()
{
    const EngineStatusText status = engineStatusText(m_engine.report());
    auto *popover = new WhyPopover(status.text, m_controller.attempts(), &m_window);
    popover->openAt(m_window.status().modelField());
}

} // namespace gatewright
