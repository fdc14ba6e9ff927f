// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/lsp/feature_types.h"
#include "ui/bridge/servers/server_question.h"

#include <QObject>

namespace gatewright {

// Formats the document in front, or what is selected in it, as one undo step.
class FormatAssistant : public QObject
{
    Q_OBJECT

public:
    // `servers` outlives it.
    explicit FormatAssistant(servers::LanguageServers &servers, QObject *parent = nullptr);

    enum class What { Document, Selection };

    void setFront(const FrontView &front);
    [[nodiscard]] bool canFormat(What what) const;
    void format(What what);

Q_SIGNALS:
    // `edits` may be 0: it was as it should be.
    void formatted(int edits);
    void failed(const gatewright::Error &why);

private:
    void apply(const Result<std::vector<lsp::RangeEdit>> &edits, Revision revision);

    servers::LanguageServers &m_servers;
    FrontView m_front;
    ServerQuestion m_question;
};

} // namespace gatewright
