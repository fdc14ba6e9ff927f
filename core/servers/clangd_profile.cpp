// SPDX-License-Identifier: Apache-2.0
#include "core/servers/clangd_profile.h"

#include "core/base/whole_file.h"
#include "core/text/language.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace gatewright::servers {

namespace {

// More would keep clangd indexing for minutes.
constexpr qsizetype mostSources = 5'000;
constexpr qsizetype mostConfigBytes = qsizetype{256} * 1024;

// Headers are found through the sources that include them.
bool isSource(const QString &path)
{
    const QString suffix = QFileInfo(path).suffix().toLower();
    return languageForFile(path) == Language::HlsCpp && suffix.startsWith(QLatin1Char('c'));
}

Result<void> write(const QString &path, const QByteArray &contents)
{
    QFile before(path);
    if (before.open(QIODevice::ReadOnly) && before.size() == contents.size() && before.readAll() == contents)
        return {};
    before.close();
    QDir().mkpath(QFileInfo(path).path());
    if (const Result<void> written = writeWhole(path, contents); !written)
        return makeError(ErrorCode::Io, QStringLiteral("What clangd is to know could not be written."),
                         written.error().detail, path);
    return {};
}

// In YAML every JSON string is a string.
QString quoted(const QString &text)
{
    const QByteArray list = QJsonDocument(QJsonArray{text}).toJson(QJsonDocument::Compact);
    return QString::fromUtf8(list.mid(1, list.size() - 2));
}

} // namespace

QStringList ClangdProfile::flags() const
{
    // As plugins/language-hls compiles: what designs ask for in C simulation, and the noise that its checks
    // leave out as well.
    QStringList flags{QStringLiteral("-D__VITIS_HLS__"),
                      QStringLiteral("-D__HLS_CSIM__"),
                      QStringLiteral("-D__SIM__"),
                      QStringLiteral("-Wall"),
                      QStringLiteral("-Wextra"),
                      QStringLiteral("-Wno-unknown-pragmas"),
                      QStringLiteral("-Wno-unused-label"),
                      QStringLiteral("-Wno-unused-parameter"),
                      QStringLiteral("-Wno-sign-compare"),
                      QStringLiteral("-Wno-unused-function"),
                      QStringLiteral("-ftemplate-depth=256")};
    for (const QString &headers : headerFolders)
        flags += QStringList{QStringLiteral("-isystem"), headers};
    return flags;
}

QString ClangdProfile::databaseFolder(const QString &workspace) const
{
    const QByteArray hash = QCryptographicHash::hash(workspace.toUtf8(), QCryptographicHash::Sha256);
    return folder + QLatin1String("/sources/") + QString::fromLatin1(hash.toHex().left(16));
}

Result<void> ClangdProfile::writeConfig(const QString &userConfig) const
{
    QStringList added;
    for (const QString &flag : flags())
        added.append(quoted(flag));
    QByteArray text = "# Made anew at every start.\nCompileFlags:\n  Add: [" +
                      added.join(QStringLiteral(", ")).toUtf8() +
                      "]\nDiagnostics:\n  UnusedIncludes: None\n  MissingIncludes: None\n"
                      "InlayHints:\n  Designators: No\n  BlockEnd: No\n";
    QFile own(userConfig);
    if (!userConfig.isEmpty() && own.size() <= mostConfigBytes && own.open(QIODevice::ReadOnly))
        text += "---\n" + own.readAll();
    return write(configHome() + QLatin1String("/clangd/config.yaml"), text);
}

Result<void> ClangdProfile::writeDatabase(const QString &workspace, const QStringList &files) const
{
    QJsonArray commands;
    for (const QString &file : files) {
        if (!isSource(file))
            continue;
        if (commands.size() == mostSources)
            break;
        // The flags themselves come from config.yaml.
        const QJsonArray arguments{QStringLiteral("clang"), QStringLiteral("-c"), file};
        commands.append(QJsonObject{{QStringLiteral("directory"), QFileInfo(file).path()},
                                    {QStringLiteral("file"), file},
                                    {QStringLiteral("arguments"), arguments}});
    }
    return write(databaseFolder(workspace) + QLatin1String("/compile_commands.json"),
                 QJsonDocument(commands).toJson(QJsonDocument::Compact));
}

QString projectDatabaseFolder(const QString &workspace)
{
    if (workspace.isEmpty())
        return {};
    for (const QString &folder : {workspace, workspace + QLatin1String("/build")}) {
        if (QFileInfo::exists(folder + QLatin1String("/compile_commands.json")))
            return folder;
    }
    return {};
}

} // namespace gatewright::servers
