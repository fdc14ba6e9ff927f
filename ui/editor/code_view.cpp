// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/editor/code_view.h"

#include "ui/editor/carets.h"
#include "ui/editor/document_internals.h"
#include "ui/editor/edit_commands.h"
#include "ui/editor/scintilla_view.h"
#include "ui/inline/announcer.h"

#include <QFileInfo>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

namespace gatewright {

namespace {

using Base = Scintilla::Base;

} // namespace

CodeView::CodeView(DocumentBuffer &document, const Theme &theme, const EditorSettings &settings,
                   QWidget *parent)
    : QWidget(parent)
    , m_view(new ScintillaView(document, theme, settings, this))
    , m_ownAnnouncer(std::make_unique<AccessibleAnnouncer>(this))
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_view);
    setFocusProxy(m_view);
    m_view->ghost().setAnnouncer(m_ownAnnouncer.get());
    connectView();
    connectDocument();
}

// The view would lose the focus, and its ghost end, while it is taken down as a child: what it says then must
// find this object whole.
CodeView::~CodeView()
{
    m_view->ghost().clear(GhostEnd::FocusLost);
    delete m_view;
}

void CodeView::connectView()
{
    connect(m_view, &ScintillaView::caretMoved, this, [this] { Q_EMIT caretMoved(caretHumanPosition()); });
    connect(m_view, &ScintillaView::selectionChanged, this, &CodeView::selectionChanged);
    connect(m_view, &ScintillaView::zoomChanged, this, [this] { Q_EMIT zoomChanged(zoom()); });
    connect(m_view, &ScintillaView::zoomRequested, this, &CodeView::zoomRequested);
    connect(m_view, &ScintillaView::focusReceived, this, &CodeView::focusReceived);
    connect(m_view, &ScintillaView::typed, this, &CodeView::typed);
    connect(m_view, &ScintillaView::scrolled, this, &CodeView::scrolled);
    connect(m_view, &ScintillaView::hovered, this, &CodeView::hovered);
    connect(m_view, &ScintillaView::contextMenuRequested, this, &CodeView::contextMenuRequested);
    connect(m_view, &ScintillaView::filesDropped, this, &CodeView::filesDropped);
    connect(m_view, &ScintillaView::changeHovered, this, &CodeView::changeHovered);
    connect(m_view, &ScintillaView::changePressed, this, &CodeView::changePressed);
    const GhostController &ghost = m_view->ghost();
    connect(&ghost, &GhostController::shown, this, &CodeView::ghostShown);
    connect(&ghost, &GhostController::accepted, this, &CodeView::ghostAccepted);
    connect(&ghost, &GhostController::typedOut, this, &CodeView::ghostTypedOut);
    connect(&ghost, &GhostController::dismissed, this, &CodeView::ghostDismissed);
}

void CodeView::connectDocument()
{
    const auto rename = [this] {
        const QString path = document().path();
        m_view->setAccessibleName(path.isEmpty() ? tr("Editor, untitled document")
                                                 : tr("Editor, %1").arg(QFileInfo(path).fileName()));
    };
    connect(&document(), &DocumentBuffer::pathChanged, this, rename);
    rename();
}

DocumentBuffer &CodeView::document() const
{
    return m_view->document();
}

void CodeView::setDocument(DocumentBuffer &document)
{
    disconnect(&this->document(), nullptr, this, nullptr);
    m_view->setDocument(document);
    connectDocument();
}

void CodeView::setTheme(const Theme &theme)
{
    m_view->setTheme(theme);
}

void CodeView::setSettings(const EditorSettings &settings)
{
    m_view->setSettings(settings);
    Q_EMIT settingsChanged();
}

const EditorSettings &CodeView::settings() const
{
    return m_view->settings();
}

void CodeView::setAnnouncer(Announcer *announcer)
{
    m_announcer = announcer;
    m_view->ghost().setAnnouncer(announcer ? announcer : m_ownAnnouncer.get());
}

void CodeView::announce(const QString &text)
{
    (m_announcer ? m_announcer : m_ownAnnouncer.get())->announce(text);
}

std::size_t CodeView::caret() const
{
    return m_view->scintilla().caret();
}

Position CodeView::caretPosition() const
{
    return document().position(caret());
}

HumanPosition CodeView::caretHumanPosition() const
{
    return document().humanPosition(caret());
}

void CodeView::setCaret(std::size_t offset)
{
    m_view->scintilla().send(Base::SCI_GOTOPOS, std::min(offset, document().size()));
    m_view->scintilla().send(Base::SCI_CHOOSECARETX); // where Up and Down go on
    m_view->settle();
}

void CodeView::goTo(HumanPosition place)
{
    const std::size_t offset = document().offset(place);
    const Scintilla view = m_view->scintilla();
    view.send(Base::SCI_ENSUREVISIBLEENFORCEPOLICY, view.lineAt(offset));
    view.send(Base::SCI_GOTOPOS, offset);
    view.send(Base::SCI_CHOOSECARETX);
    m_view->settle();
    m_view->setFocus();
}

void CodeView::goTo(Position place)
{
    goTo(document().humanPosition(document().offset(place)));
}

std::vector<CaretRange> CodeView::carets() const
{
    return caretsOf(m_view->scintilla());
}

bool CodeView::hasSelection() const
{
    return m_view->scintilla().send(Base::SCI_GETSELECTIONEMPTY) == 0;
}

