// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/bridge/snippet_library.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QStringList>

// Outside every namespace, as the macro demands. Resources of a static library are not registered by
// themselves.
static void registerSnippets()
{
    Q_INIT_RESOURCE(gatewright_snippets);
}

namespace gatewright {

namespace {

constexpr qint64 largestFile = qint64(1) << 20;
constexpr qsizetype mostEntries = 1'000;

QString fileName(Language language)
{
    switch (language) {
    case Language::HlsCpp:
        return QStringLiteral("hls.json");
    case Language::Qiskit:
        return QStringLiteral("qiskit.json");
    case Language::PlainText:
        break;
    }
    return {};
}

QStringList strings(const QJsonValue &value)
{
    if (value.isString())
        return {value.toString()};
    QStringList list;
    const QJsonArray array = value.toArray();
    for (const QJsonValue &entry : array)
        list.append(entry.toString());
    return list;
}

} // namespace

Result<std::vector<SnippetEntry>> parseSnippetFile(const QByteArray &bytes)
{
    QJsonParseError problem;
    const QJsonDocument document = QJsonDocument::fromJson(bytes, &problem);
    if (!document.isObject() || document.object().size() > mostEntries)
        return makeError(ErrorCode::Corrupt, QStringLiteral("This is no file of snippets."),
                         problem.errorString());
    std::vector<SnippetEntry> entries;
    const QJsonObject contents = document.object();
    for (auto entry = contents.constBegin(); entry != contents.constEnd(); ++entry) {
        const QJsonObject object = entry->toObject();
        const QStringList prefixes = strings(object.value(QLatin1String("prefix")));
        const QStringList lines = strings(object.value(QLatin1String("body")));
        if (prefixes.isEmpty() || lines.isEmpty())
            return makeError(ErrorCode::Corrupt, QStringLiteral("A snippet lacks its prefix or its body."),
                             entry.key());
        Result<Snippet> snippet = parseSnippet(lines.join(QLatin1Char('\n')).toStdString());
        if (!snippet) {
            snippet.error().detail = entry.key();
            return tl::unexpected<Error>(snippet.error());
        }
        entries.push_back({entry.key(), prefixes.first(),
                           object.value(QLatin1String("description")).toString(), std::move(*snippet)});
    }
    return entries;
}

std::vector<SnippetEntry> shippedSnippets(Language language)
{
    registerSnippets();
    QFile file(QStringLiteral(":/gatewright/snippets/") + fileName(language));
    if (fileName(language).isEmpty() || !file.open(QIODevice::ReadOnly))
        return {};
    return parseSnippetFile(file.readAll()).value_or(std::vector<SnippetEntry>());
}

Result<std::vector<SnippetEntry>> userSnippets(const QString &folder, Language language)
{
    const QString path = folder + QLatin1Char('/') + fileName(language);
    QFile file(path);
    if (folder.isEmpty() || fileName(language).isEmpty() || !file.exists())
        return std::vector<SnippetEntry>();
    if (!file.open(QIODevice::ReadOnly) || file.size() > largestFile)
        return makeError(ErrorCode::Io, QStringLiteral("The file of snippets cannot be read."),
                         file.errorString(), path);
    Result<std::vector<SnippetEntry>> entries = parseSnippetFile(file.read(largestFile));
    if (!entries)
        entries.error().place = path;
    return entries;
}

} // namespace gatewright
