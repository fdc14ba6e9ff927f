// SPDX-License-Identifier: Apache-2.0
#include "plugins/language-hls/core/pragma/pragma_table.h"

#include "plugins/language-hls/core/pragma/words.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>
#include <utility>

namespace gatewright::hls {

namespace {

constexpr qint64 maximumFileBytes = 1024 * 1024;

std::string word(const QJsonValue &value)
{
    return lowerCase(value.toString().toStdString());
}

std::vector<std::string> words(const QJsonValue &value)
{
    std::vector<std::string> result;
    for (const QJsonValue &item : value.toArray())
        result.push_back(word(item));
    return result;
}

tl::unexpected<Error> corrupt(const QString &what, const QString &place)
{
    return makeError(ErrorCode::Corrupt, QStringLiteral("The table of HLS pragmas is damaged; reinstall."),
                     what, place);
}

std::optional<OptionKind> kindFromName(const QString &name)
{
    static const std::pair<const char *, OptionKind> kinds[] = {
        {"int", OptionKind::Integer},      {"number", OptionKind::Number}, {"bool", OptionKind::Boolean},
        {"flag", OptionKind::Flag},        {"enum", OptionKind::Choice},   {"id", OptionKind::Identifier},
        {"variable", OptionKind::Variable}};
    for (const auto &[known, kind] : kinds) {
        if (name == QLatin1String(known))
            return kind;
    }
    return std::nullopt;
}

Result<OptionRule> optionFromJson(const QJsonObject &object, const QString &place)
{
    OptionRule option;
    option.name = word(object[QStringLiteral("name")]);
    option.shown = object[QStringLiteral("name")].toString().toStdString();
    const std::optional<OptionKind> kind = kindFromName(object[QStringLiteral("kind")].toString());
    if (option.name.empty() || !kind)
        return corrupt(QStringLiteral("an option without a name or kind"), place);
    option.kind = *kind;
    option.required = object[QStringLiteral("required")].toBool();
    option.bareValue = object[QStringLiteral("bare")].toBool();
    option.values = words(object[QStringLiteral("values")]);
    option.modes = words(object[QStringLiteral("modes")]);
    option.deprecated = object[QStringLiteral("status")].toString() == QLatin1String("deprecated");
    option.replacement = object[QStringLiteral("replacement")].toString().toStdString();
    if (const QJsonValue minimum = object[QStringLiteral("minimum")]; minimum.isDouble())
        option.minimum = minimum.toInteger();
    const QJsonObject deprecated = object[QStringLiteral("deprecatedValues")].toObject();
    for (auto value = deprecated.begin(); value != deprecated.end(); ++value)
        option.deprecatedValues.push_back({lowerCase(value.key().toStdString()), word(value.value())});
    if (option.kind == OptionKind::Choice && option.values.empty())
        return corrupt(QStringLiteral("a choice without values"), place);
    return option;
}

Result<PragmaRule> pragmaFromJson(const QJsonObject &object)
{
    PragmaRule pragma;
    pragma.name = word(object[QStringLiteral("name")]);
    const QString place = QString::fromStdString(pragma.name);
    if (pragma.name.empty())
        return corrupt(QStringLiteral("a pragma without a name"), {});
    const QString status = object[QStringLiteral("status")].toString();
    if (status == QLatin1String("deprecated"))
        pragma.status = PragmaStatus::Deprecated;
    else if (status == QLatin1String("rejected"))
        pragma.status = PragmaStatus::Rejected;
    pragma.replacement = object[QStringLiteral("replacement")].toString().toStdString();
    pragma.open = object[QStringLiteral("open")].toBool();
    pragma.oneOf = words(object[QStringLiteral("oneOf")]);
    pragma.factorFor = words(object[QStringLiteral("factorFor")]);
    for (const QJsonValue &group : object[QStringLiteral("exclusive")].toArray())
        pragma.exclusive.push_back(words(group));
    for (const QJsonValue &option : object[QStringLiteral("options")].toArray()) {
        GW_TRY(rule, optionFromJson(option.toObject(), place));
        pragma.options.push_back(std::move(rule));
    }
    return pragma;
}

} // namespace

const OptionRule *PragmaRule::option(std::string_view wanted) const
{
    const auto found = std::ranges::find(options, wanted, &OptionRule::name);
    return found == options.end() ? nullptr : &*found;
}

const OptionRule *PragmaRule::optionOfBareValue(std::string_view word) const
{
    for (const OptionRule &rule : options) {
        if (rule.bareValue && (std::ranges::find(rule.values, word) != rule.values.end() ||
                               std::ranges::find(rule.deprecatedValues, word, &DeprecatedValue::value) !=
                                   rule.deprecatedValues.end()))
            return &rule;
    }
    return nullptr;
}

Result<PragmaTable> PragmaTable::parse(const QByteArray &json)
{
    QJsonParseError error;
    const QJsonObject root = QJsonDocument::fromJson(json, &error).object();
    if (error.error != QJsonParseError::NoError)
        return corrupt(error.errorString(), {});
    if (root[QStringLiteral("format")].toInt() != 1)
        return corrupt(QStringLiteral("not format 1"), {});
    PragmaTable table;
    for (const QJsonValue &entry : root[QStringLiteral("pragmas")].toArray()) {
        GW_TRY(pragma, pragmaFromJson(entry.toObject()));
        if (table.find(pragma.name))
            return corrupt(QStringLiteral("listed twice"), QString::fromStdString(pragma.name));
        if (pragma.status != PragmaStatus::Rejected)
            table.m_names.push_back(pragma.name);
        table.m_pragmas.push_back(std::move(pragma));
    }
    if (table.m_pragmas.empty())
        return corrupt(QStringLiteral("no pragmas"), {});
    return table;
}

Result<PragmaTable> PragmaTable::load(const QString &file)
{
    QFile source(file);
    if (!source.exists())
        return makeError(ErrorCode::NotFound,
                         QStringLiteral("The table of HLS pragmas is not there; reinstall Gatewright."), {},
                         file);
    if (!source.open(QIODevice::ReadOnly))
        return makeError(ErrorCode::Io, QStringLiteral("The table of HLS pragmas cannot be read."),
                         source.errorString(), file);
    return parse(source.read(maximumFileBytes));
}

const PragmaRule *PragmaTable::find(std::string_view name) const
{
    const auto found = std::ranges::find(m_pragmas, name, &PragmaRule::name);
    return found == m_pragmas.end() ? nullptr : &*found;
}

} // namespace gatewright::hls
