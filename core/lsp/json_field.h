// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"

#include <QJsonArray>
#include <QJsonObject>
#include <QJsonValue>
#include <QString>

#include <optional>
#include <type_traits>
#include <vector>

namespace gatewright::lsp {

// A JSON value that knows where it stands in its message, so that every complaint names the place:
//   GW_TRY(line, Field(params)["position"]["line"].unsignedInteger());   ->   "params.position.line: ..."
class Field
{
public:
    explicit Field(QJsonValue value, QString place = QStringLiteral("params"));

    // A missing member, or the member of something that is no object, is an absent field.
    [[nodiscard]] Field operator[](QLatin1String key) const;
    [[nodiscard]] Field operator[](const char *key) const { return (*this)[QLatin1String(key)]; }
    // Absent or null.
    [[nodiscard]] bool isNothing() const { return m_value.isUndefined() || m_value.isNull(); }
    [[nodiscard]] const QJsonValue &value() const { return m_value; }
    [[nodiscard]] const QString &place() const { return m_place; }

    // InvalidInput, naming the place, when the value is of another kind.
    [[nodiscard]] Result<QString> text() const;
    [[nodiscard]] Result<bool> boolean() const;
    // A whole number in [minimum, maximum].
    [[nodiscard]] Result<int> integer(int minimum, int maximum) const;
    // LSP's uinteger: 0 to 2^31 - 1.
    [[nodiscard]] Result<int> unsignedInteger() const;
    [[nodiscard]] Result<QJsonObject> object() const;
    [[nodiscard]] Result<std::vector<Field>> elements() const;

    [[nodiscard]] tl::unexpected<Error> refuse(const QString &what) const;

private:
    QJsonValue m_value;
    QString m_place;
};

// Reads a list with a function that reads one element: listOf(field, rangeFromJson). The first bad element
// fails the whole.
template <class Read>
auto listOf(const Field &field, Read read)
    -> Result<std::vector<typename std::invoke_result_t<Read, Field>::value_type>>
{
    GW_TRY(elements, field.elements());
    std::vector<typename std::invoke_result_t<Read, Field>::value_type> values;
    values.reserve(elements.size());
    for (const Field &element : elements) {
        GW_TRY(value, read(element));
        values.push_back(std::move(value));
    }
    return values;
}

// Reads a field that may be missing or null.
template <class Read>
auto optionalOf(const Field &field, Read read)
    -> Result<std::optional<typename std::invoke_result_t<Read, Field>::value_type>>
{
    using Value = typename std::invoke_result_t<Read, Field>::value_type;
    if (field.isNothing())
        return std::optional<Value>();
    GW_TRY(value, read(field));
    return std::optional<Value>(std::move(value));
}

} // namespace gatewright::lsp
