// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/check/protocol/checker_messages.h"
#include "core/lsp/connection.h"
#include "ui/bridge/document.h"
#include "ui/editor/code_view.h"

#include <QObject>
#include <QPointer>
#include <QTimer>

#include <functional>
#include <optional>
#include <vector>

namespace gatewright {

class DiagnosticsModel;

// Tries the suggestion that stands in the view in front: the document with the insertion goes to the checker,
// first to be compiled, then, where a run is known to be short, to be run. What passes raises the badge in
// place; the text never moves. When the suggestion goes, so does the question; typing along with it or
// accepting a part changes nothing, since the whole stays the same text.
class GhostChecker : public QObject
{
    Q_OBJECT

public:
    using Checked = std::function<void(Result<checker::CheckAnswer>)>;
    // How to ask: CheckerClient::check, or a test.
    using Ask = std::function<lsp::RequestHandle(const checker::CheckQuestion &, QObject *, Checked)>;
    // How long the last run of this document took, in milliseconds; nothing when it was never run.
    using LastRun = std::function<std::optional<double>(const QString &uri)>;

    // `problems` outlives this: an error that the document has anyway is not the suggestion's.
    GhostChecker(Ask source, const DiagnosticsModel &problems, QObject *parent = nullptr);

    // The view in front and its document; null: none.
    void setView(CodeView *view, Document *document);
    void setLastRun(LastRun lastRun) { m_lastRun = std::move(lastRun); }

Q_SIGNALS:
    // A suggestion is tried; what was told before is about another one.
    void started(const QString &id);
    // The suggestion passed this tier; for its outcome and for the tour.
    void passed(const QString &id, gatewright::Tier tier);
    // The suggestion brings an error with it.
    void failed(const QString &id);

private:
    static constexpr double shortRun = 2000; // milliseconds
    static constexpr int idle = 400;         // milliseconds between compiled and run

    void start(const QString &id);
    void stop();
    void ask(Tier highest);
    void answered(const QString &id, Tier asked, const Result<checker::CheckAnswer> &answer);
    [[nodiscard]] bool bringsErrors(const checker::CheckAnswer &answer) const;

    Ask m_ask;
    const DiagnosticsModel &m_problems;
    LastRun m_lastRun;
    QPointer<CodeView> m_view;
    QPointer<Document> m_document;
    QString m_id; // of the suggestion; empty: none
    checker::CheckQuestion m_question;
    Range m_lines; // that the insertion covers, in the text with it
    lsp::RequestHandle m_request;
    QTimer m_idle{this}; // between compiled and run
};

} // namespace gatewright
