// SPDX-License-Identifier: Apache-2.0
#include "core/tensors/safetensors_folder.h"

#include <QDir>
#include <QFileInfo>
#include <QJsonDocument>
#include <QJsonObject>
#include <QMap>

namespace gatewright::tensors {

namespace {

constexpr QLatin1String kOneFile("model.safetensors");
constexpr QLatin1String kIndexFile("model.safetensors.index.json");

// Which file of the folder each tensor is in.
using WeightMap = QMap<QString, QString>;

tl::unexpected<Error> corrupt(QString message, QString detail, const QString &path)
{
    return makeError(ErrorCode::Corrupt, std::move(message), std::move(detail), path);
}

// A file beside the index, by its bare name: no way leads out of the folder.
bool isFileName(const QString &name)
{
    return isPlainName(name.toStdString()) && name.size() <= 255 && !name.contains(QLatin1Char('/')) &&
           !name.contains(QLatin1Char('\\')) && name.endsWith(QLatin1String(".safetensors"));
}

Result<WeightMap> readIndex(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return makeError(ErrorCode::Io, QStringLiteral("The index of the model's weights cannot be read."),
                         file.errorString(), path);
    if (file.size() > SafetensorsFolder::kMaximumIndexBytes)
        return makeError(ErrorCode::LimitExceeded,
                         QStringLiteral("The index of the model's weights is larger than any model needs."),
                         {}, path);
    QJsonParseError problem;
    const QJsonDocument document = QJsonDocument::fromJson(file.readAll(), &problem);
    const QJsonValue value = document.object().value(QLatin1String("weight_map"));
    if (!value.isObject() || value.toObject().isEmpty())
        return corrupt(QStringLiteral("The index of the model's weights is damaged; fetch it again."),
                       document.isNull() ? problem.errorString() : QStringLiteral("there is no weight_map"),
                       path);
    const QJsonObject entries = value.toObject();
    WeightMap weights;
    for (auto entry = entries.begin(); entry != entries.end(); ++entry) {
        const QString name = entry.value().toString();
        if (!isFileName(name))
            return corrupt(QStringLiteral("The index of the model's weights names something that is not a "
                                          "safetensors file of its folder."),
                           toQString(entry.key().left(256).toStdString()), path);
        weights.insert(entry.key(), name);
    }
    return weights;
}

} // namespace

bool SafetensorsFolder::isIn(const QString &folder)
{
    const QDir dir(folder);
    return QFileInfo(dir.filePath(kOneFile)).isFile() || QFileInfo(dir.filePath(kIndexFile)).isFile();
}

Result<std::unique_ptr<SafetensorsFolder>> SafetensorsFolder::open(const QString &folder)
{
    const QDir dir(folder);
    std::unique_ptr<SafetensorsFolder> weights(new SafetensorsFolder);
    weights->m_folder = folder;
    const QString index = dir.filePath(kIndexFile);
    if (!QFileInfo(index).isFile()) {
        if (!QFileInfo(dir.filePath(kOneFile)).isFile())
            return makeError(ErrorCode::NotFound,
                             QStringLiteral("There are no weights in this folder: neither %1 nor %2.")
                                 .arg(kOneFile, kIndexFile),
                             {}, folder);
        GW_TRY(file, SafetensorsFile::open(dir.filePath(kOneFile)));
        GW_CHECK(weights->add(std::move(file)));
        return weights;
    }

    GW_TRY(map, readIndex(index));
    QStringList names = map.values();
    names.sort();
    names.removeDuplicates();
    if (static_cast<std::size_t>(names.size()) > kMaximumFiles)
        return makeError(ErrorCode::LimitExceeded,
                         QStringLiteral("The index names %1 files, at most %2 are read.")
                             .arg(names.size())
                             .arg(kMaximumFiles),
                         {}, index);
    for (const QString &name : std::as_const(names)) {
        GW_TRY(file, SafetensorsFile::open(dir.filePath(name)));
        GW_CHECK(weights->add(std::move(file)));
    }
    for (auto entry = map.begin(); entry != map.end(); ++entry)
        if (weights->fileOf(entry.key().toStdString()) != dir.filePath(entry.value()))
            return corrupt(QStringLiteral("A tensor is not in the file that the index names; the model is "
                                          "incomplete, fetch it again."),
                           QStringLiteral("%1 in %2").arg(entry.key(), entry.value()), index);
    for (const TensorInfo *tensor : weights->tensors())
        if (!map.contains(QString::fromStdString(tensor->name)))
            return corrupt(
                QStringLiteral("A tensor of the files is missing from the index; the model's files "
                               "do not belong together, fetch them again."),
                QString::fromStdString(tensor->name), index);
    return weights;
}

const TensorInfo *SafetensorsFolder::find(std::string_view name) const
{
    const auto found = m_fileOf.find(name);
    return found == m_fileOf.end() ? nullptr : m_files[found->second]->find(name);
}

QString SafetensorsFolder::fileOf(std::string_view name) const
{
    const auto found = m_fileOf.find(name);
    return found == m_fileOf.end() ? m_folder : m_files[found->second]->name();
}

Result<void> SafetensorsFolder::add(std::unique_ptr<SafetensorsFile> file)
{
    for (const TensorInfo &tensor : file->tensors()) {
        if (!m_fileOf.emplace(tensor.name, m_files.size()).second)
            return corrupt(QStringLiteral("Two files of the model hold the same tensor."),
                           QString::fromStdString(tensor.name), file->name());
        m_tensors.push_back(&tensor);
    }
    m_files.push_back(std::move(file));
    return {};
}

} // namespace gatewright::tensors
