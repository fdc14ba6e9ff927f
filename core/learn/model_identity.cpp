// SPDX-License-Identifier: Apache-2.0
#include "core/learn/model_identity.h"

#include <QByteArray>

namespace gatewright::learn {

namespace {

bool isHash(const QString &text)
{
    constexpr qsizetype kBytes = 32;
    const QByteArray bytes = QByteArray::fromHex(text.toLatin1());
    return bytes.size() == kBytes && QString::fromLatin1(bytes.toHex()) == text;
}

} // namespace

bool ModelIdentity::isValid() const
{
    return isHash(modelHash) && (adapterHash.isEmpty() || isHash(adapterHash));
}

QString ModelIdentity::folderName() const
{
    constexpr qsizetype kDigits = 16;
    return modelHash.left(kDigits) + QLatin1Char('-') +
           (adapterHash.isEmpty() ? QStringLiteral("base") : adapterHash.left(kDigits));
}

} // namespace gatewright::learn
