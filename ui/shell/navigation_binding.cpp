// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/navigation_binding.h"

#include "core/project/project_files.h"
#include "core/task/start_task.h"
#include "ui/bridge/document_manager.h"
#include "ui/bridge/line_shift.h"
#include "ui/bridge/notice_hub.h"
#include "ui/editor/code_view.h"
#include "ui/shell/appearance.h"
#include "ui/shell/command_adder.h"
#include "ui/shell/document_actions.h"
#include "ui/shell/editor_area.h"
#include "ui/shell/editor_page.h"
#include "ui/shell/main_window.h"
#include "ui/shell/quick_pick.h"
#include "ui/shell/symbol_sources.h"

#include <QApplication>
#include <QMouseEvent>

namespace gatewright {

NavigationBinding::NavigationBinding(const WindowContext &context, MainWindow &window,
                                     const QString &bookmarkFile, QString snippetFolder, QObject *parent)
    : QObject(parent)
    , m_context(context)
    , m_window(window)
    , m_bookmarks(bookmarkFile)
    , m_snippetFolder(std::move(snippetFolder))
{
    m_settled.setSingleShot(true);
    connect(&m_settled, &QTimer::timeout, this, &NavigationBinding::settle);
    QCoreApplication::instance()->installEventFilter(this);
    addCommands();
    addPickSources();
    connect(&context.documents, &DocumentManager::opened, this,
            [this](Document *document) { attach(*document); });
    const QList<Document *> open = context.documents.documents();
    for (Document *document : open)
        attach(*document);
    connect(&context.documents, &DocumentManager::aboutToClose, this,
            [this](Document *document) { m_history.forget(document->id()); });
    connect(&window.editors(), &EditorArea::currentPageChanged, this, &NavigationBinding::follow);
    connect(&context.files, &ProjectFiles::changed, this, [this] { m_folderRead = false; });
}

NavigationBinding::~NavigationBinding() = default;

void NavigationBinding::attach(Document &document)
{
    m_bookmarks.attach(document);
    connect(&document.buffer(), &DocumentBuffer::edited, this, [this, &document](const DocumentEdit &edit) {
        m_history.shift(document.id(), [&edit](int line) { return shiftedLine(line, edit); });
        m_edited = true;
    });
}

void NavigationBinding::follow(EditorPage *page)
{
    settleNow(); // where the caret went last in the page before
    if (m_page)
        disconnect(&m_page->view(), nullptr, this, nullptr);
    m_page = page;
    if (page)
        connect(&page->view(), &CodeView::caretMoved, this, [this] { m_settled.start(); });
    m_settled.start();
}

std::optional<VisitedPlace> NavigationBinding::now() const
{
    if (!m_page)
        return std::nullopt;
    const Document &document = m_page->document();
    return VisitedPlace{document.id(), document.path(), m_page->view().caretHumanPosition()};
}

void NavigationBinding::settleNow()
{
    if (!m_settled.isActive())
        return;
    m_settled.stop();
    settle();
}

void NavigationBinding::settle()
{
    const std::optional<VisitedPlace> place = now();
    if (!place)
        return;
    if (m_last && !m_going && !m_edited && !areNear(*m_last, *place)) {
        m_history.leave(*m_last);
        m_context.commands.refresh();
    }
    m_edited = false;
    m_last = place;
}

bool NavigationBinding::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::MouseButtonPress && watched->isWidgetType() &&
        static_cast<QWidget *>(watched)->window() == &m_window) {
        const Qt::MouseButton button = static_cast<QMouseEvent *>(event)->button();
        if (button == Qt::BackButton || button == Qt::ForwardButton)
            return m_context.commands.run(button == Qt::BackButton ? QStringLiteral("go.back")
                                                                   : QStringLiteral("go.forward"));
    }
    return QObject::eventFilter(watched, event);
}

void NavigationBinding::go(std::optional<VisitedPlace> place)
{
    if (!place)
        return;
    m_going = true;
    const auto arrived = [this](bool) {
        m_going = false;
        m_last = now();
        m_context.commands.refresh();
    };
    if (!place->path.isEmpty()) {
        m_window.documents().open({place->path, place->place.line, place->place.column}, arrived);
        return;
    }
    const QList<Document *> open = m_context.documents.documents();
    for (Document *document : open) {
        if (document->id() == place->document)
            m_window.documents().show(*document,
                                      document->buffer().position(document->buffer().offset(place->place)));
    }
    arrived(true);
}

