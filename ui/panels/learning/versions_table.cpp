// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/learning/versions_table.h"

#include "ui/bridge/plain_tool_tip.h"
#include "ui/panels/learning/learning_texts.h"

#include <QHeaderView>
#include <QLocale>

#include <algorithm>

namespace gatewright {

namespace {

constexpr int versionRole = Qt::UserRole;
constexpr int servesRole = Qt::UserRole + 1;
constexpr int brokenRole = Qt::UserRole + 2;
constexpr int fewestRows = 3;
constexpr int mostRows = 6;

} // namespace

VersionsTable::VersionsTable(const IconProvider &icons, const Theme &theme, QWidget *parent)
    : QTreeWidget(parent)
    , m_icons(icons)
    , m_theme(theme)
{
    setObjectName(QStringLiteral("learningVersions"));
    setAccessibleName(tr("Versions of the head"));
    setHeaderLabels(
        {tr("Version"), tr("Came From"), tr("Right at Depth 1"), tr("Tokens per Pass"), tr("Serves")});
    headerItem()->setToolTip(RightColumn,
                             tr("How often its first word was right, before and after, on text it "
                                "did not learn from"));
    headerItem()->setToolTip(PerPassColumn, tr("What it brings when it drafts alone, before and after"));
    setRootIsDecorated(false);
    setUniformRowHeights(true);
    setAllColumnsShowFocus(true);
    setFrameShape(QFrame::NoFrame);
    setTextElideMode(Qt::ElideRight);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Preferred);
    header()->setStretchLastSection(false);
    header()->setMinimumSectionSize(40);
    for (const Column column : {NumberColumn, RightColumn, PerPassColumn, ServesColumn})
        header()->setSectionResizeMode(column, QHeaderView::ResizeToContents);
    header()->setSectionResizeMode(SourceColumn, QHeaderView::Stretch);
    connect(this, &QTreeWidget::currentItemChanged, this, &VersionsTable::currentVersionChanged);
}

void VersionsTable::setTheme(const Theme &theme)
{
    m_theme = theme;
    paintIcons();
}

void VersionsTable::setVersions(const std::vector<completion::LearnedVersion> &versions,
                                const std::vector<int> &sawErased)
{
    // Every report comes here, several a minute: the row that somebody points at must not be made anew.
    if (versions == m_versions && sawErased == m_sawErased)
        return;
    const int selected = currentVersion();
    m_versions = versions;
    m_sawErased = sawErased;
    {
        const QSignalBlocker quiet(this);
        clear();
        for (const completion::LearnedVersion &version : versions)
            add(version, std::ranges::find(sawErased, version.version) != sawErased.end());
        paintIcons();
        select(selected);
    }
    updateGeometry();
    Q_EMIT currentVersionChanged();
}

void VersionsTable::add(const completion::LearnedVersion &version, bool sawErased)
{
    const QString source = versionSource(version, sawErased).simplified();
    auto *item =
        new QTreeWidgetItem(this, {QLocale().toString(version.version), source, versionRight(version),
                                   versionPerPass(version), version.serves ? tr("serves") : QString()});
    item->setData(0, versionRole, version.version);
    item->setData(0, servesRole, version.serves);
    item->setData(0, brokenRole, !version.problem.isEmpty());
    item->setToolTip(SourceColumn, plainToolTip(source));
    item->setData(0, Qt::AccessibleTextRole,
                  version.serves ? tr("Version %1, serves").arg(version.version)
                                 : tr("Version %1").arg(version.version));
    if (version.after)
        item->setToolTip(RightColumn,
                         tr("Measured at %Ln place(s)", nullptr,
                            static_cast<int>(std::min<qint64>(version.after->positions, 1'000'000'000))));
}

void VersionsTable::paintIcons()
{
    for (int row = 0; row < topLevelItemCount(); ++row) {
        QTreeWidgetItem &item = *topLevelItem(row);
        if (item.data(0, servesRole).toBool())
            item.setIcon(ServesColumn, m_icons.icon(Symbol::Check, m_theme.levelColour(MarkLevel::Hint)));
        if (item.data(0, brokenRole).toBool())
            item.setIcon(SourceColumn,
                         m_icons.icon(Symbol::Warning, m_theme.levelColour(MarkLevel::Warning)));
    }
}

int VersionsTable::currentVersion() const
{
    const QTreeWidgetItem *item = currentItem();
    return item ? item->data(0, versionRole).toInt() : -1;
}

void VersionsTable::select(int version)
{
    for (int row = 0; row < topLevelItemCount(); ++row) {
        if (topLevelItem(row)->data(0, versionRole).toInt() == version)
            return setCurrentItem(topLevelItem(row));
    }
}

QSize VersionsTable::sizeHint() const
{
    const int rows = std::clamp(topLevelItemCount(), fewestRows, mostRows);
    const int row = std::max(sizeHintForRow(0), fontMetrics().height() + 4);
    return {70 * fontMetrics().averageCharWidth(), header()->sizeHint().height() + rows * row + 2};
}

QSize VersionsTable::minimumSizeHint() const
{
    const int row = std::max(sizeHintForRow(0), fontMetrics().height() + 4);
    return {24 * fontMetrics().averageCharWidth(), header()->sizeHint().height() + fewestRows * row + 2};
}

} // namespace gatewright
