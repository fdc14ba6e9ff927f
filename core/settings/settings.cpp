// SPDX-License-Identifier: Apache-2.0
#include "core/settings/settings.h"

#include "core/base/log.h"
#include "core/base/whole_file.h"
#include "core/settings/keys.h"
#include "core/settings/migration.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>

#include <vector>

namespace gatewright {

namespace {

// A settings file is a few kilobytes; more than this is not one.
constexpr qint64 maximumFileSize = 4 * 1024 * 1024;

std::pair<QString, QString> groupAndKey(const QString &name)
{
    const qsizetype dot = name.indexOf(QLatin1Char('.'));
    return {name.left(dot), name.mid(dot + 1)};
}

Result<QJsonObject> parse(const QByteArray &bytes)
{
    QJsonParseError problem;
    const QJsonDocument document = QJsonDocument::fromJson(bytes, &problem);
    if (problem.error != QJsonParseError::NoError)
        return makeError(ErrorCode::Corrupt, QStringLiteral("The settings file is not valid JSON."),
                         problem.errorString(), QStringLiteral("offset %1").arg(problem.offset));
    if (!document.isObject())
        return makeError(ErrorCode::Corrupt, QStringLiteral("The settings file does not hold an object."));
    return document.object();
}

} // namespace

Settings::Settings(QString path)
    : m_path(std::move(path))
{
}

std::unique_ptr<Settings> Settings::load(const QString &path)
{
    std::unique_ptr<Settings> settings(new Settings(path));
    settings->read();
    return settings;
}

std::unique_ptr<Settings> Settings::inMemory()
{
    return std::unique_ptr<Settings>(new Settings({}));
}

void Settings::read()
{
    QFile file(m_path);
    if (!file.exists())
        return;
    if (!file.open(QIODevice::ReadOnly)) {
        m_writable = false; // what cannot be read must not be overwritten with defaults
        m_loadProblem =
            Error{ErrorCode::Io, QStringLiteral("The settings cannot be read; defaults are used."),
                  file.errorString(), m_path};
        return;
    }
    if (file.size() > maximumFileSize)
        return setAside(
            {ErrorCode::LimitExceeded, QStringLiteral("The settings file is too large."), {}, m_path});
    auto contents = parse(file.readAll());
    if (!contents)
        return setAside(contents.error());
    m_contents = *contents;
    auto migrated = migrateSettings(std::move(*contents));
    if (migrated) {
        m_contents = std::move(*migrated);
    } else if (migrated.error().code == ErrorCode::Unsupported) {
        m_writable = false;
        m_loadProblem = migrated.error();
    } else {
        m_contents = {};
        return setAside(migrated.error());
    }
    dropInvalidValues();
}

// The file may hold an hour of somebody's hand-work: it is renamed, not thrown away.
void Settings::setAside(const Error &problem)
{
    const QString aside = m_path + QLatin1String(".broken");
    QFile::remove(aside);
    const bool moved = QFile::rename(m_path, aside);
    m_writable = moved;
    m_loadProblem =
        Error{problem.code,
              moved ? QStringLiteral("The settings file is damaged; defaults are used and the old file "
                                     "was kept as %1.")
                          .arg(QFileInfo(aside).fileName())
                    : QStringLiteral("The settings file is damaged; defaults are used."),
              problem.message, m_path};
}

void Settings::dropInvalidValues()
{
    for (const SettingDescriptor *descriptor : keys::allSettings()) {
        const QJsonValue value = stored(descriptor->name);
        if (value.isUndefined())
            continue;
        if (const auto valid = descriptor->validate(value); !valid) {
            qCWarning(logBase) << "settings:" << valid.error().toString();
            if (!m_loadProblem) {
                m_loadProblem = valid.error();
                m_loadProblem->message += QLatin1String(" Its default is used.");
            }
            store(descriptor->name, QJsonValue::Undefined);
        }
    }
}

QJsonValue Settings::jsonValue(const SettingDescriptor &descriptor) const
{
    const QJsonValue user = userValue(descriptor);
    const QJsonValue project = m_project.value(descriptor);
    if (project.isUndefined())
        return user;
    if (descriptor.kind != SettingDescriptor::Kind::TextList)
        return project;
    // A folder adds to a list: it must not take away what the user put on it.
    QJsonArray both = user.toArray();
    for (const QJsonValue &entry : project.toArray()) {
        if (!both.contains(entry))
            both.append(entry);
    }
    return both;
}

QJsonValue Settings::userValue(const SettingDescriptor &descriptor) const
{
    const QJsonValue value = stored(descriptor.name);
    return value.isUndefined() ? descriptor.defaultValue : value;
}

QJsonValue Settings::projectValue(const SettingDescriptor &descriptor) const
{
    return m_project.value(descriptor);
}

bool Settings::isFromProject(const SettingDescriptor &descriptor) const
{
    return !m_project.value(descriptor).isUndefined();
}

Result<void> Settings::setProject(const QString &folder)
{
    Result<ProjectLayer> layer = folder.isEmpty() ? ProjectLayer() : ProjectLayer::read(folder);
    std::vector<QJsonValue> before;
    for (const SettingDescriptor *descriptor : keys::allSettings())
        before.push_back(jsonValue(*descriptor));
    m_project = layer ? std::move(*layer) : ProjectLayer();
    std::size_t index = 0;
    for (const SettingDescriptor *descriptor : keys::allSettings()) {
        if (jsonValue(*descriptor) != before[index++])
            Q_EMIT changed(descriptor->name);
    }
    if (!layer)
        return tl::unexpected<Error>(layer.error());
    return {};
}

Result<void> Settings::setProjectValue(const SettingDescriptor &descriptor, const QJsonValue &value)
{
    const QJsonValue before = jsonValue(descriptor);
    GW_CHECK(m_project.set(descriptor, value));
    if (jsonValue(descriptor) != before)
        Q_EMIT changed(descriptor.name);
    return {};
}

Result<void> Settings::setJsonValue(const SettingDescriptor &descriptor, const QJsonValue &value)
{
    GW_CHECK(descriptor.validate(value));
    if (userValue(descriptor) == value)
        return {};
    store(descriptor.name, value == descriptor.defaultValue ? QJsonValue(QJsonValue::Undefined) : value);
    auto written = write();
    Q_EMIT changed(descriptor.name);
    return written;
}

Result<void> Settings::reset(const SettingDescriptor &descriptor)
{
    return setJsonValue(descriptor, descriptor.defaultValue);
}

bool Settings::isDefault(const SettingDescriptor &descriptor) const
{
    return stored(descriptor.name).isUndefined();
}

Result<void> Settings::write()
{
    if (m_path.isEmpty())
        return {};
    if (!m_writable)
        return makeError(ErrorCode::Io, QStringLiteral("The settings are kept for this run only."),
                         m_loadProblem ? m_loadProblem->message : QString(), m_path);
    QJsonObject contents = m_contents;
    contents.insert(QLatin1String("version"), settingsVersion);
    QDir().mkpath(QFileInfo(m_path).path());
    if (const Result<void> written = writeWhole(m_path, QJsonDocument(contents).toJson()); !written)
        return makeError(ErrorCode::Io,
                         QStringLiteral("The settings cannot be written; check the disk and the folder."),
                         written.error().detail, m_path);
    return {};
}

QJsonValue Settings::stored(const QString &name) const
{
    const auto [group, key] = groupAndKey(name);
    return m_contents.value(group).toObject().value(key);
}

void Settings::store(const QString &name, const QJsonValue &value)
{
    const auto [group, key] = groupAndKey(name);
    QJsonObject object = m_contents.value(group).toObject();
    if (value.isUndefined())
        object.remove(key);
    else
        object.insert(key, value);
    if (object.isEmpty())
        m_contents.remove(group);
    else
        m_contents.insert(group, object);
}

} // namespace gatewright
