// SPDX-License-Identifier: Apache-2.0
#include "core/text/secret_files.h"

#include <QFileInfo>
#include <QRegularExpression>

#include <algorithm>

namespace gatewright {

namespace {

bool matchesAny(const QString &path, const QStringList &patterns)
{
    const QString name = QFileInfo(path).fileName();
    return std::any_of(patterns.begin(), patterns.end(), [&](const QString &pattern) {
        const QRegularExpression expression(QRegularExpression::wildcardToRegularExpression(pattern),
                                            QRegularExpression::CaseInsensitiveOption);
        return expression.match(pattern.contains(QLatin1Char('/')) ? path : name).hasMatch();
    });
}

} // namespace

bool isSecretFile(const QString &path, const QStringList &patterns)
{
    static const QStringList builtIn{
        QStringLiteral(".env"),         QStringLiteral(".env.*"),         QStringLiteral("*.pem"),
        QStringLiteral("*.key"),        QStringLiteral("*.p12"),          QStringLiteral("*.pfx"),
        QStringLiteral("id_rsa*"),      QStringLiteral("id_ed25519*"),    QStringLiteral(".netrc"),
        QStringLiteral("credentials*"), QStringLiteral("qiskit-ibm.json")};
    return !path.isEmpty() && (matchesAny(path, builtIn) || matchesAny(path, patterns));
}

} // namespace gatewright
