// SPDX-License-Identifier: Apache-2.0
#include "core/store/store_export.h"

#include <QFile>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QSaveFile>

#include <algorithm>
#include <utility>

namespace gatewright::store {

namespace {

constexpr QLatin1String formatName{"gatewright-store"};
constexpr int identityLength = 16;

QString timeText(const QDateTime &time)
{
    return time.toUTC().toString(Qt::ISODateWithMs);
}

tl::unexpected<Error> refuse(const char *member, const QString &what)
{
    return makeError(ErrorCode::InvalidInput, what, {}, QLatin1String(member));
}

Result<QDateTime> timeFrom(const QJsonObject &json)
{
    const QString text = json[QLatin1String("time")].toString();
    QDateTime time = QDateTime::fromString(text, Qt::ISODateWithMs);
    if (!time.isValid() || time.timeSpec() != Qt::UTC || time.date().year() < 1970 ||
        time.date().year() > 9999)
        return refuse("time", QStringLiteral("A time must be in UTC, as 2026-01-02T03:04:05.678Z."));
    return time;
}

Result<int> integerFrom(const QJsonObject &json, const char *member, int minimum, int maximum)
{
    const QJsonValue value = json[QLatin1String(member)];
    const double number = value.toDouble(minimum - 1.0);
    if (!value.isDouble() || number < minimum || number > maximum || number != static_cast<int>(number))
        return refuse(member,
                      QStringLiteral("Must be a whole number from %1 to %2.").arg(minimum).arg(maximum));
    return static_cast<int>(number);
}

Result<QString> textFrom(const QJsonObject &json, const char *member, int longest)
{
    const QJsonValue value = json[QLatin1String(member)];
    const QString text = value.toString();
    if (!value.isString() || text.size() > longest || text.contains(QChar::Null))
        return refuse(member, QStringLiteral("Must be a text of at most %1 characters.").arg(longest));
    return text;
}

Result<StoredOutcome> outcomeFrom(const QJsonValue &value)
{
    const QJsonObject json = value.toObject();
    const auto kind = outcomeFromName(json[QLatin1String("kind")].toString());
    if (!kind)
        return refuse("kind", QStringLiteral("There is no such kind of outcome."));
    GW_TRY(characters, integerFrom(json, "characters", 0, maximumCount));
    GW_TRY(tier, integerFrom(json, "tier", -1, maximumTier));
    GW_TRY(time, timeFrom(json));
    return StoredOutcome{*kind, characters, tier, time};
}

bool isIdentity(const QString &file)
{
    return file.isEmpty() ||
           (file.size() == identityLength && std::all_of(file.begin(), file.end(), [](QChar character) {
                return (character >= u'0' && character <= u'9') || (character >= u'a' && character <= u'f');
            }));
}

// The lines of a file that anybody may have written.
class LineReader
{
public:
    LineReader(QString path, std::stop_token stop)
        : m_file(path)
        , m_path(std::move(path))
        , m_stop(std::move(stop))
    {
    }

    Result<void> open()
    {
        if (!QFileInfo(m_path).isFile())
            return makeError(ErrorCode::NotFound, QStringLiteral("There is no such file."), {}, m_path);
        if (!m_file.open(QIODevice::ReadOnly))
            return makeError(ErrorCode::Io, QStringLiteral("The file cannot be read."), m_file.errorString(),
                             m_path);
        if (m_file.size() > maximumImportBytes)
            return makeError(ErrorCode::LimitExceeded, QStringLiteral("The file is larger than 1 GB."), {},
                             m_path);
        return {};
    }

    // Nothing at the end of the file.
    Result<std::optional<QJsonObject>> next()
    {
        if (m_stop.stop_requested())
            return makeError(ErrorCode::Cancelled, QStringLiteral("Cancelled."));
        if (m_file.atEnd())
            return std::optional<QJsonObject>();
        ++m_number;
        const QByteArray line = m_file.readLine(maximumLineBytes + 2);
        if (line.size() > maximumLineBytes)
            return at(ErrorCode::LimitExceeded, QStringLiteral("The line is longer than 1 MB."));
        QJsonParseError problem;
        const QJsonDocument document = QJsonDocument::fromJson(line, &problem);
        if (!document.isObject())
            return at(ErrorCode::Corrupt, QStringLiteral("The line is no JSON object."),
                      problem.errorString());
        return std::optional(document.object());
    }

