// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/server_binding.h"

#include "core/settings/keys.h"
#include "core/settings/settings.h"
#include "core/task/start_task.h"
#include "ui/bridge/notice_hub.h"
#include "ui/bridge/server_documents.h"
#include "ui/bridge/servers/server_texts.h"
#include "ui/bridge/workspace_model.h"
#include "ui/dialogs/edit_preview_dialog.h"
#include "ui/editor/rename_box.h"
#include "ui/panels/outline/outline_panel.h"
#include "ui/panels/places/places_panel.h"
#include "ui/shell/appearance.h"
#include "ui/shell/document_actions.h"
#include "ui/shell/editor_area.h"
#include "ui/shell/editor_page.h"
#include "ui/shell/main_window.h"
#include "ui/shell/quick_fix_menu.h"

#include <QDir>
#include <QTimer>

#include <utility>

namespace gatewright {

namespace {

const QString notice = QStringLiteral("language server");
constexpr std::chrono::milliseconds wordTime{6'000};

CompletionAssistant::Opening openingOf(const QString &name)
{
    if (name == QLatin1String("manual"))
        return CompletionAssistant::Opening::Never;
    return name == QLatin1String("members") ? CompletionAssistant::Opening::Members
                                            : CompletionAssistant::Opening::Words;
}

} // namespace

ServerBinding::ServerBinding(const WindowContext &context, MainWindow &window,
                             servers::LanguageServers &servers, const SyntaxLibrary &library, QObject *parent)
    : QObject(parent)
    , m_context(context)
    , m_window(window)
    , m_servers(servers)
    , m_completion(servers, library, [&context]() -> const Theme & { return context.appearance.theme(); })
    , m_signature(servers, library, [&context]() -> const Theme & { return context.appearance.theme(); })
    , m_hover(servers, library, [&context]() -> const Theme & { return context.appearance.theme(); })
    , m_finder(servers)
    , m_renamer(servers)
    , m_actions(servers)
    , m_formatter(servers)
    , m_hints(servers)
    , m_colours(servers)
    , m_outline(servers)
    , m_editor(context.documents)
    , m_renameBox(new RenameBox(&window))
{
    addPanels();
    addCommands();
    addPlaceCommands();
    connectAssistants();
    connectRenaming();
    connect(&window.editors(), &EditorArea::currentPageChanged, this, [this](EditorPage *page) {
        setFront(page ? FrontView{&page->view(), &page->document()} : FrontView());
    });
    connect(&context.settings, &Settings::changed, this, &ServerBinding::applySettings);
    connect(&context.workspace, &WorkspaceModel::folderChanged, &m_editor, &WorkspaceEditor::setWorkspace);
    m_editor.setWorkspace(context.workspace.folder());
    applySettings();
}

void ServerBinding::addPanels()
{
    m_outlinePanel = new OutlinePanel(m_outline.model(), m_context.appearance.icons(), &m_window);
    m_places = new PlacesPanel(&m_window);
    m_window.addPanel(QStringLiteral("outlineDock"), tr("Outline"), m_outlinePanel,
                      QStringLiteral("projectDock"), MainWindow::DockPlace::Below);
    m_window.addPanel(QStringLiteral("placesDock"), tr("References"), m_places,
                      QStringLiteral("problemsDock"), MainWindow::DockPlace::Behind);
    connect(m_outlinePanel, &OutlinePanel::placeChosen, this, [this](Position place) {
        if (m_front.view)
            m_front.view->goTo(place);
    });
    connect(m_places, &PlacesPanel::placeChosen, this,
            [this](const Place &place, bool stay) { go(place.path, place.range, stay); });
}

void ServerBinding::setFront(const FrontView &front)
{
    if (m_front == front)
        return;
    if (m_front.view)
        disconnect(m_front.view, nullptr, this, nullptr);
    m_front = front;
    m_completion.setFront(front);
    m_signature.setFront(front);
    m_hover.setFront(front);
    m_finder.setFront(front);
    m_renamer.setFront(front);
    m_actions.setFront(front);
    m_formatter.setFront(front);
    m_hints.setFront(front);
    m_colours.setFront(front);
    m_outline.setFront(front);
    if (front.view) {
        connect(front.view, &CodeView::caretMoved, this,
                [this] { m_outlinePanel->follow(m_front.view->caretPosition()); });
        m_outlinePanel->follow(front.view->caretPosition());
    }
    Q_EMIT frontChanged(front);
}

void ServerBinding::applySettings()
{
    const Settings &settings = m_context.settings;
    m_completion.setOpening(openingOf(settings.value(keys::serversPopup())));
    m_colours.setEnabled(settings.value(keys::serversColours()));
    m_hints.setEnabled(settings.value(keys::serversHints()));
}

void ServerBinding::refreshAll()
{
    m_hints.refresh();
    m_colours.refresh();
    m_outline.refresh();
}

void ServerBinding::connectAssistants()
{
    connect(&m_servers, &servers::LanguageServers::ready, this, &ServerBinding::refreshAll);
    connect(&m_servers, &servers::LanguageServers::gone, this, &ServerBinding::refreshAll);
    connect(&m_servers, &servers::LanguageServers::refreshWanted, this, &ServerBinding::refreshAll);
    connect(&m_servers, &servers::LanguageServers::fileExcluded, this,
            [this](const QString &id, const QString &uri) {
                const servers::LanguageServer *server = m_servers.find(id);
                Notice said;
                said.kind = Notice::Kind::Warning;
                said.key = QStringLiteral("server excluded ") + id + uri;
                said.text =
                    tr("%1 stopped three times while it worked on this file, so it goes on without it: %2")
                        .arg(server ? server->name() : id, pathOfUri(uri));
                said.actions = {{tr("Try Again"), [this, id, uri] {
                                     if (servers::LanguageServer *again = m_servers.find(id))
                                         again->allowFile(uri);
                                 }}};
                m_context.notices.present(said, 0);
            });
    connect(&m_completion, &CompletionAssistant::callInserted, &m_signature, &SignatureAssistant::request);
    connect(&m_completion, &CompletionAssistant::opened, &m_hover, &HoverAssistant::close);
    connect(&m_hover, &HoverAssistant::shown, this, &ServerBinding::hush);
    connect(&m_hover, &HoverAssistant::nothingKnown, this,
            [this] { say(tr("Nothing is known about this.")); });
    connect(&m_finder, &PlaceFinder::found, this, &ServerBinding::showPlaces);
    connect(&m_finder, &PlaceFinder::nothingFound, this, [this](PlaceFinder::What, const QString &name) {
        say(name.isEmpty() ? tr("There is no name at the caret.")
                           : tr("Nothing was found for “%1”.").arg(name));
    });
    connect(&m_formatter, &FormatAssistant::formatted, this, [this](int edits) {
        if (edits == 0)
            say(tr("The format is as it should be."));
        else
            hush();
    });
    connect(&m_formatter, &FormatAssistant::failed, this,
            [this](const Error &why) { sayFailed(why, tr("Nothing was formatted.")); });
    connect(&m_actions, &ServerActions::edited, this, &ServerBinding::applyAction);
    connect(&m_actions, &ServerActions::failed, this,
            [this](const Error &why) { sayFailed(why, tr("Nothing was changed.")); });
    m_window.fixes().setOffers(
        [this] { return m_actions.canAsk(); },
        [this](const QuickFixMenu::Offered &done) {
            m_actions.ask([this, done](const std::vector<ServerAction> &actions) {
                std::vector<QuickFixMenu::Offer> offers;
                for (const ServerAction &action : actions)
                    offers.push_back({action.action.title, [this, action] { m_actions.carryOut(action); }});
                done(offers);
            });
        });
}

void ServerBinding::connectRenaming()
{
    connect(&m_renamer, &RenameAssistant::nameWanted, this, &ServerBinding::askName);
    connect(&m_renamer, &RenameAssistant::edited, this, &ServerBinding::preview);
    connect(&m_renamer, &RenameAssistant::failed, this,
            [this](const Error &why) { sayFailed(why, tr("Nothing was renamed.")); });
    connect(m_renameBox, &RenameBox::named, &m_renamer, &RenameAssistant::rename);
    connect(&m_editor, &WorkspaceEditor::changed, this, [this](Document *document) {
        // What changed must be seen, or it would never be saved.
        if (m_window.editors().pagesOf(*document).isEmpty()) {
            EditorPage *front = m_window.editors().currentPage();
            m_window.editors().show(*document);
            if (front)
                m_window.editors().show(front->document());
        }
    });
}

void ServerBinding::askName(const QString &current, std::size_t place)
{
    const QRect at = m_front.view->rectangleAt(place);
    m_renameBox->ask(current, QRect(m_front.view->mapTo(&m_window, at.topLeft()), at.size()));
}

void ServerBinding::preview(const lsp::WorkspaceEdit &edit)
{
    m_editor.prepare(edit,
                     [self = QPointer<ServerBinding>(this)](const Result<std::vector<FileChange>> &changes) {
                         if (!self)
                             return;
                         if (changes)
                             self->applyWithPreview(*changes);
                         else
                             self->sayFailed(changes.error(), tr("Nothing was changed."));
                     });
}

void ServerBinding::applyWithPreview(const std::vector<FileChange> &changes)
{
    std::vector<PreviewFile> files;
    const QDir root(m_context.workspace.folder());
    for (const FileChange &change : changes) {
        const QString path = change.document->path();
        PreviewFile file{path.isEmpty() ? change.document->title() : root.relativeFilePath(path), {}};
        for (const ChangedLine &line : change.lines)
            file.lines.push_back({line.line, line.before, line.after});
        files.push_back(std::move(file));
    }
    auto *dialog = new EditPreviewDialog(tr("Rename"), files, &m_window);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QDialog::finished, this, [this, dialog, changes](int result) {
        std::vector<FileChange> wanted;
        std::vector<FileChange> left;
        const std::vector<bool> chosen = dialog->chosen();
        for (std::size_t index = 0; index < changes.size(); ++index)
            (result == QDialog::Accepted && chosen[index] ? wanted : left).push_back(changes[index]);
        if (const Result<void> applied = m_editor.apply(wanted); !applied)
            sayFailed(applied.error(), tr("Nothing was changed."));
        m_editor.discard(left);
    });
    dialog->open();
}

void ServerBinding::applyAction(const lsp::WorkspaceEdit &edit, const std::function<void(bool)> &answer)
{
    const bool isHere =
        edit.changes.size() <= 1 && (edit.changes.empty() || edit.changes.begin()->first == m_front.uri());
    if (!isHere) {
        answer(false); // the user decides first; the server's command has nothing to wait for
        preview(edit);
        return;
    }
    m_editor.prepare(
        edit, [self = QPointer<ServerBinding>(this), answer](const Result<std::vector<FileChange>> &changes) {
            if (!self)
                return;
            const Result<void> applied =
                changes ? self->m_editor.apply(*changes) : Result<void>(tl::unexpected(changes.error()));
            if (!applied)
                self->sayFailed(applied.error(), tr("Nothing was changed."));
            answer(applied.has_value());
        });
}

void ServerBinding::showPlaces(PlaceFinder::What what, const QString &name,
                               const std::vector<lsp::Location> &places)
{
    hush();
    if (places.size() == 1 && what != PlaceFinder::What::References) {
        go(pathOfUri(places.front().uri), places.front().range, false);
        return;
    }
    QHash<QString, QByteArray> open;
    for (const Document *document : m_context.documents.documents())
        open.insert(document->path(), document->buffer().bytes());
    const auto count = static_cast<int>(places.size());
    const QString title = what == PlaceFinder::What::References
                              ? tr("“%1” is used in %n place(s)", nullptr, count).arg(name)
                              : tr("“%1” stands in %n place(s)", nullptr, count).arg(name);
    startTask<std::vector<Place>>(
        this,
        [places, open](const std::stop_token &) -> Result<std::vector<Place>> {
            return placesWithLines(places, open);
        },
        [this, title](const Result<std::vector<Place>> &rows) {
            if (!rows)
                return;
            m_places->setPlaces(title, *rows, m_context.workspace.folder());
            m_window.showPanel(QStringLiteral("placesDock"));
            m_places->takeFocus();
        });
}

void ServerBinding::go(const QString &path, const Range &range, bool keepFocus)
{
    const auto show = [this, range, keepFocus](Document *document) {
        if (!document)
            return;
        CodeView &view = m_window.editors().show(*document).view();
        view.goTo(range.start);
        view.select({document->buffer().offset(range.start), document->buffer().offset(range.end)});
        if (keepFocus)
            m_places->takeFocus();
    };
    if (Document *open = m_context.documents.find(path))
        show(open);
    else
        m_context.documents.open(path, [self = QPointer<ServerBinding>(this), show](Document *document) {
            if (self)
                show(document);
        });
}

void ServerBinding::say(const QString &text)
{
    if (!m_front.document)
        return;
    Notice said;
    said.key = notice;
    said.text = text;
    const int document = m_front.document->id();
    m_context.notices.present(said, document);
    // A word in passing: nobody should have to put it away.
    QTimer::singleShot(wordTime, this, [this, document] { m_context.notices.withdraw(notice, document); });
}

void ServerBinding::sayFailed(const Error &why, const QString &what)
{
    if (why.code == ErrorCode::Cancelled || !m_front.document)
        return;
    Notice said = noticeFor(why, what);
    said.kind = Notice::Kind::Information;
    said.key = notice;
    m_context.notices.present(said, m_front.document->id());
}

void ServerBinding::hush()
{
    if (m_front.document)
        m_context.notices.withdraw(notice, m_front.document->id());
}

} // namespace gatewright
