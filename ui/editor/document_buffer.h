// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/base/revision.h"
#include "core/text/encoding.h"
#include "core/text/language.h"
#include "core/text/position.h"
#include "core/text/text_edit.h"
#include "ui/editor/change_mark.h"
#include "ui/editor/text_mark.h"

#include <QByteArrayView>
#include <QObject>

#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace gatewright {

class DocumentInternals;
class SyntaxLibrary;
struct ColouredWord;
class Theme;

// One change as it happened. Offsets are bytes and positions are LSP's, both in the text before the change.
struct DocumentEdit
{
    TextEdit edit;
    Range range;         // of what was removed
    std::string removed; // its bytes
    Revision revision;   // of the text after the change
};

// The text of one file with everything that belongs to the file and not to a view: undo history, path,
// language, encoding, line ends, marks, colouring. Views share it (CodeView::setDocument) and must be gone,
// or show another document, before it is destroyed. GUI thread only.
//
// Every byte is kept: NUL, invalid UTF-8, mixed line ends. Offsets are bytes.
class DocumentBuffer : public QObject
{
    Q_OBJECT

public:
    // From this size on a file is shown plain: no colours, folds or ghost text.
    static constexpr std::size_t largeFileBytes = 20U * 1024U * 1024U;

    // `library` must outlive the document.
    explicit DocumentBuffer(const SyntaxLibrary &library, QObject *parent = nullptr);
    ~DocumentBuffer() override;

    // --- the file
    // ------------------------------------------------------------------------------------------------- Takes
    // a file's bytes: finds encoding and line ends, fills the text, forgets undo, counts as saved. On an
    // error (UTF-16 with an odd number of bytes) nothing changes.
    [[nodiscard]] Result<void> load(QByteArrayView fileBytes);
    // Reads the same file again in the encoding that the user chose.
    [[nodiscard]] Result<void> load(QByteArrayView fileBytes, Encoding encoding);
    // The same with a text that was decoded elsewhere.
    void load(std::string_view text, const FileFormat &format);
    // The file was read again: its text takes the place of this one as an edit, so that undo brings it back.
    [[nodiscard]] Result<void> takeFromDisk(std::string_view text, const FileFormat &format);
    // What is to be written to the file. InvalidInput when the encoding lacks a character of the text.
    [[nodiscard]] Result<QByteArray> fileBytes() const;
    // The user's file now holds this text.
    void markSaved();

    // The text itself. setBytes() forgets undo and counts as saved, as load() does, but changes no encoding.
    void setBytes(std::string_view text);
    [[nodiscard]] QByteArray bytes() const;
    // Without a copy; valid until the next change of the document.
    [[nodiscard]] std::string_view text() const;
    [[nodiscard]] std::size_t size() const;

    [[nodiscard]] QString path() const;
    // Also sets the language by the file's name. Empty for an untitled document.
    void setPath(const QString &path);
    [[nodiscard]] Language language() const;
    void setLanguage(Language language);
    [[nodiscard]] Encoding encoding() const;
    // Takes effect when the file is written next; counts as a modification.
    void setEncoding(Encoding encoding);
    [[nodiscard]] const FileFormat &format() const;
    // Mixed until converted; new documents have Lf.
    [[nodiscard]] LineEnding lineEnding() const;
    // Changes every line end of the text, one undo step. `ending` is Lf, CrLf or Cr.
    void convertLineEnds(LineEnding ending);
    // What Enter inserts, as bytes.
    [[nodiscard]] std::string_view newLine() const;

    [[nodiscard]] bool isModified() const;
    [[nodiscard]] bool isReadOnly() const;
    void setReadOnly(bool readOnly);
    // Too large for colours, folds and ghost text; the window says so.
    [[nodiscard]] bool isLarge() const;
    [[nodiscard]] Revision revision() const;

    // --- places
    // ---------------------------------------------------------------------------------------------------
    [[nodiscard]] int lineCount() const;
    [[nodiscard]] int lineAt(std::size_t offset) const;
    [[nodiscard]] std::size_t lineStart(int line) const;
    // In front of the line end.
    [[nodiscard]] std::size_t lineEnd(int line) const;
    [[nodiscard]] QString lineText(int line) const;
    // Offsets and positions outside the text are moved to the nearest inside.
    [[nodiscard]] Position position(std::size_t offset) const;
    [[nodiscard]] std::size_t offset(Position position) const;
    // Columns in code points, as the status bar and the command line count them; both 1-based.
    [[nodiscard]] HumanPosition humanPosition(std::size_t offset) const;
    [[nodiscard]] std::size_t offset(HumanPosition position) const;

    // --- changes
    // -------------------------------------------------------------------------------------------------- All
    // edits as one undo step, one after the other (each counts in what the one before it left). InvalidInput,
    // and nothing changed, when one does not fit; also for a read-only document.
    [[nodiscard]] Result<void> apply(std::span<const TextEdit> edits);
    [[nodiscard]] Result<void> apply(const TextEdit &edit);
    // Replaces the text by `text` with the smallest edit that does it; keeps undo.
    [[nodiscard]] Result<void> replaceText(std::string_view text);

    // One step back, without a view. False: there is none, or the document is read-only.
    bool undo();

    // --- what views show
    // ------------------------------------------------------------------------------------------
    void setTheme(const Theme &theme);
    void setMarks(std::vector<TextMark> marks);
    [[nodiscard]] const std::vector<TextMark> &marks() const;
    // Lines (0-based) with a ribbon in the gutter; they move with the text.
    void setBookmarks(const std::vector<int> &lines);
    // Colours of words over those of the syntax (coloured_word.h), about the text as it is now.
    void setColouredWords(std::vector<ColouredWord> words);
    // The bars of the change gutter; they move with the text until new ones come.
    void setChangeMarks(const std::vector<ChangeMark> &marks);
    // True once every line has its colours; until then the rest is coloured in slices behind the user's back.
    [[nodiscard]] bool isColoured() const;

Q_SIGNALS:
    // After each change, in order, also for undo and redo; the document may already be further than this
    // revision when one action of the user made several changes. Receivers may read the document but not
    // change it.
    void edited(const gatewright::DocumentEdit &edit);
    // The text was replaced as a whole (load, setBytes): what was known about it is void.
    void reset(gatewright::Revision revision);
    void modifiedChanged(bool modified);
    void pathChanged(const QString &path);
    void languageChanged(gatewright::Language language);
    void formatChanged();
    void readOnlyChanged(bool readOnly);
    void marksChanged();
    // The user tried to type into a read-only document.
    void modificationRefused();

public:
    // For this module alone: the type is known only inside it.
    [[nodiscard]] DocumentInternals &internals() const { return *d; }

private:
    std::unique_ptr<DocumentInternals> d;
};

} // namespace gatewright
