// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/git_gutter.h"

#include "core/git/staging.h"
#include "ui/bridge/command_registry.h"
#include "ui/bridge/document_manager.h"
#include "ui/bridge/notice_hub.h"
#include "ui/editor/code_view.h"
#include "ui/shell/appearance.h"
#include "ui/shell/change_popover.h"
#include "ui/shell/editor_area.h"
#include "ui/shell/editor_page.h"

#include <QLocale>
#include <QToolTip>

namespace gatewright {

namespace {

// Behind the caret's last move: nobody reads a note while they run through lines.
constexpr auto blamePause = std::chrono::milliseconds(300);

QString textOf(const std::string &bytes)
{
    return QString::fromUtf8(bytes.data(), static_cast<qsizetype>(bytes.size()));
}

// "yesterday" is nearer to what people remember than a date.
QString agoText(const QDateTime &time)
{
    const qint64 days = time.toLocalTime().date().daysTo(QDate::currentDate());
    constexpr int month = 30;
    if (days <= 0)
        return GitGutter::tr("today");
    if (days == 1)
        return GitGutter::tr("yesterday");
    if (days < month)
        return GitGutter::tr("%n day(s) ago", nullptr, static_cast<int>(days));
    return QLocale().toString(time.date(), QLocale::ShortFormat);
}

} // namespace

GitGutter::GitGutter(const WindowContext &context, GitSession &session, EditorArea &editors, QObject *parent)
    : QObject(parent)
    , m_context(context)
    , m_session(session)
    , m_editors(editors)
{
    m_blameDelay.setSingleShot(true);
    m_blameDelay.setInterval(blamePause);
    connect(&m_blameDelay, &QTimer::timeout, this, &GitGutter::readBlame);
    connect(&context.documents, &DocumentManager::opened, this, &GitGutter::follow);
    connect(&context.documents, &DocumentManager::aboutToClose, this,
            [this](Document *document) { delete m_changes.take(document->id()); });
    const QList<Document *> open = context.documents.documents();
    for (Document *document : open)
        follow(document);
    connect(&editors, &EditorArea::pageCreated, this, [this](EditorPage *page) { connectView(*page); });
    connect(&editors, &EditorArea::currentPageChanged, this, &GitGutter::followPage);
    connect(&session, &GitSession::changed, this, &GitGutter::blameSoon);
}

GitGutter::~GitGutter()
{
    m_stop.request_stop();
    qDeleteAll(m_changes);
}

void GitGutter::follow(Document *document)
{
    if (m_changes.contains(document->id()))
        return;
    auto *changes = new DocumentChanges(*document, m_session, this);
    m_changes.insert(document->id(), changes);
    connect(changes, &DocumentChanges::changed, this, &GitGutter::tellPossible);
}

void GitGutter::connectView(EditorPage &page)
{
    follow(&page.document()); // one that was made, not opened
    CodeView &view = page.view();
    const int id = page.document().id();
    connect(&view, &CodeView::changeHovered, this, [this, id, &view](int line, const QPoint &place) {
        const DocumentChanges *changes = m_changes.value(id);
        const int change = changes && changes->isCurrent() ? changes->changeAt(line) : -1;
        if (change < 0)
            return;
        const std::string before = changes->textBefore(changes->changes()[static_cast<std::size_t>(change)]);
        QToolTip::showText(place,
                           changeToolTip(before.empty() ? tr("(nothing)") : textOf(before), {},
                                         m_context.appearance.theme()),
                           &view);
    });
    connect(&view, &CodeView::changePressed, this, [this, id, &view](int line, const QPoint &place) {
        DocumentChanges *changes = m_changes.value(id);
        const int change = changes && changes->isCurrent() ? changes->changeAt(line) : -1;
        if (change < 0)
            return;
        // The commands of the popover are about the caret's line.
        view.goTo(HumanPosition{line + 1, 1});
        openPopover(view, *changes, change, place);
    });
}

void GitGutter::followPage(EditorPage *page)
{
    if (m_page) {
        disconnect(&m_page->view(), &CodeView::caretMoved, this, nullptr);
        m_page->view().setBlameNote({});
    }
    m_page = page;
    if (page)
        connect(&page->view(), &CodeView::caretMoved, this, &GitGutter::showBlame);
    blameSoon();
}

DocumentChanges *GitGutter::current() const
{
    return m_page ? m_changes.value(m_page->document().id()) : nullptr;
}

int GitGutter::changeAtCaret() const
{
    const DocumentChanges *changes = current();
    return changes && changes->isCurrent() ? changes->changeAt(m_page->view().caretPosition().line) : -1;
}

bool GitGutter::hasChanges() const
{
    const DocumentChanges *changes = current();
    return changes && !changes->changes().empty();
}

void GitGutter::goTo(const git::LineChange &change)
{
    const int last = m_page->document().buffer().lineCount();
    m_page->view().goTo(HumanPosition{std::min(change.newStart + 1, last), 1});
}

void GitGutter::nextChange()
{
    if (!hasChanges())
        return;
    const std::vector<git::LineChange> &changes = current()->changes();
    const int line = m_page->view().caretPosition().line;
    for (const git::LineChange &change : changes) {
        if (change.newStart > line) {
            goTo(change);
            return;
        }
    }
    goTo(changes.front());
}

void GitGutter::previousChange()
{
    if (!hasChanges())
        return;
    const std::vector<git::LineChange> &changes = current()->changes();
    const int line = m_page->view().caretPosition().line;
    for (auto change = changes.rbegin(); change != changes.rend(); ++change) {
        if (std::max(change->newStart, change->newEnd() - 1) < line) {
            goTo(*change);
            return;
        }
    }
    goTo(changes.back());
}

void GitGutter::openPopover(CodeView &view, DocumentChanges &changes, int number, const QPoint &place)
{
    const git::LineChange &change = changes.changes()[static_cast<std::size_t>(number)];
    QStringList now;
    for (int line = change.newStart; line < change.newEnd(); ++line)
        now.append(view.document().lineText(line));
    QList<QAction *> actions;
    for (const QString &id : {QStringLiteral("git.revertChange"), QStringLiteral("git.stageLines"),
                              QStringLiteral("git.compareFile")})
        actions.append(m_context.commands.action(id));
    m_context.commands.refresh();
    auto *popover = new ChangePopover(textOf(changes.textBefore(change)), now.join(QLatin1Char('\n')),
                                      m_context.appearance.theme(), actions, &view);
    popover->openAt(place);
}

void GitGutter::showChange()
{
    const int change = changeAtCaret();
    if (change < 0)
        return;
    CodeView &view = m_page->view();
    openPopover(view, *current(), change, view.mapToGlobal(view.caretRectangle().bottomLeft()));
}

void GitGutter::revertChange()
{
    if (const int change = changeAtCaret(); change >= 0)
        current()->revert(change);
}

void GitGutter::stageChange()
{
    const int number = changeAtCaret();
    const Result<QByteArray> bytes =
        number < 0 ? makeError(ErrorCode::NotFound, QString()) : m_page->document().buffer().fileBytes();
    if (!bytes)
        return;
    DocumentChanges &changes = *current();
    git::LineSelection selection;
    selection.add(changes.changes()[static_cast<std::size_t>(number)]);
    m_session.change<void>(
        tr("Staging"), this,
        [path = changes.path(), index = changes.index(), bytes = *bytes,
         selection](const git::Repository &repository, const std::stop_token &) {
            return git::stageLines(repository, path, bytes, selection, index);
        },
        [this](Result<void> staged) {
            if (!staged)
                m_context.notices.present(noticeFor(staged.error(), tr("The change was not staged.")), 0);
        });
}

// --- who wrote a line

void GitGutter::setShowsBlame(bool shows)
{
    m_showsBlame = shows;
    blameSoon();
}

void GitGutter::blameSoon()
{
    showBlame();
    if (m_showsBlame)
        m_blameDelay.start();
}

void GitGutter::readBlame()
{
    if (!m_showsBlame || !m_page || !m_session.isReady())
        return;
    const Document &document = m_page->document();
    const DocumentBuffer &buffer = document.buffer();
    const git::GitPath path = document.path().isEmpty() ? git::GitPath() : m_session.pathOf(document.path());
    const git::CommitId head = m_session.snapshot().head.commit;
    if (m_blamed == document.id() && m_blameRevision == buffer.revision() && m_blameHead == head) {
        showBlame();
        return;
    }
    const auto take = [this, head, id = document.id(), revision = buffer.revision()](git::Blame blame) {
        m_blame = std::move(blame);
        m_blamed = id;
        m_blameRevision = revision;
        m_blameHead = head;
        showBlame();
    };
    const Result<QByteArray> bytes =
        path.isEmpty() || buffer.isLarge() ? makeError(ErrorCode::NotFound, QString()) : buffer.fileBytes();
    if (!bytes) {
        take({});
        return;
    }
    m_stop.request_stop();
    const int stamp = ++m_stamp;
    m_stop = m_session.read<git::Blame>(
        this,
        [path, bytes = *bytes](const git::Repository &repository, const std::stop_token &stop) {
            return git::blameText(repository, path, bytes, stop);
        },
        [this, stamp, take](Result<git::Blame> blame) {
            if (stamp == m_stamp)
                take(blame ? std::move(*blame) : git::Blame{});
        });
}

const git::BlameCommit *GitGutter::blameAtCaret() const
{
    if (!m_page || m_blamed != m_page->document().id() ||
        m_blameRevision != m_page->document().buffer().revision())
        return nullptr;
    return m_blame.at(m_page->view().caretPosition().line);
}

void GitGutter::tellPossible()
{
    Possible now;
    now.hasChanges = hasChanges();
    now.atChange = changeAtCaret() >= 0;
    now.isBlamed = blameAtCaret() != nullptr;
    if (m_page && m_session.snapshot().conflictCount() > 0)
        now.lineAmongConflicts = m_page->view().caretPosition().line;
    if (now == m_possible)
        return;
    m_possible = now;
    Q_EMIT changed();
}

void GitGutter::showBlame()
{
    tellPossible();
    if (!m_page)
        return;
    CodeView &view = m_page->view();
    if (!m_showsBlame) {
        view.setBlameNote({});
        return;
    }
    const bool isCurrent =
        m_blamed == m_page->document().id() && m_blameRevision == m_page->document().buffer().revision();
    if (!isCurrent) {
        view.setBlameNote({});
        if (!m_blameDelay.isActive())
            m_blameDelay.start();
        return;
    }
    InlineNote note;
    note.line = view.caretPosition().line;
    if (const git::BlameCommit *commit = m_blame.at(note.line)) {
        note.text = QStringLiteral("%1, %2 · %3")
                        .arg(commit->author, agoText(commit->time), commit->subject.left(80));
        note.toolTip = QString::fromLatin1(commit->id);
    } else if (note.line < static_cast<int>(m_blame.lines.size())) {
        note.text = tr("not committed yet");
    }
    view.setBlameNote(note.text.isEmpty() ? std::nullopt : std::optional<InlineNote>(note));
}

} // namespace gatewright
