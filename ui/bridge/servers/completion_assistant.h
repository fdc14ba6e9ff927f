// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/lsp/completion_types.h"
#include "ui/bridge/servers/completion_filter.h"
#include "ui/bridge/servers/server_question.h"
#include "ui/editor/completion_popup.h"
#include "ui/editor/key_filter.h"
#include "ui/editor/snippet_stops.h"

#include <QObject>
#include <QTimer>

#include <functional>
#include <optional>

namespace gatewright {

// The list of completions: opens while a word or behind a dot is typed, narrows as typing goes on, and puts
// in what is chosen. While it stands open ghost text waits; with its end the ghost returns.
class CompletionAssistant : public QObject, public KeyFilter
{
    Q_OBJECT

public:
    // When it opens by itself.
    enum class Opening {
        Words,   // from the third letter of a word on, and behind . -> ::
        Members, // behind . -> :: only
        Never,   // only by request()
    };

    // `servers` and `library` outlive it.
    CompletionAssistant(servers::LanguageServers &servers, const SyntaxLibrary &library,
                        std::function<const Theme &()> theme, QObject *parent = nullptr);
    ~CompletionAssistant() override;

    void setFront(const FrontView &front);
    void setOpening(Opening opening) { m_opening = opening; }

    // By the user's key; closes nothing.
    void request();
    [[nodiscard]] bool canRequest() const;
    [[nodiscard]] bool isOpen() const { return m_popup && m_popup->isVisible(); }
    void close();
    // For the tour and tests; null before the first time.
    [[nodiscard]] const CompletionPopup *popup() const { return m_popup; }

    [[nodiscard]] bool wantsKey(const QKeyEvent &event) const override;
    bool handleKey(const QKeyEvent &event) override;

Q_SIGNALS:
    void opened();
    // A call was put in: its signature is of interest.
    void callInserted();

private:
    // The word that is completed.
    struct Session
    {
        std::size_t wordBegin = 0;
        Document *document = nullptr;
        bool byHand = false;
    };

    void typed(bool asSuggested);
    void caretMoved();
    [[nodiscard]] bool isTrigger(const servers::LanguageServer &server, std::size_t caret) const;
    void ask(bool byHand, const QString &triggerCharacter);
    void answered(const Result<lsp::CompletionList> &list);
    // The letters between the beginning of the word and the caret; nothing when the caret left the word.
    [[nodiscard]] std::optional<QString> typedWord() const;
    void narrow();
    void choose(int row);
    void accept(int row);
    void askDocumentation();
    void showDocumentation(const lsp::CompletionItem &item);
    void addLate(const lsp::CompletionItem &item, servers::LanguageServer &server);
    [[nodiscard]] servers::LanguageServer *server() const;
    CompletionPopup &thePopup();

    servers::LanguageServers &m_servers;
    const SyntaxLibrary &m_library;
    std::function<const Theme &()> m_theme;
    FrontView m_front;
    Opening m_opening = Opening::Words;
    std::optional<Session> m_session;
    lsp::CompletionList m_list;
    bool m_hasList = false;
    std::vector<FittingCompletion> m_fitting;
    QPointer<CompletionPopup> m_popup; // a child of the window
    SnippetStops m_stops;
    ServerQuestion m_question;
    ServerQuestion m_details;
    QTimer m_documentation{this};
};

} // namespace gatewright
