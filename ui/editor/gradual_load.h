// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/text/encoding.h"

#include <QObject>
#include <QTimer>

#include <string_view>

namespace gatewright {

class DocumentBuffer;

// Fills a document with a large text in slices of some milliseconds, so that the window paints and takes keys
// meanwhile. Nobody may show or change the document before finished(). Deleting it earlier leaves the
// document half filled: only to throw both away.
class GradualLoad : public QObject
{
    Q_OBJECT

public:
    // The text must outlive this.
    GradualLoad(DocumentBuffer &document, std::string_view text, const FileFormat &format,
                QObject *parent = nullptr);

    void start();

Q_SIGNALS:
    // In ]0, 1[. Receivers may delete this later, not at once.
    void progressed(double fraction);
    void finished();

private:
    void step();

    DocumentBuffer &m_document;
    std::string_view m_text;
    FileFormat m_format;
    std::size_t m_done = 0;
    QTimer m_steps;
};

} // namespace gatewright
