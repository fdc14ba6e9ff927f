// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/search/hits_model.h"

#include <algorithm>

namespace gatewright {

namespace {

QString text(const std::string &bytes)
{
    return QString::fromStdString(bytes);
}

QStringList texts(const std::vector<std::string> &lines)
{
    QStringList list;
    for (const std::string &line : lines)
        list.append(text(line));
    return list;
}

} // namespace

void HitsModel::clear()
{
    beginResetModel();
    m_files.clear();
    m_hits = 0;
    endResetModel();
    Q_EMIT chosenChanged();
}

void HitsModel::add(const std::vector<FileMatches> &files)
{
    for (const FileMatches &matches : files) {
        const auto place =
            std::ranges::lower_bound(m_files, matches.order, {},
                                     [](const std::unique_ptr<File> &file) { return file->matches.order; });
        const int row = static_cast<int>(place - m_files.begin());
        beginInsertRows({}, row, row);
        m_files.insert(place,
                       std::make_unique<File>(File{matches, std::vector<bool>(matches.hits.size(), true)}));
        m_hits += static_cast<int>(matches.hits.size());
        endInsertRows();
    }
    Q_EMIT chosenChanged();
}

void HitsModel::setReplacement(std::optional<QString> replacement, bool isRegularExpression)
{
    m_replacement = std::move(replacement);
    m_isRegularExpression = isRegularExpression;
    for (int row = 0; row < rowCount(); ++row) {
        const QModelIndex file = index(row, 0);
        Q_EMIT dataChanged(file, file);
        Q_EMIT dataChanged(index(0, 0, file), index(rowCount(file) - 1, 0, file));
    }
}

int HitsModel::chosenCount() const
{
    qsizetype count = 0;
    for (const auto &file : m_files)
        count += std::ranges::count(file->chosen, true);
    return static_cast<int>(count);
}

HitsModel::Place HitsModel::place(const QModelIndex &index) const
{
    if (!index.isValid())
        return {};
    const File *file = fileOf(index);
    const std::size_t hit = file ? static_cast<std::size_t>(index.row()) : 0;
    if (!file)
        file = m_files[static_cast<std::size_t>(index.row())].get();
    const SearchHit &found = file->matches.hits[hit];
    return {file->matches.path, found.line + 1, found.column + 1};
}

QModelIndex HitsModel::step(const QModelIndex &from, int direction) const
{
    const int files = rowCount();
    if (files == 0)
        return {};
    int file = direction > 0 ? 0 : files - 1;
    int hit = direction > 0 ? -1 : rowCount(index(file, 0));
    if (from.isValid()) {
        file = from.parent().isValid() ? from.parent().row() : from.row();
        hit = from.parent().isValid() ? from.row() : -1;
    }
    hit += direction;
    if (hit < 0) {
        file = (file + files - 1) % files;
        hit = rowCount(index(file, 0)) - 1;
    } else if (hit >= rowCount(index(file, 0))) {
        file = (file + 1) % files;
        hit = 0;
    }
    return index(hit, 0, index(file, 0));
}

void HitsModel::removeFile(const QModelIndex &index)
{
    if (!index.isValid())
        return;
    const int row = index.parent().isValid() ? index.parent().row() : index.row();
    beginRemoveRows({}, row, row);
    m_hits -= static_cast<int>(m_files[static_cast<std::size_t>(row)]->matches.hits.size());
    m_files.erase(m_files.begin() + row);
    endRemoveRows();
    Q_EMIT chosenChanged();
}

const HitsModel::File *HitsModel::fileOf(const QModelIndex &index) const
{
    return static_cast<const File *>(index.internalPointer());
}

int HitsModel::rowOf(const File &file) const
{
    const auto place =
        std::ranges::lower_bound(m_files, file.matches.order, {},
                                 [](const std::unique_ptr<File> &other) { return other->matches.order; });
    return static_cast<int>(place - m_files.begin());
}

QModelIndex HitsModel::index(int row, int column, const QModelIndex &parent) const
{
    if (row < 0 || column != 0 || row >= rowCount(parent))
        return {};
    if (!parent.isValid())
        return createIndex(row, 0);
    return createIndex(row, 0, m_files[static_cast<std::size_t>(parent.row())].get());
}

QModelIndex HitsModel::parent(const QModelIndex &index) const
{
    const File *file = index.isValid() ? fileOf(index) : nullptr;
    return file ? createIndex(rowOf(*file), 0) : QModelIndex();
}

int HitsModel::rowCount(const QModelIndex &parent) const
{
    if (!parent.isValid())
        return static_cast<int>(m_files.size());
    if (fileOf(parent))
        return 0;
    return static_cast<int>(m_files[static_cast<std::size_t>(parent.row())]->matches.hits.size());
}

QVariant HitsModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    if (const File *file = fileOf(index))
        return hitData(*file, static_cast<std::size_t>(index.row()), role);
    return fileData(*m_files[static_cast<std::size_t>(index.row())], role);
}

