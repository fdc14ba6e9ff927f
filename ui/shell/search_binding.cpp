// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/search_binding.h"

#include "core/project/project_files.h"
#include "ui/bridge/document_manager.h"
#include "ui/bridge/notice_hub.h"
#include "ui/bridge/project_replace.h"
#include "ui/editor/code_view.h"
#include "ui/panels/search/search_panel.h"
#include "ui/shell/appearance.h"
#include "ui/shell/command_adder.h"
#include "ui/shell/document_actions.h"
#include "ui/shell/editor_area.h"
#include "ui/shell/editor_page.h"
#include "ui/shell/main_window.h"

#include <QDockWidget>

namespace gatewright {

namespace {

constexpr qsizetype longestTaken = 200;
constexpr std::size_t mostProblemsNamed = 10;

const QString replaceNotice = QStringLiteral("search.replaced");

} // namespace

SearchBinding::SearchBinding(const WindowContext &context, MainWindow &window, QObject *parent)
    : QObject(parent)
    , m_context(context)
    , m_window(window)
    , m_replace(std::make_unique<ProjectReplace>(context.documents, context.tasks))
    , m_panel(new SearchPanel(context.files, context.documents, *m_replace, context.appearance.icons(),
                              context.appearance.theme()))
{
    addDock();
    addCommands();
    m_panel->setFirst([this] {
        QStringList paths;
        const QList<EditorPage *> pages = m_window.editors().pages();
        for (const EditorPage *page : pages)
            paths.append(page->document().path());
        return paths;
    });
    connect(m_panel, &SearchPanel::hitChosen, this, [this](const QString &path, int line, int column) {
        m_window.documents().open({path, line, column});
    });
    connect(m_panel, &SearchPanel::replaced, this, &SearchBinding::tell);
    connect(&context.appearance, &Appearance::changed, m_panel,
            [this] { m_panel->setTheme(m_context.appearance.theme()); });
    // A file that was saved may be a new one.
    connect(&context.documents, &DocumentManager::saved, this, [this] { m_context.files.refresh(); });
}

SearchBinding::~SearchBinding()
{
    // The panel uses what goes with this.
    delete m_panel->parentWidget();
}

void SearchBinding::addDock()
{
    m_window.addPanel(QStringLiteral("searchDock"), tr("Search"), m_panel, QStringLiteral("projectDock"));
}

void SearchBinding::addCommands()
{
    const CommandAdder add(m_context.commands, m_context.appearance.icons(), CommandCategory::Edit);
    add("search.files", tr("Find in F&iles…"), [this] { show(false); })
        .key(Qt::CTRL | Qt::SHIFT | Qt::Key_F)
        .symbol(Symbol::EditFind);
    add("search.replaceInFiles", tr("Replace in Fi&les…"), [this] { show(true); })
        .key(Qt::CTRL | Qt::SHIFT | Qt::Key_H)
        .symbol(Symbol::EditReplace);
    const auto hasHits = [this] { return m_panel->hits().hitCount() > 0; };
    const CommandAdder go(m_context.commands, m_context.appearance.icons(), CommandCategory::Go);
    go("search.nextHit", tr("Next Search &Hit"), [this] { m_panel->step(1); })
        .key(Qt::Key_F4)
        .enabledWhen(hasHits);
    go("search.previousHit", tr("Previous Search H&it"), [this] { m_panel->step(-1); })
        .key(Qt::SHIFT | Qt::Key_F4)
        .enabledWhen(hasHits);
    add("search.undoReplace", tr("Undo Replace in Files"), [this] { undo(); }).enabledWhen([this] {
        return m_replace->canUndo();
    });
}

void SearchBinding::show(bool replace)
{
    QString text;
    if (const EditorPage *page = m_window.editors().currentPage()) {
        const QString selected = page->view().selectedText();
        if (selected.size() <= longestTaken && !selected.contains(QLatin1Char('\n')) &&
            !selected.contains(QLatin1Char('\r')))
            text = selected;
    }
    auto *dock = qobject_cast<QDockWidget *>(m_panel->parentWidget());
    dock->show();
    dock->raise();
    m_panel->open(replace ? SearchPanel::Mode::Replace : SearchPanel::Mode::Search, text);
}

void SearchBinding::tell(const ReplacementReport &report)
{
    Notice notice;
    notice.key = replaceNotice;
    notice.text = tr("Replaced %1 in %2.")
                      .arg(tr("%Ln hit(s)", nullptr, report.hits), tr("%Ln file(s)", nullptr, report.files));
    if (report.unsaved > 0)
        notice.text += QLatin1Char(' ') + tr("%Ln open file(s) are not saved yet.", nullptr, report.unsaved);
    if (!report.problems.empty()) {
        notice.kind = Notice::Kind::Warning;
        notice.text += QLatin1Char(' ') + tr("%Ln file(s) were left as they are.", nullptr,
                                             static_cast<int>(report.problems.size()));
        QStringList names;
        for (std::size_t i = 0; i < std::min(report.problems.size(), mostProblemsNamed); ++i)
            names.append(report.problems[i].toString());
        notice.detail = names.join(QLatin1Char('\n'));
    }
    if (report.unsaved > 0)
        notice.actions.append({tr("Save All"), [this] { m_window.documents().saveAll(); }});
    if (m_replace->canUndo())
        notice.actions.append({tr("Undo"), [this] { undo(); }});
    m_context.notices.present(notice, 0);
}

void SearchBinding::undo()
{
    if (!m_replace->canUndo())
        return;
    m_replace->undo([this](const ReplacementReport &report) {
        Notice notice;
        notice.key = replaceNotice;
        notice.text = tr("The replacement was taken back in %Ln file(s).", nullptr, report.files);
        if (!report.problems.empty()) {
            notice.kind = Notice::Kind::Warning;
            notice.text += QLatin1Char(' ') + tr("%Ln file(s) were changed since and left as they are.",
                                                 nullptr, static_cast<int>(report.problems.size()));
        }
        m_context.notices.present(notice, 0);
    });
}

} // namespace gatewright
