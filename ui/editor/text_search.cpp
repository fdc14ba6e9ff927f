// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/editor/text_search.h"

#include "ui/editor/document_internals.h"
#include "ui/editor/line_text.h"

#include <QRegularExpression>

#include <algorithm>

namespace gatewright {

namespace {

using Base = Scintilla::Base;
using Matches = std::vector<TextSpan>;

// A regular expression needs the text in UTF-16 and a table of offsets: up to ten bytes for one.
constexpr std::size_t largestTextForExpressions = 64U * 1024U * 1024U;

// CR LF is one line end for ^ and $. Stands in front of the user's pattern.
constexpr QLatin1String anyLineEnd("(*ANYCRLF)");

int plainFlags(const SearchQuery &query)
{
    return (query.caseSensitive ? static_cast<int>(Base::SCFIND_MATCHCASE) : 0) |
           (query.wholeWords ? static_cast<int>(Base::SCFIND_WHOLEWORD) : 0);
}

// From `from` towards `to`, backwards when that lies in front.
std::optional<TextSpan> findPlain(Scintilla document, const SearchQuery &query, std::size_t from,
                                  std::size_t to)
{
    const QByteArray pattern = query.pattern.toUtf8();
    document.send(Base::SCI_SETSEARCHFLAGS, plainFlags(query));
    document.send(Base::SCI_SETTARGETSTART, from);
    document.send(Base::SCI_SETTARGETEND, to);
    if (pattern.isEmpty() || document.send(Base::SCI_SEARCHINTARGET, pattern.size(), pattern.constData()) < 0)
        return std::nullopt;
    return TextSpan{static_cast<std::size_t>(document.send(Base::SCI_GETTARGETSTART)),
                    static_cast<std::size_t>(document.send(Base::SCI_GETTARGETEND))};
}

// Scintilla knows upper and lower case of ASCII alone.
bool needsExpression(const SearchQuery &query)
{
    const auto isAscii = [](QChar character) { return character.unicode() < 0x80; };
    return query.regularExpression || (!query.caseSensitive && !std::ranges::all_of(query.pattern, isAscii));
}

Result<QRegularExpression> expressionOf(const SearchQuery &query)
{
    const QString pattern =
        query.regularExpression ? query.pattern : QRegularExpression::escape(query.pattern);
    const QString body = query.wholeWords ? QStringLiteral("\\b(?:%1)\\b").arg(pattern) : pattern;
    QRegularExpression::PatternOptions options =
        QRegularExpression::MultilineOption | QRegularExpression::UseUnicodePropertiesOption;
    if (!query.caseSensitive)
        options |= QRegularExpression::CaseInsensitiveOption;
    // The user's pattern alone first, so that errors and their places are about what was typed.
    if (const QRegularExpression own(pattern, options); !own.isValid())
        return makeError(ErrorCode::InvalidInput,
                         QStringLiteral("The regular expression is not valid: %1.").arg(own.errorString()),
                         {}, QStringLiteral("character %1").arg(own.patternErrorOffset() + 1));
    const QRegularExpression whole(anyLineEnd + body, options);
    if (!whole.isValid())
        return makeError(ErrorCode::InvalidInput,
                         QStringLiteral("The regular expression is not valid: %1.").arg(whole.errorString()));
    return whole;
}

Result<LineText> textForExpression(const DocumentBuffer &document)
{
    if (document.size() > largestTextForExpressions)
        return makeError(
            ErrorCode::LimitExceeded,
            QStringLiteral("The file is too large for regular expressions; search for plain text."), {},
            document.path());
    return LineText(document.text());
}

tl::unexpected<Error> tooComplex()
{
    return makeError(ErrorCode::LimitExceeded,
                     QStringLiteral("The regular expression takes too long on this text; make it simpler."));
}

TextSpan spanOf(const QRegularExpressionMatch &match, const LineText &text)
{
    return {text.byteOffset(match.capturedStart()), text.byteOffset(match.capturedEnd())};
}

// Calls `visit(match, span)` for each match from `from` on until it says false.
template <class Visit>
Result<void> visitMatches(const QRegularExpression &expression, const LineText &text, qsizetype from,
                          Visit visit)
{
    QRegularExpressionMatchIterator matches = expression.globalMatch(text.text(), from);
    if (!matches.isValid())
        return tooComplex();
    while (matches.hasNext()) {
        const QRegularExpressionMatch match = matches.next();
        if (!match.isValid())
            return tooComplex();
        if (!visit(match, spanOf(match, text)))
            break;
    }
    return {};
}

// \1 and $1 are groups, \n and \t a line end and a tab, any other character behind a backslash or $$ is
// itself.
std::string expanded(const QString &replacement, const QRegularExpressionMatch &match,
                     std::string_view newLine)
{
    QString result;
    for (qsizetype place = 0; place < replacement.size(); ++place) {
        const QChar character = replacement.at(place);
        const bool special = character == QLatin1Char('\\') || character == QLatin1Char('$');
        if (!special || place + 1 == replacement.size()) {
            result += character;
            continue;
        }
        const QChar next = replacement.at(++place);
        if (next.isDigit())
            result += match.captured(next.digitValue());
        else if (character == QLatin1Char('\\') && next == QLatin1Char('n'))
            result += QString::fromUtf8(newLine.data(), static_cast<qsizetype>(newLine.size()));
        else if (character == QLatin1Char('\\') && next == QLatin1Char('t'))
            result += QLatin1Char('\t');
        else if (character == QLatin1Char('\\') || next == character)
            result += next;
        else
            result += QString(character) + next;
    }
    return result.toStdString();
}

} // namespace

TextSearch::TextSearch(DocumentBuffer &document, SearchQuery query)
    : m_document(document)
    , m_query(std::move(query))
{
}

Result<std::optional<TextSpan>> TextSearch::next(std::size_t from, AtEnd atEnd) const
{
    from = std::min(from, m_document.size());
    if (m_query.pattern.isEmpty())
        return std::nullopt;
    if (!needsExpression(m_query)) {
        const Scintilla scintilla = m_document.internals().scintilla();
        auto found = findPlain(scintilla, m_query, from, m_document.size());
        if (!found && atEnd == AtEnd::Wrap)
            found = findPlain(scintilla, m_query, 0, m_document.size());
        return found;
    }
    GW_TRY(expression, expressionOf(m_query));
    GW_TRY(text, textForExpression(m_document));
    std::optional<TextSpan> found;
    const auto first = [&found](const QRegularExpressionMatch &, TextSpan span) {
        found = span;
        return false;
    };
    GW_CHECK(visitMatches(expression, text, text.utf16Offset(from), first));
    if (!found && atEnd == AtEnd::Wrap)
        GW_CHECK(visitMatches(expression, text, 0, first));
    return found;
}

Result<std::optional<TextSpan>> TextSearch::previous(std::size_t before, AtEnd atEnd) const
{
    before = std::min(before, m_document.size());
    if (m_query.pattern.isEmpty())
        return std::nullopt;
    if (!needsExpression(m_query)) {
        const Scintilla scintilla = m_document.internals().scintilla();
        auto found = findPlain(scintilla, m_query, before, 0);
        if (!found && atEnd == AtEnd::Wrap)
            found = findPlain(scintilla, m_query, m_document.size(), 0);
        return found;
    }
    GW_TRY(matches, all());
    // Ends rise with begins, as matches do not overlap.
    const auto behind = std::ranges::upper_bound(matches, before, {}, &TextSpan::end);
    if (behind != matches.begin())
        return *std::prev(behind);
    if (atEnd == AtEnd::Wrap && !matches.empty())
        return matches.back();
    return std::nullopt;
}

Result<Matches> TextSearch::all(std::size_t limit) const
{
    Matches matches;
    if (m_query.pattern.isEmpty())
        return matches;
    if (!needsExpression(m_query)) {
        const Scintilla scintilla = m_document.internals().scintilla();
        std::size_t from = 0;
        while (matches.size() < limit) {
            const auto found = findPlain(scintilla, m_query, from, m_document.size());
            if (!found)
                break;
            matches.push_back(*found);
            from = found->end;
        }
        return matches;
    }
    GW_TRY(expression, expressionOf(m_query));
    GW_TRY(text, textForExpression(m_document));
    GW_CHECK(visitMatches(expression, text, 0, [&](const QRegularExpressionMatch &, TextSpan span) {
        matches.push_back(span);
        return matches.size() < limit;
    }));
    return matches;
}

Result<std::vector<TextEdit>> TextSearch::edits(const QString &replacement,
                                                std::optional<TextSpan> only) const
{
    std::vector<TextEdit> edits;
    if (!needsExpression(m_query)) {
        GW_TRY(matches, all());
        const std::string text = replacement.toStdString();
        for (const TextSpan &match : matches)
            if (!only || match == *only)
                edits.push_back({match.begin, match.end, text});
        return edits;
    }
    GW_TRY(expression, expressionOf(m_query));
    GW_TRY(text, textForExpression(m_document));
    GW_CHECK(visitMatches(expression, text, 0, [&](const QRegularExpressionMatch &match, TextSpan span) {
        if (!only || span == *only)
            edits.push_back({span.begin, span.end,
                             m_query.regularExpression ? expanded(replacement, match, m_document.newLine())
                                                       : replacement.toStdString()});
        return !only || span.begin <= only->begin;
    }));
    return edits;
}

Result<bool> TextSearch::replace(TextSpan match, const QString &replacement) const
{
    GW_TRY(one, edits(replacement, match));
    if (one.empty())
        return false;
    GW_CHECK(m_document.apply(one));
    return true;
}

Result<int> TextSearch::replaceAll(const QString &replacement) const
{
    GW_TRY(every, edits(replacement, std::nullopt));
    // From the end to the start: then the places of those still to come stay as they are.
    std::ranges::reverse(every);
    if (!every.empty())
        GW_CHECK(m_document.apply(every));
    return static_cast<int>(every.size());
}

} // namespace gatewright
