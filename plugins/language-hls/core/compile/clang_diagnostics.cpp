// SPDX-License-Identifier: Apache-2.0
#include "plugins/language-hls/core/compile/clang_diagnostics.h"

#include "core/text/text_document.h"
#include "core/text/words.h"

#include <QDir>
#include <QFileInfo>
#include <QRegularExpression>

#include <algorithm>
#include <optional>
#include <utility>

namespace gatewright::hls {

namespace {

QString takeString(CXString string)
{
    const QString text = QString::fromUtf8(clang_getCString(string));
    clang_disposeString(string);
    return text;
}

struct FilePlace
{
    CXFile file = nullptr;
    std::size_t offset = 0;
    unsigned line = 0;
};

FilePlace placeOf(CXSourceLocation location)
{
    FilePlace place;
    unsigned offset = 0;
    clang_getFileLocation(location, &place.file, &place.line, nullptr, &offset);
    place.offset = offset;
    return place;
}

struct Inclusion
{
    CXFile file = nullptr;
    std::size_t offset = 0; // of the line of the main file that led to it
    bool direct = false;
};

class Converter
{
public:
    Converter(CXTranslationUnit unit, const TextDocument &document)
        : m_unit(unit)
        , m_document(document)
        , m_main(clang_getFile(unit, takeString(clang_getTranslationUnitSpelling(unit)).toUtf8().constData()))
    {
        clang_getInclusions(
            unit,
            [](CXFile file, CXSourceLocation *stack, unsigned depth, CXClientData self) {
                if (depth == 0)
                    return;
                const FilePlace place = placeOf(stack[depth - 1]);
                static_cast<Converter *>(self)->m_inclusions.push_back({file, place.offset, depth == 1});
            },
            this);
    }

    // Errors at the #include lines that lead out of the visible folders.
    std::vector<Diagnostic> outside(const VisibleFolders &visible) const
    {
        std::vector<Diagnostic> diagnostics;
        for (const Inclusion &inclusion : m_inclusions) {
            const QString path = takeString(clang_getFileName(inclusion.file));
            if (!QFileInfo::exists(path) || visible.containsReal(path))
                continue;
            Diagnostic diagnostic =
                error(QStringLiteral("include-outside"),
                      QStringLiteral("This leads to a file outside the workspace, whose text "
                                     "is not used; copy the file into the workspace."));
            diagnostic.range = lineRange(inclusion.offset);
            if (std::ranges::find(diagnostics, diagnostic.range, &Diagnostic::range) == diagnostics.end())
                diagnostics.push_back(std::move(diagnostic));
        }
        return diagnostics;
    }

    std::optional<Diagnostic> convert(CXDiagnostic from, const VisibleFolders &visible)
    {
        const CXDiagnosticSeverity severity = clang_getDiagnosticSeverity(from);
        if (severity == CXDiagnostic_Ignored || severity == CXDiagnostic_Note)
            return std::nullopt;
        Diagnostic diagnostic;
        diagnostic.severity = severity == CXDiagnostic_Warning ? Severity::Warning : Severity::Error;
        diagnostic.source = QStringLiteral("clang");
        const QString option = takeString(clang_getDiagnosticOption(from, nullptr));
        diagnostic.code = option.startsWith(QLatin1String("-W")) ? option.mid(2) : QStringLiteral("compile");
        diagnostic.message = sentence(takeString(clang_getDiagnosticSpelling(from)));
        const FilePlace place = placeOf(clang_getDiagnosticLocation(from));
        if (isMain(place.file)) {
            diagnostic.range = rangeOf(from, place.offset);
            addFixes(diagnostic, from);
        } else if (diagnostic.severity == Severity::Warning) {
            return std::nullopt;
        } else if (!placeHeaderError(diagnostic, from, place)) {
            return std::nullopt;
        }
        addNotes(diagnostic, from);
        explainMissingFile(diagnostic, visible);
        return diagnostic;
    }

private:
    static Diagnostic error(const QString &code, const QString &message)
    {
        Diagnostic diagnostic;
        diagnostic.code = code;
        diagnostic.source = QStringLiteral("clang");
        diagnostic.message = message;
        return diagnostic;
    }

