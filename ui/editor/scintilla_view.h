// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/editor/change_layer.h"
#include "ui/editor/editor_settings.h"
#include "ui/editor/ghost_controller.h"
#include "ui/editor/gutter_layer.h"
#include "ui/editor/key_filter.h"
#include "ui/editor/snippet_session.h"
#include "ui/editor/text_search.h"
#include "ui/inline/ghost_layer.h"
#include "ui/inline/note_layer.h"
#include "ui/theme/theme.h"

#include <vector>

namespace gatewright {

class DocumentBuffer;

// The text area inside a CodeView: Scintilla with our keys, colours, margins and inline layers.
class ScintillaView : public QsciScintillaBase
{
    Q_OBJECT

public:
    ScintillaView(DocumentBuffer &document, const Theme &theme, const EditorSettings &settings,
                  QWidget *parent);
    ~ScintillaView() override;

    [[nodiscard]] Scintilla scintilla() const { return m_scintilla; }
    [[nodiscard]] DocumentBuffer &document() const { return *m_document; }
    void setDocument(DocumentBuffer &document);
    void setTheme(const Theme &theme);
    void setSettings(const EditorSettings &settings);
    [[nodiscard]] const EditorSettings &settings() const { return m_settings; }
    [[nodiscard]] GhostController &ghost() { return m_ghost; }
    [[nodiscard]] NoteLayer &notes() { return m_noteLayer; }
    void setSearchMatches(const std::vector<TextSpan> &matches);
    void setZoom(int steps);
    void insertSnippet(const Snippet &snippet);
    void fillIn(TextSpan whole, std::vector<SnippetStop> stops);
    [[nodiscard]] const SnippetSession &snippet() const { return m_snippet; }
    // The filter added last is asked first.
    void addKeyFilter(KeyFilter &filter);
    void removeKeyFilter(KeyFilter &filter);

    // After any change of the text that this view caused: tells the document's listeners and looks after
    // ghost and caret.
    void settle();

Q_SIGNALS:
    void caretMoved();
    void selectionChanged();
    void zoomChanged();
    void zoomRequested(int steps);
    void focusReceived();
    void typed(bool asSuggested);
    void scrolled();
    void hovered(std::size_t offset, const QPoint &globalPosition);
    void contextMenuRequested(const QPoint &globalPosition);
    void filesDropped(const QStringList &paths);
    // A mark of the change gutter: the mouse rests on it, or pressed it.
    void changeHovered(int line, const QPoint &globalPosition);
    void changePressed(int line, const QPoint &globalPosition);

protected:
    bool event(QEvent *event) override;
    bool viewportEvent(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void inputMethodEvent(QInputMethodEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void wheelEvent(QWheelEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;
    void dropEvent(QDropEvent *event) override;
    void dragEnterEvent(QDragEnterEvent *event) override;
    void dragMoveEvent(QDragMoveEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    void setUp();
    void connectSignals();
    void applyStyles();
    void applyColours();
    void applyWordColours();
    void applyMarkers();
    void applySettings();
    void updateLineNumberWidth();
    void updateBrackets();
    void updateAfter(int what);
    bool isFilteredKey(const QKeyEvent &event) const;
    bool filterKey(const QKeyEvent &event);
    bool handleGhostKey(const QKeyEvent &event);
    bool isGhostKey(const QKeyEvent &event) const;
    bool isSnippetKey(const QKeyEvent &event) const;
    bool handleSnippetKey(const QKeyEvent &event);
    bool handleNewLine(const QKeyEvent &event);
    bool showToolTip(const QPoint &place, const QPoint &globalPlace);

    Scintilla m_scintilla;
    DocumentBuffer *m_document = nullptr;
    Theme m_theme;
    EditorSettings m_settings;
    GhostLayer m_ghostLayer;
    NoteLayer m_noteLayer;
    GutterLayer m_gutter;
    ChangeLayer m_changes;
    GhostController m_ghost;
    SnippetSession m_snippet;
    int m_wheel = 0; // turned with Ctrl and not yet a step; a touchpad sends small parts
    std::vector<KeyFilter *> m_keyFilters;
    int m_lineNumberDigits = 0;
    bool m_hadSelection = false;
};

} // namespace gatewright