void NavigationBinding::addCommands()
{
    const CommandAdder add(m_context.commands, m_context.appearance.icons(), CommandCategory::Go);
    const auto hasView = [this] { return m_page != nullptr; };
    add("go.back", tr("Go &Back"),
        [this] {
            settleNow();
            if (const auto place = now())
                go(m_history.back(*place));
        })
        .key(Qt::ALT | Qt::Key_Left)
        .enabledWhen([this] { return m_history.canGoBack(); });
    add("go.forward", tr("Go For&ward"),
        [this] {
            settleNow();
            if (const auto place = now())
                go(m_history.forward(*place));
        })
        .key(Qt::ALT | Qt::Key_Right)
        .enabledWhen([this] { return m_history.canGoForward(); });
    QuickPick &pick = m_window.quickPick();
    add("go.symbol", tr("Go to &Symbol in File…"), [&pick] { pick.open(QStringLiteral("@")); })
        .key(Qt::CTRL | Qt::SHIFT | Qt::Key_J)
        .enabledWhen(hasView);
    add("go.folderSymbol", tr("Go to Symbol in F&older…"), [&pick] { pick.open(QStringLiteral("#")); })
        .key(Qt::CTRL | Qt::Key_T)
        .enabledWhen([this] { return !m_context.files.folder().isEmpty(); });
    add("bookmarks.toggle", tr("Set or Remove Boo&kmark"), [this] { toggleBookmark(); })
        .key(Qt::CTRL | Qt::Key_M)
        .enabledWhen([this] { return m_page && !m_page->document().path().isEmpty(); });
    const auto hasBookmarks = [this] { return !m_bookmarks.all().empty(); };
    add("bookmarks.next", tr("Ne&xt Bookmark"), [this] { stepBookmark(1); })
        .key(Qt::ALT | Qt::Key_PageDown)
        .enabledWhen(hasBookmarks);
    add("bookmarks.previous", tr("Pre&vious Bookmark"), [this] { stepBookmark(-1); })
        .key(Qt::ALT | Qt::Key_PageUp)
        .enabledWhen(hasBookmarks);
    add("bookmarks.list", tr("Go to Book&mark…"), [&pick] { pick.open(QStringLiteral("=")); })
        .key(Qt::CTRL | Qt::SHIFT | Qt::Key_Semicolon)
        .enabledWhen(hasBookmarks);
    add("edit.insertSnippet", tr("&Insert Snippet…"), [&pick] { pick.open(QStringLiteral("+")); })
        .key(Qt::CTRL | Qt::ALT | Qt::Key_I)
        .enabledWhen([this] { return !snippets().empty(); });
    add("bookmarks.clear", tr("Remove All Bookmarks"), [this] {
        m_bookmarks.clear();
        const QList<Document *> open = m_context.documents.documents();
        for (Document *document : open)
            document->buffer().setBookmarks({});
    }).enabledWhen(hasBookmarks);
}

void NavigationBinding::addPickSources()
{
    QuickPick &pick = m_window.quickPick();
    const auto root = [this] { return m_context.files.folder(); };
    pick.addSource(std::make_unique<SymbolSource>(
        SymbolSource::Scope::File, [this]() -> const std::vector<FileSymbol> & { return symbolsOfFile(); },
        root,
        [this](const FileSymbol &symbol) {
            if (m_page)
                m_page->view().goTo(symbol.place);
        }));
    pick.addSource(std::make_unique<SymbolSource>(
        SymbolSource::Scope::Folder,
        [this]() -> const std::vector<FileSymbol> & { return symbolsOfFolder(); }, root,
        [this](const FileSymbol &symbol) {
            m_window.documents().open({symbol.path, symbol.place.line, symbol.place.column});
        }));
    pick.addSource(
        std::make_unique<SnippetSource>([this]() -> const std::vector<SnippetEntry> & { return snippets(); },
                                        [this](const Snippet &snippet) {
                                            if (m_page)
                                                m_page->view().insertSnippet(snippet);
                                        }));
    pick.addSource(std::make_unique<BookmarkSource>(
        m_bookmarks,
        [this](const Bookmarks::Place &place) {
            const Document *document = m_context.documents.find(place.path);
            return document && place.line < document->buffer().lineCount()
                       ? document->buffer().lineText(place.line)
                       : QString();
        },
        [this](const FilePlace &place) { m_window.documents().open(place); }));
}

