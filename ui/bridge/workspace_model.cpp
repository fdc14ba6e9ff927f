// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/bridge/workspace_model.h"

#include "core/project/file_index.h"

#include <QDir>
#include <QLocale>

namespace gatewright {

namespace {

class Icons : public QAbstractFileIconProvider
{
public:
    explicit Icons(WorkspaceModel::FileIcon icon)
        : m_icon(std::move(icon))
    {
    }

    [[nodiscard]] QIcon icon(const QFileInfo &file) const override { return m_icon ? m_icon(file) : QIcon(); }
    [[nodiscard]] QIcon icon(IconType type) const override
    {
        return m_icon ? m_icon(type == Folder ? QFileInfo(QDir::rootPath()) : QFileInfo()) : QIcon();
    }

private:
    WorkspaceModel::FileIcon m_icon;
};

} // namespace

WorkspaceModel::WorkspaceModel(FileIcon icon, QObject *parent)
    : QSortFilterProxyModel(parent)
    , m_icons(std::make_unique<Icons>(std::move(icon)))
    , m_files(std::make_unique<QFileSystemModel>())
    // The C locale sorts by bytes and knows no numbers.
    , m_collator(QLocale().language() == QLocale::C ? QLocale(QLocale::English) : QLocale())
{
    m_files->setIconProvider(m_icons.get());
    m_files->setFilter(QDir::AllEntries | QDir::NoDotAndDotDot | QDir::Hidden);
    m_files->setReadOnly(false);
    m_files->setOption(QFileSystemModel::DontUseCustomDirectoryIcons);
    m_collator.setNumericMode(true);
    m_collator.setCaseSensitivity(Qt::CaseInsensitive);
    setSourceModel(m_files.get());
    setDynamicSortFilter(true);
    sort(0);
    connect(m_files.get(), &QFileSystemModel::fileRenamed, this,
            [this](const QString &folder, const QString &from, const QString &to) {
                Q_EMIT renamed(QDir(folder).filePath(from), QDir(folder).filePath(to));
            });
}

WorkspaceModel::~WorkspaceModel()
{
    setSourceModel(nullptr);
}

void WorkspaceModel::setFolder(const QString &folder)
{
    if (folder == m_folder)
        return;
    m_folder = folder;
    if (!folder.isEmpty())
        m_files->setRootPath(folder);
    Q_EMIT folderChanged(folder);
}

QModelIndex WorkspaceModel::rootIndex() const
{
    return m_folder.isEmpty() ? QModelIndex() : mapFromSource(m_files->index(m_folder));
}

QModelIndex WorkspaceModel::indexOf(const QString &path) const
{
    if (m_folder.isEmpty() || !path.startsWith(m_folder + QLatin1Char('/')))
        return {};
    return mapFromSource(m_files->index(path));
}

QString WorkspaceModel::pathOf(const QModelIndex &index) const
{
    return index.isValid() ? m_files->filePath(mapToSource(index)) : QString();
}

bool WorkspaceModel::isFolder(const QModelIndex &index) const
{
    return index.isValid() && m_files->isDir(mapToSource(index));
}

bool WorkspaceModel::filterAcceptsRow(int row, const QModelIndex &parent) const
{
    const QModelIndex index = m_files->index(row, 0, parent);
    const QString path = m_files->filePath(index);
    // The way to the folder must stay, even when it leads through a folder of such a name.
    if (m_folder.startsWith(path + QLatin1Char('/')) || path == m_folder || path == QLatin1String("/"))
        return true;
    return !(m_files->isDir(index) && isIgnoredFolder(m_files->fileName(index)));
}

bool WorkspaceModel::lessThan(const QModelIndex &left, const QModelIndex &right) const
{
    const bool leftIsFolder = m_files->isDir(left);
    if (leftIsFolder != m_files->isDir(right))
        return leftIsFolder;
    return m_collator.compare(m_files->fileName(left), m_files->fileName(right)) < 0;
}

} // namespace gatewright
