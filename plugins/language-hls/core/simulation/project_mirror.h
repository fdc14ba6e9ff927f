// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"
#include "plugins/language-hls/core/simulation/source_texts.h"

#include <QString>

#include <stop_token>

namespace gatewright::hls {

struct SimulationPlan;

// A copy of a project in which the texts of open documents stand in place of the disk's. The document's own
// folder is copied (data files are read and written there), within limits; everything else is links to the
// user's files, which the sandbox shows read-only. Folders and links have limits too: a huge workspace is
// mirrored in part, and isComplete() says so.
class ProjectMirror
{
public:
    // `place` exists and is empty. Io: the disk is full or refuses.
    [[nodiscard]] static Result<ProjectMirror> create(const SimulationPlan &plan, const SourceTexts &texts,
                                                      const QString &place, const std::stop_token &token);

    [[nodiscard]] const QString &place() const { return m_place; }
    [[nodiscard]] const QString &root() const { return m_root; }
    // False: links of some files are missing, so that an #include or a data file may not be found.
    [[nodiscard]] bool isComplete() const { return m_isComplete; }
    // A path of the project in the mirror, and back; others stay as they are.
    [[nodiscard]] QString toMirror(const QString &path) const;
    [[nodiscard]] QString toProject(const QString &path) const;

private:
    ProjectMirror(QString root, QString place);

    [[nodiscard]] Result<void> makeReal(const QString &relativeFolder);
    [[nodiscard]] Result<void> copyFolder(const QString &relativeFolder, const std::stop_token &token);
    [[nodiscard]] Result<void> writeText(const QString &relativePath, std::string_view text);

    QString m_root;  // of the project
    QString m_place; // of the mirror
    int m_folders = 0;
    int m_links = 0;
    bool m_isComplete = true;
};

} // namespace gatewright::hls
