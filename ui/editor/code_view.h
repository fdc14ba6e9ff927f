// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/text/line_edits.h"
#include "core/text/position.h"
#include "core/text/snippet.h"
#include "ui/editor/editor_settings.h"
#include "ui/editor/text_search.h"
#include "ui/inline/ghost_text.h"
#include "ui/inline/inline_note.h"

#include <QWidget>

#include <memory>
#include <optional>
#include <vector>

namespace gatewright {

class Announcer;
class DocumentBuffer;
class KeyFilter;
class ScintillaView;
class Theme;

// Commands of the editor, for menus, the palette and shortcuts. The view has its own keys only for what every
// editor does with the same key (arrows, Ctrl+C, ...; see key_bindings.cpp); everything else reaches it as a
// command.
enum class EditCommand {
    Undo,
    Redo,
    Cut,
    Copy,
    Paste,
    Delete,
    SelectAll,
    Indent,
    Unindent,
    ToggleComment,
    DuplicateLines,
    DeleteLines,
    MoveLinesUp,
    MoveLinesDown,
    SortLinesAscending,
    SortLinesDescending,
    TrimLineEnds,
    JoinLines,
    UpperCase,
    LowerCase,
    SelectNextOccurrence,
    SelectAllOccurrences,
    SkipOccurrence,
    AddCaretAbove,
    AddCaretBelow,
    RemoveLastCaret,
    CaretsAtLineEnds,
    GoToMatchingBracket,
    ToggleFold,
    FoldAll,
    UnfoldAll,
    ZoomIn,
    ZoomOut,
    ZoomReset,
};

// A view on one document: a text area with line numbers, marks, folds, ghost text and notes. Several views
// may show the same document; ghost text and caret belong to the view.
class CodeView : public QWidget
{
    Q_OBJECT

public:
    // `document` must outlive the view or be replaced before it goes. Without an announcer the view makes its
    // own.
    CodeView(DocumentBuffer &document, const Theme &theme, const EditorSettings &settings = {},
             QWidget *parent = nullptr);
    ~CodeView() override;

    [[nodiscard]] DocumentBuffer &document() const;
    void setDocument(DocumentBuffer &document);
    void setTheme(const Theme &theme);
    void setSettings(const EditorSettings &settings);
    [[nodiscard]] const EditorSettings &settings() const;
    // For tests; the view does not take ownership.
    void setAnnouncer(Announcer *announcer);
    // To the user of a screen reader, about what opened beside the text.
    void announce(const QString &text);

    // --- caret, selection, place
    // ------------------------------------------------------------------------------------
    [[nodiscard]] std::size_t caret() const;
    [[nodiscard]] Position caretPosition() const;
    [[nodiscard]] HumanPosition caretHumanPosition() const;
    void setCaret(std::size_t offset);
    // Unfolds, scrolls into view with some lines around, and takes the focus. Places outside are moved
    // inside.
    void goTo(HumanPosition place);
    void goTo(Position place);
    // Every caret with its selection; the main one is anywhere among them.
    [[nodiscard]] std::vector<CaretRange> carets() const;
    [[nodiscard]] bool hasSelection() const;
    [[nodiscard]] TextSpan selection() const;
    void select(TextSpan span);
    [[nodiscard]] QString selectedText() const;
    // Scroll position and caret, for sessions and for reloading a file.
    struct Place
    {
        std::size_t caret = 0;
        int firstLine = 0;
    };
    [[nodiscard]] Place place() const;
    void setPlace(const Place &place);
    // The caret's rectangle in this widget's coordinates, for popups.
    [[nodiscard]] QRect caretRectangle() const;
    // The same for any place; outside this widget when it is scrolled away.
    [[nodiscard]] QRect rectangleAt(std::size_t offset) const;
    // What is marked at the place, the most serious first.
    [[nodiscard]] QStringList messagesAt(std::size_t offset) const;
    // The first and the last line of the document that can be seen.
    struct Lines
    {
        int first = 0;
        int last = 0;
    };
    [[nodiscard]] Lines linesInSight() const;
    // Keys go to it before they go to the text, to the one added last first. It is removed before it dies.
    void addKeyFilter(KeyFilter &filter);
    void removeKeyFilter(KeyFilter &filter);

