// SPDX-License-Identifier: Apache-2.0
#include "core/lsp/json_field.h"

#include <cmath>
#include <limits>
#include <utility>

namespace gatewright::lsp {

Field::Field(QJsonValue value, QString place)
    : m_value(std::move(value))
    , m_place(std::move(place))
{
}

Field Field::operator[](QLatin1String key) const
{
    return Field(m_value.toObject().value(key), m_place + QLatin1Char('.') + key);
}

Result<QString> Field::text() const
{
    if (!m_value.isString())
        return refuse(QStringLiteral("must be a string"));
    return m_value.toString();
}

Result<bool> Field::boolean() const
{
    if (!m_value.isBool())
        return refuse(QStringLiteral("must be true or false"));
    return m_value.toBool();
}

Result<int> Field::integer(int minimum, int maximum) const
{
    const double number = m_value.toDouble(std::nan(""));
    if (!(number >= minimum && number <= maximum) || std::trunc(number) != number)
        return refuse(QStringLiteral("must be a whole number from %1 to %2").arg(minimum).arg(maximum));
    return static_cast<int>(number);
}

Result<int> Field::unsignedInteger() const
{
    return integer(0, std::numeric_limits<int>::max());
}

Result<QJsonObject> Field::object() const
{
    if (!m_value.isObject())
        return refuse(QStringLiteral("must be an object"));
    return m_value.toObject();
}

Result<std::vector<Field>> Field::elements() const
{
    if (!m_value.isArray())
        return refuse(QStringLiteral("must be an array"));
    const QJsonArray array = m_value.toArray();
    std::vector<Field> fields;
    fields.reserve(static_cast<size_t>(array.size()));
    for (qsizetype i = 0; i < array.size(); ++i)
        fields.emplace_back(array.at(i), QStringLiteral("%1[%2]").arg(m_place).arg(i));
    return fields;
}

tl::unexpected<Error> Field::refuse(const QString &what) const
{
    const QString message = m_value.isUndefined() ? QStringLiteral("%1 is missing: it %2.")
                                                  : QStringLiteral("%1 is wrong: it %2.");
    return makeError(ErrorCode::InvalidInput, message.arg(m_place, what), {}, m_place);
}

} // namespace gatewright::lsp