    static QString sentence(QString message)
    {
        if (!message.isEmpty())
            message[0] = message[0].toUpper();
        return message.endsWith(QLatin1Char('.')) ? message : message + QLatin1Char('.');
    }

    bool isMain(CXFile file) const { return file && m_main && clang_File_isEqual(file, m_main) != 0; }

    // The word at the place; one character when there is none.
    Range wordRange(std::size_t offset) const
    {
        const std::string &text = m_document.text();
        offset = std::min(offset, text.size());
        std::size_t end = offset;
        while (end < text.size() && isWordByte(text[end]))
            ++end;
        if (end == offset && end < text.size() && text[end] != '\n' && text[end] != '\r')
            ++end;
        return m_document.range(offset, end);
    }

    Range lineRange(std::size_t offset) const
    {
        return m_document.lineRange(m_document.lines().lineAt(offset));
    }

    // Of the ranges that libclang underlines, the one that holds the place.
    Range rangeOf(CXDiagnostic from, std::size_t offset) const
    {
        for (unsigned i = 0; i < clang_getDiagnosticNumRanges(from); ++i) {
            const CXSourceRange range = clang_getDiagnosticRange(from, i);
            const FilePlace begin = placeOf(clang_getRangeStart(range));
            const FilePlace end = placeOf(clang_getRangeEnd(range));
            if (isMain(begin.file) && isMain(end.file) && begin.offset <= offset && offset < end.offset)
                return m_document.range(begin.offset, end.offset);
        }
        return wordRange(offset);
    }

    void addFixes(Diagnostic &diagnostic, CXDiagnostic from) const
    {
        DiagnosticFix fix;
        for (unsigned i = 0; i < clang_getDiagnosticNumFixIts(from); ++i) {
            CXSourceRange range;
            const QString text = takeString(clang_getDiagnosticFixIt(from, i, &range));
            const FilePlace begin = placeOf(clang_getRangeStart(range));
            const FilePlace end = placeOf(clang_getRangeEnd(range));
            if (!isMain(begin.file) || !isMain(end.file) || end.offset < begin.offset)
                return;
            fix.edits.push_back({m_document.range(begin.offset, end.offset), text.toStdString()});
        }
        if (fix.edits.empty())
            return;
        const DiagnosticEdit &first = fix.edits.front();
        if (fix.edits.size() > 1)
            fix.title = QStringLiteral("Apply the compiler's correction");
        else if (first.text.empty())
            fix.title = QStringLiteral("Remove it");
        else
            fix.title = first.range.isEmpty()
                            ? QStringLiteral("Insert '%1'").arg(QString::fromStdString(first.text))
                            : QStringLiteral("Change to '%1'").arg(QString::fromStdString(first.text));
        diagnostic.fixes.push_back(std::move(fix));
    }

    template <class Use>
    static void forEachNote(CXDiagnostic from, const Use &use)
    {
        CXDiagnosticSet notes = clang_getChildDiagnostics(from); // not ours to dispose of
        for (unsigned i = 0; i < clang_getNumDiagnosticsInSet(notes); ++i) {
            CXDiagnostic note = clang_getDiagnosticInSet(notes, i);
            // The way from the main file to a header is a note to libclang; we have it from the inclusions.
            const QString text = takeString(clang_getDiagnosticSpelling(note));
            if (!text.startsWith(QLatin1String("in file included from")))
                use(note);
            clang_disposeDiagnostic(note);
        }
    }

    void addNotes(Diagnostic &diagnostic, CXDiagnostic from) const
    {
        forEachNote(from, [&](CXDiagnostic note) {
            const FilePlace place = placeOf(clang_getDiagnosticLocation(note));
            const QString message = takeString(clang_getDiagnosticSpelling(note));
            if (!isMain(place.file))
                return;
            diagnostic.related.push_back({rangeOf(note, place.offset), sentence(message)});
            if (diagnostic.fixes.empty())
                addFixes(diagnostic, note);
        });
    }

