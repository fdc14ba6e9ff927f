// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/bridge/file_access.h"
#include "ui/editor/document_buffer.h"

#include <QObject>

namespace gatewright {

// One open document: its text, its name, and how the file on disk stands to it. Owned by the DocumentManager.
class Document : public QObject
{
    Q_OBJECT

public:
    enum class DiskState {
        InSync,
        Changed, // another program wrote the file since we read or wrote it
        Gone,    // deleted or renamed by another program
    };

    // `name` is shown until the document has a path: "Untitled 1".
    Document(int id, const QString &name, const SyntaxLibrary &library);

    // Never used twice in one run.
    [[nodiscard]] int id() const { return m_id; }
    [[nodiscard]] DocumentBuffer &buffer() { return m_buffer; }
    [[nodiscard]] const DocumentBuffer &buffer() const { return m_buffer; }
    // Empty until it was saved for the first time.
    [[nodiscard]] QString path() const { return m_buffer.path(); }
    // The file's name without its folder.
    [[nodiscard]] QString title() const;

    [[nodiscard]] DiskState diskState() const { return m_diskState; }
    void setDiskState(DiskState state);
    // The file as it was when its text was last read or written.
    [[nodiscard]] const FileStamp &stamp() const { return m_stamp; }
    void setStamp(const FileStamp &stamp) { m_stamp = stamp; }

    // Nothing is lost when it is closed: unmodified, or empty and never saved.
    [[nodiscard]] bool isDisposable() const;

Q_SIGNALS:
    void titleChanged();
    void diskStateChanged();

private:
    int m_id;
    QString m_name;
    DocumentBuffer m_buffer;
    FileStamp m_stamp;
    DiskState m_diskState = DiskState::InSync;
};

} // namespace gatewright
