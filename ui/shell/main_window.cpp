// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/main_window.h"

#include "core/project/project_files.h"
#include "core/settings/keys.h"
#include "core/settings/settings.h"
#include "ui/bridge/command_registry.h"
#include "ui/bridge/diagnostics_model.h"
#include "ui/bridge/document_manager.h"
#include "ui/bridge/journal_keeper.h"
#include "ui/bridge/workspace_model.h"
#include "ui/editor/code_view.h"
#include "ui/panels/problems/problems_panel.h"
#include "ui/panels/project/project_panel.h"
#include "ui/panels/run/run_panel.h"
#include "ui/shell/appearance.h"
#include "ui/shell/compare_view.h"
#include "ui/shell/document_actions.h"
#include "ui/shell/editor_area.h"
#include "ui/shell/editor_page.h"
#include "ui/shell/find_bar.h"
#include "ui/shell/focus_binding.h"
#include "ui/shell/format_menu.h"
#include "ui/shell/notice_area.h"
#include "ui/shell/problem_navigator.h"
#include "ui/shell/quick_fix_menu.h"
#include "ui/shell/quick_pick.h"
#include "ui/shell/quick_pick_sources.h"
#include "ui/shell/run_binding.h"
#include "ui/shell/settings_binding.h"
#include "ui/shell/status_bar.h"
#include "ui/shell/status_binding.h"
#include "ui/shell/text_conventions.h"
#include "ui/shell/welcome_page.h"
#include "ui/shell/window_commands.h"

#include <QCloseEvent>
#include <QDir>
#include <QDockWidget>
#include <QDragEnterEvent>
#include <QKeyEvent>
#include <QMenu>
#include <QMenuBar>
#include <QMimeData>
#include <QStackedWidget>
#include <QStyle>
#include <QVBoxLayout>

#include <algorithm>

