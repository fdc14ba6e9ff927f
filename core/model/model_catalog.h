// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"

#include <QList>
#include <QString>
#include <QStringList>

namespace gatewright::model {

// A model file that was found, not opened.
struct ModelEntry
{
    QString name; // of the file, without folder and ".gguf"; what --model takes
    QString path;
    qint64 bytes = 0;
    bool isDefault = false;
};

// Finds models by name in folders, the user's own first. Looks at the disk on every call: models come and go
// while the program runs. Immutable; any thread may use it.
class ModelCatalog
{
public:
    // Usually Paths::modelFolders(). Folders need not exist.
    explicit ModelCatalog(QStringList folders);

    // By name; of two files with one name the one in the earlier folder.
    [[nodiscard]] QList<ModelEntry> list() const;

    // The file for what a user wrote: nothing for the default model, a name (upper and lower case do not
    // matter), or a path. Missing, with the way to get one, when there is no such model; Unsupported for a
    // folder.
    [[nodiscard]] Result<QString> resolve(const QString &nameOrPath) const;

private:
    QStringList m_folders;
};

} // namespace gatewright::model