    // --- commands
    // ---------------------------------------------------------------------------------------------------
    void run(EditCommand command);
    [[nodiscard]] bool canRun(EditCommand command) const;
    // At the caret, replacing the selection; one undo step.
    void insert(std::string_view text);
    // In the place of the selection, fitted to its line; Tab then goes through its places, and Escape or
    // leaving it ends that. One undo step.
    void insertSnippet(const Snippet &snippet);
    // The places of something that was put in already; `whole` is all of it. Number 0 is where it ends.
    void fillIn(TextSpan whole, std::vector<SnippetStop> stops);
    [[nodiscard]] bool isInSnippet() const;
    [[nodiscard]] int zoom() const;
    void setZoom(int steps);

    // --- search
    // -----------------------------------------------------------------------------------------------------
    // Marks these places until called with an empty list.
    void setSearchMatches(const std::vector<TextSpan> &matches);

    // --- ghost text
    // -------------------------------------------------------------------------------------------------
    // Offers the text at the caret. Nothing happens, and false is returned, where no ghost text may stand:
    // selection, several carets, read-only or large document. One that comes while a popup is open is seen
    // when that closes.
    bool showGhost(const GhostText &ghost);
    void clearGhost(GhostEnd why = GhostEnd::Cleared);
    [[nodiscard]] bool hasGhost() const;
    // What of it is still to be typed or accepted; LF line ends.
    [[nodiscard]] std::string ghostRemainder() const;
    // Changes the badge in place; ignored when another suggestion stands by now.
    void setGhostBadge(const QString &id, TierBadge badge);
    // Also on the keys Tab, Shift+Tab and Alt+Right. False without a ghost.
    bool acceptGhost(AcceptUnit unit);
    // While a completion popup is open no ghost is painted and the keys are the popup's; the ghost returns
    // with its end.
    void setPopupOpen(bool open);

    void setNotes(std::vector<InlineNote> notes);
    // Types and names of parameters, in front of the notes of their lines.
    void setHints(std::vector<InlineNote> hints);
    [[nodiscard]] const std::vector<InlineNote> &hints() const;
    // One more, behind those of its line: who changed it last.
    void setBlameNote(const std::optional<InlineNote> &note);

Q_SIGNALS:
    void caretMoved(gatewright::HumanPosition place);
    void selectionChanged();
    void zoomChanged(int steps);
    // Ctrl and the wheel; whoever keeps the zoom answers by setSettings().
    void zoomRequested(int steps);
    void settingsChanged();
    void focusReceived();
    void scrolled();
    // The mouse rests on the text.
    void hovered(std::size_t offset, const QPoint &globalPosition);
    // The user's own typing changed the text at the caret (no undo, no paste, no acceptance): time to ask for
    // a suggestion. `asSuggested`: the character was the next one of the ghost text that stands there.
    void typed(bool asSuggested);
    void ghostShown(const QString &id);
    // `characters`: code points taken by this acceptance; `remaining`: code points that still stand as ghost
    // text.
    void ghostAccepted(const QString &id, gatewright::AcceptUnit unit, int characters, int remaining);
    // The user typed the rest of the suggestion by hand.
    void ghostTypedOut(const QString &id, int characters);
    void ghostDismissed(const QString &id, gatewright::GhostEnd why);
    void contextMenuRequested(const QPoint &globalPosition);
    void filesDropped(const QStringList &paths);
    // A mark of the change gutter: the mouse rests on it, or pressed it.
    void changeHovered(int line, const QPoint &globalPosition);
    void changePressed(int line, const QPoint &globalPosition);

private:
    void connectView();
    void connectDocument();

    ScintillaView *m_view; // owned as a child widget
    std::unique_ptr<Announcer> m_ownAnnouncer;
    Announcer *m_announcer = nullptr; // another one in tests
};

} // namespace gatewright
