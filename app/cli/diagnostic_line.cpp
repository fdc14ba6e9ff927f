// SPDX-License-Identifier: Apache-2.0
#include "app/cli/diagnostic_line.h"

namespace gatewright::cli {

QString diagnosticLine(const Diagnostic &diagnostic, const TextDocument &document, const QString &path)
{
    const HumanPosition place =
        document.lines().humanPosition(document.text(), document.offset(diagnostic.range.start));
    const QString code = diagnostic.code.isEmpty() ? QString() : QStringLiteral(" [%1]").arg(diagnostic.code);
    return QStringLiteral("%1:%2:%3: %4: %5%6")
        .arg(path)
        .arg(place.line)
        .arg(place.column)
        .arg(severityName(diagnostic.severity), diagnostic.message, code);
}

} // namespace gatewright::cli
