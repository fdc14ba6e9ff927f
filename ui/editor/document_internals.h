// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/editor/document_buffer.h"
#include "ui/editor/fold_levels.h"
#include "ui/editor/mark_layer.h"
#include "ui/editor/semantic_layer.h"
#include "ui/editor/syntax_colourer.h"
#include "ui/editor/syntax_styles.h"
#include "ui/theme/theme.h"

#include <QTimer>

#include <optional>

namespace gatewright {

// The value of SCI_SETEOLMODE.
[[nodiscard]] int scintillaLineEnding(LineEnding ending);

// What stands behind a DocumentBuffer. The Scintilla document is held by a view that is never shown: it hears
// of every change first, whichever view made it, and it is there when no other view is. One colourer, one set
// of marks, one revision.
class DocumentInternals : public QObject
{
    Q_OBJECT

public:
    DocumentInternals(DocumentBuffer &owner, const SyntaxLibrary &library);
    ~DocumentInternals() override;

    [[nodiscard]] Scintilla scintilla() const { return m_scintilla; }
    // For SCI_SETDOCPOINTER of a view.
    [[nodiscard]] void *documentPointer() const
    {
        return m_scintilla.pointer(Scintilla::Base::SCI_GETDOCPOINTER);
    }
    [[nodiscard]] const SyntaxStyles &styles() const { return m_styles; }
    [[nodiscard]] MarkLayer &marks() { return m_marks; }
    [[nodiscard]] const SyntaxColourer &colourer() const { return m_colourer; }
    [[nodiscard]] const SemanticLayer &words() const { return m_words; }
    void setWords(std::vector<ColouredWord> words);

    // Tells the world about changes that Scintilla made since the last call. Scintilla announces a change
    // before it makes it, so whoever caused one calls this when Scintilla has returned; it also happens on
    // its own a little later.
    void deliverEdits();

    void fill(std::string_view text);
    // The same in parts: nobody may show or change the document between the first and the last.
    void beginFill(std::size_t size);
    void addFill(std::string_view part);
    void endFill();
    // `text` is what the document holds.
    void takeFormat(const FileFormat &newFormat, std::string_view text);
    void setTheme(const Theme &theme);
    void setLanguage(Language language);
    void startColouring();
    [[nodiscard]] bool isComplete() const;
    void updateModified();

    // --- state that the DocumentBuffer shows ---
    QString path;
    Language language = Language::PlainText;
    FileFormat format;
    bool encodingChanged = false; // since the last save
    bool large = false;
    Revision revision;

Q_SIGNALS:
    // The style table of the views is to be filled again.
    void stylesChanged();
    // Another Scintilla document took the place of the old one.
    void documentReplaced();

private:
    // A change that Scintilla has announced and may not have made yet. It is widened to whole characters and
    // line ends, because a Position cannot name a place inside them: what stays of these counts as removed
    // and inserted again.
    struct Announced
    {
        std::size_t begin = 0;
        std::string removed;
        std::size_t inserted = 0;
        std::size_t keptBefore = 0;
        std::size_t keptBehind = 0;
        Range range;
        int line = 0;
        int removedLineEnds = 0;
        int linesBefore = 0;
    };

    void announce(int offset, int type, int length);
    void takeAnnounced();
    [[nodiscard]] std::size_t wholeStart(std::size_t offset) const;
    [[nodiscard]] std::size_t unitEnd(std::size_t offset) const;
    [[nodiscard]] std::string bytes(std::size_t begin, std::size_t length) const;
    void useFreshDocument(bool forLargeText);
    void continueColouring();
    void colourWords();

    DocumentBuffer &m_owner;
    const SyntaxLibrary &m_library;
    std::unique_ptr<QsciScintillaBase> m_holder;
    Scintilla m_scintilla;
    std::optional<Theme> m_theme;
    SyntaxStyles m_styles;
    FoldLevels m_folds;
    SyntaxColourer m_colourer;
    MarkLayer m_marks;
    SemanticLayer m_words;
    QTimer m_slices;
    QTimer m_wordSlices;
    std::optional<Announced> m_announced;
    std::vector<DocumentEdit> m_undelivered;
    bool m_filling = false;
    bool m_wasReadOnly = false;      // before the filling
    bool m_replacedDocument = false; // by the filling
    bool m_delivering = false;
    bool m_deliveryQueued = false;
    bool m_wasModified = false;
};

} // namespace gatewright
