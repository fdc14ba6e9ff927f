// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/servers/language_servers.h"
#include "ui/bridge/document.h"
#include "ui/editor/code_view.h"

#include <QPointer>

#include <functional>
#include <memory>
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
// seen, nor is any once this is gone.
class ServerQuestion
{
public:
    ServerQuestion() = default;
    ~ServerQuestion() { cancel(); }
    ServerQuestion(const ServerQuestion &) = delete;
    ServerQuestion &operator=(const ServerQuestion &) = delete;

    // `read` makes an answer of the JSON, `done` gets it; not after another ask() or a cancel().
    template <class Read, class Done>
    void ask(servers::FeatureServer &server, QLatin1String method, const QString &uri,
             const QJsonObject &params, QObject *context, Read read, Done done,
             std::chrono::milliseconds timeout = std::chrono::seconds(10))
    {
        cancel();
        using Answer = decltype(read(std::declval<const lsp::Field &>()));
        m_open = std::make_shared<bool>(true);
        m_handle = server.ask(
            method, uri, params, context,
            [open = std::weak_ptr<bool>(m_open), read = std::move(read),
             done = std::move(done)](const Result<lsp::Field> &answer) {
                const std::shared_ptr<bool> mine = open.lock();
                if (!mine || !std::exchange(*mine, false))
                    return;
                done(answer ? read(*answer) : Answer(tl::unexpected(answer.error())));
            },
            timeout);
    }
    void cancel()
    {
        m_open.reset();
        m_handle.cancel();
    }
    [[nodiscard]] bool isPending() const { return m_open && *m_open; }

private:
    lsp::RequestHandle m_handle;
    std::shared_ptr<bool> m_open; // of the latest question: its answer is still to come
};

} // namespace gatewright
