// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/bridge/document.h"

#include <QFileInfo>

namespace gatewright {

Document::Document(int id, const QString &name, const SyntaxLibrary &library)
    : m_id(id)
    , m_name(name)
    , m_buffer(library)
{
    connect(&m_buffer, &DocumentBuffer::pathChanged, this, &Document::titleChanged);
}

QString Document::title() const
{
    return path().isEmpty() ? m_name : QFileInfo(path()).fileName();
}

void Document::setDiskState(DiskState state)
{
    if (state == m_diskState)
        return;
    m_diskState = state;
    Q_EMIT diskStateChanged();
}

bool Document::isDisposable() const
{
    return !m_buffer.isModified() || (path().isEmpty() && m_buffer.size() == 0);
}

} // namespace gatewright
