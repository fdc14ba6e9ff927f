// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"

#include <QByteArray>
#include <QHash>
#include <QString>

#include <string_view>

namespace gatewright::hls {

// What pragmas, their options and values do, for people: share/gatewright/hls/pragma_texts.json, format 1
// (resources/hls/README.md). Names in lower case; Markdown in sentences of our own.
class PragmaTexts
{
public:
    // Corrupt: no JSON, another format, or something else than texts.
    [[nodiscard]] static Result<PragmaTexts> parse(const QByteArray &json);
    // NotFound and Io beside those of parse().
    [[nodiscard]] static Result<PragmaTexts> load(const QString &file);

    // Empty when nothing is known.
    [[nodiscard]] QString pragma(std::string_view name) const;
    // Of this pragma, or what an option of this name means everywhere.
    [[nodiscard]] QString option(std::string_view pragma, std::string_view option) const;
    [[nodiscard]] QString value(std::string_view pragma, std::string_view option,
                                std::string_view value) const;

private:
    QHash<QString, QString> m_texts; // "pipeline", "pipeline.ii", "interface.mode=axis", "*.variable"
};

} // namespace gatewright::hls
