// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"
#include "core/settings/project_layer.h"
#include "core/settings/setting_descriptor.h"

#include <QJsonArray>
#include <QJsonObject>
#include <QObject>

#include <memory>
#include <optional>
#include <type_traits>

namespace gatewright {

// The settings of one user, backed by one JSON file: {"version": 1, "editor": {"tabWidth": 8}}. Only what
// differs from the defaults is written; keys that this version does not know are kept. Lives on the thread
// that made it.
class Settings final : public QObject
{
    Q_OBJECT

public:
    // Reads `path`. Never fails: what cannot be used is replaced by defaults and reported in loadProblem().
    [[nodiscard]] static std::unique_ptr<Settings> load(const QString &path);
    // Without a file, for tests and for safe mode.
    [[nodiscard]] static std::unique_ptr<Settings> inMemory();

    // What was wrong with the file when it was read.
    [[nodiscard]] const std::optional<Error> &loadProblem() const { return m_loadProblem; }

    template <class T>
    [[nodiscard]] T value(const SettingKey<T> &key) const
    {
        return fromJson<T>(jsonValue(key.descriptor));
    }

    // Checks, keeps and writes the value; an error leaves the old value in place when the value is wrong, and
    // the new one in memory when only the file could not be written.
    template <class T>
    Result<void> setValue(const SettingKey<T> &key, const T &value)
    {
        return setJsonValue(key.descriptor, toJson(value));
    }

    // What a trusted folder says from now on, above what the user set: see ProjectLayer. Empty: none. The
    // error is told once and the folder's settings do not count then.
    Result<void> setProject(const QString &folder);
    [[nodiscard]] bool hasProject() const { return m_project.hasFolder(); }
    [[nodiscard]] bool isFromProject(const SettingDescriptor &descriptor) const;
    // Of the folder alone; undefined takes it away.
    [[nodiscard]] QJsonValue projectValue(const SettingDescriptor &descriptor) const;
    Result<void> setProjectValue(const SettingDescriptor &descriptor, const QJsonValue &value);
    // Of the user alone, as the settings page shows it.
    [[nodiscard]] QJsonValue userValue(const SettingDescriptor &descriptor) const;

    // The one that counts.
    [[nodiscard]] QJsonValue jsonValue(const SettingDescriptor &descriptor) const;
    Result<void> setJsonValue(const SettingDescriptor &descriptor, const QJsonValue &value);
    Result<void> reset(const SettingDescriptor &descriptor);
    [[nodiscard]] bool isDefault(const SettingDescriptor &descriptor) const;

Q_SIGNALS:
    // After a value changed; `name` is the descriptor's.
    void changed(const QString &name);

private:
    explicit Settings(QString path);

    void read();
    void setAside(const Error &problem);
    void dropInvalidValues();
    Result<void> write();
    // The value in the file's tree, or undefined.
    [[nodiscard]] QJsonValue stored(const QString &name) const;
    void store(const QString &name, const QJsonValue &value); // undefined removes

    template <class T>
    static T fromJson(const QJsonValue &value)
    {
        if constexpr (std::is_same_v<T, bool>) {
            return value.toBool();
        } else if constexpr (std::is_same_v<T, int>) {
            return value.toInt();
        } else if constexpr (std::is_same_v<T, QString>) {
            return value.toString();
        } else {
            QStringList list;
            for (const QJsonValue &item : value.toArray())
                list << item.toString();
            return list;
        }
    }

    template <class T>
    static QJsonValue toJson(const T &value)
    {
        if constexpr (std::is_same_v<T, QStringList>)
            return QJsonArray::fromStringList(value);
        else
            return QJsonValue(value);
    }

    QString m_path; // empty: in memory
    QJsonObject m_contents;
    ProjectLayer m_project;
    std::optional<Error> m_loadProblem;
    bool m_writable = true;
};

} // namespace gatewright
