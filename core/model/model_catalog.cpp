// SPDX-License-Identifier: Apache-2.0
#include "core/model/model_catalog.h"

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
    if (info.isDir())
        return makeError(
            ErrorCode::Unsupported,
            QStringLiteral(
                "Model folders cannot be read by this version; convert the model to one GGUF file."),
            {}, path);
    if (!info.exists())
        return makeError(
            ErrorCode::Missing,
            QStringLiteral(
                "There is no such model file; check the path, or see `gatewright-cli model list`."),
            {}, path);
    return info.absoluteFilePath();
}

} // namespace

ModelCatalog::ModelCatalog(QStringList folders)
    : m_folders(std::move(folders))
{
}

QList<ModelEntry> ModelCatalog::list() const
{
    QList<ModelEntry> entries;
    QSet<QString> names;
    for (const QString &folder : m_folders) {
        const QFileInfoList files = QDir(folder).entryInfoList({QLatin1Char('*') + kSuffix},
                                                               QDir::Files | QDir::Readable, QDir::Name);
        for (const QFileInfo &file : files) {
            const QString name = file.completeBaseName();
            if (names.contains(name.toCaseFolded()))
                continue;
            names.insert(name.toCaseFolded());
            entries.append(
                {name, file.absoluteFilePath(), file.size(), file.fileName() == defaultModel().fileName});
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
        QStringLiteral("There is no model of this name; put its GGUF file into %1, or give a path.")
            .arg(where),
        {}, nameOrPath);
}

} // namespace gatewright::model
