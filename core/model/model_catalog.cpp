// SPDX-License-Identifier: Apache-2.0
#include "core/model/model_catalog.h"

#include "core/model/hugging_face_source.h"
#include "core/model/known_models.h"

#include <QDir>
#include <QFileInfo>
#include <QSet>

#include <algorithm>

namespace gatewright::model {

namespace {

constexpr QLatin1String kSuffix(".gguf");

bool looksLikePath(const QString &text)
{
    return text.contains(QLatin1Char('/')) || text.endsWith(kSuffix, Qt::CaseInsensitive);
}

Result<QString> resolvePath(const QString &path)
{
    const QFileInfo info(path);
    if (info.isDir() && !HuggingFaceSource::isIn(path))
        return makeError(ErrorCode::Unsupported,
                         QStringLiteral("This folder holds no model; give a GGUF file, or a folder with "
                                        "config.json, tokenizer.json and safetensors files."),
                         {}, path);
    if (info.isDir())
        return QDir(path).absolutePath();
    if (!info.exists())
        return makeError(
            ErrorCode::Missing,
            QStringLiteral(
                "There is no such model file; check the path, or see `gatewright-cli model list`."),
            {}, path);
    return info.absoluteFilePath();
}

QList<ModelEntry> filesIn(const QString &folder)
{
    QList<ModelEntry> entries;
    const QFileInfoList files =
        QDir(folder).entryInfoList({QLatin1Char('*') + kSuffix}, QDir::Files | QDir::Readable, QDir::Name);
    for (const QFileInfo &file : files)
        entries.append({modelName(file.filePath()), file.absoluteFilePath(), file.size(),
                        file.fileName() == defaultModel().fileName, false});
    return entries;
}

qint64 weightBytes(const QString &folder)
{
    qint64 bytes = 0;
    const QFileInfoList files = QDir(folder).entryInfoList({QStringLiteral("*.safetensors")}, QDir::Files);
    for (const QFileInfo &file : files)
        bytes += file.size();
    return bytes;
}

QList<ModelEntry> foldersIn(const QString &folder)
{
    QList<ModelEntry> entries;
    const QFileInfoList folders =
        QDir(folder).entryInfoList(QDir::Dirs | QDir::NoDotAndDotDot | QDir::Readable, QDir::Name);
    for (const QFileInfo &found : folders) {
        const QString path = found.absoluteFilePath();
        if (HuggingFaceSource::isIn(path))
            entries.append({found.fileName(), path, weightBytes(path), false, true});
    }
    return entries;
}

} // namespace

QString modelName(const QString &path)
{
    const QString name = QFileInfo(QDir::cleanPath(path)).fileName();
    return name.endsWith(kSuffix, Qt::CaseInsensitive) ? name.chopped(kSuffix.size()) : name;
}

ModelCatalog::ModelCatalog(QStringList folders)
    : m_folders(std::move(folders))
{
}

QList<ModelEntry> ModelCatalog::list() const
{
    QList<ModelEntry> entries;
    QSet<QString> names;
    for (const QString &folder : m_folders) {
        const QList<ModelEntry> found = filesIn(folder) + foldersIn(folder);
        for (const ModelEntry &entry : found) {
            if (names.contains(entry.name.toCaseFolded()))
                continue;
            names.insert(entry.name.toCaseFolded());
            entries.append(entry);
        }
    }
    std::ranges::stable_sort(entries, [](const ModelEntry &a, const ModelEntry &b) {
        return a.name.compare(b.name, Qt::CaseInsensitive) < 0;
    });
    return entries;
}

Result<QString> ModelCatalog::resolve(const QString &nameOrPath) const
{
    const QString wanted = nameOrPath.isEmpty() ? QString(defaultModel().fileName) : nameOrPath;
    for (const ModelEntry &entry : list()) {
        const bool matches = wanted.compare(entry.name, Qt::CaseInsensitive) == 0 ||
                             wanted.compare(entry.name + kSuffix, Qt::CaseInsensitive) == 0;
        if (matches)
            return entry.path;
    }
    if (!nameOrPath.isEmpty() && looksLikePath(nameOrPath))
        return resolvePath(nameOrPath);
    const QString where = m_folders.join(QStringLiteral(" or "));
    if (nameOrPath.isEmpty())
        return makeError(
            ErrorCode::Missing,
            QStringLiteral("The default model is not installed; run `packaging/dev deps`, or put %1 into %2.")
                .arg(wanted, where));
    return makeError(
        ErrorCode::Missing,
        QStringLiteral(
            "There is no model of this name; put its GGUF file or its folder into %1, or give a path.")
            .arg(where),
        {}, nameOrPath);
}

} // namespace gatewright::model
