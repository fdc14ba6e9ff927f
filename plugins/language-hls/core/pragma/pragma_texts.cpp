// SPDX-License-Identifier: Apache-2.0
#include "plugins/language-hls/core/pragma/pragma_texts.h"

#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>

namespace gatewright::hls {

namespace {

constexpr qint64 maximumFileBytes = 1024 * 1024;

tl::unexpected<Error> corrupt(const QString &what)
{
    return makeError(ErrorCode::Corrupt,
                     QStringLiteral("The texts about HLS pragmas are damaged; reinstall."), what);
}

QString key(std::string_view part)
{
    return QString::fromUtf8(part.data(), static_cast<qsizetype>(part.size()));
}

} // namespace

Result<PragmaTexts> PragmaTexts::parse(const QByteArray &json)
{
    QJsonParseError error;
    const QJsonObject root = QJsonDocument::fromJson(json, &error).object();
    if (error.error != QJsonParseError::NoError)
        return corrupt(error.errorString());
    if (root[QStringLiteral("format")].toInt() != 1)
        return corrupt(QStringLiteral("not format 1"));
    const QJsonObject texts = root[QStringLiteral("texts")].toObject();
    if (texts.isEmpty())
        return corrupt(QStringLiteral("no texts"));
    PragmaTexts read;
    for (auto text = texts.begin(); text != texts.end(); ++text) {
        if (!text.value().isString())
            return corrupt(text.key());
        read.m_texts.insert(text.key(), text.value().toString());
    }
    return read;
}

Result<PragmaTexts> PragmaTexts::load(const QString &file)
{
    QFile source(file);
    if (!source.exists())
        return makeError(ErrorCode::NotFound,
                         QStringLiteral("The texts about HLS pragmas are not there; reinstall Gatewright."),
                         {}, file);
    if (!source.open(QIODevice::ReadOnly))
        return makeError(ErrorCode::Io, QStringLiteral("The texts about HLS pragmas cannot be read."),
                         source.errorString(), file);
    return parse(source.read(maximumFileBytes));
}

QString PragmaTexts::pragma(std::string_view name) const
{
    return m_texts.value(key(name));
}

QString PragmaTexts::option(std::string_view pragma, std::string_view option) const
{
    const QString end = QLatin1Char('.') + key(option);
    return m_texts.value(key(pragma) + end, m_texts.value(QLatin1Char('*') + end));
}

QString PragmaTexts::value(std::string_view pragma, std::string_view option, std::string_view value) const
{
    return m_texts.value(key(pragma) + QLatin1Char('.') + key(option) + QLatin1Char('=') + key(value));
}

} // namespace gatewright::hls
