// SPDX-License-Identifier: Apache-2.0
#include "core/base/paths.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QStandardPaths>

#include <dlfcn.h>

namespace gatewright {

namespace {

QString xdgFolder(const char *variable, const QString &fallback)
{
    const QString fromEnvironment = qEnvironmentVariable(variable);
    // The XDG specification says that a relative path in these variables is to be ignored.
    const bool usable = !fromEnvironment.isEmpty() && QDir::isAbsolutePath(fromEnvironment);
    return (usable ? fromEnvironment : QDir::homePath() + fallback) + QLatin1String("/gatewright");
}

} // namespace

Paths Paths::standard()
{
    Paths paths;
    paths.m_data = xdgFolder("XDG_DATA_HOME", QStringLiteral("/.local/share"));
    paths.m_config = xdgFolder("XDG_CONFIG_HOME", QStringLiteral("/.config"));
    paths.m_state = xdgFolder("XDG_STATE_HOME", QStringLiteral("/.local/state"));
    paths.m_cache = xdgFolder("XDG_CACHE_HOME", QStringLiteral("/.cache"));
    return paths;
}

Paths Paths::profile(const QString &folder)
{
    const QString root = QDir(folder).absolutePath();
    Paths paths;
    paths.m_data = root + QLatin1String("/data");
    paths.m_config = root + QLatin1String("/config");
    paths.m_state = root + QLatin1String("/state");
    paths.m_cache = root + QLatin1String("/cache");
    return paths;
}

QString Paths::settingsFile() const
{
    return m_config + QLatin1String("/settings.json");
}

QString Paths::storeFile() const
{
    return m_data + QLatin1String("/store.sqlite");
}

QString Paths::draftFolder() const
{
    return m_data + QLatin1String("/drafting");
}

QString Paths::headFolder() const
{
    return m_data + QLatin1String("/heads");
}

QString Paths::connectionLog() const
{
    return m_state + QLatin1String("/connections.jsonl");
}

QStringList Paths::modelFolders() const
{
    return {m_data + QLatin1String("/models"), shippedData() + QLatin1String("/models")};
}

QString Paths::programFolder()
{
    // /proc/self/exe rather than QCoreApplication, so that it works before one exists.
    return QFileInfo(QFile::symLinkTarget(QStringLiteral("/proc/self/exe"))).absolutePath();
}

QString Paths::pluginFolder()
{
    static const char anchor = 0; // any address in this library
    Dl_info library{};
    if (dladdr(&anchor, &library) == 0 || library.dli_fname == nullptr)
        return QDir::cleanPath(programFolder() + QLatin1String("/../lib/gatewright/plugins"));
    return QFileInfo(QFile::decodeName(library.dli_fname)).canonicalPath() + QLatin1String("/plugins");
}

QString Paths::shippedData()
{
    return QDir::cleanPath(programFolder() + QLatin1String("/../share/gatewright"));
}

QString Paths::shippedHead()
{
    return shippedData() + QLatin1String("/heads/SmolLM2-135M-Instruct.Q4_1.safetensors");
}

} // namespace gatewright
