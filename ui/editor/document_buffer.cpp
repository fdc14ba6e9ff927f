// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/editor/document_buffer.h"

#include "core/text/line_index.h"
#include "ui/editor/change_layer.h"
#include "ui/editor/document_internals.h"

#include <algorithm>

namespace gatewright {

namespace {

using Base = Scintilla::Base;

std::string_view asView(QByteArrayView bytes)
{
    return {bytes.data(), static_cast<std::size_t>(bytes.size())};
}

} // namespace

DocumentBuffer::DocumentBuffer(const SyntaxLibrary &library, QObject *parent)
    : QObject(parent)
    , d(std::make_unique<DocumentInternals>(*this, library))
{
}

DocumentBuffer::~DocumentBuffer() = default;

Result<void> DocumentBuffer::load(QByteArrayView fileBytes)
{
    GW_TRY(decoded, decodeFile(asView(fileBytes)));
    load(decoded.view(asView(fileBytes)), decoded.format);
    return {};
}

Result<void> DocumentBuffer::load(QByteArrayView fileBytes, Encoding encoding)
{
    GW_TRY(decoded, decodeFile(asView(fileBytes), encoding));
    load(decoded.view(asView(fileBytes)), decoded.format);
    return {};
}

void DocumentBuffer::load(std::string_view text, const FileFormat &format)
{
    d->format = format; // before whoever hears of the new text looks at it
    d->fill(text);
    d->takeFormat(format, text);
}

Result<void> DocumentBuffer::takeFromDisk(std::string_view text, const FileFormat &format)
{
    GW_CHECK(replaceText(text));
    d->takeFormat(format, text);
    markSaved();
    return {};
}

Result<QByteArray> DocumentBuffer::fileBytes() const
{
    if (d->format.encoding == Encoding::Utf8)
        return bytes();
    GW_TRY(encoded, encode(text(), d->format.encoding));
    return QByteArray(encoded.data(), static_cast<qsizetype>(encoded.size()));
}

void DocumentBuffer::markSaved()
{
    d->encodingChanged = false;
    d->scintilla().send(Base::SCI_SETSAVEPOINT);
    d->updateModified();
}

void DocumentBuffer::setBytes(std::string_view text)
{
    FileFormat format = d->format;
    format.lineEnding = detectLineEnding(text);
    load(text, format);
}

QByteArray DocumentBuffer::bytes() const
{
    const std::string_view all = text();
    return {all.data(), static_cast<qsizetype>(all.size())};
}

std::string_view DocumentBuffer::text() const
{
    const auto *first = static_cast<const char *>(d->scintilla().pointer(Base::SCI_GETCHARACTERPOINTER));
    return {first, size()};
}

std::size_t DocumentBuffer::size() const
{
    return d->scintilla().length();
}

QString DocumentBuffer::path() const
{
    return d->path;
}

void DocumentBuffer::setPath(const QString &path)
{
    if (d->path == path)
        return;
    d->path = path;
    const Language language = languageForFile(path);
    if (language == d->language)
        d->startColouring(); // a plain text may have a definition by its name
    else
        d->setLanguage(language);
    Q_EMIT pathChanged(path);
}

Language DocumentBuffer::language() const
{
    return d->language;
}

void DocumentBuffer::setLanguage(Language language)
{
    d->setLanguage(language);
}

Encoding DocumentBuffer::encoding() const
{
    return d->format.encoding;
}

void DocumentBuffer::setEncoding(Encoding encoding)
{
    if (d->format.encoding == encoding)
        return;
    d->format.encoding = encoding;
    d->format.encodingGuessed = false;
    d->encodingChanged = true;
    d->updateModified();
    Q_EMIT formatChanged();
}

const FileFormat &DocumentBuffer::format() const
{
    return d->format;
}

LineEnding DocumentBuffer::lineEnding() const
{
    return d->format.lineEnding;
}

void DocumentBuffer::convertLineEnds(LineEnding ending)
{
    const int mode = scintillaLineEnding(ending);
    d->scintilla().send(Base::SCI_BEGINUNDOACTION);
    d->scintilla().send(Base::SCI_CONVERTEOLS, mode);
    d->scintilla().send(Base::SCI_ENDUNDOACTION);
    d->scintilla().send(Base::SCI_SETEOLMODE, mode);
    d->deliverEdits();
    d->format.lineEnding = ending;
    Q_EMIT formatChanged();
}

std::string_view DocumentBuffer::newLine() const
{
    switch (d->scintilla().send(Base::SCI_GETEOLMODE)) {
    case Base::SC_EOL_CRLF:
        return "\r\n";
    case Base::SC_EOL_CR:
        return "\r";
    default:
        return "\n";
    }
}

bool DocumentBuffer::isModified() const
{
    return d->encodingChanged || d->scintilla().send(Base::SCI_GETMODIFY) != 0;
}

bool DocumentBuffer::isReadOnly() const
{
    return d->scintilla().send(Base::SCI_GETREADONLY) != 0;
}

void DocumentBuffer::setReadOnly(bool readOnly)
{
    if (isReadOnly() == readOnly)
        return;
    d->scintilla().send(Base::SCI_SETREADONLY, readOnly);
    Q_EMIT readOnlyChanged(readOnly);
}

bool DocumentBuffer::isLarge() const
{
    return d->large;
}

Revision DocumentBuffer::revision() const
{
    return d->revision;
}

int DocumentBuffer::lineCount() const
{
    return d->scintilla().lineCount();
}

int DocumentBuffer::lineAt(std::size_t offset) const
{
    return d->scintilla().lineAt(std::min(offset, size()));
}

std::size_t DocumentBuffer::lineStart(int line) const
{
    return d->scintilla().lineStart(std::max(0, line));
}

std::size_t DocumentBuffer::lineEnd(int line) const
{
    return d->scintilla().lineEnd(std::max(0, line));
}

QString DocumentBuffer::lineText(int line) const
{
    const std::size_t begin = lineStart(line);
    const std::string_view bytes = text().substr(begin, lineEnd(line) - begin);
    return QString::fromUtf8(bytes.data(), static_cast<qsizetype>(bytes.size()));
}

Position DocumentBuffer::position(std::size_t offset) const
{
    const Scintilla scintilla = d->scintilla();
    offset = std::min(offset, size());
    const int line = scintilla.lineAt(offset);
    return {line, static_cast<int>(scintilla.send(Base::SCI_COUNTCODEUNITS, scintilla.lineStart(line),
                                                  static_cast<std::intptr_t>(offset)))};
}

std::size_t DocumentBuffer::offset(Position position) const
{
    if (position.line < 0)
        return 0;
    if (position.line >= lineCount())
        return size();
    const Scintilla scintilla = d->scintilla();
    const std::size_t begin = scintilla.lineStart(position.line);
    const std::size_t end = scintilla.lineEnd(position.line);
    const auto width = scintilla.send(Base::SCI_COUNTCODEUNITS, begin, static_cast<std::intptr_t>(end));
    if (position.column <= 0)
        return begin;
    if (position.column >= width)
        return end;
    return static_cast<std::size_t>(
        scintilla.send(Base::SCI_POSITIONRELATIVECODEUNITS, begin, std::intptr_t{position.column}));
}

HumanPosition DocumentBuffer::humanPosition(std::size_t offset) const
{
    const Scintilla scintilla = d->scintilla();
    offset = std::min(offset, size());
    const int line = scintilla.lineAt(offset);
    const auto column = scintilla.send(Base::SCI_COUNTCHARACTERS, scintilla.lineStart(line),
                                       static_cast<std::intptr_t>(offset));
    return {line + 1, static_cast<int>(column) + 1};
}

std::size_t DocumentBuffer::offset(HumanPosition position) const
{
    if (position.line < 1)
        return 0;
    if (position.line > lineCount())
        return size();
    const Scintilla scintilla = d->scintilla();
    const std::size_t begin = scintilla.lineStart(position.line - 1);
    const std::size_t end = scintilla.lineEnd(position.line - 1);
    const auto width = scintilla.send(Base::SCI_COUNTCHARACTERS, begin, static_cast<std::intptr_t>(end));
    if (position.column <= 1)
        return begin;
    if (position.column > width)
        return end;
    return static_cast<std::size_t>(
        scintilla.send(Base::SCI_POSITIONRELATIVE, begin, std::intptr_t{position.column - 1}));
}

Result<void> DocumentBuffer::apply(std::span<const TextEdit> edits)
{
    if (isReadOnly())
        return makeError(ErrorCode::InvalidInput, QStringLiteral("The document is read-only."), {}, path());
    std::size_t length = size();
    for (const TextEdit &edit : edits) {
        GW_CHECK(checkEdit(edit, length));
        length = length - (edit.end - edit.begin) + edit.text.size();
    }
    const Scintilla scintilla = d->scintilla();
    scintilla.send(Base::SCI_BEGINUNDOACTION);
    for (const TextEdit &edit : edits) {
        scintilla.send(Base::SCI_SETTARGETRANGE, edit.begin, static_cast<std::intptr_t>(edit.end));
        scintilla.send(Base::SCI_REPLACETARGET, edit.text.size(), edit.text.data());
    }
    scintilla.send(Base::SCI_ENDUNDOACTION);
    d->deliverEdits();
    return {};
}

Result<void> DocumentBuffer::apply(const TextEdit &edit)
{
    return apply(std::span(&edit, 1));
}

Result<void> DocumentBuffer::replaceText(std::string_view text)
{
    const TextEdit edit = difference(this->text(), text);
    return edit.isEmpty() ? Result<void>() : apply(edit);
}

bool DocumentBuffer::undo()
{
    if (isReadOnly() || d->scintilla().send(Base::SCI_CANUNDO) == 0)
        return false;
    d->scintilla().send(Base::SCI_UNDO);
    d->deliverEdits();
    return true;
}

void DocumentBuffer::setTheme(const Theme &theme)
{
    d->setTheme(theme);
}

void DocumentBuffer::setMarks(std::vector<TextMark> marks)
{
    d->marks().set(*this, std::move(marks));
    Q_EMIT marksChanged();
}

void DocumentBuffer::setBookmarks(const std::vector<int> &lines)
{
    d->marks().setBookmarks(lines);
    Q_EMIT marksChanged();
}

const std::vector<TextMark> &DocumentBuffer::marks() const
{
    return d->marks().marks();
}

void DocumentBuffer::setColouredWords(std::vector<ColouredWord> words)
{
    d->setWords(std::move(words));
}

void DocumentBuffer::setChangeMarks(const std::vector<ChangeMark> &marks)
{
    gatewright::setChangeMarks(d->scintilla(), marks);
}

bool DocumentBuffer::isColoured() const
{
    return d->isComplete();
}

} // namespace gatewright
