// SPDX-License-Identifier: Apache-2.0
#include "plugins/language-hls/core/simulation/design_config.h"

#include "plugins/language-hls/core/simulation/source_texts.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QProcess>

namespace gatewright::hls {

namespace {

constexpr qint64 maximumFileBytes = 256 * 1024;
constexpr qsizetype maximumFiles = 200;

void addFlags(DesignConfig &config, const QString &value, const QDir &folder)
{
    for (QString flag : QProcess::splitCommand(value)) {
        if (flag.startsWith(QLatin1String("-I")) && flag.size() > 2)
            config.flags << QStringLiteral("-I") + QDir::cleanPath(folder.absoluteFilePath(flag.mid(2)));
        else if (flag.startsWith(QLatin1String("-D")) && flag.size() > 2)
            config.flags << flag;
    }
}

} // namespace

DesignConfig parseDesignConfig(std::string_view text, const QString &folder)
{
    DesignConfig config;
    const QDir place(folder);
    const QString all = QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
    for (const QString &line : all.split(QLatin1Char('\n'))) {
        const QString content = line.trimmed();
        const qsizetype equals = content.indexOf(QLatin1Char('='));
        if (content.startsWith(QLatin1Char('#')) || equals <= 0)
            continue;
        const QString key = content.left(equals).trimmed();
        const QString value = content.mid(equals + 1).trimmed();
        const QString path = QDir::cleanPath(place.absoluteFilePath(value));
        if (key == QLatin1String("syn.file") && isSourceFile(path) && config.sources.size() < maximumFiles)
            config.sources << path;
        else if (key == QLatin1String("tb.file") && isSourceFile(path) &&
                 config.testbench.size() < maximumFiles)
            config.testbench << path;
        else if (key == QLatin1String("csim.argv"))
            config.arguments = QProcess::splitCommand(value);
        else if (key == QLatin1String("syn.cflags") || key == QLatin1String("syn.csimflags") ||
                 key == QLatin1String("tb.cflags") || key == QLatin1String("tb.csimflags"))
            addFlags(config, value, place);
        else if (key == QLatin1String("syn.file_cflags") || key == QLatin1String("syn.file_csimflags") ||
                 key == QLatin1String("tb.file_cflags") || key == QLatin1String("tb.file_csimflags"))
            addFlags(config, value.section(QLatin1Char(','), 1), place);
    }
    config.flags.removeDuplicates();
    return config;
}

std::optional<DesignConfig> findDesignConfig(const QString &path)
{
    const QDir folder = QFileInfo(path).absoluteDir();
    for (const QString &name : folder.entryList({QStringLiteral("*.cfg")}, QDir::Files, QDir::Name)) {
        QFile file(folder.filePath(name));
        if (file.size() > maximumFileBytes || !file.open(QIODevice::ReadOnly))
            continue;
        const QByteArray text = file.readAll();
        DesignConfig config = parseDesignConfig({text.constData(), static_cast<std::size_t>(text.size())},
                                                folder.absolutePath());
        const bool namesIt = config.sources.contains(path) || config.testbench.contains(path);
        if (namesIt && !config.testbench.isEmpty())
            return config;
    }
    return std::nullopt;
}

} // namespace gatewright::hls
