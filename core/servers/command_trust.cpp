// SPDX-License-Identifier: Apache-2.0
#include "core/servers/command_trust.h"

#include "core/base/whole_file.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonDocument>
#include <QJsonObject>

namespace gatewright::servers {

namespace {

constexpr int fileVersion = 1;
constexpr qsizetype mostBytes = qsizetype{1024} * 1024;

QString keyOf(const QString &folder, const QStringList &words)
{
    const QString real = QFileInfo(folder).canonicalFilePath();
    QCryptographicHash hash(QCryptographicHash::Sha256);
    // Neither a path nor a word of a command holds a NUL.
    for (const QString &part : QStringList{real.isEmpty() ? folder : real} + words) {
        hash.addData(part.toUtf8());
        hash.addData(QByteArrayView("\0", 1));
    }
    return QString::fromLatin1(hash.result().toHex());
}

} // namespace

CommandTrust CommandTrust::load(const QString &path)
{
    CommandTrust trust(path);
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return trust;
    const QJsonObject contents = QJsonDocument::fromJson(file.read(mostBytes)).object();
    if (contents.value(QLatin1String("version")).toInt() != fileVersion)
        return trust;
    const QJsonObject answers = contents.value(QLatin1String("answers")).toObject();
    for (auto answer = answers.begin(); answer != answers.end(); ++answer) {
        if (answer.value().isBool())
            trust.m_answers.insert(answer.key(), answer.value().toBool());
    }
    return trust;
}

std::optional<bool> CommandTrust::answerFor(const QString &folder, const QStringList &words) const
{
    const auto found = m_answers.constFind(keyOf(folder, words));
    return found == m_answers.constEnd() ? std::nullopt : std::optional(*found);
}

Result<void> CommandTrust::answer(const QString &folder, const QStringList &words, bool allowed)
{
    m_answers.insert(keyOf(folder, words), allowed);
    QJsonObject answers;
    for (auto known = m_answers.constBegin(); known != m_answers.constEnd(); ++known)
        answers.insert(known.key(), known.value());
    QDir().mkpath(QFileInfo(m_path).path());
    const QJsonObject json{{QStringLiteral("version"), fileVersion}, {QStringLiteral("answers"), answers}};
    if (const Result<void> written = writeWhole(m_path, QJsonDocument(json).toJson(), FileReaders::Owner);
        !written)
        return makeError(ErrorCode::Io,
                         QStringLiteral("The answer could not be written; it holds until the end."),
                         written.error().detail, m_path);
    return {};
}

} // namespace gatewright::servers
