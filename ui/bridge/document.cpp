// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/bridge/document.h"

#include <QFileInfo>

namespace gatewright {

namespace {

// A name may hold a line feed; a tab, a title or a notice must not be broken in two by it.
QString inOneLine(QString name)
{
    constexpr ushort symbolForNull = 0x2400; // the symbols of all control characters stand in their order
    for (QChar &character : name) {
        if (character.unicode() < 0x20)
            character = QChar(symbolForNull + character.unicode());
    }
    return name;
}

} // namespace

Document::Document(int id, const QString &name, const SyntaxLibrary &library)
    : m_id(id)
    , m_name(name)
    , m_buffer(library)
{
    connect(&m_buffer, &DocumentBuffer::pathChanged, this, &Document::titleChanged);
}

QString Document::title() const
{
    return path().isEmpty() ? m_name : inOneLine(QFileInfo(path()).fileName());
}

void Document::setDiskState(DiskState state)
{
    if (state == m_diskState)
        return;
    m_diskState = state;
    Q_EMIT diskStateChanged();
}

void Document::setOnDisk(const FileStamp &stamp, const QByteArray &checksum)
{
    m_stamp = stamp;
    m_checksum = checksum;
    m_diskEncoding = m_buffer.encoding();
}

bool Document::isDisposable() const
{
    return !m_buffer.isModified() || (path().isEmpty() && m_buffer.size() == 0);
}

} // namespace gatewright
