// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"

#include <QByteArray>
#include <QString>

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace gatewright::hls {

enum class PragmaStatus { Known, Deprecated, Rejected };
enum class OptionKind {
    Integer,
    Number,
    Boolean,
    Flag,       // a bare keyword, no value
    Choice,     // one of `values`
    Identifier, // one of `values` when there are any
    Variable,   // an expression that names a variable
};

struct DeprecatedValue
{
    std::string value;
    std::string replacement; // empty: leave it out
};

struct OptionRule
{
    std::string name;  // in lower case, as everything here but
    std::string shown; // how it is written: "II"
    OptionKind kind = OptionKind::Identifier;
    bool required = false;
    bool bareValue = false; // the value may stand without "name="
    std::vector<std::string> values;
    std::vector<DeprecatedValue> deprecatedValues;
    std::vector<std::string> modes; // of INTERFACE that take it; empty: all
    std::optional<long long> minimum;
    bool deprecated = false;
    std::string replacement; // of a deprecated option: "style=flp"; empty: leave it out
};

struct PragmaRule
{
    std::string name;
    PragmaStatus status = PragmaStatus::Known;
    std::string replacement; // what to write in place of a deprecated one; for people
    bool open = false;       // takes options that the table does not have
    std::vector<OptionRule> options;
    std::vector<std::string> oneOf;                  // at least one of these options; empty: no such rule
    std::vector<std::vector<std::string>> exclusive; // of each group at most one
    std::vector<std::string> factorFor;              // the values of `type` that need `factor`

    [[nodiscard]] const OptionRule *option(std::string_view name) const;
    // The option that `word` is a bare value of, deprecated values too.
    [[nodiscard]] const OptionRule *optionOfBareValue(std::string_view word) const;
};

// The pragmas of Vitis HLS: share/gatewright/hls/pragmas.json, format 1 (resources/hls/README.md). Names are
// looked up in lower case.
class PragmaTable
{
public:
    // Corrupt: no JSON, another format, or an entry that makes no sense; `place` names it.
    [[nodiscard]] static Result<PragmaTable> parse(const QByteArray &json);
    // NotFound and Io beside those of parse().
    [[nodiscard]] static Result<PragmaTable> load(const QString &file);

    [[nodiscard]] const std::vector<PragmaRule> &pragmas() const { return m_pragmas; }
    [[nodiscard]] const PragmaRule *find(std::string_view name) const;
    // Of all that is not rejected.
    [[nodiscard]] const std::vector<std::string> &names() const { return m_names; }

private:
    std::vector<PragmaRule> m_pragmas;
    std::vector<std::string> m_names;
};

} // namespace gatewright::hls