QVariant HitsModel::fileData(const File &file, int role) const
{
    const QString &shown = file.matches.shown;
    const qsizetype slash = shown.lastIndexOf(QLatin1Char('/'));
    switch (role) {
    case IsFileRole:
        return true;
    case Qt::DisplayRole:
        return shown.mid(slash + 1);
    case Qt::ToolTipRole:
        return shown;
    case FolderRole:
        return slash < 0 ? QString() : shown.left(slash);
    case HitCountRole:
        return static_cast<int>(file.matches.hits.size());
    case Qt::AccessibleTextRole:
        return tr("%1, %n hit(s)", nullptr, static_cast<int>(file.matches.hits.size())).arg(shown);
    case Qt::CheckStateRole: {
        if (!m_replacement)
            return {};
        const auto chosen = std::ranges::count(file.chosen, true);
        if (chosen == 0)
            return Qt::Unchecked;
        return chosen == static_cast<std::ptrdiff_t>(file.chosen.size()) ? Qt::Checked : Qt::PartiallyChecked;
    }
    default:
        return {};
    }
}

QVariant HitsModel::hitData(const File &file, std::size_t hit, int role) const
{
    const SearchHit &found = file.matches.hits[hit];
    switch (role) {
    case IsFileRole:
        return false;
    case LineRole:
        return found.line + 1;
    case BeforeRole:
        return text(found.before);
    case MatchedRole:
        return text(found.matched);
    case AfterRole:
        return text(found.after);
    case ReplacementRole:
        if (!m_replacement)
            return {};
        return text(expandReplacement(m_replacement->toStdString(), m_isRegularExpression, found.matched,
                                      found.groups, "\n"));
    case ContextBeforeRole:
        return texts(found.linesBefore);
    case ContextAfterRole:
        return texts(found.linesAfter);
    case Qt::DisplayRole:
        return text(found.before + found.matched + found.after);
    case Qt::AccessibleTextRole:
        return tr("line %1: %2")
            .arg(found.line + 1)
            .arg(text(found.before + found.matched + found.after).trimmed());
    case Qt::CheckStateRole:
        return m_replacement ? QVariant(file.chosen[hit] ? Qt::Checked : Qt::Unchecked) : QVariant();
    default:
        return {};
    }
}

bool HitsModel::setData(const QModelIndex &index, const QVariant &value, int role)
{
    if (!index.isValid() || role != Qt::CheckStateRole)
        return false;
    const bool on = value.toInt() != Qt::Unchecked;
    const QModelIndex fileIndex = index.parent().isValid() ? index.parent() : index;
    File &file = *m_files[static_cast<std::size_t>(fileIndex.row())];
    if (fileIndex == index)
        file.chosen.assign(file.chosen.size(), on);
    else
        file.chosen[static_cast<std::size_t>(index.row())] = on;
    Q_EMIT dataChanged(fileIndex, fileIndex, {Qt::CheckStateRole});
    Q_EMIT dataChanged(this->index(0, 0, fileIndex), this->index(rowCount(fileIndex) - 1, 0, fileIndex),
                       {Qt::CheckStateRole});
    Q_EMIT chosenChanged();
    return true;
}

Qt::ItemFlags HitsModel::flags(const QModelIndex &index) const
{
    Qt::ItemFlags flags = QAbstractItemModel::flags(index);
    if (m_replacement)
        flags |= Qt::ItemIsUserCheckable;
    return flags;
}

} // namespace gatewright
