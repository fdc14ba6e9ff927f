// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/run/output_text.h"

#include "core/text/direction.h"

#include <QCoreApplication>

#include <algorithm>

namespace gatewright {

namespace {

struct RunOutput
{
    Q_DECLARE_TR_FUNCTIONS(RunOutput)
};

constexpr char16_t escape = 0x1b;
constexpr char16_t bell = 0x07;

// Behind the escape sequence that begins at `place`; `place` when it is none.
qsizetype behindEscape(QStringView text, qsizetype place)
{
    constexpr qsizetype longest = 4096;
    const qsizetype end = std::min(text.size(), place + longest);
    if (place + 1 >= end)
        return place;
    const char16_t kind = text[place + 1].unicode();
    qsizetype at = place + 2;
    if (kind == u'[') { // CSI: parameters, then one letter
        while (at < end && text[at].unicode() >= 0x20 && text[at].unicode() < 0x40)
            ++at;
        return at < end && text[at].unicode() >= 0x40 && text[at].unicode() < 0x7f ? at + 1 : place;
    }
    if (kind == u']') { // OSC: up to BEL or ESC backslash
        for (; at < end; ++at) {
            if (text[at] == QChar(bell))
                return at + 1;
            if (text[at] == QChar(escape)) // another sequence: this one was never finished
                return at + 1 < end && text[at + 1] == u'\\' ? at + 2 : place;
        }
        return place;
    }
    return kind >= 0x30 && kind < 0x7f ? at : place;
}

// U+2028 and U+2029 would be line ends of their own in a text view.
bool isOddLineEnd(char16_t character)
{
    return character == 0x2028 || character == 0x2029 || character == 0x0b || character == 0x0c ||
           character == 0x85;
}

QString plainText(QStringView raw)
{
    QString plain;
    plain.reserve(raw.size());
    for (qsizetype place = 0; place < raw.size(); ++place) {
        const char16_t character = raw[place].unicode();
        if (character == escape) {
            const qsizetype behind = behindEscape(raw, place);
            if (behind > place) {
                place = behind - 1;
                continue;
            }
        }
        if (character == u'\r' || isOddLineEnd(character)) {
            if (character != u'\r' || place + 1 >= raw.size() || raw[place + 1] != u'\n')
                plain.append(u'\n');
        } else if (character == u'\n' || character == u'\t') {
            plain.append(QChar(character));
        } else if (character < 0x20) {
            constexpr char16_t controlPictures = 0x2400;
            plain.append(QChar(char16_t(controlPictures + character)));
        } else if (character == 0x7f || (character > 0x7f && character < 0xa0) || turnsDirection(character) ||
                   character == 0xfffc || (character >= 0xfdd0 && character <= 0xfdef)) {
            plain.append(QChar(QChar::ReplacementCharacter));
        } else {
            plain.append(QChar(character));
        }
    }
    return plain;
}

// Up to `characters` and `lines` of the beginning; whole lines where that is possible.
QStringView head(QStringView text, qsizetype characters, qsizetype lines)
{
    qsizetype end = 0;
    for (qsizetype line = 0; line < lines; ++line) {
        const qsizetype next = text.indexOf(u'\n', end);
        if (next < 0 || next + 1 > characters)
            break;
        end = next + 1;
    }
    if (end == 0)
        end = std::min(text.size(), characters);
    if (end > 0 && end < text.size() && text[end - 1].isHighSurrogate())
        --end;
    return text.first(end);
}

QStringView tail(QStringView text, qsizetype characters, qsizetype lines)
{
    qsizetype begin = text.size();
    for (qsizetype line = 0; line <= lines && begin > 0; ++line) {
        // -2: the line end before this line ends the one before.
        const qsizetype before = begin < 2 ? -1 : text.lastIndexOf(u'\n', begin - 2);
        if (text.size() - (before + 1) > characters)
            break;
        begin = before + 1;
    }
    if (begin == text.size())
        begin = std::max(qsizetype(0), text.size() - characters);
    if (begin > 0 && begin < text.size() && text[begin].isLowSurrogate())
        ++begin;
    return text.sliced(begin);
}

// A view lays out a line as a whole: lines of a megabyte would take seconds.
QString withShortLines(QStringView text, qsizetype longest, qsizetype &leftOut)
{
    QString made;
    made.reserve(text.size());
    for (qsizetype begin = 0; begin < text.size();) {
        const qsizetype found = text.indexOf(u'\n', begin);
        const qsizetype end = found < 0 ? text.size() : found;
        const qsizetype length = end - begin;
        if (length <= longest) {
            made.append(text.sliced(begin, length));
        } else {
            const qsizetype kept = text[begin + longest - 1].isHighSurrogate() ? longest - 1 : longest;
            made.append(text.sliced(begin, kept));
            made.append(QLatin1Char(' '));
            made.append(RunOutput::tr("… %Ln more character(s) of this line are not shown", nullptr,
                                      static_cast<int>(length - kept)));
            leftOut += length - kept;
        }
        if (found >= 0)
            made.append(u'\n');
        begin = end + 1;
    }
    return made;
}

} // namespace

OutputText readOutput(const QString &raw, PlaceResolver resolver, const OutputLimits &limits,
                      const std::stop_token &stop)
{
    OutputText output;
    const QString plain = plainText(raw);
    const qsizetype most = limits.firstCharacters + limits.lastCharacters;
    if (stop.stop_requested())
        return output;
    if (plain.size() <= most && plain.count(u'\n') <= limits.lines) {
        output.text = withShortLines(plain, limits.lineCharacters, output.charactersLeftOut);
    } else {
        const qsizetype firstLines = limits.lines / 4;
        const QStringView first = head(plain, limits.firstCharacters, firstLines);
        const QStringView rest = QStringView(plain).sliced(first.size());
        const QStringView last = tail(rest, limits.lastCharacters, limits.lines - firstLines);
        const qsizetype between = rest.size() - last.size();
        output.text = withShortLines(first, limits.lineCharacters, output.charactersLeftOut);
        if (!output.text.isEmpty() && !output.text.endsWith(u'\n'))
            output.text.append(u'\n');
        output.text.append(
            RunOutput::tr("… %Ln character(s) are not shown here", nullptr, static_cast<int>(between)));
        output.text.append(u'\n');
        output.text.append(withShortLines(last, limits.lineCharacters, output.charactersLeftOut));
        output.charactersLeftOut += between;
    }
    while (output.text.endsWith(u'\n'))
        output.text.chop(1);
    if (!stop.stop_requested())
        output.links = findLinks(output.text, resolver);
    return output;
}

} // namespace gatewright