TextSpan CodeView::selection() const
{
    const Scintilla view = m_view->scintilla();
    return {static_cast<std::size_t>(view.send(Base::SCI_GETSELECTIONSTART)),
            static_cast<std::size_t>(view.send(Base::SCI_GETSELECTIONEND))};
}

void CodeView::select(TextSpan span)
{
    const Scintilla view = m_view->scintilla();
    const std::size_t end = std::min(span.end, document().size());
    const std::size_t begin = std::min(span.begin, end);
    view.send(Base::SCI_ENSUREVISIBLEENFORCEPOLICY, view.lineAt(begin));
    view.send(Base::SCI_SETSEL, begin, static_cast<std::intptr_t>(end));
    m_view->settle();
}

QString CodeView::selectedText() const
{
    const TextSpan span = selection();
    const std::string_view bytes = document().text().substr(span.begin, span.end - span.begin);
    return QString::fromUtf8(bytes.data(), static_cast<qsizetype>(bytes.size()));
}

CodeView::Place CodeView::place() const
{
    return {caret(), static_cast<int>(m_view->scintilla().send(Base::SCI_GETFIRSTVISIBLELINE))};
}

void CodeView::setPlace(const Place &place)
{
    setCaret(place.caret);
    m_view->scintilla().send(Base::SCI_SETFIRSTVISIBLELINE, place.firstLine);
}

QRect CodeView::caretRectangle() const
{
    return rectangleAt(caret());
}

QRect CodeView::rectangleAt(std::size_t offset) const
{
    const InlineGeometry geometry(*m_view);
    const QPoint top = m_view->viewport()->mapTo(this, geometry.place(std::min(offset, document().size())));
    return {top, QSize(geometry.caretWidth(), geometry.lineHeight())};
}

QStringList CodeView::messagesAt(std::size_t offset) const
{
    QStringList messages;
    for (const TextMark &mark : m_view->document().internals().marks().at(offset))
        messages.append(mark.message);
    return messages;
}

CodeView::Lines CodeView::linesInSight() const
{
    const Scintilla view = m_view->scintilla();
    const std::intptr_t first = view.send(Base::SCI_GETFIRSTVISIBLELINE);
    const std::intptr_t last = first + view.send(Base::SCI_LINESONSCREEN);
    return {static_cast<int>(view.send(Base::SCI_DOCLINEFROMVISIBLE, first)),
            std::min(document().lineCount() - 1,
                     static_cast<int>(view.send(Base::SCI_DOCLINEFROMVISIBLE, last)))};
}

void CodeView::addKeyFilter(KeyFilter &filter)
{
    m_view->addKeyFilter(filter);
}

void CodeView::removeKeyFilter(KeyFilter &filter)
{
    m_view->removeKeyFilter(filter);
}

void CodeView::run(EditCommand command)
{
    if (!canRun(command))
        return;
    runCommand(command, m_view->scintilla(), document());
    m_view->settle();
}

bool CodeView::canRun(EditCommand command) const
{
    return canRunCommand(command, m_view->scintilla(), document());
}

void CodeView::insert(std::string_view text)
{
    if (document().isReadOnly())
        return;
    const Scintilla view = m_view->scintilla();
    view.send(Base::SCI_BEGINUNDOACTION);
    view.send(Base::SCI_REPLACESEL, 0, "");
    view.send(Base::SCI_ADDTEXT, text.size(), text.data());
    view.send(Base::SCI_ENDUNDOACTION);
    view.send(Base::SCI_SCROLLCARET);
    m_view->settle();
}

void CodeView::insertSnippet(const Snippet &snippet)
{
    m_view->insertSnippet(snippet);
}

void CodeView::fillIn(TextSpan whole, std::vector<SnippetStop> stops)
{
    m_view->fillIn(whole, std::move(stops));
}

bool CodeView::isInSnippet() const
{
    return m_view->snippet().isActive();
}

int CodeView::zoom() const
{
    return static_cast<int>(m_view->scintilla().send(Base::SCI_GETZOOM));
}

void CodeView::setZoom(int steps)
{
    m_view->setZoom(steps);
}

void CodeView::setSearchMatches(const std::vector<TextSpan> &matches)
{
    m_view->setSearchMatches(matches);
}

bool CodeView::showGhost(const GhostText &ghost)
{
    return m_view->ghost().show(ghost);
}

void CodeView::clearGhost(GhostEnd why)
{
    m_view->ghost().clear(why);
}

bool CodeView::hasGhost() const
{
    return m_view->ghost().isActive();
}

std::string CodeView::ghostRemainder() const
{
    return std::string(m_view->ghost().remainder().text());
}

void CodeView::setGhostBadge(const QString &id, TierBadge badge)
{
    m_view->ghost().setBadge(id, badge);
}

bool CodeView::acceptGhost(AcceptUnit unit)
{
    return m_view->ghost().accept(unit);
}

void CodeView::setPopupOpen(bool open)
{
    m_view->ghost().setPopupOpen(open);
}

void CodeView::setNotes(std::vector<InlineNote> notes)
{
    m_view->notes().setNotes(std::move(notes));
}

void CodeView::setHints(std::vector<InlineNote> hints)
{
    m_view->notes().setHints(std::move(hints));
}

const std::vector<InlineNote> &CodeView::hints() const
{
    return m_view->notes().hints();
}

void CodeView::setBlameNote(const std::optional<InlineNote> &note)
{
    m_view->notes().setLastNote(note);
}

} // namespace gatewright
