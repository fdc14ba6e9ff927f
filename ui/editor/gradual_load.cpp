// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/editor/gradual_load.h"

#include "ui/editor/document_internals.h"

#include <algorithm>

namespace gatewright {

namespace {

// Some five milliseconds each.
constexpr std::size_t sliceBytes = 3U * 1024U * 1024U;

} // namespace

GradualLoad::GradualLoad(DocumentBuffer &document, std::string_view text, const FileFormat &format,
                         QObject *parent)
    : QObject(parent)
    , m_document(document)
    , m_text(text)
    , m_format(format)
{
    m_steps.setInterval(0);
    connect(&m_steps, &QTimer::timeout, this, &GradualLoad::step);
}

void GradualLoad::start()
{
    m_document.internals().format = m_format;
    m_document.internals().beginFill(m_text.size());
    m_steps.start();
}

void GradualLoad::step()
{
    const std::string_view part = m_text.substr(m_done, sliceBytes);
    m_document.internals().addFill(part);
    m_done += part.size();
    if (m_done < m_text.size()) {
        // Last: whoever hears of it may give it up.
        Q_EMIT progressed(static_cast<double>(m_done) / static_cast<double>(m_text.size()));
        return;
    }
    m_steps.stop();
    m_document.internals().endFill();
    m_document.internals().takeFormat(m_format, m_text);
    Q_EMIT finished();
}

} // namespace gatewright
