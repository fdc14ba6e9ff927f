// SPDX-License-Identifier: Apache-2.0
#include "core/project/project_template.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>

#include <algorithm>

namespace gatewright {

namespace {

constexpr int templateFormat = 1;
constexpr qint64 maximumFileSize = 1024 * 1024;

tl::unexpected<Error> malformed(const QString &path, const QString &what)
{
    return makeError(ErrorCode::Corrupt, QStringLiteral("The template is malformed: %1.").arg(what), {},
                     path);
}

// A relative path that stays below the folder it is relative to.
bool staysInside(const QString &path)
{
    const QString clean = QDir::cleanPath(path);
    return !clean.isEmpty() && clean != QLatin1String(".") && QDir::isRelativePath(clean) &&
           clean != QLatin1String("..") && !clean.startsWith(QLatin1String("../"));
}

Result<QByteArray> readSmallFile(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return makeError(ErrorCode::Io, QStringLiteral("The file cannot be read."), file.errorString(), path);
    if (file.size() > maximumFileSize)
        return makeError(ErrorCode::LimitExceeded, QStringLiteral("The file of a template is too large."), {},
                         path);
    return file.readAll();
}

Result<std::vector<ProjectTemplate::File>> filesFromJson(const QJsonArray &items, const QString &path)
{
    std::vector<ProjectTemplate::File> files;
    for (const QJsonValue &item : items) {
        const QJsonObject object = item.toObject();
        ProjectTemplate::File file{object[QLatin1String("from")].toString(),
                                   object[QLatin1String("to")].toString(),
                                   object[QLatin1String("open")].toBool()};
        if (!staysInside(file.from) || !staysInside(file.to))
            return malformed(path, QStringLiteral("a file lies outside the folder"));
        files.push_back(std::move(file));
    }
    if (files.empty())
        return malformed(path, QStringLiteral("it has no files"));
    return files;
}

QString filled(QString text, const ProjectTemplate &source, const QString &value)
{
    if (source.variable.isEmpty())
        return text;
    text.replace(QLatin1String("{{") + source.variable + QLatin1String("_UPPER}}"), value.toUpper());
    return text.replace(QLatin1String("{{") + source.variable + QLatin1String("}}"), value);
}

Result<void> writeNewFile(const QString &path, const QByteArray &bytes)
{
    QDir().mkpath(QFileInfo(path).path());
    QFile file(path);
    // NewOnly: somebody may have made the file since we looked.
    if (!file.open(QIODevice::WriteOnly | QIODevice::NewOnly))
        return makeError(ErrorCode::Io, QStringLiteral("The file cannot be written; choose another folder."),
                         file.errorString(), path);
    if (file.write(bytes) != bytes.size() || !file.flush()) {
        const QString reason = file.errorString();
        file.remove();
        return makeError(ErrorCode::Io, QStringLiteral("The file cannot be written; is the disk full?"),
                         reason, path);
    }
    return {};
}

} // namespace

Result<void> ProjectTemplate::checkValue(const QString &value) const
{
    const QRegularExpression expression(pattern);
    if (!variable.isEmpty() && !expression.match(value).hasMatch())
        return makeError(ErrorCode::InvalidInput,
                         QStringLiteral("“%1” is not a name that can be used here.").arg(value),
                         QStringLiteral("it must match %1").arg(pattern), variableLabel);
    return {};
}

Result<ProjectTemplate> readTemplate(const QString &folder)
{
    const QString path = folder + QLatin1String("/template.json");
    GW_TRY(bytes, readSmallFile(path));
    const QJsonDocument document = QJsonDocument::fromJson(bytes);
    if (!document.isObject())
        return malformed(path, QStringLiteral("it is not a JSON object"));
    const QJsonObject json = document.object();
    if (json[QLatin1String("format")].toInt() != templateFormat)
        return makeError(ErrorCode::Unsupported,
                         QStringLiteral("The template has a format that is not known."), {}, path);
    const QJsonObject variable = json[QLatin1String("variable")].toObject();

    ProjectTemplate result;
    result.id = QFileInfo(folder).fileName();
    result.folder = folder;
    result.name = json[QLatin1String("name")].toString();
    result.description = json[QLatin1String("description")].toString();
    result.language = json[QLatin1String("language")].toString();
    result.variable = variable[QLatin1String("name")].toString();
    result.variableLabel = variable[QLatin1String("label")].toString();
    result.defaultValue = variable[QLatin1String("default")].toString();
    result.pattern = variable[QLatin1String("pattern")].toString();
    if (result.name.isEmpty())
        return malformed(path, QStringLiteral("it has no name"));
    if (!QRegularExpression(result.pattern).isValid())
        return malformed(path, QStringLiteral("the pattern of its variable is not a regular expression"));
    GW_TRY(files, filesFromJson(json[QLatin1String("files")].toArray(), path));
    result.files = std::move(files);
    return result;
}

TemplateCatalog readTemplates(const QString &folder)
{
    TemplateCatalog catalog;
    for (const QFileInfo &entry : QDir(folder).entryInfoList(QDir::Dirs | QDir::NoDotAndDotDot, QDir::Name)) {
        auto read = readTemplate(entry.absoluteFilePath());
        if (read)
            catalog.templates.push_back(std::move(*read));
        else
            catalog.problems.push_back(std::move(read.error()));
    }
    std::stable_sort(catalog.templates.begin(), catalog.templates.end(),
                     [](const auto &a, const auto &b) { return a.name.localeAwareCompare(b.name) < 0; });
    return catalog;
}

Result<CreatedFiles> createFromTemplate(const ProjectTemplate &source, const QString &value,
                                        const QString &targetFolder)
{
    GW_CHECK(source.checkValue(value));
    CreatedFiles created;
    for (const ProjectTemplate::File &file : source.files) {
        const QString target = QDir(targetFolder).absoluteFilePath(filled(file.to, source, value));
        if (QFileInfo::exists(target))
            return makeError(ErrorCode::InvalidInput,
                             QStringLiteral("The file exists already; choose another name."), {}, target);
    }
    const auto writeAll = [&]() -> Result<void> {
        for (const ProjectTemplate::File &file : source.files) {
            GW_TRY(bytes, readSmallFile(QDir(source.folder).absoluteFilePath(file.from)));
            const QString target = QDir(targetFolder).absoluteFilePath(filled(file.to, source, value));
            GW_CHECK(writeNewFile(target, filled(QString::fromUtf8(bytes), source, value).toUtf8()));
            created.all << target;
            if (file.open)
                created.toOpen << target;
        }
        return {};
    };
    if (auto written = writeAll(); !written) {
        for (const QString &path : std::as_const(created.all))
            QFile::remove(path);
        return propagate(std::move(written));
    }
    return created;
}

} // namespace gatewright