namespace gatewright {

namespace {

constexpr int leftWidth = 240;

} // namespace

MainWindow::MainWindow(const WindowContext &context, SessionStore session,
                       std::unique_ptr<UserQuestions> questions)
    : m_context(context)
    , m_questions(questions ? std::move(questions) : std::make_unique<DialogQuestions>(*this))
    , m_welcome(new WelcomePage(context.commands))
    , m_editors(new EditorArea(context.notices, context.appearance, m_welcome, this))
    , m_compare(new CompareView(context, this))
    , m_centre(new QStackedWidget(this))
    , m_findBar(new FindBar(context.appearance, this))
    , m_quickPick(new QuickPick(this))
    , m_status(new StatusBar(context.appearance, context.tasks, this))
    , m_project(new ProjectPanel(context.workspace, m_finder, context.notices, this))
    , m_problems(
          new ProblemsPanel(context.problems, context.appearance.icons(), context.appearance.theme(), this))
    , m_run(new RunPanel(context.run, context.appearance.icons(), context.appearance.theme(), this))
    , m_documents(new DocumentActions(context, *m_editors, *m_questions, this))
    , m_navigator(new ProblemNavigator(context, *m_editors, *m_documents, *m_problems, this))
    , m_fixes(new QuickFixMenu(context, *m_editors, *m_problems, this))
    , m_runBinding(new RunBinding(context, *this, *m_editors, *m_documents, *m_run, this))
    , m_session(new SessionKeeper(std::move(session), context, *this, *m_editors, *m_documents, this))
{
    setObjectName(QStringLiteral("mainWindow"));
    setAcceptDrops(true);
    resize(1200, 800);
    buildLayout();
    new TextConventions(context, *m_editors, this);
    new SettingsBinding(context, *m_editors, this);
    new StatusBinding(context, *m_editors, *m_status, this);
    new FocusBinding(context, *this, *m_editors, this);
    addCommands();
    addPickSources();
    connectParts();
    updateTitle();
}

MainWindow::~MainWindow()
{
    // Views must be gone before the documents, which the manager outside owns.
    delete m_editors;
}

void MainWindow::buildLayout()
{
    auto *centre = new QWidget(this);
    auto *column = new QVBoxLayout(centre);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(new NoticeArea(m_context.notices, 0, m_context.appearance, centre));
    m_centre->addWidget(m_editors);
    m_centre->addWidget(m_compare);
    column->addWidget(m_centre, 1);
    column->addWidget(m_findBar);
    setCentralWidget(centre);
    setStatusBar(m_status);
    setDockNestingEnabled(false);
    setCorner(Qt::BottomLeftCorner, Qt::BottomDockWidgetArea);
    addDock(QStringLiteral("projectDock"), tr("Project"), m_project, Qt::LeftDockWidgetArea);
    addDock(QStringLiteral("problemsDock"), tr("Problems"), m_problems, Qt::BottomDockWidgetArea);
    addDock(QStringLiteral("runDock"), tr("Run"), m_run, Qt::BottomDockWidgetArea);
    const QList<QDockWidget *> docks = findChildren<QDockWidget *>();
    tabifyDockWidget(docks.at(1), docks.at(2));
    docks.at(1)->raise();
    resizeDocks({docks.first()}, {leftWidth}, Qt::Horizontal);
    resizeDocks({docks.last()}, {200}, Qt::Vertical);
    // Before the settings are read: they may choose another theme than the panels were made with.
    connect(&m_context.appearance, &Appearance::changed, this, [this] {
        m_problems->setTheme(m_context.appearance.theme());
        m_run->setTheme(m_context.appearance.theme());
    });
}

void MainWindow::addDock(const QString &name, const QString &title, QWidget *panel, Qt::DockWidgetArea area)
{
    auto *dock = new QDockWidget(title, this);
    dock->setObjectName(name);
    dock->setFeatures(QDockWidget::DockWidgetClosable | QDockWidget::DockWidgetMovable);
    dock->setWidget(panel);
    addDockWidget(area, dock);
}

QDockWidget *MainWindow::addPanel(const QString &name, const QString &title, QWidget *panel,
                                  const QString &beside, DockPlace place)
{
    auto *other = findChild<QDockWidget *>(beside);
    addDock(name, title, panel, dockWidgetArea(other));
    auto *dock = findChild<QDockWidget *>(name);
    if (place == DockPlace::Below) {
        splitDockWidget(other, dock, Qt::Vertical); // among tabs it becomes one of them
    } else {
        tabifyDockWidget(other, dock);
        other->raise(); // the new one would cover it
    }
    widenForTabs(*other);
    return dock;
}

// At the side the names of the panels stand in full, whatever the language; the session's own width comes
// later.
void MainWindow::widenForTabs(QDockWidget &dock)
{
    if (dockWidgetArea(&dock) != Qt::LeftDockWidgetArea)
        return;
    const int aroundName = style()->pixelMetric(QStyle::PM_TabBarTabHSpace, nullptr, this) + 8;
    int width = 0;
    const QList<QDockWidget *> docks = tabifiedDockWidgets(&dock) << &dock;
    for (const QDockWidget *tab : docks)
        width += fontMetrics().horizontalAdvance(tab->windowTitle()) + aroundName;
    resizeDocks({&dock}, {std::max(leftWidth, width)}, Qt::Horizontal);
}

void MainWindow::showPanel(const QString &name)
{
    auto *dock = findChild<QDockWidget *>(name);
    dock->show();
    dock->raise();
}

void MainWindow::addCommands()
{
    const CommandTargets targets{*this,      *m_documents, *m_editors, *m_findBar,   *m_quickPick,
                                 *m_project, *m_navigator, *m_fixes,   *m_runBinding};
    addFileCommands(m_context, targets);
    addFormatCommands(m_context, targets);
    addEditCommands(m_context, targets);
    addViewCommands(m_context, targets);
    addGoCommands(m_context, targets);
    addProjectCommands(m_context, targets);
    addRunCommands(m_context, targets);
    addToolCommands(m_context, targets);
}

void MainWindow::buildMenus()
{
    MenuBuilder(m_context.commands).build(*menuBar(), windowMenus(m_context, *m_documents));
    addActions(m_context.commands.actions());
    m_welcome->build();
    m_welcome->setRecent(m_context.settings.value(keys::recentFolders()),
                         m_context.settings.value(keys::recentFiles()));
    m_context.commands.refresh();
    QCoreApplication::instance()->installEventFilter(this);
}

// A shortcut whose action is disabled does not fire, so what can run is asked anew before a key is looked up.
// Plain keys are text: they must not pay for it.
bool MainWindow::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::ShortcutOverride) {
        const auto *key = static_cast<QKeyEvent *>(event);
        const bool isFunctionKey = key->key() >= Qt::Key_F1 && key->key() <= Qt::Key_F35;
        if (isFunctionKey || (key->modifiers() & (Qt::ControlModifier | Qt::AltModifier | Qt::MetaModifier)))
            m_context.commands.refresh();
    }
    return QMainWindow::eventFilter(watched, event);
}

