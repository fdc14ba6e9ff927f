// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/run/output_links.h"

#include "core/base/path_inside.h"

#include <QDir>
#include <QFileInfo>

#include <algorithm>

namespace gatewright {

namespace {

constexpr qsizetype longestName = 1024;
constexpr std::size_t mostLinks = 2000;
constexpr qsizetype mostNames = 500; // looked up on disk

// A candidate before anybody asked whether there is such a file.
struct Named
{
    qsizetype begin = 0;
    qsizetype end = 0;
    QStringView name;
    int line = 0;
    int column = 1;
};

// What no name in front of a ":12" holds: space, quotes, brackets and what separates.
bool endsName(QChar character)
{
    return character.isSpace() || QStringView(u"\"'`<>()[]{}|;,=*?:").contains(character) ||
           character.category() == QChar::Other_Control;
}

// The number at `place`, which moves behind it; 0 when there is none or it is absurd.
int takeNumber(QStringView text, qsizetype &place)
{
    constexpr int mostDigits = 8;
    const qsizetype begin = place;
    while (place < text.size() && text[place] >= u'0' && text[place] <= u'9')
        ++place;
    return place - begin > mostDigits ? 0 : text.sliced(begin, place - begin).toInt();
}

// `colon` is the place of a ':' with a digit behind it.
std::optional<Named> compilerStyle(QStringView text, qsizetype from, qsizetype colon)
{
    Named found;
    const qsizetype first = std::max(from, colon - longestName);
    found.begin = colon;
    while (found.begin > first && !endsName(text[found.begin - 1]))
        --found.begin;
    found.name = text.sliced(found.begin, colon - found.begin);
    // "12:30", "x:1" and "std::get:3" are no files: a name has a letter and a dot in it.
    if (!found.name.contains(u'.') || !std::any_of(found.name.begin(), found.name.end(),
                                                   [](QChar character) { return character.isLetter(); }))
        return std::nullopt;
    qsizetype place = colon + 1;
    found.line = takeNumber(text, place);
    found.end = place;
    if (place + 1 < text.size() && text[place] == u':' && text[place + 1].isDigit()) {
        ++place;
        found.column = std::max(1, takeNumber(text, place));
        found.end = place;
    }
    return found.line > 0 ? std::optional(found) : std::nullopt;
}

// `start` is the place of 'File "'.
std::optional<Named> pythonStyle(QStringView text, qsizetype start)
{
    constexpr QStringView opening = u"File \"";
    constexpr QStringView middle = u"\", line ";
    Named found;
    found.begin = start;
    const qsizetype nameAt = start + opening.size();
    const qsizetype nameEnd = text.sliced(nameAt).left(longestName).indexOf(u'"');
    if (nameEnd <= 0 || !text.sliced(nameAt + nameEnd).startsWith(middle))
        return std::nullopt;
    found.name = text.sliced(nameAt, nameEnd);
    if (found.name.contains(u'\n'))
        return std::nullopt;
    qsizetype place = nameAt + nameEnd + middle.size();
    found.line = takeNumber(text, place);
    found.end = place;
    return found.line > 0 ? std::optional(found) : std::nullopt;
}

} // namespace

PlaceResolver::PlaceResolver(QString folder, QString program)
    : m_folder(std::move(folder))
    , m_program(std::move(program))
    , m_realFolder(m_folder.isEmpty() ? QString() : QFileInfo(m_folder).canonicalFilePath())
    , m_realProgram(m_program.isEmpty() ? QString() : QFileInfo(m_program).canonicalFilePath())
{
}

std::optional<QString> PlaceResolver::resolve(const QString &name)
{
    const auto known = m_known.constFind(name);
    if (known != m_known.constEnd())
        return *known;
    if (m_known.size() >= mostNames)
        return std::nullopt;
    return *m_known.insert(name, lookUp(name));
}

std::optional<QString> PlaceResolver::lookUp(const QString &name) const
{
    if (QDir::isAbsolutePath(name)) {
        const QString path = QDir::cleanPath(name);
        return isAllowed(path) ? std::optional(path) : std::nullopt;
    }
    // As people mean it: from the open folder, else from beside the program.
    for (const QString &base :
         {m_base, m_folder, m_program.isEmpty() ? QString() : QFileInfo(m_program).path()}) {
        const QString path = base.isEmpty() ? QString() : QDir::cleanPath(base + QLatin1Char('/') + name);
        if (!path.isEmpty() && isAllowed(path))
            return path;
    }
    return std::nullopt;
}

bool PlaceResolver::isAllowed(const QString &path) const
{
    const QFileInfo file(path);
    if (!file.isFile())
        return false;
    // A link that leads out of the folder is outside.
    const QString real = file.canonicalFilePath();
    return (!m_realProgram.isEmpty() && real == m_realProgram) || isInside(real, m_realFolder);
}

std::vector<OutputLink> findLinks(QStringView text, PlaceResolver &resolver)
{
    std::vector<OutputLink> links;
    qsizetype from = 0; // behind the last link
    for (qsizetype place = 0; place < text.size() && links.size() < mostLinks; ++place) {
        std::optional<Named> named;
        if (text[place] == u':' && place + 1 < text.size() && text[place + 1].isDigit())
            named = compilerStyle(text, from, place);
        else if (text[place] == u'F' && text.sliced(place).startsWith(u"File \""))
            named = pythonStyle(text, place);
        if (!named)
            continue;
        const std::optional<QString> path = resolver.resolve(named->name.toString());
        if (!path)
            continue;
        links.push_back({named->begin, named->end - named->begin, *path, named->line, named->column});
        from = named->end;
        place = named->end - 1;
    }
    return links;
}

} // namespace gatewright
