// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/editor/document_internals.h"

#include "core/text/utf8.h"

#include <KSyntaxHighlighting/Theme>

#include <algorithm>
#include <utility>

namespace gatewright {

namespace {

using Base = Scintilla::Base;

// How long the window may stand still for colours in one go.
constexpr int sliceMilliseconds = 5;
constexpr int wordSliceMilliseconds = 3;

// Which line end most lines of a mixed text have: what Enter should insert.
LineEnding commonLineEnding(std::string_view text)
{
    std::size_t crLf = 0;
    std::size_t lf = 0;
    for (std::size_t place = text.find('\n'); place != std::string_view::npos;
         place = text.find('\n', place + 1))
        ++(place > 0 && text[place - 1] == '\r' ? crLf : lf);
    return crLf > lf ? LineEnding::CrLf : LineEnding::Lf;
}

} // namespace

int scintillaLineEnding(LineEnding ending)
{
    switch (ending) {
    case LineEnding::CrLf:
        return Base::SC_EOL_CRLF;
    case LineEnding::Cr:
        return Base::SC_EOL_CR;
    case LineEnding::None:
    case LineEnding::Lf:
    case LineEnding::Mixed:
        break;
    }
    return Base::SC_EOL_LF;
}

DocumentInternals::DocumentInternals(DocumentBuffer &owner, const SyntaxLibrary &library)
    : m_owner(owner)
    , m_library(library)
    , m_holder(std::make_unique<QsciScintillaBase>())
    , m_scintilla(m_holder.get())
    , m_folds(m_scintilla)
    , m_colourer(m_scintilla, m_folds)
    , m_marks(m_scintilla)
    , m_words(m_scintilla)
{
    // Only the announcements: with any SC_PERFORMED_* bit QScintilla would count characters from the start of
    // the text at every change, for screen readers (see CodeViewAccessible, which does without).
    m_scintilla.send(Base::SCI_SETMODEVENTMASK, Base::SC_MOD_BEFOREINSERT | Base::SC_MOD_BEFOREDELETE);
    m_scintilla.send(Base::SCI_SETCODEPAGE, Base::SC_CP_UTF8);
    connect(m_holder.get(), &QsciScintillaBase::SCN_MODIFIED, this,
            [this](int offset, int type, const char *, int length) { announce(offset, type, length); });
    connect(m_holder.get(), &QsciScintillaBase::SCN_STYLENEEDED, this, [this](int offset) {
        takeAnnounced();
        m_colourer.colourUpTo(static_cast<std::size_t>(offset));
        continueColouring();
    });
    connect(m_holder.get(), &QsciScintillaBase::SCN_SAVEPOINTLEFT, this, &DocumentInternals::updateModified);
    connect(m_holder.get(), &QsciScintillaBase::SCN_SAVEPOINTREACHED, this,
            &DocumentInternals::updateModified);
    connect(m_holder.get(), &QsciScintillaBase::SCN_MODIFYATTEMPTRO, &m_owner,
            &DocumentBuffer::modificationRefused);
    m_slices.setSingleShot(true);
    m_slices.setInterval(0);
    connect(&m_slices, &QTimer::timeout, this, [this] {
        takeAnnounced();
        if (m_colourer.colourSlice(sliceMilliseconds))
            m_folds.updateSlice(sliceMilliseconds);
        continueColouring();
    });
    m_wordSlices.setSingleShot(true);
    m_wordSlices.setInterval(0);
    connect(&m_wordSlices, &QTimer::timeout, this, &DocumentInternals::colourWords);
    format.lineEnding = LineEnding::Lf;
    startColouring();
}

DocumentInternals::~DocumentInternals() = default;

void DocumentInternals::announce(int offset, int type, int length)
{
    if (m_filling)
        return;
    takeAnnounced();
    const bool removes = (static_cast<unsigned>(type) & Base::SC_MOD_BEFOREDELETE) != 0;
    const auto begin = static_cast<std::size_t>(offset);
    const std::size_t end = removes ? begin + static_cast<std::size_t>(length) : begin;
    Announced change;
    change.begin = wholeStart(begin);
    const std::size_t wholeEnd = end == begin ? change.begin : wholeStart(end);
    change.removed =
        bytes(change.begin, std::max(end, wholeEnd == end ? end : unitEnd(wholeEnd)) - change.begin);
    change.keptBefore = begin - change.begin;
    change.keptBehind = change.begin + change.removed.size() - end;
    change.inserted = removes ? 0 : static_cast<std::size_t>(length);
    change.line = m_scintilla.lineAt(begin);
    change.linesBefore = m_scintilla.lineCount();
    change.removedLineEnds = m_scintilla.lineAt(end) - change.line;
    change.range = {m_owner.position(change.begin), m_owner.position(change.begin + change.removed.size())};
    m_announced = change;
    if (!m_deliveryQueued) {
        m_deliveryQueued = true;
        QMetaObject::invokeMethod(this, &DocumentInternals::deliverEdits, Qt::QueuedConnection);
    }
}

// The start of the character or of the CR LF that `offset` is inside of; else the offset itself.
std::size_t DocumentInternals::wholeStart(std::size_t offset) const
{
    if (offset == 0 || offset >= m_scintilla.length())
        return offset;
    const char byte = m_scintilla.byteAt(offset);
    if (byte == '\n')
        return m_scintilla.byteAt(offset - 1) == '\r' ? offset - 1 : offset;
    if (!utf8::isContinuation(byte))
        return offset;
    constexpr std::size_t longest = 4;
    const std::size_t windowBegin = offset - std::min(offset, longest);
    const std::string window =
        bytes(windowBegin, std::min(m_scintilla.length(), offset + longest) - windowBegin);
    return windowBegin + utf8::characterStart(window, offset - windowBegin);
}

// The end of the character or of the CR LF that begins at `offset`.
std::size_t DocumentInternals::unitEnd(std::size_t offset) const
{
    constexpr std::size_t longest = 4;
    const std::string window = bytes(offset, std::min(m_scintilla.length(), offset + longest) - offset);
    return window.starts_with("\r\n") ? offset + 2 : offset + utf8::characterAt(window, 0).length;
}

std::string DocumentInternals::bytes(std::size_t begin, std::size_t length) const
{
    if (length == 0)
        return {};
    const auto address =
        m_scintilla.send(Base::SCI_GETRANGEPOINTER, begin, static_cast<std::intptr_t>(length));
    return {reinterpret_cast<const char *>(address), length};
}

void DocumentInternals::takeAnnounced()
{
    if (!m_announced)
        return;
    Announced change = *std::exchange(m_announced, std::nullopt);
    DocumentEdit done;
    done.edit.begin = change.begin;
    done.edit.end = change.begin + change.removed.size();
    done.edit.text = bytes(change.begin, change.keptBefore + change.inserted + change.keptBehind);
    done.range = change.range;
    done.removed = std::move(change.removed);
    revision = revision.next();
    done.revision = revision;
    // CR and LF that meet or part count as one line end or two, so the count is the document's and not that
    // of the bytes.
    const int difference = m_scintilla.lineCount() - change.linesBefore;
    const int removed = std::max(change.removedLineEnds, -difference);
    m_colourer.linesChanged(change.line, removed, removed + difference);
    m_marks.textChanged(done);
    m_words.textChanged(done);
    continueColouring();
    m_undelivered.push_back(std::move(done));
}

void DocumentInternals::deliverEdits()
{
    m_deliveryQueued = false;
    takeAnnounced();
    if (m_delivering)
        return; // a receiver looks at the document; the loop below goes on with what came
    m_delivering = true;
    for (std::size_t index = 0; index < m_undelivered.size(); ++index) {
        const DocumentEdit edit = std::move(m_undelivered[index]);
        Q_EMIT m_owner.edited(edit);
    }
    m_undelivered.clear();
    m_delivering = false;
}

void DocumentInternals::useFreshDocument(bool forLargeText)
{
    const unsigned options =
        forLargeText ? Base::SC_DOCUMENTOPTION_STYLES_NONE : Base::SC_DOCUMENTOPTION_DEFAULT;
    const std::intptr_t fresh =
        m_scintilla.send(Base::SCI_CREATEDOCUMENT, 0, static_cast<std::intptr_t>(options));
    m_scintilla.sendPointer(Base::SCI_SETDOCPOINTER, 0, reinterpret_cast<void *>(fresh));
    m_scintilla.send(Base::SCI_RELEASEDOCUMENT, 0, fresh); // the holder has it now
    m_scintilla.send(Base::SCI_SETCODEPAGE, Base::SC_CP_UTF8);
    large = forLargeText;
}

void DocumentInternals::fill(std::string_view text)
{
    beginFill(text.size());
    addFill(text);
    endFill();
}

void DocumentInternals::beginFill(std::size_t size)
{
    deliverEdits();
    m_filling = true;
    m_wasReadOnly = m_scintilla.send(Base::SCI_GETREADONLY) != 0;
    m_scintilla.send(Base::SCI_SETREADONLY, 0);
    const bool nowLarge = size > DocumentBuffer::largeFileBytes;
    m_replacedDocument = nowLarge != large;
    if (m_replacedDocument)
        useFreshDocument(nowLarge);
    m_marks.set(m_owner, {});
    m_words.forget();
    m_scintilla.send(Base::SCI_SETUNDOCOLLECTION, 0);
    m_scintilla.send(Base::SCI_CLEARALL);
    m_scintilla.send(Base::SCI_ALLOCATE, size + 1);
}

void DocumentInternals::addFill(std::string_view part)
{
    // setText() would stop at the first NUL; this keeps every byte.
    m_scintilla.send(Base::SCI_APPENDTEXT, part.size(), part.data());
}

void DocumentInternals::endFill()
{
    m_scintilla.send(Base::SCI_SETUNDOCOLLECTION, 1);
    m_scintilla.send(Base::SCI_EMPTYUNDOBUFFER);
    m_scintilla.send(Base::SCI_SETSAVEPOINT);
    m_scintilla.send(Base::SCI_SETREADONLY, m_wasReadOnly);
    m_filling = false;
    encodingChanged = false;
    revision = revision.next();
    if (m_replacedDocument)
        Q_EMIT documentReplaced();
    startColouring();
    updateModified();
    Q_EMIT m_owner.reset(revision);
}

void DocumentInternals::takeFormat(const FileFormat &newFormat, std::string_view text)
{
    format = newFormat;
    m_scintilla.send(Base::SCI_SETEOLMODE,
                     scintillaLineEnding(format.lineEnding == LineEnding::Mixed ? commonLineEnding(text)
                                                                                : format.lineEnding));
    Q_EMIT m_owner.formatChanged();
}

void DocumentInternals::setTheme(const Theme &theme)
{
    const bool same =
        m_theme && m_theme->scheme() == theme.scheme() && m_theme->syntax().name() == theme.syntax().name();
    if (same)
        return;
    m_theme = theme;
    startColouring();
}

void DocumentInternals::setLanguage(Language newLanguage)
{
    if (language == newLanguage)
        return;
    language = newLanguage;
    startColouring();
    Q_EMIT m_owner.languageChanged(language);
}

void DocumentInternals::startColouring()
{
    KSyntaxHighlighting::Definition definition;
    if (!large && m_theme)
        definition = language != Language::PlainText || path.isEmpty() ? m_library.definition(language)
                                                                       : m_library.definitionForFile(path);
    m_styles = m_theme ? SyntaxStyles(definition, *m_theme) : SyntaxStyles();
    m_colourer.start(definition, m_styles);
    Q_EMIT stylesChanged();
    continueColouring();
}

bool DocumentInternals::isComplete() const
{
    return large || (m_colourer.isComplete() && m_folds.isComplete());
}

void DocumentInternals::continueColouring()
{
    if (!isComplete() && !m_slices.isActive())
        m_slices.start();
}

void DocumentInternals::setWords(std::vector<ColouredWord> words)
{
    m_words.set(std::move(words));
    colourWords();
}

void DocumentInternals::colourWords()
{
    takeAnnounced();
    if (!m_words.applySlice(m_owner, wordSliceMilliseconds))
        m_wordSlices.start();
}

void DocumentInternals::updateModified()
{
    const bool modified = m_owner.isModified();
    if (m_wasModified == modified)
        return;
    m_wasModified = modified;
    Q_EMIT m_owner.modifiedChanged(modified);
}

} // namespace gatewright
