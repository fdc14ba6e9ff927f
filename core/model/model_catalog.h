// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"

#include <QList>
#include <QString>
#include <QStringList>

namespace gatewright::model {

// A model that was found, not opened: a GGUF file or a folder as Hugging Face publishes models.
struct ModelEntry
{
    QString name; // what --model takes, see modelName()
    QString path;
    qint64 bytes = 0; // of a folder: of its weights
    bool isDefault = false;
    bool isFolder = false;
};

// The name of the model at this path: of a file without ".gguf", of a folder the whole
// ("Qwen2.5-Coder-0.5B").
[[nodiscard]] QString modelName(const QString &path);

// Finds models by name in folders, the user's own first. Looks at the disk on every call: models come and go
// while the program runs. Immutable; any thread may use it.
class ModelCatalog
{
public:
    // Usually Paths::modelFolders(). Folders need not exist.
    explicit ModelCatalog(QStringList folders);

    // By name; of two models with one name the one in the earlier folder, of a file and a folder the file.
    [[nodiscard]] QList<ModelEntry> list() const;

    // The path for what a user wrote: nothing for the default model, a name (upper and lower case do not
    // matter), or a path. Missing, with the way to get one, when there is no such model; Unsupported for a
    // folder that holds none.
    [[nodiscard]] Result<QString> resolve(const QString &nameOrPath) const;

private:
    QStringList m_folders;
};

} // namespace gatewright::model
