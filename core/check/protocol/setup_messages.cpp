// SPDX-License-Identifier: Apache-2.0
#include "core/check/protocol/setup_messages.h"

#include <QJsonArray>

#include <cmath>
#include <utility>

namespace gatewright::checker {

namespace {

using lsp::Field;

// What one message may hold of each; more is refused.
constexpr qsizetype mostTexts = 1'000;
constexpr qsizetype longestText = 4'096;
constexpr qint64 mostBytes = qint64{1} << 50;

Result<QString> shortText(const Field &field)
{
    GW_TRY(text, field.text());
    if (text.size() > longestText)
        return field.refuse(QStringLiteral("is too long"));
    return text;
}

Result<QString> shortTextOr(const Field &field)
{
    GW_TRY(text, lsp::optionalOf(field, shortText));
    return text.value_or(QString());
}

Result<QStringList> texts(const Field &field)
{
    if (field.value().toArray().size() > mostTexts)
        return field.refuse(QStringLiteral("has too many elements"));
    GW_TRY(list, lsp::listOf(field, shortText));
    return QStringList(list.begin(), list.end());
}

Result<qint64> bytes(const Field &field)
{
    const double value = field.value().toDouble(-1);
    if (!std::isfinite(value) || value < 0 || value > static_cast<double>(mostBytes))
        return field.refuse(QStringLiteral("must be a number of bytes"));
    return static_cast<qint64>(value);
}

Result<double> fraction(const Field &field)
{
    const double value = field.value().toDouble(-1);
    if (!std::isfinite(value) || value < 0 || value > 1)
        return field.refuse(QStringLiteral("must lie between 0 and 1"));
    return value;
}

} // namespace

QJsonObject toJson(const SetupQuestion &question)
{
    QJsonObject json{{QStringLiteral("languageId"), languageId(question.language)}};
    if (!question.folder.isEmpty())
        json.insert(QStringLiteral("folder"), question.folder);
    return json;
}

Result<SetupQuestion> setupQuestionFromJson(const Field &field)
{
    GW_TRY(language, shortText(field["languageId"]));
    GW_TRY(folder, shortTextOr(field["folder"]));
    return SetupQuestion{languageFromId(language), folder};
}

QJsonObject toJson(const SetupPlan &plan)
{
    QJsonObject json{{QStringLiteral("title"), plan.title},
                     {QStringLiteral("packages"), QJsonArray::fromStringList(plan.packages)},
                     {QStringLiteral("folder"), plan.folder},
                     {QStringLiteral("hosts"), QJsonArray::fromStringList(plan.hosts)},
                     {QStringLiteral("download_bytes"), plan.downloadBytes},
                     {QStringLiteral("disk_bytes"), plan.diskBytes},
                     {QStringLiteral("done"), plan.isDone}};
    if (!plan.note.isEmpty())
        json.insert(QStringLiteral("note"), plan.note);
    return json;
}

Result<SetupPlan> setupPlanFromJson(const Field &field)
{
    SetupPlan plan;
    GW_TRY(title, shortText(field["title"]));
    GW_TRY(packages, texts(field["packages"]));
    GW_TRY(folder, shortText(field["folder"]));
    GW_TRY(hosts, texts(field["hosts"]));
    GW_TRY(download, bytes(field["download_bytes"]));
    GW_TRY(disk, bytes(field["disk_bytes"]));
    GW_TRY(note, shortTextOr(field["note"]));
    GW_TRY(done, field["done"].boolean());
    if (folder.isEmpty())
        return field["folder"].refuse(QStringLiteral("must not be empty"));
    plan.title = title;
    plan.packages = packages;
    plan.folder = folder;
    plan.hosts = hosts;
    plan.downloadBytes = download;
    plan.diskBytes = disk;
    plan.note = note;
    plan.isDone = done;
    return plan;
}

QJsonObject toJson(const Progress &progress)
{
    QJsonObject json{{QStringLiteral("text"), progress.text.left(longestText)}};
    if (progress.fraction >= 0)
        json.insert(QStringLiteral("fraction"), progress.fraction);
    return json;
}

Result<Progress> progressFromJson(const Field &field)
{
    GW_TRY(text, shortText(field["text"]));
    GW_TRY(part, lsp::optionalOf(field["fraction"], fraction));
    return Progress{part.value_or(-1.0), text};
}

} // namespace gatewright::checker
