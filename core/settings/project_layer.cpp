// SPDX-License-Identifier: Apache-2.0
#include "core/settings/project_layer.h"

#include "core/base/log.h"
#include "core/base/whole_file.h"
#include "core/settings/migration.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonDocument>

namespace gatewright {

namespace {

constexpr qint64 largestFile = qint64(1) << 20;

} // namespace

QString ProjectLayer::fileOf(const QString &folder)
{
    return folder + QLatin1String("/.gatewright/settings.json");
}

Result<ProjectLayer> ProjectLayer::read(const QString &folder)
{
    ProjectLayer layer;
    const QString path = fileOf(folder);
    QFile file(path);
    if (QFileInfo::exists(path)) {
        if (!QFileInfo(path).isFile() || !file.open(QIODevice::ReadOnly))
            return makeError(ErrorCode::Io, QStringLiteral("The folder's settings cannot be read."),
                             file.errorString(), path);
        if (file.size() > largestFile)
            return makeError(ErrorCode::LimitExceeded, QStringLiteral("The folder's settings are too large."),
                             {}, path);
        QJsonParseError problem;
        const QJsonDocument document = QJsonDocument::fromJson(file.read(largestFile), &problem);
        if (!document.isObject())
            return makeError(ErrorCode::Corrupt,
                             QStringLiteral("The folder's settings are not a JSON object."),
                             problem.errorString(), path);
        Result<QJsonObject> contents = migrateSettings(document.object());
        if (!contents) {
            contents.error().place = path;
            return tl::unexpected<Error>(contents.error());
        }
        layer.m_contents = std::move(*contents);
    }
    layer.m_path = path;
    return layer;
}

QJsonValue ProjectLayer::value(const SettingDescriptor &descriptor) const
{
    if (!descriptor.perProject)
        return QJsonValue::Undefined;
    const QJsonValue value = m_contents.value(descriptor.name.section(QLatin1Char('.'), 0, 0))
                                 .toObject()
                                 .value(descriptor.name.section(QLatin1Char('.'), 1));
    if (value.isUndefined())
        return value;
    if (const Result<void> valid = descriptor.validate(value); !valid) {
        qCWarning(logBase) << "settings of the folder:" << valid.error().toString();
        return QJsonValue::Undefined;
    }
    return value;
}

Result<void> ProjectLayer::set(const SettingDescriptor &descriptor, const QJsonValue &value)
{
    if (m_path.isEmpty() || !descriptor.perProject)
        return makeError(ErrorCode::InvalidInput,
                         QStringLiteral("This setting cannot be made for a folder alone."), {},
                         descriptor.name);
    if (!value.isUndefined())
        GW_CHECK(descriptor.validate(value));
    const QString group = descriptor.name.section(QLatin1Char('.'), 0, 0);
    const QString key = descriptor.name.section(QLatin1Char('.'), 1);
    QJsonObject contents = m_contents;
    QJsonObject object = contents.value(group).toObject();
    if (value.isUndefined())
        object.remove(key);
    else
        object.insert(key, value);
    contents.insert(group, object);
    if (object.isEmpty())
        contents.remove(group);
    contents.insert(QLatin1String("version"), settingsVersion);
    QDir().mkpath(QFileInfo(m_path).path());
    if (const Result<void> written = writeWhole(m_path, QJsonDocument(contents).toJson()); !written)
        return makeError(ErrorCode::Io,
                         QStringLiteral("The folder's settings cannot be written; check its permissions."),
                         written.error().detail, m_path);
    m_contents = contents;
    return {};
}

} // namespace gatewright
