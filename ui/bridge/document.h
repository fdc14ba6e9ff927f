// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/project/file_access.h"
#include "ui/editor/document_buffer.h"

#include <QObject>

#include <optional>

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
    // The file's name without its folder; control characters of it as symbols.
    [[nodiscard]] QString title() const;

    [[nodiscard]] DiskState diskState() const { return m_diskState; }
    void setDiskState(DiskState state);
    // The file as it was when its text was last read or written.
    [[nodiscard]] const FileStamp &stamp() const { return m_stamp; }
    [[nodiscard]] const QByteArray &checksum() const { return m_checksum; } // of its bytes
    // The encoding in which the file was last read or written.
    [[nodiscard]] Encoding diskEncoding() const { return m_diskEncoding; }
    // The file was read or written in the encoding that the text has now.
    void setOnDisk(const FileStamp &stamp, const QByteArray &checksum);

    // What a session calls it: its path, or for one that was never saved the name under which its text is
    // kept (JournalKeeper); empty when there is none.
    [[nodiscard]] QString sessionKey() const { return path().isEmpty() ? m_keptAs : path(); }
    void setKeptAs(const QString &key) { m_keptAs = key; }

    // What the file itself asks of its saving, where it differs from the user's settings.
    struct SaveRules
    {
        std::optional<bool> trimTrailingSpace;
        std::optional<bool> finalNewline;
    };
    [[nodiscard]] const SaveRules &saveRules() const { return m_saveRules; }
    void setSaveRules(const SaveRules &rules) { m_saveRules = rules; }

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
    QByteArray m_checksum;
    Encoding m_diskEncoding = Encoding::Utf8;
    QString m_keptAs;
    SaveRules m_saveRules;
    DiskState m_diskState = DiskState::InSync;
};

} // namespace gatewright
