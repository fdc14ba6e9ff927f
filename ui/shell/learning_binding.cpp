// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/learning_binding.h"

#include "core/base/log.h"
#include "core/settings/keys.h"
#include "core/settings/settings.h"
#include "ui/bridge/notice_hub.h"
#include "ui/panels/learning/learning_panel.h"
#include "ui/shell/appearance.h"
#include "ui/shell/command_adder.h"
#include "ui/shell/main_window.h"

#include <QDockWidget>

namespace gatewright {

namespace {

const QString storeNotice = QStringLiteral("store");
const QString learningNotice = QStringLiteral("learning");

} // namespace

LearningBinding::LearningBinding(const WindowContext &context, MainWindow &window, LearningSession &session,
                                 QObject *parent)
    : QObject(parent)
    , m_context(context)
    , m_window(window)
    , m_session(session)
    , m_panel(new LearningPanel(context.appearance.icons(), context.appearance.theme()))
{
    addDock();
    addCommands();
    addVersionCommands();
    fillPanel();
    connect(m_panel, &LearningPanel::currentVersionChanged, &context.commands, &CommandRegistry::refresh);
    connect(&session, &LearningSession::changed, this, [this] {
        m_panel->setView(m_session.view());
        m_context.commands.refresh();
    });
    connect(&session, &LearningSession::failed, this, &LearningBinding::tellFailure);
    connect(&context.settings, &Settings::changed, this, &LearningBinding::applySettings);
    connect(&context.appearance, &Appearance::changed, m_panel,
            [this] { m_panel->setTheme(m_context.appearance.theme()); });
    applySettings();
}

LearningBinding::~LearningBinding()
{
    // The panel uses what goes with this.
    delete m_panel->parentWidget();
}

void LearningBinding::addDock()
{
    QDockWidget *dock = m_window.addPanel(QStringLiteral("learningDock"), tr("Learning"), m_panel,
                                          QStringLiteral("problemsDock"));
    // The engine tells what changes in training; what a day brought is told to who asks.
    connect(dock, &QDockWidget::visibilityChanged, this, [this](bool visible) {
        if (visible && m_session.view().learning)
            m_session.refresh();
    });
}

void LearningBinding::addCommands()
{
    const CommandAdder add(m_context.commands, m_context.appearance.icons(), CommandCategory::Completion);
    add("learning.now", tr("Learn &Now"), [this] { m_session.learnNow(); })
        .symbol(Symbol::Run)
        .describe(tr("Trains the head now instead of waiting for idle time; suggestions go first"))
        .enabledWhen([this] { return m_session.canLearnNow(); });
    add("learning.cancel", tr("&Cancel Learning"), [this] { m_session.cancel(); })
        .symbol(Symbol::Stop)
        .describe(tr("What was learned so far is kept and gone on with later"))
        .enabledWhen([this] { return m_session.canCancel(); });
    add("learning.pause", tr("&Pause Learning"), [this] { m_session.setPaused(!m_session.isPaused()); })
        .describe(tr("The head does not learn in idle time until this is switched off again"))
        .enabledWhen([this] { return m_session.canPause(); })
        .checkedWhen([this] { return m_session.isPaused(); });
    Settings &settings = m_context.settings;
    add("learning.draft", tr("Draft Several &Words at Once"),
        [&settings] {
            const Result<void> written =
                settings.setValue(keys::completionDrafting(), !settings.value(keys::completionDrafting()));
            if (!written)
                qCWarning(logUi) << written.error().toString();
        })
        .describe(tr("From your files and what you accepted before; faster, and the text is the same"))
        .checkedWhen([&settings] { return settings.value(keys::completionDrafting()); });
    add("store.erase", tr("&Erase What Was Learned…"), [this] {
        offerErasing();
    }).describe(tr("Erases every accepted suggestion and what was learned from it on this machine"));
}

void LearningBinding::addVersionCommands()
{
    const CommandAdder add(m_context.commands, m_context.appearance.icons(), CommandCategory::Completion);
    add("learning.use", tr("&Use This Version"), [this] { m_session.serve(m_panel->currentVersion()); })
        .symbol(Symbol::Check)
        .describe(tr("The version of the head that is selected in the panel Learning drafts from now on"))
        .enabledWhen([this] { return m_session.canServe(m_panel->currentVersion()); });
    add("learning.rollBack", tr("Use the Version &Before"), [this] { m_session.rollBack(); })
        .symbol(Symbol::EditUndo)
        .describe(tr("The version before the one that serves drafts again"))
        .enabledWhen([this] { return m_session.canRollBack(); });
    add("learning.drop", tr("&Drop This Version…"), [this] { askAboutDropping(); })
        .symbol(Symbol::Close)
        .describe(tr("Removes the version of the head that is selected in the panel Learning for good"))
        .enabledWhen([this] { return m_session.canDrop(m_panel->currentVersion()); });
}

void LearningBinding::fillPanel()
{
    const CommandRegistry &commands = m_context.commands;
    const auto action = [&commands](const char *id) { return commands.action(QString::fromLatin1(id)); };
    m_panel->setActions({action("learning.now"), action("learning.cancel"), action("learning.pause"),
                         action("learning.use"), action("learning.drop"), action("learning.rollBack"),
                         action("store.erase"), action("learning.draft"), action("completion.restartEngine"),
                         action("completion.trigger")});
}

void LearningBinding::applySettings()
{
    const Settings &settings = m_context.settings;
    m_session.setWishes({settings.value(keys::completionDrafting()), settings.value(keys::storeEnabled()),
                         settings.value(keys::learningEnabled())});
}

void LearningBinding::tellFailure(const QString &what, const Error &error)
{
    Notice notice = noticeFor(error, what);
    notice.key = learningNotice;
    m_context.notices.present(notice, 0);
}

void LearningBinding::offerErasing()
{
    m_session.countKept(this, [this](const Result<int> &count) {
        if (!count) {
            m_context.notices.present(noticeFor(count.error(), tr("Nothing was erased.")), 0);
            return;
        }
        const LearningView &view = m_session.view();
        const bool hasStates = view.learning && view.learning->positions > 0;
        Notice notice;
        notice.key = storeNotice;
        if (*count == 0 && !hasStates) {
            notice.text = tr("Nothing of your suggestions is kept on this machine.");
            m_context.notices.present(notice, 0);
            return;
        }
        notice.text =
            tr("%Ln suggestion(s) are kept on this machine; erasing is final.", nullptr, *count) +
            QLatin1Char('\n') +
            tr("What goes: the accepted text, what index and table learned from it, and the states kept for "
               "the head. What stays: your files, the days of the chart, and the versions of the head. Those "
               "that learned from the text are named then, to be dropped or trained again.");
        notice.actions = {{tr("Erase All"), [this] { erase(); }}, {tr("Keep"), [] {}}};
        m_context.notices.present(notice, 0);
    });
}

void LearningBinding::erase()
{
    m_session.erase(this, [this](const Result<LearningSession::Erased> &erased) {
        if (erased)
            return tellErased(*erased);
        Notice notice = noticeFor(erased.error(), tr("It was not erased."));
        notice.key = storeNotice;
        m_context.notices.present(notice, 0);
    });
}

void LearningBinding::tellErased(const LearningSession::Erased &erased)
{
    Notice notice;
    notice.key = storeNotice;
    notice.text = tr("Erased: %Ln suggestion(s).", nullptr, erased.suggestions);
    if (!erased.heads.empty()) {
        QStringList versions;
        for (const int version : erased.heads)
            versions.append(QString::number(version));
        notice.text += QLatin1Char('\n') +
                       tr("Versions of the head that learned from it: %1. They hold numbers in which no text "
                          "can be read; drop them, or train again.")
                           .arg(versions.join(QStringLiteral(", ")));
        notice.actions = {{tr("Show Versions"), [this, version = erased.heads.back()] {
                               auto *dock = qobject_cast<QDockWidget *>(m_panel->parentWidget());
                               dock->show();
                               dock->raise();
                               m_panel->selectVersion(version);
                           }}};
    }
    m_context.notices.present(notice, 0);
}

void LearningBinding::askAboutDropping()
{
    const int version = m_panel->currentVersion();
    if (!m_session.canDrop(version))
        return;
    Notice notice;
    notice.key = learningNotice;
    notice.text = m_session.canServe(version)
                      ? tr("Version %1 of the head goes for good.").arg(version)
                      : tr("Version %1 of the head goes for good. It serves now: then none does, and the "
                           "others draft alone.")
                            .arg(version);
    notice.actions = {{tr("Drop It"), [this, version] { m_session.drop(version); }}, {tr("Keep"), [] {}}};
    m_context.notices.present(notice, 0);
}

} // namespace gatewright
