// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/lsp/feature_types.h"
#include "ui/bridge/servers/server_question.h"
#include "ui/inline/inline_note.h"

#include <QObject>
#include <QTimer>

namespace gatewright {

// Types that are not written and the names of parameters, behind the lines they belong to: "first: int ·
// value: 4". Scintilla has no text between the text, and what is painted over it would lie in the way of
// caret and mouse, so they stand at the end of the line. For what is in sight only.
class HintAssistant : public QObject
{
    Q_OBJECT

public:
    // `servers` outlives it.
    explicit HintAssistant(servers::LanguageServers &servers, QObject *parent = nullptr);
    ~HintAssistant() override;

    void setFront(const FrontView &front);
    void setEnabled(bool enabled);
    // What was known is old: a server came or went.
    void refresh();

private:
    void ask();
    void textChanged(const DocumentEdit &edit);
    void show(const std::vector<lsp::InlayHint> &hints);

    servers::LanguageServers &m_servers;
    FrontView m_front;
    bool m_enabled = false;
    std::vector<InlineNote> m_notes;
    QTimer m_pause{this};
    ServerQuestion m_question;
};

} // namespace gatewright
