// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/lsp/completion_types.h"
#include "ui/bridge/servers/completion_filter.h"
#include "ui/bridge/servers/server_question.h"
#include "ui/editor/completion_popup.h"
#include "ui/editor/key_filter.h"

#include <QObject>
#include <QTimer>

#include <functional>
#include <memory>
#include <optional>
#include <vector>

namespace gatewright {

// The list of completions: opens while a word or behind a dot is typed, narrows as typing goes on, and puts
// in what is chosen. Everybody who knows something is asked, and what comes first is shown first. While it
// stands open ghost text waits; with its end the ghost returns.
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
    // Who is asked, and what came of it.
    struct Source
    {
        QString server; // its id
        ServerQuestion question;
        lsp::CompletionList list;
        bool hasList = false;
    };

    // The word that is completed.
    struct Session
    {
        std::size_t wordBegin = 0;
        Document *document = nullptr;
        bool byHand = false;
    };

    void typed(bool asSuggested);
    void caretMoved();
    [[nodiscard]] std::vector<servers::FeatureServer *> able() const;
    [[nodiscard]] bool isTrigger(const servers::FeatureServer &server, std::size_t caret) const;
    [[nodiscard]] bool isPragmaLine(std::size_t caret) const;
    void open(bool byHand);
    void askAll(bool byHand);
    // Of those who are triggered by the character in front of the caret. False: nobody.
    bool askTriggered();
    // Who has said nothing yet about this word, or not all.
    void askRest();
    void ask(servers::FeatureServer &server, const QString &triggerCharacter);
    void answered(Source &source, const Result<lsp::CompletionList> &list);
    // m_items of all lists.
    void join();
    // The letters between the beginning of the word and the caret; nothing when the caret left the word.
    [[nodiscard]] std::optional<QString> typedWord() const;
    // The word, and the same letters at every other caret: a choice is put in at all of them.
    [[nodiscard]] std::vector<TextSpan> typedEverywhere() const;
    void narrow();
    void choose(int row);
    void accept(int row);
    void askDocumentation();
    void showDocumentation(const lsp::CompletionItem &item);
    void addLate(const lsp::CompletionItem &item, servers::FeatureServer &server);
    // Who gave the item and can say more about it; null: nobody.
    [[nodiscard]] servers::FeatureServer *resolver(std::size_t item) const;
    CompletionPopup &thePopup();

    servers::LanguageServers &m_servers;
    const SyntaxLibrary &m_library;
    std::function<const Theme &()> m_theme;
    FrontView m_front;
    Opening m_opening = Opening::Words;
    std::optional<Session> m_session;
    std::vector<std::unique_ptr<Source>> m_sources; // in the order of the servers
    std::vector<lsp::CompletionItem> m_items;       // of all of them
    std::vector<QString> m_givers;                  // of m_items, one by one
    std::vector<FittingCompletion> m_fitting;
    QPointer<CompletionPopup> m_popup; // a child of the window
    ServerQuestion m_details;
    QTimer m_documentation{this};
};

} // namespace gatewright
