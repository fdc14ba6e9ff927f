// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/revision.h"
#include "core/project/file_access.h"
#include "core/project/search/text_matches.h"

#include <QObject>
#include <QPointer>

#include <functional>
#include <memory>
#include <stop_token>
#include <vector>

namespace gatewright {

class Document;
class DocumentManager;
class TaskProgressModel;

// What the user chose to replace.
struct ReplacementPlan
{
    struct File
    {
        QString path;
        std::vector<SearchHit> hits; // all that the search found in it
        std::vector<bool> chosen;    // one a hit
    };

    SearchPattern pattern;
    QString replacement;
    std::vector<File> files;
};

struct ReplacementReport
{
    int hits = 0;
    int files = 0;
    int unsaved = 0; // of the files: open ones, changed in the editor and not saved
    std::vector<Error> problems;
};

// Replaces in many files: in open ones as one undo step of theirs, in the others on the disk, each written as
// a whole or not at all. A file that changed since the search is left alone and reported. The latest
// replacement can be taken back, file by file as long as nobody changed it since. GUI thread; one at a time.
class ProjectReplace : public QObject
{
    Q_OBJECT

public:
    // Files on the disk of more than this altogether cannot be taken back.
    static constexpr qsizetype mostRemembered = qsizetype(64) << 20;

    using Done = std::function<void(const ReplacementReport &report)>;

    ProjectReplace(DocumentManager &documents, TaskProgressModel &tasks, QObject *parent = nullptr);
    ~ProjectReplace() override;

    [[nodiscard]] bool isRunning() const { return m_running; }
    void run(ReplacementPlan plan, Done done);
    [[nodiscard]] bool canUndo() const { return !m_running && (!m_texts.empty() || !m_files.empty()); }
    void undo(Done done);

private:
    struct ChangedText
    {
        QPointer<Document> document;
        Revision revision; // after the change
        std::string before;
    };
    struct ChangedFile
    {
        QString path;
        QByteArray before;
        FileStamp stamp; // after the change
        int hits = 0;
        Result<void> outcome = {};
    };

    [[nodiscard]] static ChangedFile replaceIn(const ReplacementPlan &plan,
                                               const ReplacementPlan::File &file);
    void finish(ReplacementReport report, const Done &done);

    DocumentManager &m_documents;
    TaskProgressModel &m_tasks;
    bool m_running = false;
    std::vector<ChangedText> m_texts;
    std::vector<ChangedFile> m_files;
};

} // namespace gatewright
