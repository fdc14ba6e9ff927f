// SPDX-License-Identifier: Apache-2.0
#include "core/text/language.h"

#include <QStringList>

namespace gatewright {

Language languageForFile(const QString &path)
{
    const QString name = path.mid(path.lastIndexOf(QLatin1Char('/')) + 1);
    const qsizetype dot = name.lastIndexOf(QLatin1Char('.'));
    if (dot <= 0)
        return Language::PlainText;
    const QString suffix = name.mid(dot + 1).toLower();
    if (suffix == QLatin1String("py"))
        return Language::Qiskit;
    const QStringList cpp{QStringLiteral("c"),   QStringLiteral("cc"), QStringLiteral("cpp"),
                          QStringLiteral("cxx"), QStringLiteral("h"),  QStringLiteral("hh"),
                          QStringLiteral("hpp"), QStringLiteral("hxx")};
    return cpp.contains(suffix) ? Language::HlsCpp : Language::PlainText;
}

QString languageName(Language language)
{
    switch (language) {
    case Language::HlsCpp:
        return QStringLiteral("HLS C++");
    case Language::Qiskit:
        return QStringLiteral("Qiskit");
    case Language::PlainText:
        break;
    }
    return QStringLiteral("Plain text");
}

QString languageId(Language language)
{
    switch (language) {
    case Language::HlsCpp:
        return QStringLiteral("cpp");
    case Language::Qiskit:
        return QStringLiteral("python");
    case Language::PlainText:
        break;
    }
    return QStringLiteral("plaintext");
}

Language languageFromId(const QString &id)
{
    if (id == QLatin1String("cpp") || id == QLatin1String("c"))
        return Language::HlsCpp;
    return id == QLatin1String("python") ? Language::Qiskit : Language::PlainText;
}

} // namespace gatewright
