// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/servers/language_servers.h"
#include "ui/bridge/document.h"
#include "ui/editor/code_view.h"

#include <QPointer>

#include <functional>
#include <utility>

namespace gatewright {

// What the assistants look at: the view in front and its document. Both null: none.
struct FrontView
{
    QPointer<CodeView> view;
    QPointer<Document> document;

    [[nodiscard]] bool isThere() const { return view && document; }
    [[nodiscard]] QString uri() const;
    friend bool operator==(const FrontView &, const FrontView &) = default;
};

// One question at a time about the text in front: a new one cancels the one before, whose answer is never
// seen. `context` owns this.
class ServerQuestion
{
public:
    ServerQuestion() = default;
    ~ServerQuestion() { cancel(); }
    ServerQuestion(const ServerQuestion &) = delete;
    ServerQuestion &operator=(const ServerQuestion &) = delete;

    // `read` makes an answer of the JSON, `done` gets it; not after another ask() or a cancel().
    template <class Read, class Done>
    void ask(servers::LanguageServer &server, QLatin1String method, const QString &uri,
             const QJsonObject &params, QObject *context, Read read, Done done,
             std::chrono::milliseconds timeout = std::chrono::seconds(10))
    {
        cancel();
        using Answer = decltype(read(std::declval<const lsp::Field &>()));
        m_handle = server.ask(
            method, uri, params, context,
            [this, number = m_number, read = std::move(read),
             done = std::move(done)](const Result<lsp::Field> &answer) {
                if (number != m_number)
                    return;
                ++m_number;
                done(answer ? read(*answer) : Answer(tl::unexpected(answer.error())));
            },
            timeout);
        m_pending = m_number;
    }
    void cancel()
    {
        ++m_number;
        m_handle.cancel();
    }
    [[nodiscard]] bool isPending() const { return m_pending == m_number; }

private:
    lsp::RequestHandle m_handle;
    int m_number = 0; // of the question that is open; an answer with another one is old
    int m_pending = -1;
};

} // namespace gatewright
