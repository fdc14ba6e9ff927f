// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/project/search/project_search.h"

#include <QAbstractItemModel>

#include <memory>
#include <vector>

namespace gatewright {

// What a search found: files, and under each its hits. In replace mode everything can be ticked.
class HitsModel : public QAbstractItemModel
{
    Q_OBJECT

public:
    enum Role {
        IsFileRole = Qt::UserRole,
        FolderRole,      // of a file
        HitCountRole,    // of a file
        LineRole,        // of a hit, 1-based
        BeforeRole,      // of a hit
        MatchedRole,     // of a hit
        AfterRole,       // of a hit
        ReplacementRole, // of a hit; not valid outside replace mode
        ContextBeforeRole,
        ContextAfterRole,
    };

    struct File
    {
        FileMatches matches;
        std::vector<bool> chosen;
    };

    using QAbstractItemModel::QAbstractItemModel;

    void clear();
    void add(const std::vector<FileMatches> &files);
    // Nothing: no replace mode.
    void setReplacement(std::optional<QString> replacement, bool isRegularExpression);

    [[nodiscard]] const std::vector<std::unique_ptr<File>> &files() const { return m_files; }
    [[nodiscard]] int hitCount() const { return m_hits; }
    [[nodiscard]] int chosenCount() const;

    struct Place
    {
        QString path;
        int line = 0;   // 1-based
        int column = 0; // 1-based
    };
    // Of a hit, or the first hit of a file.
    [[nodiscard]] Place place(const QModelIndex &index) const;
    // The hit behind (or in front of) this one, round the ends; invalid when there is none.
    [[nodiscard]] QModelIndex step(const QModelIndex &from, int direction) const;
    // The file (of this hit) is not wanted in the list.
    void removeFile(const QModelIndex &index);

    [[nodiscard]] QModelIndex index(int row, int column, const QModelIndex &parent = {}) const override;
    [[nodiscard]] QModelIndex parent(const QModelIndex &index) const override;
    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &) const override { return 1; }
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    bool setData(const QModelIndex &index, const QVariant &value, int role) override;
    [[nodiscard]] Qt::ItemFlags flags(const QModelIndex &index) const override;

Q_SIGNALS:
    void chosenChanged();

private:
    [[nodiscard]] const File *fileOf(const QModelIndex &index) const; // of a hit's index
    [[nodiscard]] int rowOf(const File &file) const;
    [[nodiscard]] QVariant fileData(const File &file, int role) const;
    [[nodiscard]] QVariant hitData(const File &file, std::size_t hit, int role) const;

    std::vector<std::unique_ptr<File>> m_files; // by order; their addresses are the ids of hits
    std::optional<QString> m_replacement;
    bool m_isRegularExpression = false;
    int m_hits = 0;
};

} // namespace gatewright
