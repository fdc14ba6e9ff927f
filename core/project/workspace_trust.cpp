// SPDX-License-Identifier: Apache-2.0
#include "core/project/workspace_trust.h"

#include "core/base/path_inside.h"
#include "core/base/whole_file.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLockFile>

#include <algorithm>

namespace gatewright {

namespace {

constexpr int currentVersion = 1;
constexpr qint64 largestFile = 1 << 20;
constexpr int lockTime = 250; // milliseconds; the window waits

QString realPath(const QString &folder)
{
    return folder.isEmpty() ? QString() : QFileInfo(folder).canonicalFilePath();
}

// How long the nearest folder of the list above `path` is; -1: none.
qsizetype nearest(const QStringList &folders, const QString &path)
{
    qsizetype length = -1;
    for (const QString &folder : folders) {
        if (isInside(path, folder))
            length = std::max(length, folder.size());
    }
    return length;
}

QStringList folders(const QJsonValue &value)
{
    QStringList paths;
    const QJsonArray array = value.toArray();
    for (const QJsonValue &entry : array) {
        if (QDir::isAbsolutePath(entry.toString()))
            paths << entry.toString();
    }
    return paths;
}

} // namespace

Result<WorkspaceTrust::Answers> WorkspaceTrust::read(const QString &path)
{
    QFile file(path);
    if (!file.exists())
        return Answers();
    if (!file.open(QIODevice::ReadOnly))
        return makeError(
            ErrorCode::Io,
            QStringLiteral("Which folders are trusted cannot be read; the answer holds until the "
                           "program ends."),
            file.errorString(), path);
    if (file.size() > largestFile)
        return Answers();
    const QJsonObject json = QJsonDocument::fromJson(file.readAll()).object();
    const int version = json.value(QLatin1String("version")).toInt();
    if (version > currentVersion)
        return makeError(ErrorCode::Unsupported,
                         QStringLiteral("A newer version of Gatewright wrote which folders are trusted; the "
                                        "answer holds until the program ends."),
                         {}, path);
    if (version != currentVersion)
        return Answers();
    return Answers{folders(json.value(QLatin1String("trusted"))),
                   folders(json.value(QLatin1String("restricted")))};
}

WorkspaceTrust WorkspaceTrust::load(const QString &path)
{
    WorkspaceTrust trust(path);
    trust.m_answers = read(path).value_or(Answers());
    return trust;
}

void WorkspaceTrust::Answers::add(const Answer &answer)
{
    for (QStringList *list : {&trusted, &restricted})
        list->removeIf([&answer](const QString &known) { return isInside(known, answer.folder); });
    (answer.trusted ? trusted : restricted) << answer.folder;
}

std::optional<bool> WorkspaceTrust::answerFor(const QString &folder) const
{
    const QString real = realPath(folder);
    if (real.isEmpty())
        return std::nullopt;
    const qsizetype trusted = nearest(m_answers.trusted, real);
    const qsizetype restricted = nearest(m_answers.restricted, real);
    if (trusted < 0 && restricted < 0)
        return std::nullopt;
    return trusted > restricted;
}

Result<void> WorkspaceTrust::answer(const QString &folder, bool trusted)
{
    const QString real = realPath(folder);
    if (real.isEmpty() || !QFileInfo(real).isDir())
        return makeError(ErrorCode::InvalidInput, QStringLiteral("There is no such folder."), {}, folder);
    m_answers.add({real, trusted});
    m_unwritten.push_back({real, trusted});
    QDir().mkpath(QFileInfo(m_path).path());
    QLockFile lock(m_path + QLatin1String(".lock"));
    if (!lock.tryLock(lockTime))
        return makeError(ErrorCode::Io,
                         QStringLiteral("Which folders are trusted could not be written, because another "
                                        "window writes it or its folder is closed; it holds until the "
                                        "program ends."),
                         {}, m_path);
    GW_CHECK(merge());
    GW_CHECK(write());
    m_unwritten.clear();
    return {};
}

Result<void> WorkspaceTrust::merge()
{
    GW_TRY(answers, read(m_path));
    for (const Answer &answer : m_unwritten)
        answers.add(answer);
    m_answers = std::move(answers);
    return {};
}

Result<void> WorkspaceTrust::write() const
{
    const QJsonObject json{{QStringLiteral("version"), currentVersion},
                           {QStringLiteral("trusted"), QJsonArray::fromStringList(m_answers.trusted)},
                           {QStringLiteral("restricted"), QJsonArray::fromStringList(m_answers.restricted)}};
    if (const Result<void> written = writeWhole(m_path, QJsonDocument(json).toJson()); !written)
        return makeError(ErrorCode::Io,
                         QStringLiteral("Which folders are trusted could not be written; it holds until the "
                                        "program ends."),
                         written.error().detail, m_path);
    return {};
}

} // namespace gatewright