    // False when the main file has no place for it, or its line has one already.
    bool placeHeaderError(Diagnostic &diagnostic, CXDiagnostic from, const FilePlace &place)
    {
        if (!place.file)
            return false;
        const QString header = QFileInfo(takeString(clang_getFileName(place.file))).fileName();
        diagnostic.message =
            QStringLiteral("In %1, line %2: %3").arg(header).arg(place.line).arg(diagnostic.message);
        bool placed = false;
        forEachNote(from, [&](CXDiagnostic note) {
            const FilePlace origin = placeOf(clang_getDiagnosticLocation(note));
            if (!isMain(origin.file))
                return;
            diagnostic.range = rangeOf(note, origin.offset);
            placed = true; // the last note is nearest to what the user wrote
        });
        if (placed)
            return true;
        const auto inclusion = std::ranges::find_if(m_inclusions, [&](const Inclusion &other) {
            return clang_File_isEqual(other.file, place.file) != 0;
        });
        if (inclusion == m_inclusions.end() ||
            std::ranges::find(m_reportedLines, inclusion->offset) != m_reportedLines.end())
            return false;
        m_reportedLines.push_back(inclusion->offset); // the others follow from the first, mostly
        diagnostic.range = lineRange(inclusion->offset);
        return true;
    }

    void explainMissingFile(Diagnostic &diagnostic, const VisibleFolders &visible) const
    {
        static const QRegularExpression missing(
            QStringLiteral("^(In .*, line \\d+: )?'([^']+)' file not found\\.$"));
        const QRegularExpressionMatch match = missing.match(diagnostic.message);
        if (!match.hasMatch())
            return;
        const QString where = match.captured(1); // the header that includes it
        const QString name = match.captured(2);
        const QString folder = QFileInfo(takeString(clang_getTranslationUnitSpelling(m_unit))).path();
        diagnostic.code = QStringLiteral("include");
        const QString path = QDir::isAbsolutePath(name) ? name : folder + QLatin1Char('/') + name;
        QString message;
        if (where.isEmpty() && !visible.contains(path)) {
            diagnostic.code = QStringLiteral("include-outside");
            message =
                QStringLiteral("'%1' lies outside the workspace, where files are not read; copy it into the "
                               "workspace.");
        } else if (name.startsWith(QLatin1String("hls_")) || name.startsWith(QLatin1String("ap_"))) {
            message = QStringLiteral(
                "'%1' is not found: it is one of AMD's headers that have neither been published "
                "nor a stand-in here.");
        } else if (!name.contains(QLatin1Char('.'))) {
            message =
                QStringLiteral("'%1' is not found; install the package g++, which brings the C++ library.");
        } else {
            message =
                QStringLiteral("'%1' is not found in the folder of this file, the workspace or the system.");
        }
        diagnostic.message = where + message.arg(name);
    }

    CXTranslationUnit m_unit;
    const TextDocument &m_document;
    CXFile m_main;
    std::vector<Inclusion> m_inclusions;
    std::vector<std::size_t> m_reportedLines; // the #include lines that have an error already
};

} // namespace

std::vector<Diagnostic> clangDiagnostics(CXTranslationUnit unit, const TextDocument &document,
                                         const VisibleFolders &visible, std::size_t maximum)
{
    Converter converter(unit, document);
    std::vector<Diagnostic> diagnostics = converter.outside(visible);
    if (diagnostics.empty()) {
        CXDiagnosticSet all = clang_getDiagnosticSetFromTU(unit);
        for (unsigned i = 0; i < clang_getNumDiagnosticsInSet(all) && diagnostics.size() < maximum; ++i) {
            CXDiagnostic from = clang_getDiagnosticInSet(all, i);
            if (std::optional<Diagnostic> diagnostic = converter.convert(from, visible))
                diagnostics.push_back(std::move(*diagnostic));
            clang_disposeDiagnostic(from);
        }
        clang_disposeDiagnosticSet(all);
    }
    std::ranges::stable_sort(diagnostics, {},
                             [](const Diagnostic &diagnostic) { return diagnostic.range.start; });
    return diagnostics;
}

} // namespace gatewright::hls