    [[nodiscard]] tl::unexpected<Error> at(ErrorCode code, const QString &message,
                                           const QString &detail = {}) const
    {
        return makeError(code, message, detail, QStringLiteral("%1:%2").arg(m_path).arg(m_number));
    }

private:
    QFile m_file;
    QString m_path;
    std::stop_token m_stop;
    int m_number = 0;
};

// How many rows the header announces.
Result<int> readHeader(LineReader &lines)
{
    GW_TRY(header, lines.next());
    if (!header || (*header)[QLatin1String("format")].toString() != formatName)
        return lines.at(ErrorCode::Corrupt, QStringLiteral("This file is no export of a learning store."));
    const auto version = integerFrom(*header, "version", 1, 1'000'000);
    if (!version)
        return lines.at(ErrorCode::Corrupt, QStringLiteral("The header has no version."));
    if (*version > exportVersion)
        return lines.at(ErrorCode::Unsupported,
                        QStringLiteral("A newer version of Gatewright wrote this export; update this one."));
    auto count = integerFrom(*header, "completions", 0, maximumImportRows);
    if (!count)
        return lines.at(ErrorCode::LimitExceeded,
                        QStringLiteral("The header must announce at most %1 rows.").arg(maximumImportRows));
    return count;
}

} // namespace

QJsonObject toJson(const Completion &completion)
{
    QJsonArray outcomes;
    for (const StoredOutcome &outcome : completion.outcomes)
        outcomes.append(QJsonObject{{QStringLiteral("kind"), QString(outcomeName(outcome.kind))},
                                    {QStringLiteral("characters"), outcome.characters},
                                    {QStringLiteral("tier"), outcome.tier},
                                    {QStringLiteral("time"), timeText(outcome.time)}});
    return {{QStringLiteral("id"), completion.id},
            {QStringLiteral("time"), timeText(completion.time)},
            {QStringLiteral("language"), languageId(completion.language)},
            {QStringLiteral("file"), completion.file},
            {QStringLiteral("model"), completion.model},
            {QStringLiteral("tier"), completion.tier},
            {QStringLiteral("score"), completion.score},
            {QStringLiteral("tokens"), completion.tokens},
            {QStringLiteral("text"), completion.text},
            {QStringLiteral("outcomes"), outcomes}};
}

Result<Completion> completionFromJson(const QJsonObject &json)
{
    Completion completion;
    completion.id = json[QLatin1String("id")].toString();
    if (!isValidId(completion.id))
        return refuse(
            "id", QStringLiteral("Must be 1 to %1 letters, digits or -_.: characters.").arg(maximumIdLength));
    GW_TRY(time, timeFrom(json));
    completion.time = time;
    const QString language = json[QLatin1String("language")].toString();
    completion.language = languageFromId(language);
    if (languageId(completion.language) != language)
        return refuse("language", QStringLiteral("Must be cpp, python or plaintext."));
    completion.file = json[QLatin1String("file")].toString();
    if (!json[QLatin1String("file")].isString() || !isIdentity(completion.file))
        return refuse("file", QStringLiteral("Must be empty or sixteen hexadecimal digits."));
    GW_TRY(model, textFrom(json, "model", maximumModelLength));
    completion.model = model;
    GW_TRY(tier, integerFrom(json, "tier", -1, maximumTier));
    completion.tier = tier;
    completion.score = json[QLatin1String("score")].toDouble(-1.0);
    if (!(completion.score >= 0.0 && completion.score <= 1.0))
        return refuse("score", QStringLiteral("Must be a number from 0 to 1."));
    GW_TRY(tokens, integerFrom(json, "tokens", 0, maximumCount));
    completion.tokens = tokens;
    GW_TRY(text, textFrom(json, "text", maximumTextLength));
    completion.text = text;
    const QJsonArray outcomes = json[QLatin1String("outcomes")].toArray();
    if (outcomes.isEmpty() || outcomes.size() > static_cast<qsizetype>(outcomeKinds.size()))
        return refuse("outcomes",
                      QStringLiteral("Must be a list of 1 to %1 outcomes.").arg(outcomeKinds.size()));
    for (const QJsonValue &value : outcomes) {
        GW_TRY(outcome, outcomeFrom(value));
        completion.outcomes.push_back(outcome);
    }
    return completion;
}

Result<int> exportStore(const Store &store, const QString &path, std::stop_token stop)
{
    QSaveFile file(path);
    const auto failed = [&file, &path] {
        return makeError(ErrorCode::Io, QStringLiteral("The export cannot be written."), file.errorString(),
                         path);
    };
    if (!file.open(QIODevice::WriteOnly) || !file.setPermissions(QFile::ReadOwner | QFile::WriteOwner))
        return failed();
    const auto write = [&](const QJsonObject &json) -> Result<void> {
        const QByteArray line = QJsonDocument(json).toJson(QJsonDocument::Compact) + '\n';
        if (file.write(line) != line.size())
            return failed();
        return {};
    };
    int rows = 0;
    const auto begin = [&](int count) {
        rows = count;
        return write({{QStringLiteral("format"), QString(formatName)},
                      {QStringLiteral("version"), exportVersion},
                      {QStringLiteral("completions"), count}});
    };
    GW_CHECK(store.visitAll(
        begin, [&](const Completion &completion) { return write(toJson(completion)); }, std::move(stop)));
    if (!file.commit())
        return failed();
    return rows;
}

Result<Imported> importStore(Store &store, const QString &path, std::stop_token stop)
{
    LineReader lines(path, std::move(stop));
    GW_CHECK(lines.open());
    GW_TRY(announced, readHeader(lines));
    int read = 0;
    return store.import([&]() -> Result<std::optional<Completion>> {
        GW_TRY(line, lines.next());
        if (!line && read != announced)
            return lines.at(
                ErrorCode::Corrupt,
                QStringLiteral("The file ends too early: %1 of %2 rows.").arg(read).arg(announced));
        if (!line)
            return std::optional<Completion>();
        if (++read > announced)
            return lines.at(ErrorCode::Corrupt, QStringLiteral("The file has more rows than it announces."));
        auto completion = completionFromJson(*line);
        if (!completion)
            return lines.at(completion.error().code, completion.error().message, completion.error().place);
        return std::optional(std::move(*completion));
    });
}

} // namespace gatewright::store
