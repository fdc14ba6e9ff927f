// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/editor/scintilla_view.h"

#include "ui/editor/code_view_accessible.h"
#include "ui/editor/document_internals.h"
#include "ui/editor/edit_commands.h"
#include "ui/editor/key_bindings.h"

#include <QContextMenuEvent>
#include <QHelpEvent>
#include <QMimeData>
#include <QPainter>
#include <QToolTip>

#include <algorithm>

namespace gatewright {

namespace {

using Base = Scintilla::Base;

bool hasFiles(const QMimeData *data)
{
    return data && data->hasUrls();
}

} // namespace

ScintillaView::ScintillaView(DocumentBuffer &document, const Theme &theme, const EditorSettings &settings,
                             QWidget *parent)
    : QsciScintillaBase(parent)
    , m_scintilla(this)
    , m_theme(theme)
    , m_settings(settings)
    , m_ghostLayer(*this)
    , m_noteLayer(*this)
    , m_gutter(*this)
    , m_changes(*this)
    , m_ghost(*this, m_ghostLayer)
    , m_snippet(m_scintilla)
{
    CodeViewAccessible::install();
    setFrameShape(QFrame::NoFrame);
    setUp();
    connectSignals();
    setDocument(document);
}

ScintillaView::~ScintillaView() = default;

void ScintillaView::connectSignals()
{
    connect(this, &QsciScintillaBase::SCN_UPDATEUI, this, &ScintillaView::updateAfter);
    connect(this, &QsciScintillaBase::SCN_ZOOM, this, [this] {
        m_lineNumberDigits = 0;
        updateLineNumberWidth();
        Q_EMIT zoomChanged();
    });
}

void ScintillaView::setDocument(DocumentBuffer &document)
{
    if (m_document) {
        disconnect(&m_document->internals(), nullptr, this, nullptr);
        disconnect(m_document, nullptr, this, nullptr);
    }
    m_ghost.clear(GhostEnd::Cleared);
    m_snippet.endAll();
    m_document = &document;
    DocumentInternals &internals = document.internals();
    const auto attach = [this, &internals] {
        m_ghostLayer.forget();
        m_scintilla.sendPointer(Base::SCI_SETDOCPOINTER, 0, internals.documentPointer());
        m_scintilla.send(Base::SCI_ANNOTATIONSETVISIBLE, Base::ANNOTATION_HIDDEN);
        applySettings();
    };
    connect(&internals, &DocumentInternals::documentReplaced, this, attach);
    connect(&internals, &DocumentInternals::stylesChanged, this, &ScintillaView::applyStyles);
    connect(&document, &DocumentBuffer::edited, this, [this](const DocumentEdit &edit) {
        m_snippet.textChanged(edit.edit);
        CodeViewAccessible::textChanged(*this, edit);
    });
    m_ghost.setDocument(document);
    document.setTheme(m_theme);
    attach();
    applyStyles();
}

void ScintillaView::setTheme(const Theme &theme)
{
    m_theme = theme;
    m_document->setTheme(theme);
    applyStyles();
}

void ScintillaView::setSettings(const EditorSettings &settings)
{
    m_settings = settings;
    applySettings();
    applyStyles();
}

void ScintillaView::setSearchMatches(const std::vector<TextSpan> &matches)
{
    m_scintilla.send(Base::SCI_SETINDICATORCURRENT, searchIndicator);
    m_scintilla.send(Base::SCI_INDICATORCLEARRANGE, 0, static_cast<std::intptr_t>(m_scintilla.length()));
    for (const TextSpan &match : matches)
        m_scintilla.send(Base::SCI_INDICATORFILLRANGE, match.begin,
                         static_cast<std::intptr_t>(match.end - match.begin));
}

void ScintillaView::setZoom(int steps)
{
    m_scintilla.send(Base::SCI_SETZOOM, steps);
}

void ScintillaView::settle()
{
    m_document->internals().deliverEdits();
    m_ghost.checkCaret();
    m_snippet.checkCaret();
}

void ScintillaView::updateAfter(int what)
{
    settle();
    if ((what & (Base::SC_UPDATE_V_SCROLL | Base::SC_UPDATE_H_SCROLL)) != 0)
        Q_EMIT scrolled();
    if ((what & (Base::SC_UPDATE_SELECTION | Base::SC_UPDATE_CONTENT)) == 0)
        return;
    updateBrackets();
    updateLineNumberWidth();
    const bool hasSelection = m_scintilla.send(Base::SCI_GETSELECTIONEMPTY) == 0;
    if (hasSelection || m_hadSelection)
        Q_EMIT selectionChanged();
    m_hadSelection = hasSelection;
    CodeViewAccessible::caretMoved(*this);
    Q_EMIT caretMoved();
}

void ScintillaView::updateBrackets()
{
    const std::size_t caret = m_scintilla.caret();
    BracketMatch match;
    std::size_t at = caret;
    if (caret > 0) {
        at = caret - 1; // the bracket just typed
        match = matchBracket(*m_document, at);
    }
    if (!match.bracket) {
        at = caret;
        match = matchBracket(*m_document, at);
    }
    constexpr std::intptr_t nowhere = -1;
    if (match.bracket && match.partner)
        m_scintilla.send(Base::SCI_BRACEHIGHLIGHT, at, static_cast<std::intptr_t>(*match.partner));
    else if (match.bracket && match.complete)
        m_scintilla.send(Base::SCI_BRACEBADLIGHT, at);
    else
        m_scintilla.send(Base::SCI_BRACEHIGHLIGHT, nowhere, nowhere);
}

// --- events
// -------------------------------------------------------------------------------------------------------------

bool ScintillaView::event(QEvent *event)
{
    if (event->type() == QEvent::ShortcutOverride) {
        // Accepted means: the key comes to keyPressEvent(), no shortcut of the window gets it.
        const auto &key = static_cast<QKeyEvent &>(*event);
        if (isFilteredKey(key) || isGhostKey(key) || isSnippetKey(key) || belongsToText(key)) {
            event->accept();
            return true;
        }
        return QAbstractScrollArea::event(event);
    }
    return QsciScintillaBase::event(event);
}

bool ScintillaView::viewportEvent(QEvent *event)
{
    if (event->type() == QEvent::ToolTip) {
        const auto &help = static_cast<QHelpEvent &>(*event);
        const bool shown = showToolTip(help.pos(), help.globalPos());
        event->setAccepted(shown);
        if (!shown)
            QToolTip::hideText();
        return true;
    }
    const bool handled = QsciScintillaBase::viewportEvent(event);
    if (event->type() == QEvent::MouseButtonRelease || event->type() == QEvent::Drop)
        settle(); // a selection may have been dragged elsewhere
    return handled;
}

void ScintillaView::addKeyFilter(KeyFilter &filter)
{
    removeKeyFilter(filter);
    m_keyFilters.push_back(&filter);
}

void ScintillaView::removeKeyFilter(KeyFilter &filter)
{
    std::erase(m_keyFilters, &filter);
}

bool ScintillaView::isFilteredKey(const QKeyEvent &event) const
{
    return std::ranges::any_of(m_keyFilters,
                               [&event](const KeyFilter *filter) { return filter->wantsKey(event); });
}

bool ScintillaView::filterKey(const QKeyEvent &event)
{
    // A copy: one that takes a key may go, or bring another.
    const std::vector<KeyFilter *> filters(m_keyFilters.rbegin(), m_keyFilters.rend());
    return std::ranges::any_of(filters, [this, &event](KeyFilter *filter) {
        return std::ranges::find(m_keyFilters, filter) != m_keyFilters.end() && filter->handleKey(event);
    });
}

bool ScintillaView::isGhostKey(const QKeyEvent &event) const
{
    if (!m_ghost.isVisible())
        return false;
    switch (event.key()) {
    case Qt::Key_Tab:
    case Qt::Key_Escape:
        return event.modifiers() == Qt::NoModifier;
    case Qt::Key_Backtab:
        return event.modifiers() == Qt::ShiftModifier || event.modifiers() == Qt::NoModifier;
    case Qt::Key_Right:
        return (event.modifiers() & ~Qt::KeypadModifier) == Qt::AltModifier;
    default:
        return false;
    }
}

bool ScintillaView::handleGhostKey(const QKeyEvent &event)
{
    if (!isGhostKey(event))
        return false;
    switch (event.key()) {
    case Qt::Key_Tab:
        return m_ghost.accept(AcceptUnit::All);
    case Qt::Key_Backtab:
        return m_ghost.accept(AcceptUnit::Line);
    case Qt::Key_Right:
        return m_ghost.accept(AcceptUnit::Word);
    default:
        m_ghost.clear(GhostEnd::Escape);
        return true;
    }
}

// What is seen as a suggestion is what Tab takes; the places of a snippet come after it.
bool ScintillaView::isSnippetKey(const QKeyEvent &event) const
{
    if (!m_snippet.isActive() || m_ghost.isVisible() || m_ghost.isPopupOpen())
        return false;
    switch (event.key()) {
    case Qt::Key_Tab:
    case Qt::Key_Escape:
        return event.modifiers() == Qt::NoModifier;
    case Qt::Key_Backtab:
        return event.modifiers() == Qt::ShiftModifier || event.modifiers() == Qt::NoModifier;
    default:
        return false;
    }
}

bool ScintillaView::handleSnippetKey(const QKeyEvent &event)
{
    if (!isSnippetKey(event))
        return false;
    if (event.key() == Qt::Key_Escape)
        m_snippet.end();
    else
        m_snippet.step(event.key() == Qt::Key_Tab ? 1 : -1);
    settle();
    return true;
}

void ScintillaView::insertSnippet(const Snippet &snippet)
{
    if (m_document->isReadOnly())
        return;
    const auto begin = static_cast<std::size_t>(m_scintilla.send(Base::SCI_GETSELECTIONSTART));
    const auto end = static_cast<std::size_t>(m_scintilla.send(Base::SCI_GETSELECTIONEND));
    const int line = m_scintilla.lineAt(begin);
    const std::string_view before =
        m_document->text().substr(m_scintilla.lineStart(line), begin - m_scintilla.lineStart(line));
    const std::size_t blanks = std::min(before.find_first_not_of(" \t"), before.size());
    const std::string level =
        m_settings.indentWithTabs
            ? std::string("\t")
            : std::string(static_cast<std::size_t>(std::max(1, m_settings.indentWidth)), ' ');
    const Snippet made = fitted(snippet, m_document->newLine(), before.substr(0, blanks), level);
    m_snippet.endAll();
    m_ghost.clear(GhostEnd::Edited);
    m_scintilla.send(Base::SCI_SETSELECTION, begin, static_cast<std::intptr_t>(begin)); // one caret
    m_scintilla.send(Base::SCI_BEGINUNDOACTION);
    m_scintilla.send(Base::SCI_SETTARGETRANGE, begin, static_cast<std::intptr_t>(end));
    m_scintilla.send(Base::SCI_REPLACETARGET, made.text.size(), made.text.data());
    m_scintilla.send(Base::SCI_ENDUNDOACTION);
    m_document->internals().deliverEdits();
    m_snippet.begin(begin, made);
    settle();
}

void ScintillaView::fillIn(TextSpan whole, std::vector<SnippetStop> stops)
{
    m_document->internals().deliverEdits();
    m_snippet.begin(whole, std::move(stops));
    settle();
}

bool ScintillaView::handleNewLine(const QKeyEvent &event)
{
    const bool enter = (event.key() == Qt::Key_Return || event.key() == Qt::Key_Enter) &&
                       (event.modifiers() & ~(Qt::KeypadModifier | Qt::ShiftModifier)) == Qt::NoModifier;
    if (!enter || m_document->isReadOnly())
        return false;
    if (!m_ghost.isVisible() || m_ghost.remainder().nextLineBreak().empty()) {
        insertNewLines(m_scintilla, *m_document, m_settings);
        return true;
    }
    // One caret, as a ghost stands: what it goes on with comes along.
    const std::string text = withLineEnds(m_ghost.remainder().nextLineBreak(), m_document->newLine());
    m_scintilla.send(Base::SCI_BEGINUNDOACTION);
    m_scintilla.send(Base::SCI_REPLACESEL, 0, "");
    m_scintilla.send(Base::SCI_ADDTEXT, text.size(), text.data());
    m_scintilla.send(Base::SCI_ENDUNDOACTION);
    m_scintilla.send(Base::SCI_SCROLLCARET);
    m_scintilla.send(Base::SCI_CHOOSECARETX);
    return true;
}

void ScintillaView::keyPressEvent(QKeyEvent *event)
{
    if (filterKey(*event) || handleGhostKey(*event) || handleSnippetKey(*event)) {
        event->accept();
        return;
    }
    const Revision before = m_document->revision();
    const bool character =
        !event->text().isEmpty() && event->text().at(0).isPrint() &&
        (event->modifiers() & (Qt::ControlModifier | Qt::AltModifier | Qt::MetaModifier)) == 0;
    m_ghost.setTyping(character || event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter ||
                      event->key() == Qt::Key_Backspace || event->key() == Qt::Key_Tab);
    const bool newLine = handleNewLine(*event);
    if (newLine)
        event->accept();
    else
        QsciScintillaBase::keyPressEvent(event);
    if (m_settings.autoIndent && event->text() == QLatin1String("}"))
        alignClosingBrackets(m_scintilla, *m_document);
    settle();
    m_ghost.setTyping(false);
    const bool along = m_ghost.takeTypedAlong();
    if ((character || newLine) && m_document->revision() != before)
        Q_EMIT typed(along);
}

void ScintillaView::inputMethodEvent(QInputMethodEvent *event)
{
    const bool commits = !event->commitString().isEmpty();
    m_ghost.setTyping(true);
    QsciScintillaBase::inputMethodEvent(event);
    settle();
    m_ghost.setTyping(false);
    const bool along = m_ghost.takeTypedAlong();
    if (commits)
        Q_EMIT typed(along);
}

void ScintillaView::mousePressEvent(QMouseEvent *event)
{
    // Scintilla looks for the character under the mouse where it would be without the ghost.
    m_ghost.clear(GhostEnd::Moved);
    if (const int line = m_changes.lineAt(event->pos()); line >= 0 && event->button() == Qt::LeftButton) {
        event->accept();
        Q_EMIT changePressed(line, event->globalPosition().toPoint());
        return;
    }
    QsciScintillaBase::mousePressEvent(event);
    settle(); // the middle button pastes
}

void ScintillaView::wheelEvent(QWheelEvent *event)
{
    if ((event->modifiers() & Qt::ControlModifier) == 0) {
        QsciScintillaBase::wheelEvent(event);
        return;
    }
    m_wheel += event->angleDelta().y();
    if (const int steps = m_wheel / QWheelEvent::DefaultDeltasPerStep; steps != 0) {
        m_wheel -= steps * QWheelEvent::DefaultDeltasPerStep;
        Q_EMIT zoomRequested(steps);
    }
    event->accept();
}

void ScintillaView::focusInEvent(QFocusEvent *event)
{
    QsciScintillaBase::focusInEvent(event);
    Q_EMIT focusReceived();
}

void ScintillaView::focusOutEvent(QFocusEvent *event)
{
    QsciScintillaBase::focusOutEvent(event);
    // A menu, a popup or another window does not end the work here.
    const bool elsewhere = event->reason() != Qt::PopupFocusReason &&
                           event->reason() != Qt::MenuBarFocusReason &&
                           event->reason() != Qt::ActiveWindowFocusReason;
    if (elsewhere)
        m_ghost.clear(GhostEnd::FocusLost);
}

void ScintillaView::contextMenuEvent(QContextMenuEvent *event)
{
    event->accept();
    Q_EMIT contextMenuRequested(event->globalPos());
}

void ScintillaView::dragEnterEvent(QDragEnterEvent *event)
{
    if (hasFiles(event->mimeData()))
        event->acceptProposedAction();
    else
        QsciScintillaBase::dragEnterEvent(event);
}

void ScintillaView::dragMoveEvent(QDragMoveEvent *event)
{
    if (hasFiles(event->mimeData()))
        event->acceptProposedAction();
    else
        QsciScintillaBase::dragMoveEvent(event);
}

void ScintillaView::dropEvent(QDropEvent *event)
{
    if (!hasFiles(event->mimeData())) {
        QsciScintillaBase::dropEvent(event);
        settle();
        return;
    }
    QStringList paths;
    for (const QUrl &url : event->mimeData()->urls())
        if (url.isLocalFile())
            paths.append(url.toLocalFile());
    event->acceptProposedAction();
    if (!paths.isEmpty())
        Q_EMIT filesDropped(paths);
}

void ScintillaView::paintEvent(QPaintEvent *event)
{
    QsciScintillaBase::paintEvent(event); // its painter is closed when it returns
    QPainter painter(viewport());
    painter.setClipRegion(event->region());
    m_gutter.paint(painter);
    m_changes.paint(painter);
    m_ghostLayer.paint(painter);
    m_noteLayer.paint(painter, m_ghostLayer);
}

bool ScintillaView::showToolTip(const QPoint &place, const QPoint &globalPlace)
{
    if (const int line = m_changes.lineAt(place); line >= 0) {
        Q_EMIT changeHovered(line, globalPlace);
        return true;
    }
    const InlineGeometry geometry(*this);
    std::vector<TextMark> marks;
    if (place.x() < geometry.textArea().left()) {
        const auto offset =
            m_scintilla.send(Base::SCI_POSITIONFROMPOINT, place.x(), std::intptr_t{place.y()});
        marks = m_document->internals().marks().inLine(m_scintilla.lineAt(static_cast<std::size_t>(offset)));
    } else if (const auto offset =
                   m_scintilla.send(Base::SCI_POSITIONFROMPOINTCLOSE, place.x(), std::intptr_t{place.y()});
               offset >= 0) {
        marks = m_document->internals().marks().at(static_cast<std::size_t>(offset));
        Q_EMIT hovered(static_cast<std::size_t>(offset), globalPlace);
    }
    if (marks.empty())
        return false;
    QStringList messages;
    for (const TextMark &mark : marks)
        messages.append(mark.message.toHtmlEscaped());
    QToolTip::showText(
        globalPlace,
        QStringLiteral("<p style='white-space:pre-wrap'>%1</p>").arg(messages.join(QLatin1String("<hr>"))),
        viewport());
    return true;
}

} // namespace gatewright
