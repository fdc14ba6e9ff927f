// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArray>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <cstdint>
#include <cstring>

namespace gatewright::test {

// Builds safetensors files for tests, right ones and, through its public knobs, wrong ones.
class SafetensorsBuilder
{
public:
    QJsonObject header;
    QByteArray data;
    qint64 claimedHeader = -1; // left alone, bytes() writes the truth

    // Shapes as the format has them: the contiguous axis last.
    SafetensorsBuilder &tensor(const QString &name, const QString &type, const QJsonArray &shape,
                               const QByteArray &content)
    {
        const qint64 begin = data.size();
        data += content;
        header.insert(name, QJsonObject{{QStringLiteral("dtype"), type},
                                        {QStringLiteral("shape"), shape},
                                        {QStringLiteral("data_offsets"),
                                         QJsonArray{begin, static_cast<qint64>(data.size())}}});
        return *this;
    }

    [[nodiscard]] QByteArray bytes() const
    {
        return around(QJsonDocument(header).toJson(QJsonDocument::Compact));
    }

    // The file with this text in place of the header.
    [[nodiscard]] QByteArray around(QByteArray text) const
    {
        while (text.size() % 8 != 0)
            text += ' ';
        const auto length = static_cast<std::uint64_t>(claimedHeader >= 0 ? claimedHeader : text.size());
        QByteArray bytes(sizeof length, '\0');
        std::memcpy(bytes.data(), &length, sizeof length);
        return bytes + text + data;
    }
};

} // namespace gatewright::test
