// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/project/project_panel.h"

#include "ui/bridge/file_finder.h"
#include "ui/bridge/notice.h"

#include <QClipboard>
#include <QDesktopServices>
#include <QDir>
#include <QFile>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QPushButton>
#include <QStackedWidget>
#include <QStyledItemDelegate>
#include <QTreeView>
#include <QUrl>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>
#include <vector>

namespace gatewright {

namespace {

constexpr std::size_t mostMatches = 200;

// Paints the icon of a selected row as that of the others: without the focus its background is not the accent
// colour, on which the icon's own colour for selections would be seen.
class TreeDelegate : public QStyledItemDelegate
{
public:
    using QStyledItemDelegate::QStyledItemDelegate;

protected:
    void initStyleOption(QStyleOptionViewItem *option, const QModelIndex &index) const override
    {
        QStyledItemDelegate::initStyleOption(option, index);
        if (option->icon.isNull() || !option->widget || option->widget->hasFocus())
            return;
        const QPixmap plain =
            option->icon.pixmap(option->decorationSize, option->widget->devicePixelRatioF());
        option->icon = QIcon();
        option->icon.addPixmap(plain, QIcon::Normal);
        option->icon.addPixmap(plain, QIcon::Selected);
    }
};

// "name", "name 2", "name 3", ...: the first that does not exist in the folder.
QString freeName(const QString &folder, const QString &base, const QString &suffix)
{
    QString name = base + suffix;
    for (int number = 2; QFile::exists(QDir(folder).filePath(name)); ++number)
        name = base + QString::number(number) + suffix;
    return QDir(folder).filePath(name);
}

} // namespace

ProjectPanel::ProjectPanel(WorkspaceModel &workspace, FileFinder &finder, NoticePresenter &notices,
                           QWidget *parent)
    : QWidget(parent)
    , m_workspace(workspace)
    , m_finder(finder)
    , m_notices(notices)
    , m_filter(new QLineEdit(this))
    , m_stack(new QStackedWidget(this))
    , m_tree(new QTreeView(m_stack))
    , m_matches(new QListView(m_stack))
    , m_matchModel(new QStringListModel(this))
    , m_empty(new QWidget(m_stack))
{
    m_filter->setObjectName(QStringLiteral("projectFilter"));
    m_filter->setPlaceholderText(tr("Filter files"));
    m_filter->setAccessibleName(tr("Show files with these letters in their names"));
    m_filter->setClearButtonEnabled(true);

    m_tree->setObjectName(QStringLiteral("projectTree"));
    m_tree->setAccessibleName(tr("Files of the open folder"));
    m_tree->setModel(&workspace);
    m_tree->setItemDelegate(new TreeDelegate(m_tree));
    for (int column = 1; column < workspace.columnCount(); ++column)
        m_tree->hideColumn(column);
    m_tree->setHeaderHidden(true);
    m_tree->setUniformRowHeights(true);
    m_tree->setAnimated(false);
    m_tree->setFrameShape(QFrame::NoFrame);
    m_tree->setEditTriggers(QAbstractItemView::EditKeyPressed);
    m_tree->setContextMenuPolicy(Qt::CustomContextMenu);
    m_tree->setTextElideMode(Qt::ElideMiddle);

    m_matches->setObjectName(QStringLiteral("projectMatches"));
    m_matches->setAccessibleName(tr("Files that fit the filter"));
    m_matches->setModel(m_matchModel);
    m_matches->setFrameShape(QFrame::NoFrame);
    m_matches->setUniformItemSizes(true);
    m_matches->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_matches->setTextElideMode(Qt::ElideMiddle);

    auto *text = new QLabel(tr("No folder is open.\nOpen one to see its files here."), m_empty);
    text->setAlignment(Qt::AlignCenter);
    text->setWordWrap(true);
    text->setForegroundRole(QPalette::PlaceholderText);
    auto *button = new QPushButton(tr("Open Folder…"), m_empty);
    button->setObjectName(QStringLiteral("projectOpenFolder"));
    auto *emptyColumn = new QVBoxLayout(m_empty);
    emptyColumn->setContentsMargins(16, 16, 16, 16);
    emptyColumn->setSpacing(8);
    emptyColumn->addStretch(1);
    emptyColumn->addWidget(text);
    emptyColumn->addWidget(button, 0, Qt::AlignHCenter);
    emptyColumn->addStretch(2);

    m_stack->addWidget(m_tree);
    m_stack->addWidget(m_matches);
    m_stack->addWidget(m_empty);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 4, 0, 0);
    column->setSpacing(4);
    auto *filterRow = new QHBoxLayout;
    filterRow->setContentsMargins(8, 0, 8, 0);
    filterRow->addWidget(m_filter);
    column->addLayout(filterRow);
    column->addWidget(m_stack, 1);
    setFocusProxy(m_tree);