void MainWindow::addPickSources()
{
    m_quickPick->addSource(std::make_unique<CommandSource>(m_context.commands));
    m_quickPick->addSource(
        std::make_unique<FileSource>([this] { return m_context.settings.value(keys::recentFiles()); },
                                     m_finder, [this](const FilePlace &place) { m_documents->open(place); }));
    const auto lines = [this] {
        const Document *document = m_documents->current();
        return document ? document->buffer().lineCount() : 0;
    };
    m_quickPick->addSource(std::make_unique<LineSource>(lines, [this](int line, int column) {
        if (EditorPage *page = m_editors->currentPage())
            page->view().goTo(HumanPosition{line, column});
    }));
}

void MainWindow::connectParts()
{
    connect(m_editors, &EditorArea::currentPageChanged, this, &MainWindow::followPage);
    connect(m_editors, &EditorArea::tabMenuRequested, this,
            [this](const QPoint &place) { showMenu(tabMenu(), place); });
    connect(m_editors, &EditorArea::pageCreated, this, [this](EditorPage *page) {
        connect(&page->view(), &CodeView::contextMenuRequested, this,
                [this](const QPoint &place) { showMenu(editorMenu(), place); });
        connect(&page->view(), &CodeView::filesDropped, m_documents, &DocumentActions::openPaths);
        connect(&page->document().buffer(), &DocumentBuffer::modifiedChanged, this, &MainWindow::updateTitle);
        connect(&page->document(), &Document::titleChanged, this, &MainWindow::updateTitle);
    });
    connectComparing();
    connect(m_status, &StatusBar::encodingClicked, this, [this] {
        if (Document *document = m_documents->current()) {
            QMenu *menu = formatMenu(m_context, *document, this);
            menu->setAttribute(Qt::WA_DeleteOnClose);
            menu->popup(m_status->encodingField().mapToGlobal(QPoint(0, -menu->sizeHint().height())));
        }
    });
    const auto openPath = [this](const QString &path) { m_documents->open({path}); };
    connect(m_welcome, &WelcomePage::folderChosen, this, openPath);
    connect(m_welcome, &WelcomePage::fileChosen, this, openPath);
    connect(m_project, &ProjectPanel::fileChosen, this, openPath);
    connect(m_project, &ProjectPanel::openFolderRequested, m_documents,
            &DocumentActions::openFolderWithDialog);
    connect(m_project, &ProjectPanel::contextMenuRequested, this,
            [this](const QPoint &place) { showMenu(projectMenu(), place); });
    connect(&m_context.workspace, &WorkspaceModel::folderChanged, this, [this](const QString &folder) {
        m_context.files.setFolder(folder);
        updateTitle();
    });
    connect(&m_context.files, &ProjectFiles::changed, this, &MainWindow::takeFiles);
    connect(&m_context.workspace, &WorkspaceModel::renamed, &m_context.documents, &DocumentManager::renamed);
    connect(m_status, &StatusBar::problemsClicked, this,
            [this] { m_context.commands.run(QStringLiteral("view.problems")); });
    connect(m_status, &StatusBar::positionClicked, this,
            [this] { m_context.commands.run(QStringLiteral("go.line")); });
}

void MainWindow::connectComparing()
{
    connect(&m_context.documents, &DocumentManager::compared, this, [this](const ComparedTexts &texts) {
        m_compare->show(texts);
        m_compare->setFocus(Qt::OtherFocusReason);
    });
    connect(m_compare, &CompareView::opened, this, [this] {
        m_compare->setTextFont(m_editors->settings().font);
        m_centre->setCurrentWidget(m_compare);
    });
    connect(m_compare, &CompareView::left, this, [this] {
        const QWidget *focus = focusWidget();
        const bool hadFocus = focus && m_compare->isAncestorOf(focus);
        m_centre->setCurrentWidget(m_editors);
        EditorPage *page = m_editors->currentPage();
        if (page && hadFocus)
            page->view().setFocus(Qt::OtherFocusReason);
    });
    // Whoever goes to a file wants to see it.
    connect(m_editors, &EditorArea::shown, m_compare, &CompareView::leave);
    connect(m_editors, &EditorArea::currentPageChanged, m_compare, &CompareView::leave);
}

