// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/project/file_access.h"
#include "core/text/encoding.h"
#include "ui/bridge/task_progress_model.h"

#include <QObject>
#include <QTimer>

#include <atomic>
#include <functional>
#include <memory>
#include <optional>
#include <stop_token>
#include <vector>

namespace gatewright {

class Document;

// A file with its text, as a task reads it.
struct DocumentFile
{
    LoadedFile file;
    DecodedFile decoded;

    [[nodiscard]] std::string_view text() const;
};

// Synchronous: for a task. In the encoding that is found unless one is chosen.
[[nodiscard]] Result<DocumentFile> readDocumentFile(const QString &path,
                                                    std::optional<Encoding> encoding = {},
                                                    std::stop_token stop = {},
                                                    const files::ReadProgress &progress = {});

// One file on its way in: read and decoded on another thread, then put into its document, in slices when it
// is large. Shows its progress and can be cancelled. Part of the DocumentManager.
class DocumentOpening : public QObject
{
    Q_OBJECT

public:
    using Waiting = std::function<void(Document *document)>;

    // `document` is empty and shown by nobody.
    DocumentOpening(const QString &path, std::unique_ptr<Document> document, TaskProgressModel &tasks,
                    QObject *parent = nullptr);
    ~DocumentOpening() override;

    [[nodiscard]] const QString &path() const { return m_path; }
    [[nodiscard]] const LoadedFile &file() const { return m_file.file; }
    // The document with its text, once.
    [[nodiscard]] std::unique_ptr<Document> takeDocument();

    void start();
    // Who is to be told about it.
    std::vector<Waiting> waiting;

Q_SIGNALS:
    void succeeded();
    void failed(const gatewright::Error &error);

private:
    void fill(DocumentFile file);

    QString m_path;
    std::unique_ptr<Document> m_document;
    TaskProgressModel &m_tasks;
    TaskProgressModel::TaskId m_task;
    std::stop_source m_stop;
    std::shared_ptr<std::atomic<double>> m_fraction; // shared with the task, which may outlive this
    QTimer m_report;
    DocumentFile m_file;
};

} // namespace gatewright