    connect(button, &QPushButton::clicked, this, &ProjectPanel::openFolderRequested);
    connect(m_filter, &QLineEdit::textChanged, this, &ProjectPanel::updateMatches);
    connect(m_filter, &QLineEdit::returnPressed, this, [this] {
        if (m_matchModel->rowCount() > 0)
            Q_EMIT m_matches->activated(m_matchModel->index(0));
    });
    const auto choose = [this](const QModelIndex &index) {
        if (index.isValid() && !m_workspace.isFolder(index))
            Q_EMIT fileChosen(m_workspace.pathOf(index));
    };
    connect(m_tree, &QTreeView::clicked, this, choose);
    connect(m_tree, &QTreeView::activated, this, choose);
    connect(m_tree, &QWidget::customContextMenuRequested, this, [this](const QPoint &place) {
        Q_EMIT contextMenuRequested(m_tree->viewport()->mapToGlobal(place));
    });
    const auto chooseMatch = [this](const QModelIndex &index) {
        Q_EMIT fileChosen(QDir(m_workspace.folder()).filePath(index.data().toString()));
    };
    connect(m_matches, &QListView::clicked, this, chooseMatch);
    connect(m_matches, &QListView::activated, this, chooseMatch);
    connect(&workspace, &WorkspaceModel::folderChanged, this, &ProjectPanel::updateRoot);
    connect(&workspace, &QAbstractItemModel::rowsInserted, this, [this] {
        if (!m_toRename.isEmpty())
            renameWhenSeen(m_toRename);
        else
            follow();
    });
    updateRoot();
}

void ProjectPanel::updateRoot()
{
    const bool hasFolder = !m_workspace.folder().isEmpty();
    m_filter->clear();
    m_filter->setVisible(hasFolder);
    if (hasFolder)
        m_tree->setRootIndex(m_workspace.rootIndex());
    m_stack->setCurrentWidget(hasFolder ? static_cast<QWidget *>(m_tree) : m_empty);
}

void ProjectPanel::filesChanged()
{
    if (!m_filter->text().isEmpty())
        updateMatches();
}

void ProjectPanel::focusFilter()
{
    m_filter->setFocus(Qt::ShortcutFocusReason);
    m_filter->selectAll();
}

void ProjectPanel::updateMatches()
{
    const QString words = m_filter->text().trimmed();
    if (words.isEmpty()) {
        m_stack->setCurrentWidget(m_workspace.folder().isEmpty() ? m_empty : static_cast<QWidget *>(m_tree));
        return;
    }
    QStringList shown;
    for (const FoundFile &file : m_finder.find(words, mostMatches))
        shown.append(m_finder.index()->files.text(file.file));
    m_matchModel->setStringList(shown);
    m_stack->setCurrentWidget(m_matches);
}

void ProjectPanel::setCurrentFile(const QString &path)
{
    m_currentFile = path;
    follow();
}

void ProjectPanel::follow()
{
    // Folders are read as they are opened, so this is tried again whenever rows come.
    if (m_currentFile.isEmpty() || m_tree->hasFocus())
        return;
    const QModelIndex index = m_workspace.indexOf(m_currentFile);
    if (!index.isValid() || index == m_tree->currentIndex())
        return;
    m_tree->setCurrentIndex(index);
    m_tree->scrollTo(index);
}

// --- actions
// ---------------------------------------------------------------------------------------------------------

QString ProjectPanel::selectedPath() const
{
    const QString path = m_workspace.pathOf(m_tree->currentIndex());
    return path.isEmpty() ? m_workspace.folder() : path;
}

bool ProjectPanel::hasSelection() const
{
    return m_stack->currentWidget() == m_tree && m_tree->currentIndex().isValid();
}

QString ProjectPanel::selectedFolder() const
{
    const QModelIndex index = m_tree->currentIndex();
    if (!index.isValid())
        return m_workspace.folder();
    return m_workspace.isFolder(index) ? m_workspace.pathOf(index)
                                       : QFileInfo(m_workspace.pathOf(index)).absolutePath();
}

void ProjectPanel::newFile()
{
    const QString folder = selectedFolder();
    if (folder.isEmpty())
        return;
    const QString path = freeName(folder, QStringLiteral("new_file"), QStringLiteral(".cpp"));
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly | QIODevice::NewOnly)) {
        fail(tr("The file was not made: %1").arg(file.errorString()), path);
        return;
    }
    renameWhenSeen(path);
}

void ProjectPanel::newFolder()
{
    const QString folder = selectedFolder();
    if (folder.isEmpty())
        return;
    const QString path = freeName(folder, QStringLiteral("new_folder"), {});
    if (!QDir(folder).mkdir(QFileInfo(path).fileName())) {
        fail(tr("The folder was not made; check the permissions."), path);
        return;
    }
    renameWhenSeen(path);
}

void ProjectPanel::renameWhenSeen(const QString &path)
{
    m_toRename = path;
    m_tree->expand(m_workspace.indexOf(QFileInfo(path).absolutePath()));
    const QModelIndex index = m_workspace.indexOf(path);
    if (!index.isValid())
        return;
    m_toRename.clear();
    m_tree->setCurrentIndex(index);
    m_tree->scrollTo(index);
    m_tree->edit(index);
}

void ProjectPanel::renameSelected()
{
    if (hasSelection())
        m_tree->edit(m_tree->currentIndex());
}

void ProjectPanel::trashSelected()
{
    if (!hasSelection())
        return;
    const QString path = selectedPath();
    if (!QFile::moveToTrash(path))
        fail(tr("This was not moved to the trash; check the permissions."), path);
}

void ProjectPanel::openContainingFolder()
{
    const QString path = hasSelection() ? QFileInfo(selectedPath()).absolutePath() : m_workspace.folder();
    if (!QDesktopServices::openUrl(QUrl::fromLocalFile(path)))
        fail(tr("No program to show folders was found."), path);
}

void ProjectPanel::copyPath()
{
    QGuiApplication::clipboard()->setText(QDir::toNativeSeparators(selectedPath()));
}

void ProjectPanel::fail(const QString &text, const QString &path)
{
    Notice notice;
    notice.kind = Notice::Kind::Error;
    notice.key = QStringLiteral("project");
    notice.text = text;
    notice.detail = path;
    m_notices.present(notice, 0);
}

} // namespace gatewright
