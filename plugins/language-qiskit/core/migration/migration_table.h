// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"

#include <QByteArray>
#include <QString>

#include <string>
#include <string_view>
#include <vector>

namespace gatewright::qiskit {

// What became of one name. Either `path` or `method` is set.
struct MigrationRule
{
    std::string path;                // "qiskit.execute", and all below it
    std::string method;              // "cnot", of whatever may be an `owner`
    std::string owner;               // "QuantumCircuit"; of a method only
    std::string argument;            // only this keyword of the call; empty: the name itself
    std::string to;                  // the path or method that is written today; empty: there is none like it
    std::string note;                // a sentence in Markdown; may be empty
    std::string deprecated;          // the release since which it warns; empty: it does not
    std::string removed;             // the release that has it no more, or will not; empty: not known
    std::vector<std::string> except; // names below the path that stayed

    [[nodiscard]] bool isGone() const { return deprecated.empty(); }
};

// share/gatewright/qiskit/migration.json, format 1.
class MigrationTable
{
public:
    // Corrupt: no JSON, another format, or a rule that makes no sense; `place` names it.
    [[nodiscard]] static Result<MigrationTable> parse(const QByteArray &json);
    // NotFound and Io beside those of parse().
    [[nodiscard]] static Result<MigrationTable> load(const QString &file);

    [[nodiscard]] const std::vector<MigrationRule> &rules() const { return m_rules; }
    // The rule of this path or of the nearest one above it that has one. Null: it stayed as it was.
    [[nodiscard]] const MigrationRule *ofPath(std::string_view path) const;
    [[nodiscard]] const MigrationRule *ofMethod(std::string_view name) const;
    [[nodiscard]] const MigrationRule *ofArgument(std::string_view path, std::string_view argument) const;
    [[nodiscard]] const MigrationRule *ofMethodArgument(std::string_view method,
                                                        std::string_view argument) const;

private:
    std::vector<MigrationRule> m_rules;
};

// "qiskit.primitives" and "Sampler" of "qiskit.primitives.Sampler"; without a dot all of it is the leaf.
[[nodiscard]] std::string_view parentOf(std::string_view path);
[[nodiscard]] std::string_view leafOf(std::string_view path);

} // namespace gatewright::qiskit