void NavigationBinding::toggleBookmark()
{
    if (!m_page)
        return;
    Document &document = m_page->document();
    m_bookmarks.toggle(document, m_page->view().caretHumanPosition().line - 1);
    m_context.commands.refresh();
}

void NavigationBinding::stepBookmark(int direction)
{
    Bookmarks::Place from;
    if (m_page)
        from = {m_page->document().path(), m_page->view().caretHumanPosition().line - 1};
    if (const std::optional<Bookmarks::Place> place = m_bookmarks.step(from, direction))
        m_window.documents().open({place->path, place->line + 1, 1});
}

const std::vector<SnippetEntry> &NavigationBinding::snippets()
{
    const Language language = m_page ? m_page->document().buffer().language() : Language::PlainText;
    if (m_snippetLanguage != language)
        readSnippets(language);
    return m_snippets;
}

void NavigationBinding::readSnippets(Language language)
{
    m_snippetLanguage = language;
    m_snippets = shippedSnippets(language);
    startTask<std::vector<SnippetEntry>>(
        this,
        [folder = m_snippetFolder, language](std::stop_token) { return userSnippets(folder, language); },
        [this, language](Result<std::vector<SnippetEntry>> own) {
            if (language != m_snippetLanguage)
                return;
            if (!own) {
                Notice notice = noticeFor(own.error(), tr("Your snippets were not read."));
                notice.key = QStringLiteral("snippets");
                m_context.notices.present(notice, 0);
                return;
            }
            m_snippets.insert(m_snippets.begin(), own->begin(), own->end());
            m_window.quickPick().refresh();
        });
}

const std::vector<FileSymbol> &NavigationBinding::symbolsOfFile()
{
    static const std::vector<FileSymbol> none;
    if (!m_page)
        return none;
    const Document &document = m_page->document();
    const DocumentBuffer &buffer = document.buffer();
    if (m_symbolsRead && m_symbolsDocument == document.id() && m_symbolsRevision == buffer.revision())
        return m_fileSymbols;
    if (m_symbolsDocument != document.id())
        m_fileSymbols.clear(); // of another file; those of an older text are better than none
    if (m_symbolsDocument == document.id() && m_symbolsRevision == buffer.revision())
        return m_fileSymbols; // being read
    m_symbolsDocument = document.id();
    m_symbolsRevision = buffer.revision();
    m_symbolsRead = false;
    if (buffer.language() == Language::PlainText || buffer.isLarge())
        return m_fileSymbols;
    startTask<std::vector<FileSymbol>>(
        this,
        [language = buffer.language(), text = std::string(buffer.text())](std::stop_token stop) {
            return symbolsOf(language, text, std::move(stop));
        },
        [this, id = document.id(), revision = buffer.revision()](Result<std::vector<FileSymbol>> symbols) {
            if (id != m_symbolsDocument || revision != m_symbolsRevision)
                return;
            m_symbolsRead = true;
            if (symbols)
                m_fileSymbols = std::move(*symbols);
            m_window.quickPick().refresh();
        });
    return m_fileSymbols;
}

const std::vector<FileSymbol> &NavigationBinding::symbolsOfFolder()
{
    const std::shared_ptr<const FileIndex> index = m_context.files.index();
    if (index == m_symbolsIndex && m_folderRead)
        return m_folderSymbols;
    if (m_symbolsIndex && m_symbolsIndex->root != index->root)
        m_folderSymbols.clear();
    m_symbolsIndex = index;
    m_folderRead = true;
    startTask<FolderSymbols>(
        this, [index](std::stop_token stop) { return symbolsOf(*index, std::move(stop)); },
        [this, index](Result<FolderSymbols> found) {
            if (!found || index != m_symbolsIndex)
                return;
            m_folderSymbols = std::move(found->symbols);
            m_window.quickPick().refresh();
        });
    return m_folderSymbols;
}

} // namespace gatewright
