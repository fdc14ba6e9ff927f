// SPDX-License-Identifier: Apache-2.0
#include "core/settings/setting_descriptor.h"

#include <QJsonArray>

#include <algorithm>
#include <cmath>

namespace gatewright {

namespace {

tl::unexpected<Error> wrong(const QString &name, const QString &wanted)
{
    return makeError(ErrorCode::InvalidInput, QStringLiteral("The setting must be %1.").arg(wanted), {},
                     name);
}

bool isListOfText(const QJsonValue &value)
{
    const QJsonArray items = value.toArray();
    return value.isArray() &&
           std::all_of(items.begin(), items.end(), [](const QJsonValue &item) { return item.isString(); });
}

} // namespace

Result<void> SettingDescriptor::validate(const QJsonValue &value) const
{
    switch (kind) {
    case Kind::Boolean:
        if (!value.isBool())
            return wrong(name, QStringLiteral("true or false"));
        break;
    case Kind::Integer: {
        const double number = value.toDouble(std::nan(""));
        if (!(number >= minimum && number <= maximum) || number != std::floor(number))
            return wrong(name, QStringLiteral("a whole number from %1 to %2").arg(minimum).arg(maximum));
        break;
    }
    case Kind::Text:
        if (!value.isString())
            return wrong(name, QStringLiteral("a text"));
        break;
    case Kind::Choice:
        if (!value.isString() || !choices.contains(value.toString()))
            return wrong(name, QStringLiteral("one of %1").arg(choices.join(QLatin1String(", "))));
        break;
    case Kind::TextList:
        if (!isListOfText(value))
            return wrong(name, QStringLiteral("a list of texts"));
        break;
    }
    return {};
}

} // namespace gatewright
