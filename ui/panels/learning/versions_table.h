// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/completion/protocol/learning_report.h"
#include "ui/theme/icon_provider.h"
#include "ui/theme/theme.h"

#include <QTreeWidget>

#include <vector>

namespace gatewright {

// The versions of the head, the newest first: what each came from, what it is worth on text it did not learn
// from, which one serves. As high as its rows, up to a few.
class VersionsTable : public QTreeWidget
{
    Q_OBJECT

public:
    enum Column { NumberColumn, SourceColumn, RightColumn, PerPassColumn, ServesColumn };

    VersionsTable(const IconProvider &icons, const Theme &theme, QWidget *parent = nullptr);

    void setTheme(const Theme &theme);
    // The selection stays on its version as long as that is there.
    void setVersions(const std::vector<completion::LearnedVersion> &versions,
                     const std::vector<int> &sawErased);
    // -1: none.
    [[nodiscard]] int currentVersion() const;
    void select(int version);
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

Q_SIGNALS:
    void currentVersionChanged();

private:
    void add(const completion::LearnedVersion &version, bool sawErased);
    void paintIcons();

    const IconProvider &m_icons;
    Theme m_theme;
    std::vector<completion::LearnedVersion> m_versions;
    std::vector<int> m_sawErased;
};

} // namespace gatewright