void MainWindow::followPage(EditorPage *page)
{
    m_findBar->setView(page ? &page->view() : nullptr);
    if (!page)
        m_findBar->close();
    m_problems->setCurrentDocument(page ? page->document().id() : 0);
    m_project->setCurrentFile(page ? page->document().path() : QString());
    m_welcome->setRecent(m_context.settings.value(keys::recentFolders()),
                         m_context.settings.value(keys::recentFiles()));
    m_context.commands.refresh();
    updateTitle();
}

void MainWindow::takeFiles()
{
    if (m_finder.index() == m_context.files.index())
        return;
    m_finder = FileFinder(m_context.files.index());
    m_project->filesChanged();
    m_quickPick->refresh();
}

void MainWindow::updateTitle()
{
    QStringList parts;
    const Document *document = m_documents->current();
    if (document)
        parts.append(document->title() + QStringLiteral("[*]"));
    if (!m_context.workspace.folder().isEmpty())
        parts.append(QDir(m_context.workspace.folder()).dirName());
    parts.append(QStringLiteral("Gatewright"));
    setWindowTitle(parts.join(QStringLiteral(" — ")));
    setWindowModified(document && document->buffer().isModified());
}

void MainWindow::showMenu(const QStringList &commands, const QPoint &place)
{
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    MenuBuilder(m_context.commands).fill(*menu, commands);
    menu->popup(place);
}

void MainWindow::closeEvent(QCloseEvent *event)
{
    if (m_mayClose || !m_context.documents.hasModified()) {
        // The session must name the files that are open now, not what is left after closing them.
        if (!m_mayClose)
            m_session->save();
        event->accept();
        return;
    }
    event->ignore();
    if (m_isClosing)
        return;
    const Settings &settings = m_context.settings;
    // Without a session nothing would bring the text back at the next start.
    if (m_session->isKept() && settings.value(keys::restoreSession()) && settings.value(keys::keepUnsaved()))
        keepAndClose();
    else
        askAndClose();
}

void MainWindow::keepAndClose()
{
    m_isClosing = true;
    setEnabled(false); // what would be typed now would be lost
    m_context.journals.keepAll([this](bool kept) {
        m_isClosing = false;
        setEnabled(true);
        if (!kept) { // no room for it: the user must decide
            askAndClose();
            return;
        }
        // Now that every document has its key.
        m_session->save();
        m_mayClose = true;
        close();
    });
}

void MainWindow::endNow()
{
    m_context.journals.keepAll([this](bool) {
        m_session->save();
        m_mayClose = true;
        close();
        QCoreApplication::quit();
    });
}

void MainWindow::askAndClose()
{
    m_session->save();
    m_documents->closeAll([this](bool went) {
        m_mayClose = went;
        // Later: an answer that comes at once comes while this close is still under way.
        if (went)
            QMetaObject::invokeMethod(this, &QWidget::close, Qt::QueuedConnection);
    });
}

void MainWindow::changeEvent(QEvent *event)
{
    QMainWindow::changeEvent(event);
    if (event->type() != QEvent::ActivationChange || !isActiveWindow())
        return;
    m_context.documents.checkDisk();
    m_context.files.refresh();
}

void MainWindow::dragEnterEvent(QDragEnterEvent *event)
{
    if (event->mimeData()->hasUrls())
        event->acceptProposedAction();
}

void MainWindow::dropEvent(QDropEvent *event)
{
    QStringList paths;
    const QList<QUrl> urls = event->mimeData()->urls();
    for (const QUrl &url : urls) {
        if (url.isLocalFile())
            paths.append(url.toLocalFile());
    }
    m_documents->openPaths(paths);
    event->acceptProposedAction();
}

} // namespace gatewright
