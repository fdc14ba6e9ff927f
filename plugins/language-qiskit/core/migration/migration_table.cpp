// SPDX-License-Identifier: Apache-2.0
#include "plugins/language-qiskit/core/migration/migration_table.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>
#include <utility>

namespace gatewright::qiskit {

namespace {

constexpr qint64 maximumFileBytes = 1024 * 1024;

tl::unexpected<Error> corrupt(const QString &what, const QString &place = {})
{
    return makeError(ErrorCode::Corrupt, QStringLiteral("The table of Qiskit's names is damaged; reinstall."),
                     what, place);
}

std::string text(const QJsonObject &object, const char *name)
{
    return object[QLatin1String(name)].toString().toStdString();
}

Result<MigrationRule> ruleFromJson(const QJsonObject &object)
{
    MigrationRule rule;
    rule.path = text(object, "path");
    rule.method = text(object, "method");
    rule.owner = text(object, "of");
    rule.argument = text(object, "argument");
    rule.to = text(object, "to");
    rule.note = text(object, "note");
    rule.deprecated = text(object, "deprecated");
    rule.removed = text(object, "removed");
    for (const QJsonValue name : object[QLatin1String("except")].toArray())
        rule.except.push_back(name.toString().toStdString());
    const QString place = QString::fromStdString(rule.path + rule.method);
    if (rule.path.empty() == rule.method.empty())
        return corrupt(QStringLiteral("a rule needs a path or a method"), place);
    if (rule.deprecated.empty() && rule.removed.empty())
        return corrupt(QStringLiteral("a rule needs a release"), place);
    if (rule.to.empty() && rule.note.empty())
        return corrupt(QStringLiteral("a rule needs what is to be done"), place);
    return rule;
}

bool isBelow(std::string_view path, std::string_view above)
{
    return path.starts_with(above) && (path.size() == above.size() || path[above.size()] == '.');
}

bool stayed(const MigrationRule &rule, std::string_view path)
{
    if (path.size() <= rule.path.size())
        return false;
    const std::string_view below = path.substr(rule.path.size() + 1);
    return std::ranges::find(rule.except, below.substr(0, below.find('.'))) != rule.except.end();
}

} // namespace

std::string_view parentOf(std::string_view path)
{
    const std::size_t dot = path.rfind('.');
    return dot == std::string_view::npos ? std::string_view() : path.substr(0, dot);
}

std::string_view leafOf(std::string_view path)
{
    const std::size_t dot = path.rfind('.');
    return dot == std::string_view::npos ? path : path.substr(dot + 1);
}

Result<MigrationTable> MigrationTable::parse(const QByteArray &json)
{
    QJsonParseError error;
    const QJsonObject root = QJsonDocument::fromJson(json, &error).object();
    if (error.error != QJsonParseError::NoError)
        return corrupt(error.errorString());
    if (root[QLatin1String("format")].toInt() != 1)
        return corrupt(QStringLiteral("not format 1"));
    MigrationTable table;
    for (const QJsonValue entry : root[QLatin1String("rules")].toArray()) {
        GW_TRY(rule, ruleFromJson(entry.toObject()));
        table.m_rules.push_back(std::move(rule));
    }
    if (table.m_rules.empty())
        return corrupt(QStringLiteral("no rules"));
    return table;
}

Result<MigrationTable> MigrationTable::load(const QString &file)
{
    QFile source(file);
    if (!source.exists())
        return makeError(ErrorCode::NotFound,
                         QStringLiteral("The table of Qiskit's names is not there; reinstall Gatewright."),
                         {}, file);
    if (!source.open(QIODevice::ReadOnly))
        return makeError(ErrorCode::Io, QStringLiteral("The table of Qiskit's names cannot be read."),
                         source.errorString(), file);
    return parse(source.read(maximumFileBytes));
}

const MigrationRule *MigrationTable::ofPath(std::string_view path) const
{
    const MigrationRule *nearest = nullptr;
    for (const MigrationRule &rule : m_rules) {
        if (rule.path.empty() || !rule.argument.empty() || !isBelow(path, rule.path))
            continue;
        if (stayed(rule, path))
            return nullptr;
        if (!nearest || rule.path.size() > nearest->path.size())
            nearest = &rule;
    }
    return nearest;
}

const MigrationRule *MigrationTable::ofMethod(std::string_view name) const
{
    return ofMethodArgument(name, {});
}

const MigrationRule *MigrationTable::ofArgument(std::string_view path, std::string_view argument) const
{
    const auto found = std::ranges::find_if(
        m_rules, [&](const auto &rule) { return rule.path == path && rule.argument == argument; });
    return found == m_rules.end() ? nullptr : &*found;
}

const MigrationRule *MigrationTable::ofMethodArgument(std::string_view method,
                                                      std::string_view argument) const
{
    const auto found = std::ranges::find_if(
        m_rules, [&](const auto &rule) { return rule.method == method && rule.argument == argument; });
    return found == m_rules.end() ? nullptr : &*found;
}

} // namespace gatewright::qiskit
